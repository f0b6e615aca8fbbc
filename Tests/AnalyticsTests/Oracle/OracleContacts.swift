import Core

/// Contacts: roles, titles, and deals without an executive.
extension Oracle {
    /// Groups of contacts that belong to deals in scope; a contact counts once, however many deals it belongs to.
    private struct Group {
        var name: String
        var places: Set<Int> = []
        var contacts: Int { places.count }
        var deals: [OracleDeal] = []
    }

    private static func groups(
        _ deals: [OracleDeal], _ data: OracleData, _ name: (OracleContact) -> String?
    ) -> [Group] {
        let links = data.links
        var groups: [String: Group] = [:]
        for deal in deals {
            var seen: Set<String> = []
            for place in links[deal.id] ?? [] {
                guard let contact = data.contacts?[place], let name = name(contact) else { continue }
                groups[name, default: Group(name: name)].places.insert(place)
                if seen.insert(name).inserted { groups[name, default: Group(name: name)].deals.append(deal) }
            }
        }
        return Array(groups.values)
    }

    static func roles(_ arguments: OracleArguments, _ data: OracleData) -> OracleAnswer {
        guard data.contacts != nil else { return .refused(.missingData) }
        let by = arguments.text("by") ?? (data.contactColumns.contains("role") ? "role" : "title")
        guard data.contactColumns.contains(by) else { return .refused(.missingData) }
        let status = arguments.text("status", default: "all")
        let deals = data.deals.status(status).filter { arguments.keeps($0) && arguments.covers($0.closed) }
        let groups = groups(deals, data) { by == "role" ? $0.role : $0.title }
        if groups.isEmpty { return .refused(.noFigure) }
        let rows = ranked(groups, limit: arguments.number("limit", default: 15)) { group in
            [
                OracleKey(value: .count(group.contacts), isDescending: true),
                OracleKey(value: .text(group.name)),
            ]
        }
        let named = groups.reduce(0) { $0 + $1.contacts }
        let all = Set(deals.flatMap { data.links[$0.id] ?? [] }).count
        return .table(
            OracleTable(
                columns: [(by, .text), ("contacts", .count), ("opportunities", .count)]
                    + (status == "all" ? [("win_rate", .percent)] : []),
                rows: rows.map { group in
                    let closed = group.deals.of(.won, .lost)
                    return [.text(group.name), .count(group.contacts), .count(group.deals.count)]
                        + (status == "all" ? [OracleSum.rate(closed.of(.won).count, of: closed.count)] : [])
                },
                totals: [
                    ("contacts", .count(groups.reduce(0) { $0 + $1.contacts })),
                    // Those with a contact of any kind, as its label says.
                    ("opportunities", .count(deals.filter { data.links[$0.id] != nil }.count)),
                ] + (all > named ? [("all_contacts", .count(all))] : []), rowCount: groups.count))
    }

    static func titles(_ arguments: OracleArguments, _ data: OracleData) -> OracleAnswer {
        guard data.contacts != nil, data.contactColumns.contains("title") else { return .refused(.missingData) }
        let by = arguments.text("by", default: "seniority")
        let status = arguments.text("status", default: "all")
        let deals = data.deals.status(status).filter { arguments.keeps($0) && arguments.covers($0.closed) }
        let groups = groups(deals, data) { contact in
            guard let title = contact.title, let known = OracleTitles.known(title) else { return nil }
            return by == "seniority" ? known.seniority : by == "function" ? known.function : title
        }
        if groups.isEmpty { return .refused(.noFigure) }
        let titled = Set(groups.flatMap { $0.deals.map(\.id) })
        let withTitle = deals.filter { titled.contains($0.id) }
        let executives = executiveDeals(data)
        let rows = ranked(groups, limit: arguments.number("limit", default: 15)) { group in
            [
                OracleKey(value: .count(group.contacts), isDescending: true),
                OracleKey(value: .text(group.name)),
            ]
        }
        return .table(
            OracleTable(
                columns: [
                    (by == "function" ? "job_function" : by, .text), ("contacts", .count), ("opportunities", .count),
                ] + (status == "all" ? [("won", .count), ("closed", .count), ("win_rate", .percent)] : [])
                    + [("value", .currency)],
                rows: rows.map { group in
                    let closed = group.deals.of(.won, .lost)
                    let won = closed.of(.won).count
                    return [.text(group.name), .count(group.contacts), .count(group.deals.count)]
                        + (status == "all"
                            ? [.count(won), .count(closed.count), OracleSum.rate(won, of: closed.count)] : [])
                        + [OracleSum.amount(group.deals)]
                },
                totals: [
                    ("contacts", .count(groups.reduce(0) { $0 + $1.contacts })),
                    ("opportunities", .count(withTitle.count)),
                    ("executive_opportunities", .count(withTitle.filter { executives.contains($0.id) }.count)),
                    ("value", OracleSum.amount(withTitle)),
                ] + withoutAmount(withTitle), rowCount: groups.count))
    }

    /// Ids of the deals with a contact of C-level or VP.
    private static func executiveDeals(_ data: OracleData) -> Set<String> {
        var result: Set<String> = []
        for (deal, places) in data.links {
            for place in places {
                guard let title = data.contacts?[place].title, let known = OracleTitles.known(title) else { continue }
                if known.isExecutive { result.insert(deal) }
            }
        }
        return result
    }

    static func missingStakeholders(_ arguments: OracleArguments, _ data: OracleData) -> OracleAnswer {
        guard data.contacts != nil, data.contactColumns.contains("title") else { return .refused(.missingData) }
        let open = data.deals.of(.open).filter { arguments.keeps($0) && arguments.covers($0.closed) }
        let executives = executiveDeals(data)
        let links = data.links
        let deals = open.filter { !executives.contains($0.id) }
        let rows = ranked(deals, limit: arguments.number("limit", default: 10), byAmount)
        return .table(
            OracleTable(
                columns: listColumns(data) + [("contacts", .count)],
                rows: rows.map { listRow($0, data) + [.count(links[$0.id]?.count ?? 0)] },
                totals: [
                    ("deals", .count(deals.count)), ("value", OracleSum.amount(deals)),
                    ("open_deals", .count(open.count)), ("share", OracleSum.rate(deals.count, of: open.count)),
                    ("without_contacts", .count(deals.filter { links[$0.id] == nil }.count)),
                ] + withoutAmount(deals), rowCount: deals.count))
    }
}
