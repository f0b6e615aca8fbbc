/// A place in a scene: pixels from the left and from the top.
package struct Point: Sendable, Hashable {
    package var x: Double
    package var y: Double

    package init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// A finished drawing, independent of the format that it is written in: the SVG of a page and the figure of a PDF are
/// made from the same marks.
package struct Scene: Sendable, Hashable {
    /// Pixels; all marks lie within.
    package var width: Double
    package var height: Double
    /// The accessible name.
    package var title: String
    /// The accessible description.
    package var summary: String
    /// In painting order: later marks cover earlier ones.
    package var marks: [Mark]
}

/// One thing to paint.
package indirect enum Mark: Sendable, Hashable {
    case rect(x: Double, y: Double, width: Double, height: Double, fill: Ink)
    case line(from: Point, to: Point, stroke: Stroke)
    case polyline([Point], stroke: Stroke)
    case polygon([Point], fill: Ink)
    case circle(center: Point, radius: Double, fill: Ink)
    case wedge(Wedge, fill: Ink)
    case text(Label)
    case group(Group)
}

/// A part of a ring.
package struct Wedge: Sendable, Hashable {
    package var center: Point
    package var innerRadius: Double
    package var outerRadius: Double
    /// Clockwise from the top, in turns (0...1).
    package var startTurn: Double
    /// Greater than ``startTurn``, by one at most; a full ring where the difference is one.
    package var endTurn: Double
}

/// How a line is painted.
package struct Stroke: Sendable, Hashable {
    package var ink: Ink
    /// Pixels.
    package var width: Double
    /// Lengths of dashes and gaps in turn, pixels; empty for a solid line.
    package var dash: [Double]

    package init(_ ink: Ink, width: Double = 1, dash: [Double] = []) {
        self.ink = ink
        self.width = width
        self.dash = dash
    }
}

/// One line of text.
package struct Label: Sendable, Hashable {
    /// Which part of the text stands at the label's position.
    package enum Anchor: String, Sendable, Hashable {
        case start, middle, end
    }

    package var text: String
    /// On the baseline, at the anchor.
    package var at: Point
    package var anchor: Anchor
    /// Pixels.
    package var size: Double
    package var bold: Bool
    package var ink: Ink

    package init(
        _ text: String, at: Point, anchor: Anchor = .start, size: Double, bold: Bool = false, ink: Ink = .text
    ) {
        self.text = text
        self.at = at
        self.anchor = anchor
        self.size = size
        self.bold = bold
        self.ink = ink
    }

    /// The horizontal extent by the estimate of ``TextMetrics``.
    package var extent: ClosedRange<Double> {
        let width = TextMetrics.width(text, size: size, bold: bold)
        switch anchor {
        case .start: return at.x...(at.x + width)
        case .middle: return (at.x - width / 2)...(at.x + width / 2)
        case .end: return (at.x - width)...at.x
        }
    }
}

/// Marks that belong together.
package struct Group: Sendable, Hashable {
    /// What the group is, for readers and for tests: "x-axis ticks".
    package var label: String?
    /// Shown when the reader points at the group: the full name and value.
    package var tooltip: String?
    /// Decoration only: left out by a reader of text.
    package var isDecorative: Bool
    package var marks: [Mark]

    package init(label: String? = nil, tooltip: String? = nil, isDecorative: Bool = false, marks: [Mark]) {
        self.label = label
        self.tooltip = tooltip
        self.isDecorative = isDecorative
        self.marks = marks
    }
}

/// The drawing of a chart in a frame.
package func scene(for spec: ChartSpec, frame: ChartFrame) -> Scene {
    let data = ChartData(spec)
    let drawing: Drawing
    if spec.kind == .tile {
        drawing = TileLayout(data: data, frame: frame).drawing()
    } else if !data.hasValues {
        drawing = Drawing.noData(frame)
    } else {
        switch spec.kind {
        case .line: drawing = LineLayout(data: data, frame: frame).drawing()
        case .pie where data.isWhole: drawing = RingLayout(data: data, frame: frame).drawing()
        case .pie: drawing = HorizontalBarLayout(data: data.first, frame: frame).drawing()
        case .funnel where data.isWhole: drawing = FunnelLayout(data: data, frame: frame).drawing()
        case .funnel: drawing = HorizontalBarLayout(data: data.first, frame: frame).drawing()
        case .table: drawing = TableLayout(data: data, frame: frame).drawing()
        case .bar, .tile:
            let vertical = VerticalBarLayout(data: data, frame: frame)
            drawing =
                spec.orientation == .vertical && vertical.canNameCategories
                ? vertical.drawing() : HorizontalBarLayout(data: data, frame: frame).drawing()
        }
    }
    return Scene(
        width: drawing.width, height: drawing.height, title: spec.title, summary: spec.summary, marks: drawing.marks)
}

/// Marks and the room that they take.
struct Drawing {
    var width: Double
    var height: Double
    var marks: [Mark]

    /// What stands where a chart would be if there were anything to show.
    static func noData(_ frame: ChartFrame) -> Drawing {
        let label = Label(
            "No data", at: Point(x: frame.width / 2, y: 64), anchor: .middle, size: frame.fontSize, ink: .muted)
        return Drawing(width: frame.width, height: 120, marks: [.text(label)])
    }
}
