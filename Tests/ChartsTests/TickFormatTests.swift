import Charts
import Testing

@Suite struct TickFormatTests {
    @Test(arguments: [
        (0, "$0"), (500_000, "$500K"), (1_500_000, "$1.5M"), (2e9, "$2B"), (-250_000, "\u{2212}$250K"), (0.05, "$0.05"),
        (999_999.9999, "$1M"), (1_234.5, "$1.2345K"), (3e12, "$3T"), (1e18, "$1e18"), (999, "$999"),
    ])
    func currency(value: Double, text: String) {
        #expect(TickFormat.currency(prefix: "$", suffix: "").compact(value) == text)
    }

    @Test(arguments: [(0, "0%"), (0.2, "20%"), (0.005, "0.5%"), (-0.125, "\u{2212}12.5%"), (1, "100%"), (0.07, "7%")])
    func percent(value: Double, text: String) {
        #expect(TickFormat.percent.compact(value) == text)
    }

    @Test func significantDigitsRound() {
        #expect(TickFormat.count.compact(1_254_999, significant: 3) == "1.25M")
        #expect(TickFormat.count.compact(999_500, significant: 3) == "1M")
        #expect(TickFormat.count.compact(12, significant: 3) == "12")
    }

    @Test func separatorAndSuffixFollowTheSite() {
        let euros = TickFormat.currency(prefix: "", suffix: " €", decimalSeparator: ",")
        #expect(euros.compact(1_500_000) == "1,5M €")
        #expect(TickFormat.percent.with(decimalSeparator: ",").compact(0.125) == "12,5%")
    }

    @Test func onlyTheLastTickNamesDays() {
        #expect(TickFormat.days.labels(for: [0, 30, 60]) == ["0", "30", "60 days"])
        #expect(TickFormat.days.labels(for: [0, 1]) == ["0", "1 day"])
        #expect(TickFormat.count.labels(for: [0, 1000]) == ["0", "1K"])
    }

    @Test func notFiniteIsNotANumber() {
        #expect(TickFormat.count.compact(.nan) == "n/a")
        #expect(TickFormat.percent.compact(.infinity) == "n/a")
        #expect(TickFormat.count.compact(1.7e308) == "1.7e308")
        #expect(TickFormat.percent.compact(1.7e308) == "n/a")
    }
}
