import Core
import Foundation

/// A page that people wrote: `content/<name>.md`.
struct AuthoredPage {
    /// Its text is added to the methodology page instead of being a page of its own.
    static let methodology = "methodology"
    private static let reserved: Set<String> = [
        "answers", "assets", "data", "editions", "index", "sections", "404", "site",
    ]

    let name: String
    let title: String
    let file: String
    let warnings: [Diagnostic]
    let linked: [(page: SitePath, line: Int)]
    private let blocks: [MarkdownNode]

    /// The text on a page of the site: links are relative to it.
    func html(on page: SitePath) -> String {
        var writer = MarkdownHTML(file: file, page: page)
        return writer.html(blocks)
    }

    /// All pages of a portal, by name.
    ///
    /// - Throws: `Failure` with 78 that lists every page with a name that is taken or cannot be an address.
    static func all(in portalFolder: String) throws -> [AuthoredPage] {
        var pages: [AuthoredPage] = []
        var found: [Diagnostic] = []
        for fileName in try Disk.names(in: portalFolder + "/content") where fileName.hasSuffix(".md") {
            let name = String(fileName.dropLast(3))
            let file = "content/" + fileName
            if name != Names.slug(name) || reserved.contains(name) {
                found.append(
                    Diagnostic(
                        id: "content.name",
                        reserved.contains(name)
                            ? "the site has a page of its own at \(name)/"
                            : "a page's file name is its address: lower-case letters, digits and hyphens",
                        file: file,
                        solution:
                            "Rename it, for example to \(reserved.contains(name) ? "about" : Names.slug(name)).md."))
                continue
            }
            guard let text = String(validating: try Disk.readIfPresent("\(portalFolder)/\(file)") ?? [], as: UTF8.self)
            else {
                found.append(
                    Diagnostic(
                        id: "content.encoding", "the file is not UTF-8", file: file, solution: "Save it as UTF-8."))
                continue
            }
            pages.append(try AuthoredPage(name: name, file: file, text: text))
        }
        if !found.isEmpty { throw Failure(.configuration, found) }
        return pages
    }

    private init(name: String, file: String, text: String) throws {
        var blocks = try MarkdownDocument.parse(text, file: file).children
        var title = Names.label(name.replacing("-", with: " "))
        if let first = blocks.first, first.kind == .heading(1) {
            title = first.plainText
            blocks.removeFirst()
        }
        var writer = MarkdownHTML(file: file, page: SitePath(name + "/index.html"))
        _ = writer.html(blocks)
        self.name = name
        self.title = title
        self.file = file
        self.blocks = blocks
        warnings = writer.warnings
        linked = writer.linked
    }
}
