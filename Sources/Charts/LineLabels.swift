/// Values written at the first, the last and the greatest point of a single line.
struct LineLabels {
    let frame: ChartFrame
    /// Between which heights text may stand, pixels from the top.
    let top: Double
    let bottom: Double

    /// Indices of the spots that get a label: the last, the greatest (the earliest of equals), the first.
    static func notable(_ spots: [LineLayout.Spot]) -> [Int] {
        guard let greatest = spots.indices.max(by: { spots[$0].value < spots[$1].value }) else { return [] }
        let earliest = spots.indices.first { spots[$0].value == spots[greatest].value } ?? greatest
        var result: [Int] = []
        for index in [spots.count - 1, earliest, 0] where !result.contains(index) { result.append(index) }
        return result
    }

    /// Pixels at the right that the last value takes.
    static func reserve(_ cells: [ChartData.Cell], frame: ChartFrame) -> Double {
        guard cells.count > 1, let last = cells.last, last.value != nil else { return 8 }
        return min(TextMetrics.width(last.label, size: frame.fontSize, bold: true), frame.width * 0.3) + 14
    }

    /// The labels, in order of importance; one that would cover an earlier one or the line is left out.
    func labels(_ spots: [LineLayout.Spot]) -> [Label] {
        var result: [Label] = []
        let size = frame.fontSize
        for index in LineLabels.notable(spots) {
            let spot = spots[index]
            let isLast = index == spots.count - 1
            let text = TextMetrics.fitted(spot.label, limit: frame.width * 0.3, size: size, bold: isLast)
            var label = Label(text, at: spot.at, anchor: .middle, size: size, bold: isLast)
            let fitsRight = spot.at.x + 10 + TextMetrics.width(text, size: size, bold: isLast) <= frame.width
            if isLast, spots.count > 1, fitsRight {
                label.anchor = .start
                label.at = Point(x: spot.at.x + 10, y: spot.at.y + size * 0.35)
            } else {
                // A line that climbs away from its first point would run through a label above it.
                let climbs = index == 0 && spots.count > 1 && spots[1].value > spot.value
                let below = spot.at.y + size + 7
                if climbs, below > bottom - 4 { continue }
                label.at.y = climbs ? below : max(spot.at.y - 9, top)
                label.anchor = index == 0 && spots.count > 1 ? .start : .middle
                if index == 0, spots.count > 1 { label.at.x -= 4 }
            }
            let extent = label.extent
            if extent.upperBound > frame.width { label.at.x -= extent.upperBound - frame.width }
            if extent.lowerBound < 0 { label.at.x -= extent.lowerBound }
            if !result.contains(where: { covers($0, label) }) { result.append(label) }
        }
        return result
    }

    private func covers(_ one: Label, _ other: Label) -> Bool {
        one.extent.lowerBound - 4 < other.extent.upperBound && other.extent.lowerBound - 4 < one.extent.upperBound
            && abs(one.at.y - other.at.y) < frame.fontSize + 2
    }
}
