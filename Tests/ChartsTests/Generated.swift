@testable import Charts

/// A small generator with a seed (SplitMix64), so that a failing case can be had again.
struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 0..<1.
    mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    mutating func int(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[int(in: 0...(choices.count - 1))] }
}

/// Specs made from a seed: every kind, sizes from nothing to 500, names and values of all sorts.
enum Generated {
    static func spec(seed: Int) -> ChartSpec {
        var random = SplitMix(seed: UInt64(seed) &* 7919)
        let count = random.pick([0, 1, 1, 2, 3, 5, 8, 12, 13, 24, 40, 120, 500])
        let seriesCount = random.pick([0, 1, 1, 1, 2, 3, 4, 7, 11])
        let names = (0..<count).map { name(index: $0, style: seed % 6, &random) }
        let exponent = random.int(in: -3...12)
        let sign = random.pick([1.0, 1, -1, 0])
        let tick = random.pick([
            TickFormat.currency(prefix: "$", suffix: ""), .currency(prefix: "", suffix: " Kč", decimalSeparator: ","),
            .percent,
            .count, .days,
        ])
        let series = (0..<seriesCount).map { index in
            let values = (0..<count).map { _ in value(exponent: exponent, sign: sign, &random) }
            let labels = seed % 4 == 0 ? [] : values.map { $0.map { tick.compact($0, significant: 12) } ?? "" }
            return ChartSpec.Series(
                name: name(index: index, style: (seed + 1) % 6, &random), values: values, labels: labels)
        }
        let kind = random.pick([ChartSpec.Kind.bar, .bar, .line, .line, .pie, .tile, .table, .funnel])
        return ChartSpec(
            kind: kind, title: "Chart <\(seed)> & \"more\"", summary: "Made from seed \(seed) \u{1} ]]>",
            categories: names,
            series: series, orientation: random.pick([.horizontal, .vertical]), stacked: random.pick([true, false]),
            highlight: random.pick([nil, 0, 3, -1, 9999]), tick: tick)
    }

    private static func name(index: Int, style: Int, _ random: inout SplitMix) -> String {
        switch style {
        case 0: "Q\(index % 4 + 1) \(2020 + index / 4)"
        case 1: String(repeating: "Wm", count: 20) + " \(index)"
        case 2: "株式会社東京第一経済研究所ホールディングス国際部門営業課第\(index)"
        case 3:
            random.pick([
                "", "A", "e\u{301}\u{302} né", "<b>&\"'", "Two words", "Tab\tand\nline", "👩‍👩‍👧 family", "Ünïcödé Straße",
            ])
        case 4: random.pick(["EMEA", "North America", "APAC", "Latin America"])
        default: "The Consolidated Company Number \(index) Ltd"
        }
    }

    private static func value(exponent: Int, sign: Double, _ random: inout SplitMix) -> Double? {
        switch random.int(in: 0...19) {
        case 0: nil
        case 1: 0
        case 2: random.pick([Double.nan, .infinity, 1e300, -1e300, 5e-324])
        default: (random.unit() - (sign == 0 ? 0.5 : 0)) * (sign == 0 ? 1 : sign) * Decimals.power(exponent)
        }
    }
}
