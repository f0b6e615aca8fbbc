/// Why a function could not answer.
///
/// The text goes to a person or back to a model, so it says what would work.
package enum CatalogueError: Error, Hashable, Sendable {
    case unknownFunction(String, nearest: String?)
    /// The argument is not one of the function's, has the wrong type, or names something that is not in the data.
    case invalidArgument(function: String, argument: String, problem: String, nearest: String?)
    /// The data has no column or file for what is asked: `missing` names it, `available` says what is there instead.
    case missingData(missing: String, available: [String])
    /// The data is there but cannot carry the figure: every lost deal without an amount, no row in the period.
    case noFigure(reason: String)

    package var message: String {
        switch self {
        case .unknownFunction(let name, let nearest):
            "there is no function \(name)" + (nearest.map { "; did you mean \($0)?" } ?? "")
        case .invalidArgument(let function, let argument, let problem, let nearest):
            "\(function): \(argument) \(problem)" + (nearest.map { "; did you mean \($0)?" } ?? "")
        case .missingData(let missing, let available):
            "the data has no \(missing)" + (available.isEmpty ? "" : "; it has \(available.joined(separator: ", "))")
        case .noFigure(let reason): reason
        }
    }
}
