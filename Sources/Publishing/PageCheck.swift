import CXML
import Core

/// Reads a finished page as XML and holds it to what a page of ours may contain.
///
/// The pages are written by this module from escaped text, so whatever is found here is a fault of the product or of a
/// portal's template; the check makes sure that it is never published.
enum PageCheck {
    /// What other pages need to know of a page.
    struct Facts {
        var ids: Set<String> = []
        var links: [String] = []
    }

    /// - Throws: `Failure` with 78 that names page and line.
    static func read(_ html: [UInt8], page: SitePath) throws -> Facts {
        guard let context = xmlNewParserCtxt() else { throw fault("the page cannot be checked", page, nil) }
        defer { xmlFreeParserCtxt(context) }
        let document = html.withUnsafeBytes { buffer in
            xmlCtxtReadMemory(
                context, buffer.bindMemory(to: CChar.self).baseAddress, Int32(clamping: html.count), nil, "UTF-8",
                broadsheet_xml_parse_options())
        }
        guard let document, context.pointee.wellFormed == 1 else {
            let message = broadsheet_xml_last_message(context).map { String(cString: $0) } ?? "unknown error"
            if let document { xmlFreeDoc(document) }
            throw fault(
                "the page is not well-formed: \(message.split(separator: "\n").first ?? "")", page,
                Int(broadsheet_xml_last_line(context)))
        }
        defer { xmlFreeDoc(document) }
        var facts = Facts()
        var next = xmlDocGetRootElement(document)
        while let node = next {
            if node.pointee.type == XML_ELEMENT_NODE { try check(node, page, &facts) }
            next = following(node)
        }
        return facts
    }

    private static func check(_ node: xmlNodePtr, _ page: SitePath, _ facts: inout Facts) throws {
        let name = text(node.pointee.name)
        let line = Int(node.pointee.line)
        guard elements.contains(name) else { throw fault("the page has an element <\(name)>", page, line) }
        var attribute = node.pointee.properties
        while let current = attribute {
            let key = text(current.pointee.name)
            let value = xmlNodeListGetString(node.pointee.doc, current.pointee.children, 1)
            defer { broadsheet_xml_free(value) }
            guard attributes.contains(key) || key.hasPrefix("aria-") else {
                throw fault("the page has an attribute \(key) on <\(name)>", page, line)
            }
            switch key {
            case "id":
                guard facts.ids.insert(text(value)).inserted else {
                    throw fault("the page has the id \(text(value)) twice", page, line)
                }
            case "href", "src": facts.links.append(text(value))
            default: break
            }
            attribute = current.pointee.next
        }
    }

    /// The node after this one in document order.
    private static func following(_ node: xmlNodePtr) -> xmlNodePtr? {
        if let child = node.pointee.children { return child }
        var current: xmlNodePtr? = node
        while let here = current {
            if let sibling = here.pointee.next { return sibling }
            current = here.pointee.parent
            // The document itself stands above the root and has no sibling.
            if current?.pointee.type == XML_DOCUMENT_NODE { return nil }
        }
        return nil
    }

    private static func text(_ pointer: UnsafePointer<xmlChar>?) -> String {
        pointer.map { String(decodingCString: $0, as: UTF8.self) } ?? ""
    }

    static func fault(_ message: String, _ page: SitePath, _ line: Int?) -> Failure {
        Failure(
            .configuration,
            Diagnostic(
                id: "page.check", message, file: "site/\(page.path)", line: line,
                solution: "Check the portal's templates; where it has none, please report this."))
    }

    private static let elements: Set<String> = [
        "html", "head", "meta", "title", "link", "body", "header", "nav", "main", "footer", "section", "article",
        "aside",
        "div", "span", "p", "a", "b", "em", "strong", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol",
        "li",
        "dl", "dt", "dd", "blockquote", "hr", "br", "figure", "figcaption", "details", "summary", "table", "caption",
        "thead", "tbody", "tr", "th", "td", "time", "small", "svg", "g", "rect", "line", "polyline", "polygon",
        "circle",
        "path", "text", "tspan", "desc",
    ]

    private static let attributes: Set<String> = [
        "id", "class", "lang", "dir", "charset", "name", "content", "http-equiv", "href", "rel", "type", "role",
        "tabindex",
        "scope", "start", "datetime", "title", "download", "open", "color-scheme", "colspan", "width", "height",
        "viewBox",
        "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "d", "points", "fill", "stroke", "stroke-width",
        "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "text-anchor", "font-size", "font-weight",
        "font-family",
        "fill-opacity", "dominant-baseline", "transform", "opacity", "rx",
    ]
}
