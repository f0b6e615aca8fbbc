@testable import Charts

/// The rectangles that marks cover, text by its estimated width.
struct Boxes {
    struct Box: CustomStringConvertible {
        var left: Double
        var top: Double
        var right: Double
        var bottom: Double
        var text = ""

        func overlaps(_ other: Box) -> Bool {
            left < other.right - 0.01 && other.left < right - 0.01 && top < other.bottom - 0.01
                && other.top < bottom - 0.01
        }

        var description: String { "\(text)[\(left)...\(right), \(top)...\(bottom)]" }
    }

    private(set) var all: [Box] = []
    private(set) var texts: [Box] = []
    private(set) var rects: [Box] = []
    private(set) var polylines: [[Point]] = []
    private(set) var wedges = 0

    /// - Parameter group: only what lies within groups of this label.
    init(_ marks: [Mark], inGroup group: String? = nil) {
        for mark in marks { add(mark, group, isInside: group == nil) }
    }

    private mutating func add(_ mark: Mark, _ wanted: String?, isInside: Bool) {
        if case .group(let group) = mark {
            for inner in group.marks { add(inner, wanted, isInside: isInside || group.label == wanted) }
            return
        }
        guard isInside else { return }
        switch mark {
        case .rect(let x, let y, let width, let height, _):
            rects.append(Box(left: x, top: y, right: x + width, bottom: y + height))
            all.append(rects[rects.count - 1])
        case .line(let from, let to, _): cover([from, to])
        case .polyline(let points, _):
            polylines.append(points)
            cover(points)
        case .polygon(let points, _): cover(points)
        case .circle(let center, let radius, _): cover([center], margin: radius)
        case .wedge(let wedge, _):
            wedges += 1
            cover([wedge.center], margin: wedge.outerRadius)
        case .text(let label):
            let extent = label.extent
            texts.append(
                Box(
                    left: extent.lowerBound, top: label.at.y - label.size * 0.75, right: extent.upperBound,
                    bottom: label.at.y + label.size * 0.2, text: label.text))
            all.append(texts[texts.count - 1])
        case .group: break
        }
    }

    private mutating func cover(_ points: [Point], margin: Double = 0) {
        let (xs, ys) = (points.map(\.x), points.map(\.y))
        guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max() else { return }
        all.append(Box(left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin))
    }
}
