package import Core
package import Foundation
import Warehouse

/// Probabilities from which on an open deal counts as commit or as best case: the portal's own, for data without a
/// forecast category.
package struct ForecastThresholds: Hashable, Sendable {
    /// Fractions of one, included.
    package var commit: Decimal
    package var bestCase: Decimal

    package init(commit: Decimal, bestCase: Decimal) {
        self.commit = commit
        self.bestCase = bestCase
    }
}

/// Which open deals a forecast counts in full: commit, or best case, which holds commit too.
enum ForecastView: String, CaseIterable, Sendable {
    case commit
    case bestCase = "best_case"

    var label: String { self == .commit ? "Commit" : "Best case" }

    /// How the data tell which deals count.
    struct Rule {
        /// Over the opportunities.
        var predicate: SQL
        var columns: [String]
        var note: String
    }

    private static let commitNames: Set<String> = ["commit", "committed", "commitforecast"]
    private static let bestCaseNames: Set<String> = ["bestcase", "upside", "bestcaseforecast", "mostlikely"]
    private static let otherNames: Set<String> = ["pipeline", "omitted", "closed", "closedwon", "notforecasted"]

    /// - Throws: `CatalogueError.missingData` where neither a forecast category nor a threshold says which deals count.
    func rule(_ context: FunctionContext) throws -> Rule {
        if let dimension = context.schema.dimension("forecast_category") {
            let folded = dimension.values.map { (value: $0, name: Names.folded($0)) }
            let wanted =
                self == .commit ? ForecastView.commitNames : ForecastView.commitNames.union(ForecastView.bestCaseNames)
            let known = ForecastView.commitNames.union(ForecastView.bestCaseNames).union(ForecastView.otherNames)
            if folded.contains(where: { known.contains($0.name) }) {
                let values = folded.filter { wanted.contains($0.name) }.map(\.value).sorted()
                let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
                let column = SQL.identifier(dimension.id)
                let predicate =
                    values.isEmpty
                    ? SQL("outcome = 'open' AND FALSE")
                    : SQL("outcome = 'open' AND \(column) IN (\(marks))", values.map(Value.text))
                let names = values.isEmpty ? "none is in the data" : values.joined(separator: ", ")
                return Rule(
                    predicate: predicate, columns: [dimension.id],
                    note: "\(label) is told by \(dimension.label.lowercased()): \(names).")
            }
        }
        guard let thresholds = context.forecast, context.schema.has(.probability) else {
            throw CatalogueError.missingData(
                missing: "forecast category, and the portal sets no probability for commit and best case",
                available: context.weight.isKnown ? ["a weighted forecast"] : [])
        }
        let least = self == .commit ? thresholds.commit : thresholds.bestCase
        return Rule(
            predicate: SQL("outcome = 'open' AND probability >= ?", [.decimal(least)]), columns: ["probability"],
            note: "\(label) counts open deals with a probability of \(least * 100) % or more, as the portal sets it.")
    }
}
