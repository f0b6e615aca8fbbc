/// What a deal is worth, in cents.
struct Pricing {
    private let spread = LogNormal(sigma: 550)
    private let drift = LogNormal(sigma: 90)

    func renewal(of contract: AccountBook.Contract, _ random: inout RandomSource) -> Int {
        // Prices rise by a few percent a year; seats come and go.
        rounded(drift.scale(contract.cents / 100 * 103 / 100, &random), &random)
    }

    func sale(
        listPrice: Int, type: DealType, account: AccountBook.Account, progress: Int, _ random: inout RandomSource
    ) -> Int {
        let segmentFactor = [4600, 1800, 720][account.segment.rawValue]
        let typeFactor = type == .expansion ? 560 : 1000
        // `progress` is the permille of the window gone: deals grow by a fifth over it.
        var dollars = listPrice * segmentFactor / 1000 * typeFactor / 1000
        dollars = dollars * account.size / 1000 * (1000 + progress / 5) / 1000
        dollars = spread.scale(dollars, &random)
        // A company-wide purchase now and then: the heavy tail that a log-normal lacks.
        if random.chance(18) { dollars = dollars * random.within(25...55) / 10 }
        return rounded(dollars, &random)
    }

    /// Most prices are round, some are whole dollars, some (seats times a unit price) have cents.
    private func rounded(_ dollars: Int, _ random: inout RandomSource) -> Int {
        let dollars = max(2_000, dollars)
        let kind = random.below(100)
        if kind < 6 { return dollars * 100 + [25, 40, 50, 75, 90][random.below(5)] }
        if kind < 18 { return dollars * 100 }
        let unit = dollars < 20_000 ? 100 : dollars < 200_000 ? 500 : 2_500
        return (dollars + unit / 2) / unit * unit * 100
    }
}
