import Analytics
import Core
import Testing

extension FunctionResult {
    /// A column as text, for comparing with what was worked out by hand.
    func column(_ name: String) -> [String] {
        guard let index = columns.firstIndex(where: { $0.name == name }) else { return ["no column \(name)"] }
        return rows.map { row in row.indices.contains(index) ? row[index].inTests : "no cell" }
    }

    /// A total as text; `none` where there is no such total.
    func totalText(_ name: String) -> String {
        totals.first { $0.name == name }?.value.inTests ?? "none"
    }

    /// Several totals, in the order asked for.
    func totalTexts(_ names: String...) -> [String] { names.map(totalText) }

    /// Whether every row has a cell for each column.
    var isRectangular: Bool { rows.allSatisfy { $0.count == columns.count } }
}

extension Value {
    /// Numbers to six places, so that quotients can be written down.
    var inTests: String {
        switch self {
        case .null: "null"
        case .text(let text): text
        case .date(let date): date.description
        case .boolean(let flag): "\(flag)"
        case .integer, .decimal, .number:
            decimal.map { FigureFormat.rounded($0, 6).description } ?? "not a number"
        }
    }
}

extension Catalogue {
    /// What a call is refused with; `answered` where it is not.
    func refusal(_ function: String, _ arguments: [String: JSON] = [:]) async throws -> String {
        do {
            _ = try await call(function, arguments)
            return "answered"
        } catch let error as CatalogueError {
            return error.message
        }
    }
}

/// A filter as an argument.
func only(_ dimension: String, _ values: String..., exclude: Bool = false) -> JSON {
    [Filter(dimension, values, exclude: exclude).json]
}
