/// The colours of charts on light and on dark pages.
///
/// The six series colours keep a distance of at least 8 (Oklab × 100) from one another for readers with normal sight,
/// protanopia, deuteranopia and tritanopia (simulated after Machado, Oliveira and Fernandes 2009), and a contrast of at
/// least 3:1 (light) or 4.5:1 (dark) against the page, as WCAG 2.2 asks of graphics (1.4.11).
package enum ChartPalette {
    package struct Colors: Sendable, Hashable {
        package var series: [String]
        package var highlight: String
        package var other: String
        package var onOther: String
        package var text: String
        package var muted: String
        package var grid: String
        package var axis: String
    }

    package static let seriesCount = 6

    /// For pages of ``lightBackground``.
    package static let light = Colors(
        series: ["#1f6fb5", "#c4460a", "#2a9d8f", "#6b2c7f", "#b08900", "#8b1e3f"],
        highlight: "#c4460a", other: "#6e7781", onOther: "#ffffff",
        text: "#1f2328", muted: "#57606a", grid: "#dde1e6", axis: "#57606a")

    /// For pages of ``darkBackground`` or darker.
    package static let dark = Colors(
        series: ["#7cb8f0", "#f0803c", "#29a894", "#a56bd0", "#e3c14d", "#c9d1d9"],
        highlight: "#f0803c", other: "#8b949e", onOther: "#0d1117",
        text: "#e6edf3", muted: "#a2abb5", grid: "#363c45", axis: "#a2abb5")

    package static let lightBackground = "#ffffff"
    package static let darkBackground = "#1a1d21"

    /// Text on each series colour: white or near-black, whichever reads better.
    package static let lightText = ["#ffffff", "#ffffff", "#0d1117", "#ffffff", "#0d1117", "#ffffff"]
    package static let darkText = ["#0d1117", "#0d1117", "#0d1117", "#0d1117", "#0d1117", "#0d1117"]

    /// The series' place in the palette, 0..<``seriesCount``.
    package static func slot(_ index: Int) -> Int {
        let remainder = index % seriesCount
        return remainder < 0 ? remainder + seriesCount : remainder
    }

    /// Rules for the page's style sheet.
    ///
    /// The colours of an SVG stand in its attributes, so it is right without them; the
    /// rules repaint it in dark mode, by the system's wish or by `data-theme` on the root element, and print it light.
    package static let css: String = {
        let lightVariables = variables { $0.light }
        let darkVariables = variables { $0.dark }
        var lines = [
            ".chart{\(lightVariables)}",
            "@media (prefers-color-scheme:dark){:root:not([data-theme=light]) .chart{\(darkVariables)}}",
            ":root[data-theme=dark] .chart{\(darkVariables)}",
            ":root[data-theme=light] .chart{\(lightVariables)}",
            "@media print{:root .chart,:root[data-theme] .chart,:root:not([data-theme=light]) .chart{\(lightVariables)}}",
            ".chart text{font-variant-numeric:tabular-nums}",
        ]
        for ink in inks {
            let variable = "var(--\(ink.fillClass))"
            if ink.strokeClass != ink.fillClass { lines.append(".chart .\(ink.fillClass){fill:\(variable)}") }
            lines.append(".chart .\(ink.strokeClass){stroke:\(variable)}")
        }
        return lines.joined(separator: "\n") + "\n"
    }()

    private static var inks: [Ink] {
        (0..<seriesCount).map(Ink.series) + [.highlight, .other, .text, .muted, .grid, .axis, .onOther]
            + (0..<seriesCount).map(Ink.onSeries)
    }

    private static func variables(_ color: (Ink) -> String) -> String {
        inks.map { "--\($0.fillClass):\(color($0))" }.joined(separator: ";")
    }
}
