package import Foundation

/// A folder of its own for one test, removed with the value that owns it.
package final class TestFolder: Sendable {
    package let url: URL
    package var path: String { url.path(percentEncoded: false) }

    package init(_ files: [String: String] = [:]) throws {
        url = FileManager.default.temporaryDirectory.appending(
            path: "broadsheet-test-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        for (name, text) in files { try write(name, Data(text.utf8)) }
    }

    package func write(_ name: String, _ data: Data) throws {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}
