import Foundation
import TestSupport
import Warehouse

/// Writes generated data as CSV files, and opens them as the product does.
enum OracleFiles {
    static func open(_ data: OracleData) async throws -> Warehouse {
        let folder = try TestFolder()
        try folder.write("opportunities.csv", Data(opportunities(data).utf8))
        var configuration = DataConfiguration(
            folder: folder.path, opportunities: .init(file: "opportunities.csv"),
            stages: .init(order: data.stages, won: ["Closed Won"], lost: ["Closed Lost", "Disqualified"]),
            maxRejected: 0)
        if let contacts = data.contacts {
            try folder.write("contacts.csv", Data(text(contacts, data.contactColumns).utf8))
            configuration.contacts = .init(file: "contacts.csv")
        }
        if let history = data.history {
            let rows = history.map { [$0.deal, $0.stage, $0.entered.description] }
            try folder.write("history.csv", Data(csv(["opportunity_id", "stage", "entered"], rows).utf8))
            configuration.history = .init(file: "history.csv")
        }
        if !data.lookup.isEmpty {
            let rows = data.lookup.map { entry in
                [entry.account] + data.lookupColumns.map { entry.cells[$0] ?? "" }
            }
            try folder.write("accounts.csv", Data(csv(["account"] + data.lookupColumns, rows).utf8))
            configuration.lookups = [.init(file: "accounts.csv", key: "account")]
        }
        return try await Warehouse.open(configuration)
    }

    private static func opportunities(_ data: OracleData) -> String {
        let hasCurrencies = Set(data.deals.map(\.currency)).count > 1
        let columns = data.columns.sorted() + (hasCurrencies ? ["currency"] : [])
        let headers = columns.map { column in
            switch column {
            case "probability": "Probability (%)"
            case "name": "opportunity_name"
            default: column
            }
        }
        let rows = data.deals.map { deal in
            [deal.id]
                + columns.map { column in
                    switch column {
                    case "amount": deal.cents.map { decimal($0) } ?? ""
                    case "probability": deal.points.map { decimal(Int128($0)) } ?? ""
                    case "created_date": deal.created?.description ?? ""
                    case "close_date": deal.closed?.description ?? ""
                    case "last_activity": deal.activity?.description ?? ""
                    case "currency": deal.currency
                    default: deal.cells[column] ?? ""
                    }
                }
        }
        return csv(["opportunity_id"] + headers, rows)
    }

    private static func text(_ contacts: [OracleContact], _ columns: Set<String>) -> String {
        let names = columns.sorted()
        let rows = contacts.map { contact in
            names.map { name in
                switch name {
                case "opportunity_id": contact.deal ?? ""
                case "account": contact.account ?? ""
                case "title": contact.title ?? ""
                default: contact.role ?? ""
                }
            }
        }
        return csv(names, rows)
    }

    /// Hundredths as text with two digits behind the point.
    static func decimal(_ hundredths: Int128) -> String {
        let size = hundredths < 0 ? -hundredths : hundredths
        let rest = size % 100
        return "\(hundredths < 0 ? "-" : "")\(size / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func csv(_ headers: [String], _ rows: [[String]]) -> String {
        ([headers] + rows).map { $0.map(cell).joined(separator: ",") }.joined(separator: "\r\n") + "\r\n"
    }

    private static func cell(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D || $0 == 0x3B }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}
