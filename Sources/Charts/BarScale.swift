/// Where zero lies and how many pixels a unit takes, such that all bars and the labels at their ends keep inside.
struct BarScale {
    let zero: Double
    let perUnit: Double

    /// The widest scale between `left` and `right`.
    ///
    /// The room that bars and labels need grows with the scale, so the widest one is found by halving.
    ///
    /// - Parameters:
    ///   - low: the least value, 0 at most.
    ///   - high: the greatest value, 0 at least.
    ///   - labels: the end of each bar and the width of the label outside of it, in pixels with its gap.
    init(low: Double, high: Double, left: Double, right: Double, labels: [(value: Double, width: Double)]) {
        func needs(_ scale: Double) -> (left: Double, right: Double) {
            var need = (left: -low * scale, right: high * scale)
            for label in labels {
                if label.value < 0 {
                    need.left = max(need.left, -label.value * scale + label.width)
                } else {
                    need.right = max(need.right, label.value * scale + label.width)
                }
            }
            return need
        }
        let room = max(right - left, 1)
        var (fits, tooWide) = (0.0, high > low ? room / (high - low) : 0)
        for _ in 0..<60 {
            let middle = (fits + tooWide) / 2
            let need = needs(middle)
            if need.left + need.right <= room { fits = middle } else { tooWide = middle }
        }
        perUnit = fits
        zero = min(left + needs(fits).left, right)
    }

    /// Pixels from the left.
    func x(_ value: Double) -> Double { zero + value * perUnit }
}
