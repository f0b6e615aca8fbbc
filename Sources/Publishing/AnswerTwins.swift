import Analyst
import Analytics
import CMark
import Charts
import Core
import Foundation

/// The same answer for other readers: Markdown that stands alone, JSON, and a CSV file for each call.
struct AnswerTwins {
    let entry: Edition.Entry
    let format: FigureFormat

    /// File names and contents, in a fixed order.
    func files() throws -> [(name: String, bytes: [UInt8])] {
        var document = entry.answer.reproducible
        let drawing = EvidenceDrawing(answer: document, format: format)
        for index in document.visualizations.indices {
            document.visualizations[index].svg = svg(document.visualizations[index], drawing, id: "c\(index)")
        }
        var files: [(String, [UInt8])] = [
            ("index.md", Array(markdown().utf8)), ("index.json", Array(try CanonicalJSON.pretty(document))),
        ]
        for (index, call) in entry.answer.functionsExecuted.enumerated() where !call.columns.isEmpty {
            let table = DataTable(call: call, caption: "", format: format)
            files.append((AnswerTwins.csvName(index), Array(table.csv.utf8)))
        }
        return files
    }

    /// The file of a call's rows: `index.csv`, `index-2.csv`.
    static func csvName(_ call: Int) -> String { call == 0 ? "index.csv" : "index-\(call + 1).csv" }

    private func svg(_ visualization: Answer.Visualization, _ drawing: EvidenceDrawing, id: String) -> String? {
        guard visualization.type != .table else { return nil }
        return ChartBinding.svg(
            visualization, columns: drawing.columns(visualization), format: format, frame: .wide, idPrefix: id)
    }

    /// The prose with its figures as plain text, its charts inline and its tables as pipe tables.
    private func markdown() -> String {
        guard let root = cmark_parse_document(entry.markdown, entry.markdown.utf8.count, CMARK_OPT_DEFAULT) else {
            return ""
        }
        defer { cmark_node_free(root) }
        var figures: [OpaquePointer] = []
        var blocks: [OpaquePointer] = []
        var dropped: [OpaquePointer] = []
        let iterator = cmark_iter_new(root)
        while true {
            let event = cmark_iter_next(iterator)
            guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { break }
            guard event == CMARK_EVENT_ENTER else { continue }
            switch cmark_node_get_type(node) {
            case CMARK_NODE_LINK:
                let target = LinkTarget(markdown: MarkdownDocument.string(cmark_node_get_url(node)))
                if case .external = target { continue }
                figures.append(node)
            case CMARK_NODE_IMAGE: figures.append(node)
            case CMARK_NODE_CODE_BLOCK: blocks.append(node)
            case CMARK_NODE_HTML_BLOCK, CMARK_NODE_HTML_INLINE: dropped.append(node)
            default: continue
            }
        }
        cmark_iter_free(iterator)
        for node in dropped {
            cmark_node_unlink(node)
            cmark_node_free(node)
        }
        figures.forEach(replaceByItsChildren)
        blocks.forEach(draw)
        guard let text = cmark_render_commonmark(root, CMARK_OPT_DEFAULT, 0) else { return "" }
        defer { free(text) }
        return String(cString: text) + colophon()
    }

    private func replaceByItsChildren(_ node: OpaquePointer) {
        while let child = cmark_node_first_child(node) {
            cmark_node_unlink(child)
            cmark_node_insert_before(node, child)
        }
        cmark_node_unlink(node)
        cmark_node_free(node)
    }

    private func draw(_ node: OpaquePointer) {
        let info = MarkdownDocument.string(cmark_node_get_fence_info(node))
        let drawing = EvidenceDrawing(answer: entry.answer, format: format)
        let text: String
        switch EvidenceBlock(info) {
        case .chart(let index) where entry.answer.visualizations.indices.contains(index):
            let visualization = entry.answer.visualizations[index]
            let table = DataTable(
                visualization: visualization, columns: drawing.columns(visualization), format: format)
            text = svg(visualization, drawing, id: "c\(index)") ?? table.markdown
        case .table(let index) where entry.answer.functionsExecuted.indices.contains(index):
            let table = DataTable(
                call: entry.answer.functionsExecuted[index], caption: drawing.caption(ofCall: index), format: format)
            text = table.markdown + (table.rowCountLine.map { "\n*\($0)*\n" } ?? "")
        default: return
        }
        let custom = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK)
        cmark_node_set_on_enter(custom, text)
        cmark_node_insert_before(node, custom)
        cmark_node_unlink(node)
        cmark_node_free(node)
    }

    /// Where the figures come from, in two lines.
    private func colophon() -> String {
        var lines = ["", "---", ""]
        if !entry.answer.reading.isEmpty { lines += ["I read this as: \(Escape.markdown(entry.answer.reading))", ""] }
        let sources = entry.answer.dataSources.map { Escape.markdown($0.source) }.joined(separator: ", ")
        lines.append("Data as of \(format.day(entry.answer.asOf))\(sources.isEmpty ? "" : ", from \(sources)").")
        return lines.joined(separator: "\n") + "\n"
    }
}
