import Core
import Foundation
import Portal
import Testing

/// `docs/config.md` against the keys that the code knows.
@Suite struct DocumentationTests {
    private func documentation() throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return String(decoding: try Data(contentsOf: root.appendingPathComponent("docs/config.md")), as: UTF8.self)
    }

    @Test func theExampleIsAccepted() throws {
        let text = try documentation()
        let start = try #require(text.range(of: "```yaml\n"))
        let end = try #require(text[start.upperBound...].range(of: "```"))
        try TemporaryFolder.with { folder in
            try folder.write(String(text[start.upperBound..<end.lowerBound]), to: "broadsheet.yml")
            let configuration = try PortalConfiguration.load(folder: folder.path)
            #expect(configuration.title == "Acme Revenue Weekly")
        }
    }

    /// The message for a mapping of the wrong kind lists the keys that there are.
    @Test(arguments: [
        ("", "- a list"), ("data.", "title: x\ndata: [a list]"), ("analyst.", "title: x\nanalyst: [a list]"),
        ("server.", "title: x\nserver: [a list]"), ("forecast.", "title: x\nforecast: [a list]"),
    ])
    func everyKeyIsDocumented(_ prefix: String, _ configuration: String) throws {
        let text = try documentation()
        try TemporaryFolder.with { folder in
            try folder.write(configuration + "\n", to: "broadsheet.yml")
            let failure = #expect(throws: Failure.self) { try PortalConfiguration.load(folder: folder.path) }
            let listed = failure?.diagnostics.compactMap(\.solution).first { $0.hasPrefix("Its keys are ") }
            let names = try #require(listed).dropFirst("Its keys are ".count).split { !$0.isLetter && $0 != "_" }
                .map(String.init).filter { $0 != "and" }
            #expect(!names.isEmpty)
            for name in names where !["data", "analyst", "server", "forecast"].contains(name) {
                #expect(text.contains("`\(prefix)\(name)`"), "docs/config.md does not say what \(prefix)\(name) is")
            }
        }
    }
}
