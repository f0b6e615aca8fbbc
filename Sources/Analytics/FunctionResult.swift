package import Core

/// A column of a function's result.
package struct ResultColumn: Hashable, Sendable, Codable {
    /// Machine name: `total_value`.
    package var name: String
    /// As readers see it: `Total value`.
    package var label: String
    package var unit: Unit

    package init(_ name: String, _ label: String, _ unit: Unit) {
        self.name = name
        self.label = label
        self.unit = unit
    }
}

/// A figure over all rows of a result, computed by the engine, never added up from rows that a limit may have cut.
package struct Total: Hashable, Sendable, Codable {
    package var name: String
    package var label: String
    package var unit: Unit
    package var value: Value

    package init(_ name: String, _ label: String, _ unit: Unit, _ value: Value) {
        self.name = name
        self.label = label
        self.unit = unit
        self.value = value
    }
}

/// What a function answered, with all that a reader needs to check it.
package struct FunctionResult: Hashable, Sendable {
    package var function: String
    /// The arguments as run, defaults filled in.
    package var arguments: [String: JSON]
    package var columns: [ResultColumn]
    package var rows: [[Value]]
    /// Rows before `limit` cut them.
    package var totalRowCount: Int
    /// Whether rows were cut below what the arguments asked for.
    package var truncated: Bool
    package var totals: [Total]
    /// The statements that were run, each with its bound values in a comment; separated by blank lines.
    package var sql: String
    /// Dataset name → the columns that were read, sorted.
    package var sources: [String: [String]]
    /// What a reader must know to read the figures right: definitions chosen, rows left out.
    package var notes: [String]

    package init(
        function: String, arguments: [String: JSON], columns: [ResultColumn], rows: [[Value]], totalRowCount: Int,
        truncated: Bool = false, totals: [Total] = [], sql: String, sources: [String: [String]], notes: [String] = []
    ) {
        self.function = function
        self.arguments = arguments
        self.columns = columns
        self.rows = rows
        self.totalRowCount = totalRowCount
        self.truncated = truncated
        self.totals = totals
        self.sql = sql
        self.sources = sources
        self.notes = notes
    }

    package func total(_ name: String) -> Value { totals.first { $0.name == name }?.value ?? .null }
}
