import Core

/// Writes scenes as SVG that reads well inline in a page and alone in a file.
///
/// Colours and sizes stand in presentation attributes, because a strict content security policy forbids `style`; classes
/// let the page's style sheet repaint for dark mode.
package enum SVGRenderer {
    /// The chart as one `<svg>` element.
    ///
    /// Equal input gives equal bytes.
    ///
    /// - Parameter idPrefix: starts the ids of title and description; unique in the page.
    package static func svg(_ spec: ChartSpec, frame: ChartFrame, idPrefix: String) -> String {
        svg(scene(for: spec, frame: frame), idPrefix: idPrefix)
    }

    /// A scene as one `<svg>` element.
    package static func svg(_ scene: Scene, idPrefix: String) -> String {
        let id = Escape.attribute(String(idPrefix.filter { !$0.isWhitespace }))
        let (width, height) = (number(scene.width), number(scene.height))
        var out = """
            <svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" \
            aria-labelledby="\(id)-title \(id)-desc" width="\(width)" height="\(height)" \
            viewBox="0 0 \(width) \(height)" font-family="system-ui, sans-serif">
            <title id="\(id)-title">\(Escape.text(scene.title))</title>
            <desc id="\(id)-desc">\(Escape.text(scene.summary))</desc>

            """
        for mark in scene.marks { write(mark, to: &out) }
        return out + "</svg>\n"
    }

    private static func write(_ mark: Mark, to out: inout String) {
        switch mark {
        case .rect(let x, let y, let width, let height, let fill):
            out += "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" height=\"\(number(height))\""
            out += paint(fill) + "/>\n"
        case .line(let from, let to, let stroke):
            out +=
                "<line x1=\"\(number(from.x))\" y1=\"\(number(from.y))\" x2=\"\(number(to.x))\" y2=\"\(number(to.y))\""
            out += paint(stroke) + "/>\n"
        case .polyline(let points, let stroke):
            out +=
                "<polyline points=\"\(list(points))\" fill=\"none\" stroke-linejoin=\"round\" stroke-linecap=\"round\""
            out += paint(stroke) + "/>\n"
        case .polygon(let points, let fill):
            out += "<polygon points=\"\(list(points))\"\(paint(fill))/>\n"
        case .circle(let center, let radius, let fill):
            out +=
                "<circle cx=\"\(number(center.x))\" cy=\"\(number(center.y))\" r=\"\(number(radius))\"\(paint(fill))/>\n"
        case .wedge(let wedge, let fill):
            out += "<path d=\"\(path(wedge))\"\(paint(fill))/>\n"
        case .text(let label):
            write(label, to: &out)
        case .group(let group):
            write(group, to: &out)
        }
    }

    private static func write(_ label: Label, to out: inout String) {
        out += "<text x=\"\(number(label.at.x))\" y=\"\(number(label.at.y))\""
        if label.anchor != .start { out += " text-anchor=\"\(label.anchor.rawValue)\"" }
        out += " font-size=\"\(number(label.size))\""
        if label.bold { out += " font-weight=\"600\"" }
        out += paint(label.ink) + ">\(Escape.text(label.text))</text>\n"
    }

    private static func write(_ group: Group, to out: inout String) {
        out += "<g"
        if let label = group.label { out += " aria-label=\"\(Escape.attribute(label))\"" }
        if group.isDecorative { out += " aria-hidden=\"true\"" }
        out += ">\n"
        if let tooltip = group.tooltip { out += "<title>\(Escape.text(tooltip))</title>\n" }
        for mark in group.marks { write(mark, to: &out) }
        out += "</g>\n"
    }

    private static func paint(_ ink: Ink) -> String { " fill=\"\(ink.light)\" class=\"\(ink.fillClass)\"" }

    private static func paint(_ stroke: Stroke) -> String {
        var text = " stroke=\"\(stroke.ink.light)\""
        if stroke.width != 1 { text += " stroke-width=\"\(number(stroke.width))\"" }
        if !stroke.dash.isEmpty { text += " stroke-dasharray=\"\(stroke.dash.map(number).joined(separator: " "))\"" }
        return text + " class=\"\(stroke.ink.strokeClass)\""
    }

    private static func path(_ wedge: Wedge) -> String {
        func at(_ radius: Double, _ turn: Double) -> String {
            let offset = Decimals.onCircle(radius: radius, turn: turn)
            return "\(number(wedge.center.x + offset.x)) \(number(wedge.center.y + offset.y))"
        }
        let (start, end) = (wedge.startTurn, wedge.endTurn)
        let (outer, inner) = (number(wedge.outerRadius), number(wedge.innerRadius))
        if end - start >= 0.9999 {
            // An arc that ends where it begins is not drawn: a ring takes two halves in each direction.
            let half = start + 0.5
            return "M\(at(wedge.outerRadius, start))A\(outer) \(outer) 0 1 1 \(at(wedge.outerRadius, half))"
                + "A\(outer) \(outer) 0 1 1 \(at(wedge.outerRadius, start))Z"
                + "M\(at(wedge.innerRadius, start))A\(inner) \(inner) 0 1 0 \(at(wedge.innerRadius, half))"
                + "A\(inner) \(inner) 0 1 0 \(at(wedge.innerRadius, start))Z"
        }
        let large = end - start > 0.5 ? 1 : 0
        return "M\(at(wedge.outerRadius, start))A\(outer) \(outer) 0 \(large) 1 \(at(wedge.outerRadius, end))"
            + "L\(at(wedge.innerRadius, end))A\(inner) \(inner) 0 \(large) 0 \(at(wedge.innerRadius, start))Z"
    }

    private static func list(_ points: [Point]) -> String {
        points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
    }

    private static func number(_ value: Double) -> String { Decimals.text(value, decimals: 2) }
}
