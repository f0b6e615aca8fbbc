import Analyst
import Core
import Foundation
import Yams

/// Reads what questions of different files have in common: `calls` and `chart`.
struct QuestionPartReader {
    /// Deeper arguments than this are refused.
    private static let maximumDepth = 16

    let file: YAMLFile
    let problems: YAMLProblems

    /// The kind of chart; nil where there is none or the word is unknown, which adds a problem.
    func chart(of mapping: YAMLMapping) -> Answer.Visualization.Kind? {
        guard let text = mapping.text("chart") else { return nil }
        if let kind = Answer.Visualization.Kind(rawValue: text) { return kind }
        let kinds: [Answer.Visualization.Kind] = [
            .bar, .line, .pie, .tile, .table, .funnel, .stackedBar, .groupedBar,
        ]
        let names = kinds.map(\.rawValue)
        let nearest = Names.nearest(to: text, among: names)
        mapping.report(
            "value", "chart", "is not a known kind of chart: `\(text)`",
            solution: nearest.map { "Did you mean `\($0)`?" } ?? "Known: \(names.joined(separator: ", ")).")
        return nil
    }

    /// The calls with their places; those that cannot be read are left out, each with a problem.
    func calls(of mapping: YAMLMapping) -> [(call: Question.PinnedCall, places: QuestionList.CallPlaces)] {
        (mapping.nodes("calls") ?? []).enumerated().compactMap { index, node in
            let path = "\(mapping.full("calls"))[\(index)]"
            guard
                let call = YAMLMapping(node, path: path, keys: ["function", "args"], file: file, problems: problems)
            else { return nil }
            if !call.has("function") {
                problems.add(
                    file.error(
                        "missing-key", "`\(path).function` is missing", at: call.mark,
                        solution: "Name the function: `{function: get_pipeline_summary}`."))
            }
            var arguments: [String: JSON] = [:]
            var places = QuestionList.CallPlaces(function: file.place(call.place(of: "function")), arguments: [:])
            if let node = call.node("args") {
                switch json(node, depth: 0) {
                case .object(let object):
                    arguments = object
                    places.arguments = self.places(node)
                default:
                    call.report(
                        "type", "args", "must be a mapping of names to values", solution: "Write `args: {limit: 5}`.")
                }
            }
            guard let function = call.text("function") else { return nil }
            return (Question.PinnedCall(function: function, arguments: arguments), places)
        }
    }

    /// Where the values of a mapping stand, by their keys.
    private func places(_ node: Node) -> [String: QuestionList.Place] {
        guard case .mapping(let mapping) = node else { return [:] }
        return mapping.reduce(into: [:]) { places, entry in
            if case .scalar(let key) = entry.key { places[key.string] = file.place(entry.value.mark ?? key.mark) }
        }
    }

    /// The node as JSON, by JSON's rules for plain scalars: `012` and `no` stay texts.
    private func json(_ node: Node, depth: Int) -> JSON {
        guard depth < QuestionPartReader.maximumDepth else {
            problems.add(
                file.error(
                    "too-deep", "the arguments are nested too deeply", at: node.mark,
                    solution: "No function takes more than a list of mappings."))
            return .null
        }
        switch node {
        case .mapping(let mapping):
            var object: [String: JSON] = [:]
            for (key, value) in mapping {
                guard case .scalar(let scalar) = key else {
                    problems.add(
                        file.error("type", "a key must be a word", at: key.mark, solution: YAMLMapping.wordHint))
                    continue
                }
                object[scalar.string] = json(value, depth: depth + 1)
            }
            return .object(object)
        case .sequence(let sequence): return .array(sequence.map { json($0, depth: depth + 1) })
        case .alias: return .null
        case .scalar(let scalar):
            guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
            return QuestionPartReader.plain(scalar.string)
        }
    }

    /// A plain scalar by the rules of JSON.
    static func plain(_ text: String) -> JSON {
        switch text {
        case "", "~", "null": return .null
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        default: break
        }
        let unsigned = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = unsigned.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let digits = parts.allSatisfy { part in !part.isEmpty && part.allSatisfy { (48...57).contains($0) } }
        let leadingZero = parts.first.map { $0.count > 1 && $0.first == 48 } ?? true
        guard digits, !leadingZero, parts.count <= 2, unsigned.utf8.count <= 30 else { return .string(text) }
        if parts.count == 1, let integer = Int(text) { return .integer(integer) }
        return Decimal(string: text, locale: nil).map(JSON.decimal) ?? .string(text)
    }
}
