import Analyst
import Core
import Foundation
import Yams

/// Reads files of `questions/` one after the other, in the portal's order.
struct QuestionListReader {
    /// Names of other files in an edition's folder.
    private static let reserved: Set<String> = ["edition"]

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
        let parts = QuestionPartReader(file: file, problems: problems)
        let chart = parts.chart(of: mapping)
        let calls = parts.calls(of: mapping)
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
