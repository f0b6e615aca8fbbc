/// Writes deals as lines of opportunities.csv and stage_history.csv.
struct DealWriter {
    private let days: TextTable
    private let accounts: TextTable
    private let owners: TextTable
    private let names = TextTable(Product.all.map(\.opportunityName))
    private let stages = TextTable(Stage.allCases.map(\.name))
    private let types = TextTable(DealType.allCases.map(\.name))
    private let sources = TextTable(LeadSource.allCases.map(\.name))
    private let forecasts = TextTable(ForecastCategory.allCases.map(\.name))
    private let nextSteps = Stage.allCases.map { TextTable(DealWords.nextSteps(in: $0)) }
    private let lossReasons = TextTable(DealWords.lossReasons)
    private let width: Int

    /// `width` is the number of digits of an opportunity_id.
    init(calendar: SampleCalendar, team: SalesTeam, book: AccountBook, width: Int) {
        days = calendar.text
        accounts = TextTable(book.labels.map(\.name))
        owners = TextTable(team.owners.map(\.name))
        self.width = width
    }

    func write(_ deal: Deal, id: Int, into buffer: inout CSVBuffer) {
        let stage = deal.stage.rawValue
        buffer.appendID(id, width: width)
        buffer.comma()
        buffer.append(names, deal.product)
        buffer.comma()
        buffer.append(accounts, deal.account)
        buffer.comma()
        buffer.append(owners, deal.owner)
        buffer.comma()
        buffer.append(stages, stage)
        buffer.comma()
        buffer.append(cents: deal.cents)
        buffer.comma()
        buffer.append(number: deal.probability)
        buffer.comma()
        buffer.append(days, deal.created)
        buffer.comma()
        buffer.append(days, deal.closes)
        buffer.comma()
        buffer.append(types, deal.type.rawValue)
        buffer.comma()
        buffer.append(sources, deal.source.rawValue)
        buffer.comma()
        buffer.append(forecasts, deal.forecast.rawValue)
        buffer.comma()
        if let step = deal.nextStep { buffer.append(nextSteps[stage], step) }
        buffer.comma()
        if let reason = deal.lossReason { buffer.append(lossReasons, reason) }
        buffer.endLine()
    }

    func writeHistory(of deal: Deal, id: Int, into buffer: inout CSVBuffer) {
        for step in deal.path {
            buffer.appendID(id, width: width)
            buffer.comma()
            buffer.append(stages, step.stage.rawValue)
            buffer.comma()
            buffer.append(days, step.entered)
            buffer.endLine()
        }
    }
}
