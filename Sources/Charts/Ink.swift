/// A colour by its role, so that a page can give the roles other colours in dark mode.
package enum Ink: Sendable, Hashable {
    /// Colour of the series with this index; the colours repeat after ``ChartPalette/seriesCount``.
    case series(Int)
    /// The one category that the reader shall look at.
    case highlight
    /// What has been merged into "Other".
    case other
    /// Names and values.
    case text
    /// Ticks and notes.
    case muted
    /// Text on a surface painted in a series colour.
    case onSeries(Int)
    /// Text on a surface of ``other``.
    case onOther
    /// Grid lines.
    case grid
    /// The zero line.
    case axis

    /// `#rrggbb` on a light page.
    package var light: String { color(of: ChartPalette.light, text: ChartPalette.lightText) }
    /// `#rrggbb` on a dark page.
    package var dark: String { color(of: ChartPalette.dark, text: ChartPalette.darkText) }

    /// Class of a filled shape or text; see ``ChartPalette/css``.
    package var fillClass: String {
        switch self {
        case .series(let index): "c-s\(ChartPalette.slot(index) + 1)"
        case .highlight: "c-hl"
        case .other: "c-other"
        case .text: "c-text"
        case .muted: "c-muted"
        case .onSeries(let index): "c-on\(ChartPalette.slot(index) + 1)"
        case .onOther: "c-on-other"
        case .grid: "c-grid"
        case .axis: "c-axis"
        }
    }

    /// Class of a stroked line.
    ///
    /// Grid and axis are never filled, so they need no second class.
    package var strokeClass: String {
        switch self {
        case .grid, .axis: fillClass
        default: fillClass + "-stroke"
        }
    }

    private func color(of palette: ChartPalette.Colors, text: [String]) -> String {
        switch self {
        case .series(let index): palette.series[ChartPalette.slot(index)]
        case .highlight: palette.highlight
        case .other: palette.other
        case .text: palette.text
        case .muted: palette.muted
        case .grid: palette.grid
        case .axis: palette.axis
        case .onSeries(let index): text[ChartPalette.slot(index)]
        case .onOther: palette.onOther
        }
    }
}
