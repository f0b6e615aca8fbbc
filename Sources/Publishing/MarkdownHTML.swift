import Core

/// Writes a Markdown tree as HTML that is also well-formed XML.
///
/// Raw HTML is dropped and images become their alternative text; links of unknown kinds become plain text. Each leaves a
/// warning that names file and line.
struct MarkdownHTML {
    /// A link of the tree with what it encloses.
    struct Link {
        var target: LinkTarget
        var html: String
        var text: String
        var line: Int
    }

    let file: String
    let page: SitePath
    /// Writes a fenced block that is more than code; nil where it is just code.
    var fence: (_ info: String, _ line: Int) -> String? = { _, _ in nil }
    /// Writes a link; nil where it is written as any other link.
    var link: (Link) -> String? = { _ in nil }
    private(set) var warnings: [Diagnostic] = []
    /// Pages that are linked to, with the line of the link.
    private(set) var linked: [(page: SitePath, line: Int)] = []

    init(file: String, page: SitePath) {
        self.file = file
        self.page = page
    }

    mutating func html(_ nodes: [MarkdownNode]) -> String { nodes.map { html($0) }.joined() }

    mutating func html(_ node: MarkdownNode, isTight: Bool = false) -> String {
        switch node.kind {
        case .document: return html(node.children)
        case .quote: return "<blockquote>\n\(html(node.children))</blockquote>\n"
        case .list(let start, let isTight):
            var items = ""
            for item in node.children {
                let blocks = item.children.map { html($0, isTight: isTight) }
                items += "<li>\(blocks.joined())</li>\n"
            }
            guard let start else { return "<ul>\n\(items)</ul>\n" }
            return "<ol\(start == 1 ? "" : " start=\"\(start)\"")>\n\(items)</ol>\n"
        case .item: return html(node.children)
        case .paragraph: return isTight ? html(node.children) : "<p>\(html(node.children))</p>\n"
        case .heading(let level):
            let depth = min(max(level, 2), 6)
            return "<h\(depth)>\(html(node.children))</h\(depth)>\n"
        case .rule: return "<hr/>\n"
        case .code(let info, let literal):
            return fence(info, node.line) ?? "<pre><code>\(Escape.text(literal))</code></pre>\n"
        case .text(let text): return Escape.text(text)
        case .softBreak: return "\n"
        case .hardBreak: return "<br/>\n"
        case .inlineCode(let text): return "<code>\(Escape.text(text))</code>"
        case .emphasis: return "<em>\(html(node.children))</em>"
        case .strong: return "<strong>\(html(node.children))</strong>"
        case .link(let url): return link(url, node)
        case .image:
            warn("markdown.image", "images are not published; the alternative text stands in its place", node.line)
            return html(node.children)
        case .html:
            warn("markdown.html", "raw HTML is not published", node.line)
            return ""
        }
    }

    private mutating func link(_ url: String, _ node: MarkdownNode) -> String {
        let inner = html(node.children)
        guard let target = LinkTarget(markdown: url) else {
            warn("markdown.link", "a link may lead to http, https, mailto or a page of this site only", node.line)
            return inner
        }
        if let special = link(Link(target: target, html: inner, text: node.plainText, line: node.line)) {
            return special
        }
        switch target {
        case .fragment(let name): return "<a href=\"#\(Escape.attribute(name))\">\(inner)</a>"
        case .external(let address):
            return "<a href=\"\(Escape.attribute(address))\" rel=\"noreferrer\">\(inner)</a>"
        case .page(let path, let fragment):
            linked.append((path, node.line))
            let place = fragment.isEmpty ? "" : "#" + fragment
            return "<a href=\"\(Escape.attribute(page.link(to: path) + place))\">\(inner)</a>"
        }
    }

    private mutating func warn(_ id: String, _ message: String, _ line: Int) {
        warnings.append(
            Diagnostic(
                .warning, id: id, message, file: file, line: line,
                solution: "Write it in plain Markdown, or leave it out."))
    }
}
