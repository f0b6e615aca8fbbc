import CMark
import Core

/// Markdown as a tree: what cmark parsed, in Swift values.
struct MarkdownNode {
    enum Kind: Equatable {
        case document, quote, item, paragraph, rule, softBreak, hardBreak, emphasis, strong
        case list(start: Int?, isTight: Bool)
        case heading(Int)
        case code(info: String, literal: String)
        case text(String)
        case inlineCode(String)
        case link(String)
        case image
        /// Raw HTML, which is never published.
        case html
    }

    var kind: Kind
    /// 1 for the first line.
    var line: Int
    var children: [MarkdownNode] = []

    /// The text without any mark-up.
    var plainText: String {
        switch kind {
        case .text(let text), .inlineCode(let text): text
        case .softBreak, .hardBreak: " "
        default: children.map(\.plainText).joined()
        }
    }
}

/// Reads CommonMark.
enum MarkdownDocument {
    /// Deeper nesting than this is nobody's prose.
    private static let deepest = 64
    private static let longest = 1 << 20

    /// - Throws: `Failure` with 78 where the text is too long or nested too deeply.
    static func parse(_ text: String, file: String) throws -> MarkdownNode {
        guard text.utf8.count <= longest else {
            throw refusal("a page holds at most 1 MB of Markdown", file, line: nil, "Split it into several pages.")
        }
        guard let root = cmark_parse_document(text, text.utf8.count, CMARK_OPT_DEFAULT) else {
            throw refusal("the Markdown cannot be read", file, line: nil, "Check the file.")
        }
        defer { cmark_node_free(root) }
        let iterator = cmark_iter_new(root)
        defer { cmark_iter_free(iterator) }
        var stack = [MarkdownNode(kind: .document, line: 1)]
        while true {
            let event = cmark_iter_next(iterator)
            guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { break }
            let type = cmark_node_get_type(node)
            if type == CMARK_NODE_DOCUMENT { continue }
            if event == CMARK_EVENT_ENTER {
                let line = Int(cmark_node_get_start_line(node))
                let value = MarkdownNode(kind: kind(node, type), line: line > 0 ? line : stack[stack.count - 1].line)
                guard !isLeaf(type) else {
                    stack[stack.count - 1].children.append(value)
                    continue
                }
                stack.append(value)
                guard stack.count <= deepest else {
                    throw refusal(
                        "the Markdown is nested too deeply", file, line: value.line, "Flatten lists and quotes.")
                }
            } else if event == CMARK_EVENT_EXIT, let closed = stack.popLast(), !stack.isEmpty {
                stack[stack.count - 1].children.append(closed)
            }
        }
        return stack[0]
    }

    private static func kind(_ node: OpaquePointer, _ type: cmark_node_type) -> MarkdownNode.Kind {
        switch type {
        case CMARK_NODE_BLOCK_QUOTE: return .quote
        case CMARK_NODE_LIST:
            let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
            return .list(
                start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
                isTight: cmark_node_get_list_tight(node) != 0)
        case CMARK_NODE_ITEM: return .item
        case CMARK_NODE_CODE_BLOCK:
            return .code(info: string(cmark_node_get_fence_info(node)), literal: string(cmark_node_get_literal(node)))
        case CMARK_NODE_HEADING: return .heading(Int(cmark_node_get_heading_level(node)))
        case CMARK_NODE_THEMATIC_BREAK: return .rule
        case CMARK_NODE_TEXT: return .text(string(cmark_node_get_literal(node)))
        case CMARK_NODE_SOFTBREAK: return .softBreak
        case CMARK_NODE_LINEBREAK: return .hardBreak
        case CMARK_NODE_CODE: return .inlineCode(string(cmark_node_get_literal(node)))
        case CMARK_NODE_EMPH: return .emphasis
        case CMARK_NODE_STRONG: return .strong
        case CMARK_NODE_LINK: return .link(string(cmark_node_get_url(node)))
        case CMARK_NODE_IMAGE: return .image
        case CMARK_NODE_PARAGRAPH: return .paragraph
        default: return .html
        }
    }

    /// Whether the iterator gives no exit event for it.
    static func isLeaf(_ type: cmark_node_type) -> Bool {
        switch type {
        case CMARK_NODE_HTML_BLOCK, CMARK_NODE_THEMATIC_BREAK, CMARK_NODE_CODE_BLOCK, CMARK_NODE_TEXT,
            CMARK_NODE_SOFTBREAK,
            CMARK_NODE_LINEBREAK, CMARK_NODE_CODE, CMARK_NODE_HTML_INLINE:
            true
        default: false
        }
    }

    static func string(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }

    private static func refusal(_ message: String, _ file: String, line: Int?, _ solution: String) -> Failure {
        Failure(
            .configuration, Diagnostic(id: "markdown.refused", message, file: file, line: line, solution: solution))
    }
}
