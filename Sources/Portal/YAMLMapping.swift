import Core
import Foundation
import Yams

/// Collects what is wrong in a file, so that all of it is told at once.
final class YAMLProblems {
    private(set) var diagnostics: [Diagnostic] = []

    func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }
}

/// One mapping of a YAML file, read key by key.
///
/// A reader returns nil where the key is missing and where its value is wrong; the second adds a problem.
struct YAMLMapping {
    static let wordHint = "Write the key as a word, followed by a colon."

    /// Where the mapping begins.
    let mark: Mark?
    private let file: YAMLFile
    private let path: String
    private let problems: YAMLProblems
    private var entries: [String: (mark: Mark?, value: Node)] = [:]

    /// Reads `node` as a mapping that may have `keys` and no others; `later` are those that only a later version acts on.
    init?(
        _ node: Node, path: String, keys: [String], later: [String] = [], file: YAMLFile, problems: YAMLProblems
    ) {
        self.file = file
        self.path = path
        self.problems = problems
        mark = node.mark
        guard case .mapping(let mapping) = node else {
            let what = path.isEmpty ? "the file" : "`\(path)`"
            problems.add(
                file.error(
                    "type", "\(what) must be a mapping of keys to values, not \(YAMLMapping.kind(of: node))",
                    at: node.mark, solution: "Its keys are \(YAMLMapping.list(keys))."))
            return nil
        }
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else {
                problems.add(file.error("type", "a key must be a word", at: key.mark, solution: YAMLMapping.wordHint))
                continue
            }
            let name = scalar.string
            if keys.contains(name) {
                entries[name] = (key.mark, value)
            } else if later.contains(name) {
                problems.add(
                    file.error(
                        "not-yet", "`\(full(name))` is not in this version", at: key.mark, solution: "Remove the key."))
            } else {
                problems.add(unknown(name, among: keys, at: key.mark))
            }
        }
    }

    /// The places of the keys, for problems that only the caller can see.
    func place(of key: String) -> Mark? { entries[key]?.value.mark ?? entries[key]?.mark ?? mark }

    func node(_ key: String) -> Node? {
        guard let entry = entries[key], !YAMLMapping.isNull(entry.value) else { return nil }
        return entry.value
    }

    func has(_ key: String) -> Bool { entries[key] != nil }

    /// Text that is not empty.
    func text(_ key: String) -> String? {
        guard let entry = entries[key] else { return nil }
        return text(of: entry.value, path: full(key))
    }

    /// `true` or `false`.
    func flag(_ key: String) -> Bool? {
        guard let text = text(key) else { return nil }
        switch text {
        case "true": return true
        case "false": return false
        default:
            report(
                "value", key, "must be true or false, not `\(text)`",
                solution: "Write `\(key): true` or `\(key): false`.")
            return nil
        }
    }

    /// A whole number in decimal digits.
    func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let text = text(key) else { return nil }
        let digits = !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
        guard digits, text == "0" || !text.hasPrefix("0"), let number = Int(text), range.contains(number) else {
            report(
                "value", key, "must be a whole number from \(range.lowerBound) to \(range.upperBound), not `\(text)`",
                solution: "Write plain digits, such as `\(key): \(range.lowerBound)`.")
            return nil
        }
        return number
    }

    /// A list of texts.
    func texts(_ key: String) -> [String]? {
        guard let entry = entries[key] else { return nil }
        guard case .sequence(let sequence) = entry.value else {
            report(
                "type", key, "must be a list, not \(YAMLMapping.kind(of: entry.value))",
                solution: "Write `\(key): [first, second]`.")
            return nil
        }
        return sequence.enumerated().compactMap { text(of: $0.element, path: "\(full(key))[\($0.offset)]") }
    }

    /// The elements of a list.
    func nodes(_ key: String) -> [Node]? {
        guard let entry = entries[key] else { return nil }
        guard case .sequence(let sequence) = entry.value else {
            report(
                "type", key, "must be a list, not \(YAMLMapping.kind(of: entry.value))",
                solution: "Write each element on a line of its own, indented, with `- ` in front.")
            return nil
        }
        return Array(sequence)
    }

    /// Adds an error about the value of `key`.
    func report(_ id: String, _ key: String, _ message: String, solution: String) {
        problems.add(file.error(id, "`\(full(key))` \(message)", at: place(of: key), solution: solution))
    }

    /// Adds the error for a name that is none of `candidates`, with the nearest of them.
    func unknown(_ name: String, among candidates: [String], at mark: Mark?) -> Diagnostic {
        let nearest = Names.nearest(to: name, among: candidates)
        return file.error(
            "unknown-key", "unknown key `\(full(name))`", at: mark,
            solution: nearest.map { "Did you mean `\($0)`?" } ?? "Known here: \(YAMLMapping.list(candidates)).")
    }

    func full(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    private func text(of node: Node, path: String) -> String? {
        guard case .scalar(let scalar) = node else {
            problems.add(
                file.error(
                    "type", "`\(path)` must be one value, not \(YAMLMapping.kind(of: node))", at: node.mark,
                    solution: "Write the value behind the colon; put it in quotes where it has brackets or braces."))
            return nil
        }
        let text = scalar.string.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty, !YAMLMapping.isNull(node) else {
            problems.add(
                file.error(
                    "value", "`\(path)` is empty", at: node.mark, solution: "Give it a value or remove the key."))
            return nil
        }
        return text
    }

    static func kind(of node: Node) -> String {
        switch node {
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .scalar: isNull(node) ? "nothing" : "a single value"
        case .alias: "an alias"
        }
    }

    static func isNull(_ node: Node) -> Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    static func list(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }
}
