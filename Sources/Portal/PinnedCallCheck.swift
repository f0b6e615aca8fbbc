import Analyst
package import Analytics
package import Core

extension QuestionList.Entry {
    /// What is wrong with the pinned calls, all of it: functions that do not exist, arguments that do not fit.
    ///
    /// That the data lacks a column is no fault of the list: the question is then answered with that.
    package func wrongCalls(for catalogue: Catalogue) -> [Diagnostic] {
        zip(question.calls, callPlaces).flatMap { call, places -> [Diagnostic] in
            var found: [Diagnostic] = []
            var arguments = call.arguments
            // The catalogue tells one argument at a time; without it, it tells the next.
            while let error = error(of: call.function, arguments, catalogue) {
                switch error {
                case .unknownFunction(let name, let nearest):
                    found.append(
                        diagnostic(
                            "unknown-function", "there is no function `\(name)`", at: places.function,
                            solution: nearest.map { "Did you mean `\($0)`?" }
                                ?? "Known: \(catalogue.functions.map(\.name).sorted().joined(separator: ", "))."))
                    return found
                case .invalidArgument(let function, let argument, let problem, let nearest):
                    found.append(
                        diagnostic(
                            "argument", "\(function): `\(argument)` \(problem)",
                            at: places.arguments[argument] ?? places.function,
                            solution: nearest.map { "Did you mean `\($0)`?" }
                                ?? known(function, catalogue)))
                    guard arguments.removeValue(forKey: argument) != nil else { return found }
                case .missingData, .noFigure: return found
                }
            }
            return found
        }
    }

    private func error(
        of function: String, _ arguments: [String: JSON], _ catalogue: Catalogue
    ) -> CatalogueError? {
        do {
            try catalogue.check(function, arguments)
            return nil
        } catch let error as CatalogueError {
            return error
        } catch {
            return nil
        }
    }

    private func known(_ function: String, _ catalogue: Catalogue) -> String {
        let names = catalogue.function(function)?.parameters.map(\.name) ?? []
        return "Mend or remove it; the arguments of \(function) are \(names.joined(separator: ", "))."
    }

    private func diagnostic(
        _ id: String, _ message: String, at place: QuestionList.Place, solution: String
    ) -> Diagnostic {
        Diagnostic(
            id: "questions.\(id)", message, file: file, line: place.line, column: place.column, solution: solution)
    }
}
