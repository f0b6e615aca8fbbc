/// Makes one deal after the other, in the order of their creation.
struct DealPlanner {
    let calendar: SampleCalendar
    let team: SalesTeam
    private(set) var book: AccountBook
    private let pricing = Pricing()
    private let outcome = Outcome()
    private let prices = Product.all.map(\.price)
    private let recurring = Product.all.map(\.isRecurring)
    private let nextSteps = Stage.allCases.map { DealWords.nextSteps(in: $0).count }
    private let skills: [Int]
    private let demand: [WeightedIndex]
    private let sources = WeightedIndex([22, 30, 12, 9, 14, 13])
    /// By type (new or expansion, renewal) and exit stage, as `DealWords.lossWeights` has them.
    private let losses: [[WeightedIndex]]

    init(calendar: SampleCalendar, team: SalesTeam, book: AccountBook) {
        self.calendar = calendar
        self.team = team
        self.book = book
        skills = team.owners.map(\.skill)
        demand = Segment.allCases.map { segment in
            WeightedIndex(Product.all.map { $0.demand[segment.rawValue] })
        }
        losses = DealType.allCases.map { type in
            Stage.allCases.map { WeightedIndex(DealWords.lossWeights(type: type, exit: $0)) }
        }
    }

    mutating func next(created: Int, _ random: inout RandomSource) -> Deal {
        let index = book.pick(day: created, &random)
        let account = book.accounts[index]
        var type = DealType.newBusiness
        var product = 0
        var cents = 0
        if book.isCustomer(index, on: created) {
            if random.chance(850), let contract = book.takeRenewable(index, on: created) {
                type = .renewal
                product = contract.product
                cents = pricing.renewal(of: contract, &random)
            } else if random.chance(570) {
                type = .expansion
            }
        }
        if type != .renewal {
            product = demand[account.segment.rawValue].pick(&random)
            let progress = created * 1000 / max(1, calendar.today)
            cents = pricing.sale(
                listPrice: prices[product], type: type, account: account, progress: progress, &random)
        }
        let ownSource = type == .renewal || random.chance(type == .expansion ? 700 : 500)
        let source = ownSource ? account.source : LeadSource.allCases[sources.pick(&random)]
        let owner = random.chance(900) ? account.owner : team.member(of: account.team, &random) ?? account.owner

        let late = created > calendar.today - 400
        let rate = Outcome.winRate(
            type: type, account: account, source: source, skill: skills[owner],
            declining: late && account.region == .apac)
        let exit = random.chance(rate) ? nil : outcome.exit(type: type, &random)
        var length = outcome.length(
            segment: account.segment, type: type, large: cents > 80_000_000, exit: exit, &random)
        // What was in progress when the records begin needs part of the time only.
        if created < SampleCalendar.migration { length = max(14, length * random.within(250...900) / 1000) }
        let closes = calendar.closing(near: created + length, notBefore: created + 8, &random)
        let path = StagePath.steps(created: created, closes: closes, exit: exit, calendar: calendar, &random)

        // Some deals neither close nor move: nobody admits that they are lost.
        let age = calendar.today - created
        let stuck = (120...560).contains(age) && random.chance(105)
        let draft = Draft(
            account: index, owner: owner, type: type, product: product, source: source, cents: cents, created: created)
        guard stuck || closes > calendar.today else {
            if exit == nil {
                let contract = AccountBook.Contract(closed: closes, product: product, cents: cents)
                book.record(contract, account: index, recurring: recurring[product])
            }
            return closed(draft, path: path, closes: closes, exit: exit, &random)
        }
        return open(draft, path: path, closes: closes, stuck: stuck, &random)
    }

    /// The deal that everybody asks about: very large, in negotiation, due at the end of last quarter.
    mutating func slippedDeal(created: Int, _ random: inout RandomSource) -> Deal? {
        let candidates = book.accounts.indices.prefix(200).filter { index in
            let account = book.accounts[index]
            return account.segment == .enterprise && account.region != .apac && account.since <= created
        }
        guard let index = candidates.first, calendar.today - created > 150 else { return nil }
        let account = book.accounts[index]
        let due = calendar.workday(calendar.previousQuarterEnd(calendar.today))
        let steps = StagePath.steps(
            created: created, closes: calendar.today - 40, exit: nil, calendar: calendar, &random)
        let product = Product.all.firstIndex { $0.name == "Warehouse Core" } ?? 0
        return Deal(
            account: index, owner: account.owner, type: .newBusiness, product: product, source: account.source,
            cents: 3_600_000_00 + random.below(20) * 50_000_00, created: created, closes: max(created, due),
            path: steps.filter(\.stage.isOpen), probability: Stage.negotiation.probability, forecast: .commit,
            lossReason: nil, nextStep: 0)
    }

    /// What is known of a deal before its end is.
    private struct Draft {
        let account: Int
        let owner: Int
        let type: DealType
        let product: Int
        let source: LeadSource
        let cents: Int
        let created: Int
    }

    private func closed(
        _ draft: Draft, path: [Deal.Step], closes: Int, exit: Stage?, _ random: inout RandomSource
    ) -> Deal {
        let reason = exit.map { losses[draft.type.rawValue][$0.rawValue].pick(&random) }
        return deal(
            draft, path: path, closes: closes, probability: exit == nil ? 100 : 0,
            forecast: exit == nil ? .closed : .omitted, lossReason: reason, nextStep: nil)
    }

    private func open(
        _ draft: Draft, path: [Deal.Step], closes: Int, stuck: Bool, _ random: inout RandomSource
    ) -> Deal {
        let age = calendar.today - draft.created
        let until = stuck ? draft.created + random.below(max(1, age - 61)) : calendar.today
        let soFar = path.filter { $0.stage.isOpen && $0.entered <= until }
        let stage = soFar.last?.stage ?? .prospecting

        var expected = closes
        if age > 55, random.chance(stuck ? 240 : 60) {
            expected = calendar.workday(calendar.today - 1 - random.below(min(80, age - 40)))
        } else if expected <= calendar.today {
            expected = max(calendar.today + 5, calendar.quarterClose(calendar.today + random.below(190)))
        }
        let probability = stage.probability + (random.chance(200) ? (random.chance(500) ? 5 : -5) : 0)
        return deal(
            draft, path: soFar, closes: expected, probability: probability, forecast: category(stage, &random),
            lossReason: nil, nextStep: random.chance(stuck ? 450 : 150) ? nil : random.below(nextSteps[stage.rawValue]))
    }

    private func deal(
        _ draft: Draft, path: [Deal.Step], closes: Int, probability: Int, forecast: ForecastCategory,
        lossReason: Int?, nextStep: Int?
    ) -> Deal {
        Deal(
            account: draft.account, owner: draft.owner, type: draft.type, product: draft.product, source: draft.source,
            cents: draft.cents, created: draft.created, closes: closes, path: path, probability: probability,
            forecast: forecast, lossReason: lossReason, nextStep: nextStep)
    }

    private func category(_ stage: Stage, _ random: inout RandomSource) -> ForecastCategory {
        switch stage {
        case .prospecting: random.chance(100) ? .omitted : .pipeline
        case .qualification: random.chance(40) ? .omitted : .pipeline
        case .discovery: random.chance(200) ? .bestCase : .pipeline
        case .proposal: random.chance(200) ? .pipeline : random.chance(800) ? .bestCase : .commit
        case .negotiation: random.chance(650) ? .commit : .bestCase
        case .won, .lost: .closed
        }
    }
}
