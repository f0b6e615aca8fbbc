/// What a chart shows: names, values and how they are to be read.
///
/// Geometry, colours and fonts are the renderer's business.
///
/// A spec may be incomplete (fewer values than categories, fewer labels than values, values that are not finite); the
/// scene treats what is absent as a gap and never traps.
package struct ChartSpec: Sendable, Hashable {
    /// The form of the chart.
    package enum Kind: String, Sendable, Hashable {
        /// Bars from a zero baseline, grouped or stacked where there are several series.
        case bar
        /// One line a series over ordered categories.
        case line
        /// Shares of a whole, drawn as a ring. Falls back to bars where a part is negative or the whole is zero.
        case pie
        /// One figure in large type, with a small line of its history where the series has several values.
        case tile
        /// Names and figures in rows.
        case table
        /// Stages from first to last, each a centred bar as wide as the first series; a second one is written beside it.
        /// Falls back to bars where a value is negative or all are zero.
        case funnel
    }

    /// Which way bars run.
    package enum Orientation: String, Sendable, Hashable {
        case horizontal
        case vertical
    }

    /// One row of values along the categories.
    package struct Series: Sendable, Hashable {
        package var name: String
        /// One value for each category; nil is a gap.
        package var values: [Double?]
        /// The values as the reader shall see them, one for each value; an empty label is replaced by a compact one.
        package var labels: [String]

        package init(name: String, values: [Double?], labels: [String]) {
            self.name = name
            self.values = values
            self.labels = labels
        }
    }

    package var kind: Kind
    /// The page shows the title above the chart; the chart itself carries it as its accessible name only.
    package var title: String
    /// One sentence that says what the chart shows, for readers who cannot see it.
    package var summary: String
    /// Names along the category axis: points in time, bars, parts of a whole.
    package var categories: [String]
    /// One or more series; pie and tile use the first.
    package var series: [Series]
    package var orientation: Orientation
    package var stacked: Bool
    /// Index of the category to emphasise, if any.
    package var highlight: Int?
    /// How axis ticks are written.
    package var tick: TickFormat

    package init(
        kind: Kind,
        title: String,
        summary: String,
        categories: [String],
        series: [Series],
        orientation: Orientation = .horizontal,
        stacked: Bool = false,
        highlight: Int? = nil,
        tick: TickFormat = .count
    ) {
        self.kind = kind
        self.title = title
        self.summary = summary
        self.categories = categories
        self.series = series
        self.orientation = orientation
        self.stacked = stacked
        self.highlight = highlight
        self.tick = tick
    }
}

/// The room that a chart has, and the type sizes that read well in it.
package struct ChartFrame: Sendable, Hashable {
    /// Pixels; the scene is exactly as wide, except a tile, which is never wider than ``tileWidth``.
    package var width: Double
    /// Pixels of height to keep to.
    ///
    /// Line charts, rings and vertical bars keep to it. Horizontal bars grow beyond it where there are so many
    /// categories that their names would otherwise be illegible; legends add their own rows.
    package var maximumHeight: Double
    /// Pixels of the text of names and values.
    package var fontSize: Double

    package init(width: Double, maximumHeight: Double, fontSize: Double = 13) {
        self.width = min(max(width, 160), 4000)
        self.maximumHeight = min(max(maximumHeight, 120), 4000)
        self.fontSize = min(max(fontSize, 8), 32)
    }

    /// A column of text on a desktop screen or a printed page.
    package static let wide = ChartFrame(width: 720, maximumHeight: 380)
    /// Half of a page on a desktop screen.
    package static let medium = ChartFrame(width: 560, maximumHeight: 300)
    /// A phone in upright position.
    package static let narrow = ChartFrame(width: 358, maximumHeight: 300)

    /// Whether names have to stand above their bars and legends below their ring.
    var isNarrow: Bool { width < 480 }
    /// Pixels of the text of ticks and notes.
    var smallFontSize: Double { fontSize - 1 }
    static let tileWidth = 260.0
}
