import Foundation

/// The sources of this package, as text.
enum SourceTree {
    struct File {
        /// Relative to the package: `Sources/Core/Value.swift`.
        let path: String
        let text: String

        /// The text without its comment lines.
        var code: String {
            text.split(separator: "\n", omittingEmptySubsequences: false)
                .filter { !$0.drop { $0 == " " }.hasPrefix("//") }
                .joined(separator: "\n")
        }

        /// Names of the modules that it imports.
        var imports: [String] {
            code.split(separator: "\n").compactMap { line in
                var words = line.split(separator: " ")
                let modifiers = [
                    "public", "package", "internal", "private", "fileprivate", "@preconcurrency", "@testable",
                ]
                while let first = words.first, modifiers.contains(String(first)) { words.removeFirst() }
                guard words.first == "import", words.count >= 2 else { return nil }
                let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
                let name = kinds.contains(String(words[1])) && words.count > 2 ? words[2] : words[1]
                return name.split(separator: ".").first.map(String.init)
            }
        }
    }

    /// The package's folder, found from this file's place in it.
    private static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// All Swift files below a folder of the package, by path.
    static func swiftFiles(_ folder: String) throws -> [File] {
        let base = root.appendingPathComponent(folder)
        let names = (FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []).sorted()
        return try names.filter { $0.hasSuffix(".swift") }.map { name in
            File(path: "\(folder)/\(name)", text: try text("\(folder)/\(name)"))
        }
    }
}
