import Analyst
import Core
import Foundation
import Yams

/// Reads files of `questions/` one after the other, in the portal's order.
struct QuestionListReader {
    /// Names of other files in an edition's folder.
    private static let reserved: Set<String> = ["edition"]
    /// Deeper arguments than this are refused.
    private static let maximumDepth = 16

    let problems = YAMLProblems()
    private var sections: [QuestionList.Section] = []
    /// Slugs that lists name themselves → where.
    private var chosen: [String: String] = [:]

    /// One file: a section and its questions.
    mutating func add(_ file: YAMLFile) {
        guard let node = file.root else {
            problems.add(
                file.error(
                    "empty", "the file is empty", at: nil,
                    solution: "Write a `section` and its `questions`, or delete the file."))
            return
        }
        guard
            let root = YAMLMapping(node, path: "", keys: ["section", "questions"], file: file, problems: problems)
        else { return }
        if !root.has("section") {
            problems.add(
                file.error(
                    "missing-key", "`section` is missing", at: root.mark,
                    solution: "Add the title: `section: Pipeline`."))
        }
        let title = root.text("section")
        guard root.has("questions") else {
            problems.add(
                file.error(
                    "missing-key", "`questions` is missing", at: root.mark,
                    solution: "Add a list: `questions: [{ask: How much pipeline do we have?}]`."))
            return
        }
        let nodes = root.nodes("questions")
        if nodes?.isEmpty == true {
            root.report("value", "questions", "is an empty list", solution: "Add a question, or delete the file.")
        }
        let entries = (nodes ?? []).enumerated().compactMap { entry($0.element, index: $0.offset, file) }
        guard let title else { return }
        if let index = sections.firstIndex(where: { $0.title == title }) {
            sections[index].entries += entries
        } else {
            sections.append(QuestionList.Section(title: title, slug: "", entries: entries))
        }
    }

    /// The whole list with its slugs.
    ///
    /// - Throws: all that is wrong.
    mutating func finish() throws -> QuestionList {
        guard problems.diagnostics.isEmpty else { throw Failure(.configuration, problems.diagnostics) }
        // A slug that a list names keeps its name; those made from the text step aside.
        var taken = Set(chosen.keys).union(QuestionListReader.reserved)
        var sectionSlugs: Set<String> = []
        for section in sections.indices {
            sections[section].slug = QuestionListReader.unique(
                Names.slug(sections[section].title), among: &sectionSlugs)
            for entry in sections[section].entries.indices where sections[section].entries[entry].slug.isEmpty {
                let text = sections[section].entries[entry].question.text
                sections[section].entries[entry].slug = QuestionListReader.unique(Names.slug(text), among: &taken)
            }
        }
        return QuestionList(sections: sections)
    }

    private mutating func entry(_ node: Node, index: Int, _ file: YAMLFile) -> QuestionList.Entry? {
        let path = "questions[\(index)]"
        if case .scalar(let scalar) = node {
            problems.add(
                file.error(
                    "type", "a question must be a mapping with `ask`, not a single value", at: node.mark,
                    solution: "Write `- ask: \(scalar.string)`."))
            return nil
        }
        guard
            let mapping = YAMLMapping(
                node, path: path, keys: ["ask", "slug", "chart", "calls"], file: file, problems: problems)
        else { return nil }
        if !mapping.has("ask") {
            problems.add(
                file.error(
                    "missing-key", "`ask` is missing", at: mapping.mark,
                    solution: "Add the question: `ask: How much pipeline do we have?`."))
        }
        let ask = mapping.text("ask")
        let slug = self.slug(mapping, file)
        let chart = self.chart(mapping)
        let calls = self.calls(mapping, path: "\(path).calls", file)
        guard let ask else { return nil }
        return QuestionList.Entry(
            question: Question(ask, chart: chart, calls: calls.map(\.call)), slug: slug ?? "", file: file.name,
            line: mapping.place(of: "ask")?.line ?? 1, callPlaces: calls.map(\.places))
    }

    private mutating func slug(_ mapping: YAMLMapping, _ file: YAMLFile) -> String? {
        guard let slug = mapping.text("slug") else { return nil }
        guard slug.utf8.count <= Names.longestSlug else {
            mapping.report(
                "value", "slug", "must have at most \(Names.longestSlug) characters, not \(slug.utf8.count)",
                solution: "Shorten it, or remove it: it is then made from the question's text.")
            return nil
        }
        guard slug == Names.slug(slug) else {
            mapping.report(
                "value", "slug", "must be of the letters a-z, digits and single hyphens, not `\(slug)`",
                solution: "Write `slug: \(Names.slug(slug))`.")
            return nil
        }
        guard !QuestionListReader.reserved.contains(slug) else {
            mapping.report(
                "value", "slug", "is `\(slug)`, which is the name of another file", solution: "Choose another.")
            return nil
        }
        let place = "\(file.name):\(mapping.place(of: "slug")?.line ?? 1)"
        if let other = chosen[slug] {
            mapping.report(
                "duplicate-slug", "slug", "is `\(slug)`, which the question at \(other) has too",
                solution: "Choose another, or remove one: it is then made from the question's text.")
            return nil
        }
        chosen[slug] = place
        return slug
    }

    private func chart(_ mapping: YAMLMapping) -> Answer.Visualization.Kind? {
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

    private func calls(
        _ mapping: YAMLMapping, path: String, _ file: YAMLFile
    ) -> [(call: Question.PinnedCall, places: QuestionList.CallPlaces)] {
        (mapping.nodes("calls") ?? []).enumerated().compactMap { index, node in
            let path = "\(path)[\(index)]"
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
                switch json(node, depth: 0, file) {
                case .object(let object):
                    arguments = object
                    places.arguments = QuestionListReader.places(node, file)
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
    private static func places(_ node: Node, _ file: YAMLFile) -> [String: QuestionList.Place] {
        guard case .mapping(let mapping) = node else { return [:] }
        return mapping.reduce(into: [:]) { places, entry in
            if case .scalar(let key) = entry.key { places[key.string] = file.place(entry.value.mark ?? key.mark) }
        }
    }

    /// The node as JSON, by JSON's rules for plain scalars: `012` and `no` stay texts.
    private func json(_ node: Node, depth: Int, _ file: YAMLFile) -> JSON {
        guard depth < QuestionListReader.maximumDepth else {
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
                object[scalar.string] = json(value, depth: depth + 1, file)
            }
            return .object(object)
        case .sequence(let sequence): return .array(sequence.map { json($0, depth: depth + 1, file) })
        case .alias: return .null
        case .scalar(let scalar):
            guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
            return QuestionListReader.plain(scalar.string)
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

    private static func unique(_ slug: String, among taken: inout Set<String>) -> String {
        var candidate = slug
        var number = 2
        while !taken.insert(candidate).inserted {
            candidate = "\(slug)-\(number)"
            number += 1
        }
        return candidate
    }
}
