package import Analytics
package import Core
import Warehouse

/// Twelve opportunities with products, loss reasons and next steps, whose figures can be worked out by hand.
///
/// Won deals took 30, 40 and 50 days. On `SmallCRM.asOf` two open ones are overdue, and one closes on that day.
package enum DealBook {
    package static let opportunities = """
        opportunity_id,account,owner,stage,amount,probability,created_date,close_date,product,loss_reason,next_step,region
        D1,Acme,Ann,Closed Won,1000,100,2026-01-01,2026-01-31,Basic,,,North
        D2,Acme,Ann,Closed Won,3000,100,2026-02-01,2026-03-13,Pro,,,North
        D3,Birch,Bob,Closed Won,,100,2026-03-01,2026-04-20,Pro,,,South
        D4,Birch,Bob,Closed Lost,500,0,2026-01-10,2026-05-01,Basic,Price,,South
        D5,Cedar,Ann,Closed Lost,700,0,2026-02-10,2026-06-01,Pro,Price,,North
        D6,Cedar,Bob,Closed Lost,,0,2026-03-10,2026-07-01,Pro,Timing,,South
        D7,Dale,Ann,Closed Lost,2000,0,2026-04-10,2026-10-01,,,,North
        D8,Acme,Ann,Proposal,4000,50,2026-10-01,2026-12-15,Pro,,Call,North
        D9,Birch,Bob,Proposal,600,50,2026-09-01,2026-11-10,Basic,,Call,South
        D10,Cedar,Ann,Negotiation,,80,2026-10-10,2026-11-20,Pro,,Demo,North
        D11,,Bob,Proposal,250.50,20,2026-11-01,2026-11-01,Gold,,,South
        D12,Dale,Ann,Negotiation,900,80,2026-08-01,2027-01-05,Basic,,,North

        """

    /// Without contacts and history unless they are given.
    package static func catalogue(
        opportunities: String = opportunities, contacts: String? = nil, history: String? = nil,
        asOf: CalendarDate = SmallCRM.asOf
    ) async throws -> Catalogue {
        let warehouse = try await SmallCRM.warehouse(
            opportunities: opportunities, contacts: contacts, history: history)
        return try await Catalogue(warehouse: warehouse, asOf: asOf)
    }

    /// The rows without one column, named by its header; no cell of theirs holds a comma.
    package static func without(_ header: String, _ csv: String = opportunities) -> String {
        let lines = csv.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        guard let index = lines.first?.firstIndex(of: header) else { return csv }
        return lines.map { fields in
            fields.enumerated().filter { $0.offset != index }.map(\.element).joined(separator: ",")
        }.joined(separator: "\n") + "\n"
    }
}
