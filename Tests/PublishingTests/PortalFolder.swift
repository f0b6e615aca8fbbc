import Analyst
import Core
import Foundation
import Publishing

/// A portal in a folder of its own, removed with the value.
final class PortalFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "broadsheet-publishing-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// A portal with the edition of the fixture and an authored page.
    static func withEdition(_ change: (inout [String: Answer]) -> Void = { _ in }) throws -> PortalFolder {
        let portal = try PortalFolder()
        var answers = FixtureEdition.answers
        change(&answers)
        _ = try EditionStore(portalFolder: portal.path).write(FixtureEdition.manifest, answers: answers)
        try portal.write(
            "content/about.md",
            "# About this portal\n\nRead the [methodology](methodology/) or\n[mail us](mailto:revops@example.com).\n")
        return portal
    }

    func configuration(isPublic: Bool = false) -> SiteConfiguration {
        SiteConfiguration(
            title: "Northbeam Revenue Weekly", url: "https://example.com/portal", isPublic: isPublic, portalFolder: path
        )
    }

    func write(_ file: String, _ text: String) throws {
        let target = URL(fileURLWithPath: "\(path)/\(file)")
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: target)
    }

    func text(_ file: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(file)")), as: UTF8.self)
    }

    func exists(_ file: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(file)") }

    /// Every file below a folder with its hash.
    func tree(_ folder: String) throws -> [String: String] {
        var tree: [String: String] = [:]
        for file in try FileManager.default.subpathsOfDirectory(atPath: "\(path)/\(folder)") {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: "\(path)/\(folder)/\(file)", isDirectory: &isFolder),
                !isFolder.boolValue
            else { continue }
            tree[file] = ContentHash.sha256(try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(folder)/\(file)")))
        }
        return tree
    }
}
