/// Makes the rows of a shape.
enum OracleGenerator {
    private static let openStages = ["Qualification", "Discovery", "Proposal", "Negotiation"]
    private static let optional = [
        "name", "account", "owner", "type", "lead_source", "product", "forecast_category", "next_step", "loss_reason",
        "last_activity", "probability", "created_date", "close_date",
    ]
    private static let oddNames = [
        "Dún, \"Inc\"", "O'Brien & Søn", "株式会社 光", "Müller GmbH", "Muller GmbH", "ACME", "Acme", "100% Pure; Ltd",
        "a|b", "Ünïcode ☂", "Zeta \\ Co", "\"Quoted\"", "Ελλάς", "It''s", "-- comment", "_%_",
    ]
    private static let texts: [String: [String]] = [
        "owner": ["Ann", "Bob", "Cyd", "Déa", "Eve O'Hara"],
        "type": ["New Business", "Renewal", "Expansion"],
        "lead_source": ["Web", "Partner", "Event, large", "Referral"],
        "product": ["Core", "Plus", "Max", "Lite"],
        "forecast_category": ["Pipeline", "Best Case", "Commit", "Omitted", "Committed", "upside"],
        "next_step": ["Call CFO", "Send contract", "Demo", "Wait for \"legal\""],
        "loss_reason": ["Price", "Competitor", "No budget"],
    ]

    static func make(_ shape: OracleShape) -> OracleData {
        var random = OracleRandom(seed: shape.seed &* 7919)
        var data = OracleData()
        data.asOf = shape.asOf
        data.calendar = OracleCalendar(yearStarts: shape.yearStarts)
        data.columns = Set(optional).subtracting(shape.absent).union(["stage", "amount"])
        let accounts = (0..<shape.accounts).map { number in
            shape.oddNames ? oddNames[number % oddNames.count] : "Account \(number + 1)"
        }
        for number in 1...shape.deals {
            data.deals.append(deal(number, shape, accounts, data.columns, &random))
        }
        data.writing = shape.writing
        if shape.repeatsRows { data.repeats = data.deals.map { _ in random.number(1...3) } }
        // The product knows the stages that deals are in.
        data.stages = openStages.filter { stage in data.deals.contains { $0.stage == stage } }
        if shape.lookup { addLookup(&data, accounts, &random) }
        addContacts(&data, shape, &random)
        addHistory(&data, shape, &random)
        return data
    }

    private static func deal(
        _ number: Int, _ shape: OracleShape, _ accounts: [String], _ columns: Set<String>, _ random: inout OracleRandom
    ) -> OracleDeal {
        let outcome = outcome(shape, &random)
        let stage =
            switch outcome {
            case .open: random.pick(openStages)
            case .won: "Closed Won"
            case .lost: random.pick(["Closed Lost", "Disqualified"])
            }
        var deal = OracleDeal(id: "D\(number)", stage: stage, outcome: outcome)
        func isEmpty(_ random: inout OracleRandom) -> Bool { random.chance(shape.empty) }
        let cents = amount(shape.amounts, number, &random)
        if !isEmpty(&random), !shape.withoutAmount.contains(outcome) { deal.cents = cents }
        let points = shape.fineProbabilities ? random.number(200...9_900) : 100 * random.number(5...95)
        if columns.contains("probability"), !isEmpty(&random) {
            deal.points =
                switch outcome {
                case .open: points
                case .won: 10_000
                case .lost: 0
                }
        }
        let span = shape.tiedDates ? random.pick([-400, -90, -30, 0]) : random.number(-700...0)
        let created = shape.asOf.plus(span)
        let length = shape.wrongDates ? random.number(-90...60) : shape.tiedDates ? 60 : random.number(0...220)
        // Open deals are expected in the past, on the day and in the future; the others closed by the day.
        let closed =
            outcome == .open ? shape.asOf.plus(random.number(-60...200)) : min(created.plus(length), shape.asOf)
        let onTheDay = outcome == .open && random.chance(5)
        if columns.contains("created_date"), !isEmpty(&random) { deal.created = created }
        if columns.contains("close_date"), !isEmpty(&random) { deal.closed = onTheDay ? shape.asOf : closed }
        let active = shape.asOf.plus(random.pick([-31, -30, -29, -100, -3, 0]))
        if columns.contains("last_activity"), !isEmpty(&random) { deal.activity = active }
        let account = random.pick(accounts)
        if columns.contains("account"), !isEmpty(&random) { deal.cells["account"] = account }
        for (column, values) in texts.sorted(by: { $0.key < $1.key }) where columns.contains(column) {
            let value = random.pick(values)
            if column == "loss_reason", outcome != .lost { continue }
            if !isEmpty(&random) { deal.cells[column] = value }
        }
        if columns.contains("name"), !isEmpty(&random) { deal.cells["name"] = "Deal no. \(number)" }
        deal.cells["stage"] = stage
        deal.currency = random.pick(shape.currencies)
        return deal
    }

    private static func outcome(_ shape: OracleShape, _ random: inout OracleRandom) -> OracleOutcome {
        let choice = random.number(1...100)
        return switch shape.outcomes {
        case .mixed: choice <= 40 ? .open : choice <= 72 ? .won : .lost
        case .won: .won
        case .lost: .lost
        case .open: .open
        case .closed: choice <= 55 ? .won : .lost
        case .few: choice <= 92 ? .open : choice <= 96 ? .won : .lost
        }
    }

    private static func amount(_ kind: OracleShape.Amounts, _ number: Int, _ random: inout OracleRandom) -> Int128 {
        switch kind {
        case .cents: Int128(random.number(1...9_999_999))
        case .whole: Int128(random.number(1...90_000)) * 100
        case .ties: Int128(random.pick([100_000, 250_050, 999_999]))
        case .huge: Int128(90_000_000_000_000_000) + Int128(random.number(0...9_999_999_999_999_999))
        case .signed: Int128(random.number(-500_000...500_000)) * (random.chance(15) ? 0 : 1)
        case .zeros: random.chance(70) ? 0 : Int128(random.number(1...500_000))
        // Cents that no binary fraction can hold, beside amounts in which a double has no cents left.
        case .adversarial: number % 3 == 0 ? Int128(1_000_000_000_000_001) : Int128(random.pick([1, 10, 29, 57, 99]))
        }
    }

    private static func addLookup(_ data: inout OracleData, _ accounts: [String], _ random: inout OracleRandom) {
        data.lookupColumns = ["region", "segment"]
        // Every account is there: one that is not would be joined with a name that differs from it in an accent.
        for account in accounts {
            guard !data.lookup.contains(where: { $0.account == account }) else { continue }
            var cells = ["segment": random.pick(["SMB", "Enterprise"])]
            if random.chance(80) { cells["region"] = random.pick(["EMEA", "APAC", "Americas"]) }
            data.lookup.append((account, cells))
        }
        for place in data.deals.indices {
            guard let found = data.lookup.first(where: { $0.account == data.deals[place].account }) else { continue }
            data.deals[place].cells.merge(found.cells) { own, _ in own }
        }
    }

    private static func addContacts(_ data: inout OracleData, _ shape: OracleShape, _ random: inout OracleRandom) {
        guard shape.contacts != .absent else { return }
        data.contactColumns = shape.contactColumns
        if shape.contacts != .byAccount { data.contactColumns.insert("opportunity_id") }
        if shape.contacts != .byDeal { data.contactColumns.insert("account") }
        var contacts: [OracleContact] = []
        let known = data.deals.compactMap(\.account)
        for _ in 0..<(shape.deals + 3) {
            var contact = OracleContact()
            let isByDeal = random.chance(60)
            let deal = random.pick(data.deals).id
            let account = known.isEmpty ? nil : random.pick(known)
            if data.contactColumns.contains("opportunity_id"), shape.contacts == .byDeal || isByDeal {
                contact.deal = random.chance(3) ? "no such deal" : deal
            }
            if data.contactColumns.contains("account") { contact.account = account }
            let title = random.pick(OracleTitles.all).text
            if shape.contactColumns.contains("title"), !random.chance(shape.empty) { contact.title = title }
            let role = random.pick(["Champion", "Decision Maker", "Blocker"])
            if shape.contactColumns.contains("role"), !random.chance(shape.empty + 5) { contact.role = role }
            contacts.append(contact)
        }
        data.contacts = contacts
    }

    private static func addHistory(_ data: inout OracleData, _ shape: OracleShape, _ random: inout OracleRandom) {
        guard shape.history != .absent else { return }
        var steps: [OracleStep] = []
        for deal in data.deals {
            if shape.history == .partial, random.chance(45) { continue }
            var day = deal.created ?? shape.asOf.plus(-random.number(20...300))
            let last = openStages.firstIndex(of: deal.stage) ?? random.number(0...(openStages.count - 1))
            for stage in openStages.prefix(last + 1) {
                // Deals skip stages, and now and then are entered twice in one.
                if random.chance(20) { continue }
                steps.append(OracleStep(deal: deal.id, stage: stage, entered: day))
                if random.chance(8) { steps.append(OracleStep(deal: deal.id, stage: stage, entered: day.plus(1))) }
                day = min(day.plus(random.number(1...40)), shape.asOf)
            }
            if deal.outcome != .open, random.chance(80) {
                steps.append(OracleStep(deal: deal.id, stage: deal.stage, entered: day))
            }
        }
        if steps.isEmpty { steps.append(OracleStep(deal: data.deals[0].id, stage: openStages[0], entered: shape.asOf)) }
        data.history = steps
    }
}
