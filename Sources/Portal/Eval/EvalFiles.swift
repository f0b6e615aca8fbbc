package import Analytics
package import Core
import Foundation

/// The lists of `broadsheet eval`.
package enum EvalFiles {
    /// Reads lists, and all lists in a folder.
    ///
    /// - Parameter places: files and folders: the absolute path, and the path as the person wrote it.
    /// - Throws: all that is wrong with them, with exit code 78.
    package static func load(_ places: [(path: String, shown: String)]) throws -> [EvalEntry] {
        var reader = EvalFileReader()
        for place in places {
            do {
                for file in try files(place) {
                    try Task.checkCancellation()
                    do {
                        let bytes = try PortalFiles.contents(of: file.path, shownAs: file.shown)
                        reader.add(try YAMLFile(name: file.shown, topic: "eval", bytes: bytes))
                    } catch let failure as Failure {
                        failure.diagnostics.forEach(reader.problems.add)
                    }
                }
            } catch let failure as Failure {
                failure.diagnostics.forEach(reader.problems.add)
            }
        }
        guard reader.problems.diagnostics.isEmpty else { throw Failure(.configuration, reader.problems.diagnostics) }
        return reader.entries
    }

    private static func files(_ place: (path: String, shown: String)) throws -> [(path: String, shown: String)] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder), isFolder.boolValue else {
            return [place]
        }
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? [])
            .filter { !$0.hasPrefix(".") && ($0.hasSuffix(".yml") || $0.hasSuffix(".yaml")) }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        guard !names.isEmpty else {
            throw Failure(
                .configuration,
                Diagnostic(
                    id: "eval.missing", "there is no list (*.yml) in the folder", file: place.shown,
                    solution: "Name a list of questions with their known answers; docs/eval.md has the format."))
        }
        let folder = place.shown.hasSuffix("/") ? place.shown : place.shown + "/"
        return names.map { (place.path + "/" + $0, folder + $0) }
    }
}

extension EvalEntry {
    /// What no analyst could do right: functions and arguments that do not exist.
    package func wrongCalls(for catalogue: Catalogue) -> [Diagnostic] {
        zip(calls, callPlaces).flatMap { call, places -> [Diagnostic] in
            guard let function = catalogue.function(call.function) else {
                let names = catalogue.functions.map(\.name)
                return [
                    diagnostic(
                        "unknown-function", "there is no function `\(call.function)`", names, call.function,
                        places.function)
                ]
            }
            let names = function.parameters.map(\.name)
            return call.arguments.keys.sorted().filter { !names.contains($0) }.map { name in
                diagnostic(
                    "argument", "\(call.function): `\(name)` is not an argument of it", names, name,
                    places.arguments[name] ?? places.function)
            }
        }
    }

    private func diagnostic(
        _ id: String, _ message: String, _ names: [String], _ name: String, _ place: QuestionList.Place
    ) -> Diagnostic {
        Diagnostic(
            id: "eval.\(id)", message, file: file, line: place.line, column: place.column,
            solution: Names.nearest(to: name, among: names).map { "Did you mean `\($0)`?" }
                ?? "Known: \(names.sorted().joined(separator: ", ")).")
    }
}
