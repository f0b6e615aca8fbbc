import Testing

@testable import Charts

/// What must hold for every chart, whatever its data.
@Suite struct SceneTests {
    static let seeds = 0..<300

    @Test(arguments: seeds)
    func nothingLeavesTheFrame(seed: Int) {
        for frame in [ChartFrame.wide, .narrow, ChartFrame(width: 0, maximumHeight: 0)] {
            let scene = scene(for: Generated.spec(seed: seed), frame: frame)
            for box in Boxes(scene.marks).all {
                #expect(
                    box.left >= -0.01 && box.right <= scene.width + 0.01 && box.top >= -0.01
                        && box.bottom <= scene.height + 0.01, "\(box) in \(scene.width) × \(scene.height)")
            }
        }
    }

    @Test(arguments: seeds)
    func labelsOfAnAxisKeepApart(seed: Int) {
        for frame in [ChartFrame.wide, .narrow] {
            let scene = scene(for: Generated.spec(seed: seed), frame: frame)
            for name in ["x-axis ticks", "y-axis ticks", "Legend", "Value labels"] {
                let boxes = Boxes(scene.marks, inGroup: name).texts
                for (index, box) in boxes.enumerated() {
                    let overlapping = boxes[(index + 1)...].filter { box.overlaps($0) }
                    #expect(overlapping.isEmpty, "\(name): \(box) and \(overlapping)")
                }
            }
        }
    }

    @Test(arguments: seeds)
    func svgIsWellFormedAndRepeatable(seed: Int) {
        let spec = Generated.spec(seed: seed)
        for frame in [ChartFrame.wide, .narrow] {
            let svg = SVGRenderer.svg(spec, frame: frame, idPrefix: "a\(seed)")
            #expect(svg == SVGRenderer.svg(spec, frame: frame, idPrefix: "a\(seed)"))
            let reader = SVGReader(svg)
            #expect(reader.isWellFormed)
            #expect(Set(reader.ids) == ["a\(seed)-title", "a\(seed)-desc"])
            #expect(reader.attributes.isDisjoint(with: ["style", "onload"]))
            #expect(reader.numbers.allSatisfy { $0.isFinite })
            #expect(!reader.numberTexts.contains("-0"))
        }
    }

    @Test func barsBeginAtZero() throws {
        let spec = Examples.spec(.bar, "Close values", ["A", "B"], [Examples.series("Value", [100, 98])])
        let rects = Boxes(scene(for: spec, frame: .wide).marks).rects
        try #require(rects.count == 2)
        #expect(rects[0].left == rects[1].left)
        let ratio = (rects[1].right - rects[1].left) / (rects[0].right - rects[0].left)
        #expect(abs(ratio - 0.98) < 1e-9)
    }

    @Test func negativeBarsLieLeftOfPositiveOnes() throws {
        let spec = Examples.spec(.bar, "Change", ["Up", "Down"], [Examples.series("Change", [30, -10])])
        let rects = Boxes(scene(for: spec, frame: .wide).marks).rects
        try #require(rects.count == 2)
        #expect(abs(rects[0].left - rects[1].right) < 1e-9)
        #expect(abs((rects[0].right - rects[0].left) / (rects[1].right - rects[1].left) - 3) < 1e-9)
    }

    @Test func stackedPartsAddUp() throws {
        let spec = Examples.spec(
            .bar, "Stack", ["One"], [Examples.series("A", [1_000_000]), Examples.series("B", [2_500_000])],
            stacked: true)
        let drawn = Boxes(scene(for: spec, frame: .wide).marks)
        // Two legend swatches stand before the two parts.
        let parts = drawn.rects.dropFirst(2)
        try #require(parts.count == 2)
        #expect(abs(parts[2].right + 1 - parts[3].left) < 1e-9)
        #expect(drawn.texts.contains { $0.text == "$3.5M" })
    }

    @Test func gapsBreakTheLine() throws {
        let spec = Examples.spec(
            .line, "Gaps", ["1", "2", "3", "4", "5"], [Examples.series("A", [1, 2, nil, 4, 5])], tick: .count)
        let lines = Boxes(scene(for: spec, frame: .wide).marks).polylines
        #expect(lines.map(\.count) == [2, 2])
    }

    @Test func tooManySlicesAreMergedWithTheirSum() throws {
        let values: [Double?] = [5, 40, 1, 20, 2, 10, 3, 19]
        let names = values.indices.map { "Part \($0)" }
        let spec = Examples.spec(.pie, "Parts", names, [Examples.series("Value", values, .count)], tick: .count)
        let texts = Boxes(scene(for: spec, frame: .wide).marks).texts.map(\.text)
        let list = ["Part 0", "Part 1", "Part 3", "Part 5", "Part 7", "Other (3)"]
        #expect(texts.filter { $0.hasPrefix("Part") || $0.hasPrefix("Other") } == list)
        // 1 + 2 + 3 of 100.
        let other = try #require(texts.firstIndex(of: "Other (3)"))
        #expect(texts[(other + 1)...(other + 2)].sorted() == ["6", "6%"])
        #expect(texts.contains("100"))
    }

    @Test func partsThatAreNoWholeBecomeBars() {
        for values: [Double?] in [[3, -1], [0, 0]] {
            let spec = Examples.spec(
                .pie, "No whole", ["A", "B"], [Examples.series("V", values, .count)], tick: .count)
            let drawn = Boxes(scene(for: spec, frame: .wide).marks)
            #expect(drawn.wedges == 0 && drawn.rects.count == 2)
        }
    }

    @Test func cutNamesKeepTheFullNameAtHand() {
        let name = String(repeating: "Consolidated ", count: 8) + "Ltd"
        let spec = Examples.spec(.bar, "Names", [name], [Examples.series("V", [1], .count)], tick: .count)
        let svg = SVGRenderer.svg(spec, frame: .wide, idPrefix: "n")
        #expect(svg.contains("<title>\(name)</title>"))
        #expect(svg.contains("\u{2026}</text>"))
    }

    @Test func namesThatDoNotFitTurnTheBars() {
        let series = [Examples.series("V", (0..<9).map { Double($0 + 1) }, .count)]
        let names = (0..<9).map { _ in "Latin America and the Caribbean" }
        let turned = Examples.spec(.bar, "Turned", names, series, orientation: .vertical, tick: .count)
        #expect(Set(Boxes(scene(for: turned, frame: .narrow).marks).rects.map(\.left)).count == 1)
        let months = (0..<9).map { "September 202\($0)" }
        let kept = Examples.spec(.bar, "Kept", months, series, orientation: .vertical, tick: .count)
        #expect(Set(Boxes(scene(for: kept, frame: .narrow).marks).rects.map(\.bottom)).count == 1)
    }

    @Test func noDataSaysSo() {
        for kind in [ChartSpec.Kind.bar, .line, .pie, .tile] {
            let spec = Examples.spec(kind, "Nothing", [], [])
            #expect(Boxes(scene(for: spec, frame: .narrow).marks).texts.contains { $0.text == "No data" })
        }
    }
}
