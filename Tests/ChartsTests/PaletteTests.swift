import Foundation
import Testing

@testable import Charts

@Suite struct PaletteTests {
    static let pages = [
        (ChartPalette.light, ChartPalette.lightText, ChartPalette.lightBackground),
        (ChartPalette.dark, ChartPalette.darkText, ChartPalette.darkBackground),
    ]

    @Test func graphicsStandOutFromThePage() {
        for (colors, _, page) in Self.pages {
            for color in colors.series + [colors.highlight, colors.other, colors.axis] {
                #expect(contrast(color, page) >= 3, "\(color) on \(page)")
            }
        }
    }

    @Test func textIsLegible() {
        for (colors, onSeries, page) in Self.pages {
            for color in [colors.text, colors.muted] { #expect(contrast(color, page) >= 4.5, "\(color) on \(page)") }
            for (text, surface) in zip(onSeries + [colors.onOther], colors.series + [colors.other]) {
                #expect(contrast(text, surface) >= 4.5, "\(text) on \(surface)")
            }
        }
    }

    @Test func seriesDifferForEveryEye() {
        for (colors, _, _) in Self.pages {
            for (name, eye) in Self.eyes {
                for (index, one) in colors.series.enumerated() {
                    for other in colors.series[(index + 1)...] {
                        #expect(distance(one, other, eye) >= 8, "\(one) and \(other), \(name)")
                    }
                }
            }
        }
    }

    @Test func everyClassOfTheChartsHasARule() {
        let used = Examples.all.reduce(into: Set<String>()) { classes, example in
            classes.formUnion(SVGReader(SVGRenderer.svg(example.spec, frame: .wide, idPrefix: "p")).classes)
        }
        #expect(used.count > 15)
        for name in used where name != "chart" { #expect(ChartPalette.css.contains(".chart .\(name){"), "\(name)") }
    }

    // MARK: Colour arithmetic

    /// Simulations at full severity: Machado, Oliveira and Fernandes 2009, table 1, on linear RGB.
    static let eyes: [(String, [[Double]])] = [
        ("normal", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
        (
            "protanopia",
            [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
        ),
        (
            "deuteranopia",
            [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
        ),
        (
            "tritanopia",
            [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
        ),
    ]

    private func linear(_ hex: String) -> [Double] {
        let value = Int(hex.dropFirst(), radix: 16) ?? 0
        return [value >> 16, value >> 8 & 255, value & 255].map { byte in
            let share = Double(byte) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
    }

    /// WCAG 2.2, contrast ratio.
    private func contrast(_ one: String, _ other: String) -> Double {
        let levels = [one, other].map { color in
            zip(linear(color), [0.2126, 0.7152, 0.0722]).reduce(0) { $0 + $1.0 * $1.1 }
        }
        return (max(levels[0], levels[1]) + 0.05) / (min(levels[0], levels[1]) + 0.05)
    }

    /// Euclidean distance in Oklab × 100 (Björn Ottosson 2020).
    private func distance(_ one: String, _ other: String, _ eye: [[Double]]) -> Double {
        let (a, b) = (oklab(one, eye), oklab(other, eye))
        return 100 * zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }

    private func oklab(_ hex: String, _ eye: [[Double]]) -> [Double] {
        func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
            matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
        }
        let seen = product(eye, linear(hex)).map { min(max($0, 0), 1) }
        let cones = product(
            [
                [0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
                [0.0883024619, 0.2817188376, 0.6299787005],
            ], seen
        ).map { cbrt($0) }
        return product(
            [
                [0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
                [0.0259040371, 0.7827717662, -0.8086757660],
            ], cones)
    }
}
