import Foundation
import Testing

/// Text compared with a recorded file.
enum Golden {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/edition")

    /// Records an issue where the text differs, and leaves it beside the recorded one as `<name>-changed`.
    ///
    /// With `BROADSHEET_RECORD=1` in the environment the file is rewritten and the test fails, so that a recording never
    /// passes for a test.
    ///
    /// Drawings and the hash of the style sheet are left out: they have tests of their own.
    static func compare(_ found: String, to name: String) throws {
        let text = found.replacing(/<svg [\s\S]*?<\/svg>\n?/, with: "<svg/>")
            .replacing(/site-[0-9a-f]{8}\.css/, with: "site.css")
        let file = folder.appendingPathComponent(name)
        let changed = folder.appendingPathComponent(name + "-changed")
        if ProcessInfo.processInfo.environment["BROADSHEET_RECORD"] == "1" {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            Issue.record("recorded \(name)")
            return
        }
        let recorded = try String(contentsOf: file, encoding: .utf8)
        guard recorded != text else {
            try? FileManager.default.removeItem(at: changed)
            return
        }
        try Data(text.utf8).write(to: changed)
        let lines = zip(recorded.split(separator: "\n"), text.split(separator: "\n"))
        let first = lines.first { $0 != $1 }
        Issue.record("\(name) differs; first line: \(first.map { "\($0.0) | \($0.1)" } ?? "the end")")
    }
}
