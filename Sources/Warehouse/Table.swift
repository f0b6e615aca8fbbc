package import Core

/// The rows of a query's result.
package struct Table: Hashable, Sendable {
    /// Names in the order of the SELECT.
    package var columns: [String]
    package var rows: [[Value]]

    package init(columns: [String], rows: [[Value]]) {
        self.columns = columns
        self.rows = rows
    }

    /// Index of the column, or nil.
    package func index(of column: String) -> Int? { columns.firstIndex(of: column) }

    /// The cell, or null where there is no such row or column.
    package func value(_ row: Int, _ column: String) -> Value {
        guard rows.indices.contains(row), let index = index(of: column), rows[row].indices.contains(index) else {
            return .null
        }
        return rows[row][index]
    }
}
