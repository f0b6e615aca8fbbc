import Foundation
import Testing

/// Comparison of text with a file kept beside the tests.
enum Snapshot {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots")

    /// Expects `text` to equal the file.
    ///
    /// With `BROADSHEET_RECORD=1` the file is rewritten and the test fails, so that a
    /// recording never passes for a check. A difference is written beside the file as `*-changed`.
    static func expect(_ text: String, equals name: String, type: String, location: SourceLocation = #_sourceLocation)
        throws
    {
        let kept = folder.appending(path: "\(name).\(type)")
        let changed = folder.appending(path: "\(name)-changed.\(type)")
        if ProcessInfo.processInfo.environment["BROADSHEET_RECORD"] == "1" {
            try Data(text.utf8).write(to: kept)
            Issue.record("recorded \(kept.lastPathComponent)", sourceLocation: location)
            return
        }
        let expected = try? Data(contentsOf: kept)
        if expected == Data(text.utf8) {
            try? FileManager.default.removeItem(at: changed)
            return
        }
        try Data(text.utf8).write(to: changed)
        Issue.record("\(name) differs: compare \(kept.path()) with \(changed.path())", sourceLocation: location)
    }
}
