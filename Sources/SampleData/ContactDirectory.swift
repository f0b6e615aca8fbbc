/// The people on the buyer's side.
///
/// An account's people are the same in all its deals, but two million of them need not be kept: who sits on a chair of
/// an account is computed from the seed, the account and the chair.
struct ContactDirectory {
    private struct Kind {
        let titles: TextTable
        let titleCount: Int
        let roles: WeightedIndex
        let roleNames: TextTable
    }

    private let seed: UInt64
    private let given = TextTable(PeopleNames.given)
    private let family = TextTable(PeopleNames.family)
    private let givenCount = PeopleNames.given.count
    private let familyCount = PeopleNames.family.count
    private let kinds: [Kind]
    private let kindsBySegment: [WeightedIndex]

    init(seed: UInt64) {
        self.seed = RandomSource.mixed(seed ^ 0xC0_47AC_75)
        kinds = ContactKind.allCases.map { kind in
            Kind(
                titles: TextTable(kind.titles), titleCount: kind.titles.count,
                roles: WeightedIndex(kind.roles.map(\.1)), roleNames: TextTable(kind.roles.map(\.0.name)))
        }
        kindsBySegment = Segment.allCases.map { segment in
            WeightedIndex(ContactKind.allCases.map { $0.weight(in: segment) })
        }
    }

    /// How many people are known in a deal: more in those that are won, none in some that just began.
    func count(for deal: Deal, segment: Segment, _ random: inout RandomSource) -> Int {
        let none =
            switch deal.stage {
            case .prospecting: 260
            case .won: 20
            case .lost: 90
            default: 100
            }
        if random.chance(none) { return 0 }
        let reach = 1 + (deal.stage == .lost ? 1 : min(3, deal.stage.rawValue))
        return min(segment == .smallBusiness ? 3 : 5, 1 + random.below(reach + (segment == .enterprise ? 1 : 0)))
    }

    /// Writes the people of one deal; `id` is its opportunity_id.
    func write(
        _ count: Int, of deal: Deal, segment: Segment, id: Int, width: Int, into buffer: inout CSVBuffer,
        _ random: inout RandomSource
    ) {
        let chairs = [8, 6, 4][segment.rawValue]
        let first = random.below(chairs)
        var office = RandomSource(seed: seed &+ UInt64(deal.account) &* 0xD1B5_4A32_D192_ED03)
        let names = office.below(familyCount)
        for offset in 0..<count {
            let chair = (first + offset) % chairs
            var person = RandomSource(seed: seed ^ UInt64(deal.account &* 16 &+ chair))
            let kind = kinds[kindsBySegment[segment.rawValue].pick(&person)]
            buffer.appendID(id, width: width)
            buffer.comma()
            buffer.append(given, person.below(givenCount))
            buffer.space()
            // Family names of one account are all different.
            buffer.append(family, (names + chair * 29) % familyCount)
            buffer.comma()
            buffer.append(kind.titles, person.below(kind.titleCount))
            buffer.comma()
            buffer.append(kind.roleNames, kind.roles.pick(&random))
            buffer.endLine()
        }
    }
}
