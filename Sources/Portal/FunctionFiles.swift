package import Analytics
import Core
import Foundation
import Yams

/// The portal's own functions: all files of `questions/functions/`, in the order of their names.
///
/// A file is front matter between two lines `---` (`name`, `description`, `parameters`, `columns`), and below it one SELECT.
package enum FunctionFiles {
    package static let folderName = "questions/functions"

    private static let maximumFiles = 200
    private static let types = ["text", "integer", "number", "date", "boolean"]
    private static let units: [Core.Unit] = [.currency, .percent, .count, .days, .date, .text]

    /// Reads the functions of a portal; none where it has no such folder.
    ///
    /// - Throws: all that is wrong with the files, with exit code 78.
    package static func load(folder: String) throws -> [PortalFunction] {
        let path = folder + "/" + folderName
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return [] }
        let files = names.filter { !$0.hasPrefix(".") && $0.hasSuffix(".sql") }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let problems = YAMLProblems()
        guard files.count <= maximumFiles else {
            throw Failure(
                .configuration,
                Diagnostic(
                    id: "functions.too-many", "there are more than \(maximumFiles) functions", file: folderName,
                    solution: "Remove those that no question uses"))
        }
        var functions: [PortalFunction] = []
        for name in files {
            let shown = folderName + "/" + name
            do {
                let bytes = try PortalFiles.contents(of: path + "/" + name, shownAs: shown)
                if let function = try read(bytes, name: shown, problems) { functions.append(function) }
            } catch let failure as Failure {
                failure.diagnostics.forEach(problems.add)
            }
        }
        if !problems.diagnostics.isEmpty { throw Failure(.configuration, problems.diagnostics) }
        return functions
    }

    private static func read(_ bytes: [UInt8], name shown: String, _ problems: YAMLProblems) throws -> PortalFunction? {
        guard let (matter, sql, firstLine) = parts(bytes) else {
            problems.add(
                Diagnostic(
                    id: "functions.front-matter", "the file does not begin with front matter between two lines ---",
                    file: shown, line: 1,
                    solution: "Begin with `---`, `name:`, `description:`, and `---` before the SELECT"))
            return nil
        }
        // A line in place of the first `---` keeps the places of the front matter those of the file.
        let file = try YAMLFile(name: shown, topic: "functions", bytes: [0x0A] + matter)
        guard let node = file.root,
            let root = YAMLMapping(
                node, path: "", keys: ["name", "description", "parameters", "columns"], file: file, problems: problems)
        else { return nil }
        for key in ["name", "description"] where !root.has(key) {
            problems.add(
                file.error(
                    "missing-key", "`\(key)` is missing", at: root.mark, solution: "Add it between the two lines ---."))
        }
        let parameters = self.parameters(root, file, problems)
        let units = self.units(root, file, problems)
        guard let name = root.text("name"), let description = root.text("description") else { return nil }
        guard isName(name) else {
            root.report(
                "value", "name", "must be a word of small letters, digits and underscores, not `\(name)`",
                solution: "Write a verb and what it gets, such as get_renewals_at_risk.")
            return nil
        }
        return try PortalFunction(
            name: name, summary: description, parameters: parameters, units: units,
            sql: String(decoding: sql, as: UTF8.self), file: shown, firstLine: firstLine)
    }

    /// Front matter, statement, and the line on which the statement begins.
    private static func parts(_ bytes: [UInt8]) -> (matter: [UInt8], sql: [UInt8], firstLine: Int)? {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        func isFence(_ line: ArraySlice<UInt8>) -> Bool {
            let text = line.last == 0x0D ? line.dropLast() : line
            return text.elementsEqual("---".utf8)
        }
        guard let first = lines.first, isFence(first),
            let second = lines.dropFirst().firstIndex(where: isFence)
        else { return nil }
        let matter = Array(lines[1..<second].joined(separator: [0x0A]))
        let sql = Array(lines[(second + 1)...].joined(separator: [0x0A]))
        return (matter, sql, second + 2)
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 64 else { return false }
        return (0x61...0x7A).contains(first)
            && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }

    private static func parameters(_ root: YAMLMapping, _ file: YAMLFile, _ problems: YAMLProblems) -> [Parameter] {
        (root.nodes("parameters") ?? []).enumerated().compactMap { index, node in
            let path = "parameters[\(index)]"
            guard
                let mapping = YAMLMapping(
                    node, path: path,
                    keys: ["name", "type", "description", "default", "choices", "minimum", "maximum"], file: file,
                    problems: problems)
            else { return nil }
            guard let name = mapping.text("name"), isName(name), name != "as_of" else {
                problems.add(
                    file.error(
                        "value", "`\(path).name` must be a word of small letters, digits and underscores",
                        at: mapping.place(of: "name"), solution: "Write a word other than as_of, such as days."))
                return nil
            }
            let type = mapping.text("type") ?? "text"
            guard let kind = kind(type, mapping) else { return nil }
            let isRequired = !mapping.has("default")
            let given = mapping.node("default").flatMap { node -> JSON? in
                guard case .scalar(let scalar) = node else { return nil }
                return scalar.style == .plain || scalar.style == .any
                    ? QuestionPartReader.plain(scalar.string) : .string(scalar.string)
            }
            if let given, !fits(given, kind) {
                mapping.report(
                    "value", "default", "does not fit the type \(type)", solution: "Give a default of that type.")
                return nil
            }
            return Parameter(
                name, kind, mapping.text("description") ?? Names.label(name), default: given, isRequired: isRequired)
        }
    }

    private static func kind(_ type: String, _ mapping: YAMLMapping) -> Parameter.Kind? {
        if let choices = mapping.texts("choices") { return .choice(choices) }
        switch type {
        case "text": return .text
        case "integer":
            let least = mapping.integer("minimum", in: 0...1_000_000_000) ?? 0
            let most = mapping.integer("maximum", in: 0...1_000_000_000) ?? 1_000_000_000
            guard least <= most else {
                mapping.report("value", "maximum", "lies below the minimum", solution: "Swap the two.")
                return nil
            }
            return .integer(least...most)
        case "number": return .amount
        case "date": return .date
        case "boolean": return .boolean
        default:
            mapping.report(
                "value", "type", "must be one of \(types.joined(separator: ", ")), not `\(type)`",
                solution: Names.nearest(to: type, among: types).map { "Did you mean `\($0)`?" } ?? "Write `type: text`."
            )
            return nil
        }
    }

    private static func fits(_ value: JSON, _ kind: Parameter.Kind) -> Bool {
        switch kind {
        case .integer(let range): value.integer.map(range.contains) ?? false
        case .amount: value.decimal != nil
        case .date: value.string.flatMap { CalendarDate(iso: $0) } != nil
        case .boolean: value.boolean != nil
        case .choice(let choices): value.string.map(choices.contains) ?? false
        default: value.string != nil
        }
    }

    private static func units(_ root: YAMLMapping, _ file: YAMLFile, _ problems: YAMLProblems) -> [String: Core.Unit] {
        guard let node = root.node("columns"), case .mapping(let mapping) = node else { return [:] }
        var found: [String: Core.Unit] = [:]
        for (key, value) in mapping {
            guard case .scalar(let name) = key, case .scalar(let unit) = value else { continue }
            guard let known = units.first(where: { $0.rawValue == unit.string }) else {
                problems.add(
                    file.error(
                        "value", "`columns.\(name.string)` must be a unit, not `\(unit.string)`", at: value.mark,
                        solution: "Write one of \(units.map(\.rawValue).joined(separator: ", "))."))
                continue
            }
            found[name.string] = known
        }
        return found
    }
}
