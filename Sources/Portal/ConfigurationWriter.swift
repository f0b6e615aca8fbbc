import Core
import Foundation
import Warehouse

/// Writes a first `broadsheet.yml`, with comments that say what was recognised.
struct ConfigurationWriter {
    let title: String
    let data: DataConfiguration
    /// nil where the data could not be read yet.
    let schema: Schema?
    let asOf: PortalConfiguration.AsOf

    var text: String {
        var lines = [
            "# The portal's configuration. `broadsheet check` tells what is wrong with it.",
            "title: \(YAMLText.scalar(title))",
            "# url: https://insights.example.com/portal/   # where the site is published, if it is",
            "public: false                  # true: search engines may list the site",
            "currency: USD                  # ISO 4217 code of all amounts",
            "locale: en-US                  # how numbers and dates are written",
            "timezone: UTC                  # whose day is today",
            "# fiscal_year_starts: 2        # month; left out: the calendar year",
            asOfLine,
            "data:",
        ]
        lines += dataset("opportunities", data.opportunities)
        if let contacts = data.contacts { lines += dataset("contacts", contacts) }
        if let history = data.history { lines += dataset("history", history) }
        if !data.lookups.isEmpty {
            lines.append("  lookups:                     # their columns become dimensions")
            lines += data.lookups.map {
                "    - {file: \(YAMLText.scalar($0.file)), key: \(YAMLText.scalar($0.key))}"
            }
        }
        if let order = data.dateFormat {
            lines.append("  date_format: \(order.rawValue)             # nothing in the data tells: check it")
        }
        if let schema { lines.append(stages(schema)) }
        return lines.joined(separator: "\n") + "\n"
    }

    private var asOfLine: String {
        switch asOf {
        case .newestInData:
            "as_of: data                    # the newest day in the data; or: today; or a day, such as 2026-11-20"
        case .today: "as_of: today                   # or: data, the newest day in it; or a day, such as 2026-11-20"
        case .day(let day): "as_of: \(day)"
        }
    }

    private func dataset(_ key: String, _ dataset: DataConfiguration.Dataset) -> [String] {
        guard !dataset.columns.isEmpty else { return ["  \(key): \(YAMLText.scalar(dataset.file))"] }
        var lines = ["  \(key):", "    file: \(YAMLText.scalar(dataset.file))", "    columns:"]
        for (role, header) in dataset.columns.sorted(by: { $0.key < $1.key }) {
            lines.append("      \(role): \(YAMLText.scalar(header))")
        }
        return lines
    }

    /// A comment: what was recognised holds without it.
    private func stages(_ schema: Schema) -> String {
        func names(_ outcome: Outcome) -> String {
            // A comment ends with its line.
            YAMLText.list(schema.stages.filter { $0.outcome == outcome }.map(\.name))
        }
        return "  # stages: {order: \(names(.open)), won: \(names(.won)), lost: \(names(.lost))}   # as recognised"
    }
}
