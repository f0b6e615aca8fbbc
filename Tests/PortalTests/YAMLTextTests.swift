import Analyst
import Core
import Foundation
import Testing
import Warehouse

@testable import Portal

@Suite struct YAMLTextTests {
    @Test(arguments: [
        "plain", "Deal Size", "../data/x.csv", "/data/x.csv", "no", "Yes", "null", "~", "012", "1e3", "a: b", "a #b",
        "[x]",
        "{x}", "- x", "\"quoted\"", "it's", "C:\\data", "tab\tin", "line\nbreak", "trailing ", " leading", "&a", "*a",
        "!t",
        "%d", "@at", "`tick`", "ümläut", "日本", "\u{2028}", "\u{85}", "\u{7F}", "?", "a?", "question, with comma?",
        ".inf",
        "2026-11-20", "=", "<<", "|", ">",
    ])
    func isReadBackAsWritten(text: String) throws {
        // In a block and in a flow, where a comma would end it.
        let yaml =
            "section: \(YAMLText.scalar("S" + text))\nquestions:\n  - ask: Q\n    calls: [{function: f, args: {x: \(YAMLText.list([text, "z"]))}}]\n"
        let folder = NSTemporaryDirectory() + "broadsheet-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try PortalFiles.create(folder + "/questions/1.yml", Array(yaml.utf8), shownAs: "1.yml")
        let list = try QuestionList.load(folder: folder)
        #expect(list.sections.first?.title == ("S" + text).trimmingCharacters(in: .whitespacesAndNewlines))
        #expect(list.entries.first?.question.calls.first?.arguments["x"] == [.string(text), "z"])
    }

    @Test func writesAConfigurationThatIsReadBack() throws {
        let data = DataConfiguration(
            folder: "/portal",
            opportunities: .init(file: "my deals: 2026.csv", columns: ["amount": "Deal #", "stage": "no"]),
            contacts: .init(file: "../c.csv"), history: .init(file: "/abs/h.csv"),
            lookups: [.init(file: "a,b.csv", key: "Key {1}")], dateFormat: .dayMonthYear, currency: "USD")
        let text = ConfigurationWriter(title: "R&D: \"Weekly\"", data: data, schema: nil, asOf: .newestInData).text
        let read = try PortalConfiguration.parse(Array(text.utf8), folder: "/portal")
        #expect(read.title == "R&D: \"Weekly\"")
        #expect(read.asOf == .newestInData)
        #expect(read.data == data)
    }
}
