/// The accounts, few of which bring most of the deals, and what each of them has bought so far.
struct AccountBook {
    /// What is read for every deal; no text, so that copies are cheap.
    struct Account {
        let region: Region
        let segment: Segment
        let team: Int
        let owner: Int
        /// Where the account came from.
        let source: LeadSource
        /// Factor on deal sizes, in permille.
        let size: Int
        /// The day from which it appears.
        let since: Int
    }

    /// How an account is called and where it belongs.
    struct Label {
        let name: String
        let industry: String
        let country: String
    }

    /// A won deal that can be renewed.
    struct Contract {
        let closed: Int
        let product: Int
        let cents: Int
    }

    private(set) var accounts: [Account] = []
    /// One for each of `accounts`.
    private(set) var labels: [Label] = []
    private var contracts: [[Contract]]
    /// Day of the first won deal; `Int.max` while there is none.
    private var customerSince: [Int]
    private let popularity: WeightedIndex
    private let days: Int

    private static let countries: [[String]] = [
        ["United States", "United States", "United States", "United States", "Canada"],
        ["United Kingdom", "Germany", "France", "Netherlands", "Sweden", "Ireland", "Spain", "Switzerland"],
        ["Australia", "Japan", "Singapore", "India", "South Korea"],
        ["Brazil", "Mexico", "Colombia", "Chile", "Argentina"],
    ]

    /// `days` is the length of the time that the sample covers.
    init(rows: Int, days: Int, team: SalesTeam, _ random: inout RandomSource) {
        let count = rows > 0 ? min(rows, max(4, rows / 12)) : 0
        self.days = days
        contracts = Array(repeating: [], count: count)
        customerSince = Array(repeating: Int.max, count: count)
        // Zipf–Mandelbrot with exponent 1: rank r weighs 1 / (r + q). A q that grows with the number of accounts keeps
        // the concentration alike for small and large samples.
        let flattening = max(4, count / 9)
        popularity = WeightedIndex((0..<count).map { (1 << 32) / ($0 + 1 + flattening) })
        let regions = WeightedIndex([46, 29, 16, 9])
        let sources = WeightedIndex([24, 25, 15, 12, 13, 11])
        let sizes = LogNormal(sigma: 370)
        var names = CompanyNames()
        for rank in 0..<count {
            let top = rank * 6 < count
            let segments = top ? [75, 22, 3] : rank * 2 < count ? [24, 48, 28] : [8, 36, 56]
            let segment = Segment.allCases[WeightedIndex(segments).pick(&random)]
            var region = Region.allCases[regions.pick(&random)]
            var industry = random.below(CompanyNames.industries.count)
            let countries = AccountBook.countries[region.rawValue]
            var country = countries[random.below(countries.count)]
            var name = names.next(industry: industry, country: country, &random)
            // Names by hand at every eleventh rank from the third.
            if count >= 100, rank % 11 == 3, rank / 11 < CompanyNames.specials.count {
                let special = CompanyNames.specials[rank / 11]
                name = special.name
                country = special.country
                industry = CompanyNames.industries.firstIndex { $0.name == special.industry } ?? industry
                region = Region.allCases.first { AccountBook.countries[$0.rawValue].contains(country) } ?? region
            }
            let home = SalesTeam.team(segment: segment, region: region, &random)
            labels.append(Label(name: name, industry: CompanyNames.industries[industry].name, country: country))
            accounts.append(
                Account(
                    region: region, segment: segment, team: home, owner: team.member(of: home, &random) ?? 0,
                    source: LeadSource.allCases[sources.pick(&random)], size: sizes.scale(1000, &random),
                    since: random.chance(550) ? 0 : random.below(days * 9 / 10)))
        }
    }

    /// The account of a deal that is created on `day`.
    func pick(day: Int, _ random: inout RandomSource) -> Int {
        var index = popularity.pick(&random)
        // In the last ten months, business in Asia-Pacific dries up: fewer new deals here, fewer won in `Outcome`.
        for _ in 0..<12 {
            let account = accounts[index]
            let declining = account.region == .apac && day > days - 300
            if account.since <= day, !declining || random.chance(400) { break }
            index = popularity.pick(&random)
        }
        return index
    }

    func isCustomer(_ account: Int, on day: Int) -> Bool { customerSince[account] <= day }

    /// The contract that comes up for renewal: won at least 200 days before and not renewed yet.
    mutating func takeRenewable(_ account: Int, on day: Int) -> Contract? {
        guard let index = contracts[account].firstIndex(where: { $0.closed <= day - 200 }) else { return nil }
        return contracts[account].remove(at: index)
    }

    /// Notes a won deal, which may close after the deals that are being made now.
    ///
    /// Only what is `recurring` is renewed.
    mutating func record(_ contract: Contract, account: Int, recurring: Bool) {
        customerSince[account] = min(customerSince[account], contract.closed)
        // Eight at a time are more than an account renews; the bound keeps a million rows small.
        if recurring, contracts[account].count < 8 { contracts[account].append(contract) }
    }
}
