import Core
import Publishing
import Warehouse

enum EditionManifestFixture {
    static let manifest = EditionManifest(
        edition: "2026-W47", asOf: FixtureEdition.asOf,
        sections: [
            .init(title: "Forecast", slug: "forecast", questions: ["forecast-this-quarter"]),
            .init(title: "Pipeline & bookings", slug: "pipeline", questions: ["top-accounts", "bookings-by-month"]),
            .init(title: "Win rate", slug: "win-rate", questions: ["win-rate-by-region", "next-resignations"]),
        ],
        schema: Schema(
            datasets: [
                DatasetSummary(
                    name: "opportunities", source: "opportunities.csv", rows: 1998, rejectedRows: 2,
                    sha256: String(repeating: "ab12", count: 16),
                    columns: [
                        ColumnUse(
                            header: "Account Name", use: "role", name: "account", type: "text", distinctCount: 143,
                            emptyCount: 0),
                        ColumnUse(
                            header: "Amount", use: "role", name: "amount", type: "decimal", distinctCount: 1710,
                            emptyCount: 12,
                            least: "1200", greatest: "480000"),
                        ColumnUse(
                            header: "Region", use: "dimension", name: "region", type: "text", distinctCount: 4,
                            emptyCount: 3),
                        ColumnUse(
                            header: "Notes <internal>", use: "ignored", name: nil, type: "text", distinctCount: 1990,
                            emptyCount: 0),
                    ])
            ],
            roles: [.account, .amount, .stage, .closed, .probability],
            dimensions: [
                Dimension(
                    id: "region", label: "Region", dataset: "opportunities", header: "Region", distinctCount: 4,
                    emptyCount: 3,
                    values: ["North America", "EMEA", "Asia Pacific", "Latin America"])
            ],
            stages: [
                Stage(name: "Prospecting", outcome: .open, count: 402),
                Stage(name: "Proposal", outcome: .open, count: 219),
                Stage(name: "Closed Won", outcome: .won, count: 303),
                Stage(name: "Closed Lost", outcome: .lost, count: 1074),
            ],
            hasContacts: true, hasHistory: false, opportunityCount: 1998, openWithoutAmount: 12, lostWithoutAmount: 0,
            lostCount: 1074, openCount: 621, wonCount: 303, wonWithoutAmount: 0,
            newestDate: CalendarDate(year: 2026, month: 11, day: 19)),
        quality: QualityReport(
            rejected: [
                .init(file: "data/opportunities.csv", line: 812, column: "Close Date", reason: "not a date"),
                .init(
                    file: "data/opportunities.csv", line: 97, column: nil, reason: "11 cells where the header has 12"),
            ],
            warnings: [
                Diagnostic(
                    .warning, id: "stage.ambiguous",
                    "stage “Closed Pending” is taken for open though its name has “closed”",
                    file: "opportunities.csv", solution: "Name it under `stages:` in broadsheet.yml.")
            ]),
        fiscalYearStarts: 2,
        definitionsNotes: ["Region is that of the owner, and where the owner has none that of the account."])
}
