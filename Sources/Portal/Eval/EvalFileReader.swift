import Analyst
import Core
import Foundation
import Yams

/// Reads lists of questions with known answers, one file after the other.
struct EvalFileReader {
    private static let keys = ["ask", "after", "as_of", "status", "calls", "values", "chart"]
    private static let numbers: [Core.Unit] = [.currency, .percent, .count, .days]
    private static let units: [Core.Unit] = numbers + [.text, .date]

    let problems = YAMLProblems()
    private(set) var entries: [EvalEntry] = []

    /// One file: a list of entries.
    mutating func add(_ file: YAMLFile) {
        guard let root = file.root, !YAMLMapping.isNull(root) else {
            problems.add(
                file.error(
                    "empty", "the file is empty", at: nil,
                    solution: "Write a list: `- {ask: How many deals did we win?, values: [{value: 3, unit: count}]}`.")
            )
            return
        }
        guard case .sequence(let sequence) = root else {
            problems.add(
                file.error(
                    "type", "the file must be a list of questions, not \(YAMLMapping.kind(of: root))", at: root.mark,
                    solution: "Write each question as `- ask: …` with what its answer must be."))
            return
        }
        if sequence.isEmpty {
            problems.add(
                file.error(
                    "empty", "the list is empty", at: root.mark, solution: "Add a question, or leave the file out."))
        }
        entries += sequence.enumerated().compactMap { entry($0.element, index: $0.offset, file) }
    }

    private func entry(_ node: Node, index: Int, _ file: YAMLFile) -> EvalEntry? {
        guard
            let mapping = YAMLMapping(
                node, path: "[\(index)]", keys: EvalFileReader.keys, file: file, problems: problems)
        else { return nil }
        if !mapping.has("ask") {
            problems.add(
                file.error(
                    "missing-key", "`[\(index)].ask` is missing", at: mapping.mark,
                    solution: "Add the question: `ask: How many deals did we win?`."))
        }
        if !["status", "calls", "values", "chart"].contains(where: mapping.has) {
            problems.add(
                file.error(
                    "nothing-expected", "the entry expects nothing", at: mapping.mark,
                    solution: "Add `status`, `calls`, `values` or `chart`: what a right answer has."))
        }
        let parts = QuestionPartReader(file: file, problems: problems)
        let ask = mapping.text("ask")
        let calls = parts.calls(of: mapping)
        let values = (mapping.nodes("values") ?? []).enumerated().compactMap { index, node in
            value(node, path: "\(mapping.full("values"))[\(index)]", file)
        }
        for key in ["calls", "values"] where mapping.nodes(key)?.isEmpty == true {
            mapping.report("value", key, "is an empty list", solution: "Add what is expected, or remove the key.")
        }
        let after = mapping.texts("after") ?? []
        let asOf = day(mapping)
        let chart = parts.chart(of: mapping)
        let statuses = self.statuses(mapping)
        guard let ask, let statuses else { return nil }
        return EvalEntry(
            ask: ask, after: after, asOf: asOf, statuses: statuses, calls: calls.map(\.call), values: values,
            chart: chart, file: file.name, line: mapping.place(of: "ask")?.line ?? 1, callPlaces: calls.map(\.places))
    }

    private func day(_ mapping: YAMLMapping) -> CalendarDate? {
        guard let text = mapping.text("as_of") else { return nil }
        guard let day = CalendarDate(iso: text), PortalConfiguration.years.contains(day.year) else {
            mapping.report(
                "value", "as_of", "is not a day: `\(text)`", solution: "Write it as YYYY-MM-DD: `as_of: 2026-11-20`.")
            return nil
        }
        return day
    }

    /// One status or a list of several that are all right; nil where it is wrong.
    private func statuses(_ mapping: YAMLMapping) -> Set<Answer.Status>? {
        guard mapping.has("status") else { return [.answered] }
        let words: [String]
        if case .sequence = mapping.node("status") {
            guard let texts = mapping.texts("status") else { return nil }
            if texts.isEmpty {
                mapping.report("value", "status", "is an empty list", solution: "Name a status, or remove the key.")
            }
            words = texts
        } else {
            guard let text = mapping.text("status") else { return nil }
            words = [text]
        }
        let names = Answer.Status.all.map(\.rawValue)
        var found: Set<Answer.Status> = []
        for word in words {
            guard let status = Answer.Status(rawValue: word) else {
                mapping.report(
                    "value", "status", "is not a known status: `\(word)`",
                    solution: Names.nearest(to: word, among: names).map { "Did you mean `\($0)`?" }
                        ?? "Known: \(YAMLMapping.list(names)).")
                continue
            }
            found.insert(status)
        }
        guard !found.isEmpty else { return nil }
        if !found.contains(.answered) {
            for key in ["calls", "values", "chart"] where mapping.has(key) {
                mapping.report(
                    "contradiction", key, "goes with an answer, but `status` expects none",
                    solution: "Remove `\(key)`, or add `answered` to `status`.")
            }
        }
        return found
    }

    private func value(_ node: Node, path: String, _ file: YAMLFile) -> EvalEntry.ExpectedValue? {
        guard
            let mapping = YAMLMapping(
                node, path: path, keys: ["value", "unit", "tolerance"], file: file, problems: problems)
        else { return nil }
        for (key, example) in [("value", "value: 1250000"), ("unit", "unit: currency")] where !mapping.has(key) {
            problems.add(
                file.error(
                    "missing-key", "`\(path).\(key)` is missing", at: mapping.mark, solution: "Add it: `\(example)`."))
        }
        let text = mapping.text("value")
        let tolerance = self.tolerance(mapping)
        guard let word = mapping.text("unit") else { return nil }
        let names = EvalFileReader.units.map(\.rawValue)
        guard let unit = Core.Unit(rawValue: word) else {
            mapping.report(
                "value", "unit", "is not a known unit: `\(word)`",
                solution: Names.nearest(to: word, among: names).map { "Did you mean `\($0)`?" }
                    ?? "Known: \(YAMLMapping.list(names)).")
            return nil
        }
        if mapping.has("tolerance"), !EvalFileReader.numbers.contains(unit) {
            mapping.report(
                "value", "tolerance", "goes with a number, not with a \(unit.rawValue)", solution: "Remove it.")
        }
        guard let text, let value = value(text, unit, mapping) else { return nil }
        return EvalEntry.ExpectedValue(value, unit, tolerance: tolerance)
    }

    private func value(_ text: String, _ unit: Core.Unit, _ mapping: YAMLMapping) -> Value? {
        switch unit {
        case .text: return .text(text)
        case .date:
            if let day = CalendarDate(iso: text) { return .date(day) }
            mapping.report(
                "value", "value", "is not a day: `\(text)`", solution: "Write it as YYYY-MM-DD: `value: 2026-11-20`.")
            return nil
        case .currency, .percent, .count, .days:
            if let number = EvalFileReader.number(text) { return number }
            mapping.report(
                "value", "value", "is not a number: `\(text)`",
                solution: unit == .percent
                    ? "Write the fraction in plain digits: 42.7% is `value: 0.427`."
                    : "Write plain digits, without signs of currency, spaces and commas: `value: 1250000.5`.")
            return nil
        }
    }

    private func tolerance(_ mapping: YAMLMapping) -> Value? {
        guard let text = mapping.text("tolerance") else { return nil }
        guard let number = EvalFileReader.number(text), let decimal = number.decimal, decimal >= 0 else {
            mapping.report(
                "value", "tolerance", "is not a number from 0 on: `\(text)`",
                solution: "Write how far off the value may be, in its unit: `tolerance: 0.5`.")
            return nil
        }
        return number
    }

    private static func number(_ text: String) -> Value? {
        switch QuestionPartReader.plain(text) {
        case .integer(let integer): .integer(integer)
        case .decimal(let decimal): .decimal(decimal)
        default: nil
        }
    }
}
