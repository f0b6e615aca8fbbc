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
            dateFormat: data.writing.date == .yearMonthDay ? nil : data.writing.date, maxRejected: 0,
            currency: "USD", otherCurrencies: .leaveOut)
        if let contacts = data.contacts {
            try folder.write("contacts.csv", Data(text(contacts, data.contactColumns, data.writing).utf8))
            configuration.contacts = .init(file: "contacts.csv")
        }
        if let history = data.history {
            let rows = history.map { [$0.deal, $0.stage, data.writing.text($0.entered)] }
            try folder.write("history.csv", Data(csv(["opportunity_id", "stage", "entered"], rows, data.writing).utf8))
            configuration.history = .init(file: "history.csv")
        }
        if !data.lookup.isEmpty {
            let rows = data.lookup.map { entry in
                [entry.account] + data.lookupColumns.map { entry.cells[$0] ?? "" }
            }
            try folder.write("accounts.csv", Data(csv(["account"] + data.lookupColumns, rows, data.writing).utf8))
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
        let rows = data.deals.map { deal -> [String] in
            [deal.id]
                + columns.map { column in
                    switch column {
                    case "amount": deal.cents.map { data.writing.text($0) } ?? ""
                    case "probability":
                        deal.points.map { points in
                            // Of a percentage nobody writes the thousands or a currency.
                            decimal(Int128(points)).replacing(".", with: data.writing.amount == .european ? "," : ".")
                        } ?? ""
                    case "created_date": deal.created.map { data.writing.text($0) } ?? ""
                    case "close_date": deal.closed.map { data.writing.text($0) } ?? ""
                    case "last_activity": deal.activity.map { data.writing.text($0) } ?? ""
                    case "currency": deal.currency
                    default: deal.cells[column] ?? ""
                    }
                }
        }
        let repeated = rows.enumerated().flatMap { place, row in
            Array(repeating: row, count: data.repeats.isEmpty ? 1 : data.repeats[place])
        }
        return csv(["opportunity_id"] + headers, repeated, data.writing)
    }

    private static func text(_ contacts: [OracleContact], _ columns: Set<String>, _ writing: OracleWriting) -> String {
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
        return csv(names, rows, writing)
    }

    /// Hundredths as text with two digits behind the point.
    static func decimal(_ hundredths: Int128) -> String {
        let size = hundredths < 0 ? -hundredths : hundredths
        let rest = size % 100
        return "\(hundredths < 0 ? "-" : "")\(size / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func csv(_ headers: [String], _ rows: [[String]], _ writing: OracleWriting) -> String {
        var empty = 0
        let filled = rows.map { row in
            row.map { text -> String in
                guard text.isEmpty else { return text }
                empty += 1
                return writing.nothing[empty % writing.nothing.count]
            }
        }
        return ([headers] + filled).map { $0.map(cell).joined(separator: writing.separator) }
            .joined(separator: "\r\n") + "\r\n"
    }

    private static func cell(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D || $0 == 0x3B }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}
