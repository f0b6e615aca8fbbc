import Core
import SampleData
import Testing

/// What any reader of a CRM takes for granted, checked on the files as written.
@Suite struct SampleCoherenceTests {
    static let samples = [
        Sample(rows: 10), Sample(rows: 2000), Sample(rows: 2000, seed: 42),
        Sample(rows: 1200, seed: 9, asOf: CalendarDate(daysSinceEpoch: 19_783)),
    ]
    static let asOf = ["2026-11-20", "2026-11-20", "2026-11-20", "2024-03-01"]
    private static let usual = [
        "Prospecting": 10, "Qualification": 20, "Discovery": 40, "Proposal": 60, "Negotiation": 80, "Closed Won": 100,
        "Closed Lost": 0,
    ]
    private static let order = ["Prospecting", "Qualification", "Discovery", "Proposal", "Negotiation"]

    @Test(arguments: samples.indices) func historyLeadsToThePresentStage(index: Int) {
        let sample = Self.samples[index]
        let paths = Dictionary(grouping: sample.rows(.history)) { $0.text("opportunity_id") }
        let deals = sample.rows(.opportunities)
        #expect(paths.count == deals.count)
        for deal in deals {
            let id = deal.text("opportunity_id")
            let path = paths[id] ?? []
            let days = path.map { $0.text("entered") }
            let stages = path.map { $0.text("stage") }
            #expect(days.first == deal.text("created_date"), "\(id)")
            #expect(stages.first == "Prospecting", "\(id)")
            #expect(stages.last == deal.text("stage"), "\(id)")
            #expect(zip(days, days.dropFirst()).allSatisfy { $0 < $1 }, "\(id)")
            #expect(days.allSatisfy { $0 <= Self.asOf[index] && CalendarDate(iso: $0) != nil }, "\(id)")
            let ranks = stages.compactMap { Self.order.firstIndex(of: $0) }
            #expect(ranks == ranks.sorted() && Set(ranks).count == ranks.count, "\(id)")
            #expect(ranks.count == stages.count - (deal.isOpen ? 0 : 1), "\(id)")
            if deal.isWon { #expect(ranks.count >= 4 && ranks.last == 4, "\(id)") }
            if !deal.isOpen { #expect(days.last == deal.text("close_date"), "\(id)") }
        }
    }

    @Test(arguments: samples.indices) func cellsFitTheStage(index: Int) {
        for deal in Self.samples[index].rows(.opportunities) {
            let id = deal.text("opportunity_id")
            let probability = Int(deal.text("probability")) ?? -1
            let usual = Self.usual[deal.text("stage")] ?? -100
            #expect(abs(probability - usual) <= (deal.isOpen ? 5 : 0), "\(id)")
            #expect(deal.text("loss_reason").isEmpty == !deal.isLost, "\(id)")
            if !deal.isOpen { #expect(deal.text("next_step").isEmpty, "\(id)") }
            switch deal.text("forecast_category") {
            case "Closed": #expect(deal.isWon, "\(id)")
            case "Omitted": #expect(!deal.isWon, "\(id)")
            case "Commit", "Best Case", "Pipeline": #expect(deal.isOpen, "\(id)")
            case let other: Issue.record("\(id): \(other)")
            }
            #expect(CalendarDate(iso: deal.text("close_date")) != nil, "\(id)")
            #expect(deal.text("created_date") <= deal.text("close_date"), "\(id)")
            #expect(deal.text("opportunity_name").split(separator: ": ").count == 2, "\(id)")
        }
    }

    @Test(arguments: samples.indices) func keysAreUniqueAndLead(index: Int) {
        let sample = Self.samples[index]
        let deals = sample.rows(.opportunities)
        let ids = Set(deals.map { $0.text("opportunity_id") })
        let accounts = Set(sample.rows(.accounts).map { $0.text("account") })
        let owners = Set(sample.rows(.owners).map { $0.text("owner") })
        #expect(ids.count == deals.count)
        #expect(accounts.count == sample.rows(.accounts).count)
        #expect(owners.count == sample.rows(.owners).count)
        #expect(Set(deals.map { $0.text("account") }).isSubset(of: accounts))
        #expect(Set(deals.map { $0.text("owner") }).isSubset(of: owners))
        let contacts = sample.rows(.contacts)
        #expect(Set(contacts.map { $0.text("opportunity_id") }).isSubset(of: ids))
        for (id, people) in Dictionary(grouping: contacts, by: { $0.text("opportunity_id") }) {
            #expect(people.count <= 5, "\(id)")
            #expect(Set(people.map { $0.text("contact_name") }).count == people.count, "\(id)")
            #expect(people.allSatisfy { !$0.text("title").isEmpty && !$0.text("role").isEmpty }, "\(id)")
        }
    }

    @Test(arguments: samples.indices) func onlyCustomersRenewAndExpand(index: Int) {
        let deals = Self.samples[index].rows(.opportunities)
        var firstWon: [String: String] = [:]
        for deal in deals where deal.isWon {
            let account = deal.text("account")
            firstWon[account] = min(firstWon[account] ?? "9999", deal.text("close_date"))
        }
        for deal in deals where deal.text("type") != "New Business" {
            let since = firstWon[deal.text("account")] ?? "9999"
            #expect(since <= deal.text("created_date"), "\(deal.text("opportunity_id"))")
        }
    }

    @Test func amountsAreMoney() {
        for deal in Self.samples[1].rows(.opportunities) {
            let parts = deal.text("amount").split(separator: ".", omittingEmptySubsequences: false)
            #expect(parts.count <= 2 && (Int(parts[0]) ?? 0) >= 2_000)
            if parts.count == 2 { #expect(parts[1].utf8.count == 2 && parts[1] != "00") }
        }
    }
}
