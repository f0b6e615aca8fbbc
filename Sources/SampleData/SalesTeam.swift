/// The people who sell, in teams that own accounts by segment and region.
struct SalesTeam {
    struct Owner {
        let name: String
        let team: String
        /// Factor on the win rate, in permille.
        let skill: Int
    }

    static let teams = [
        "Enterprise East", "Enterprise West", "Commercial Americas", "EMEA Enterprise", "EMEA Commercial", "APAC",
        "LATAM",
    ]
    /// Members for every 14 sellers.
    private static let shares = [2, 2, 3, 2, 2, 2, 1]

    private(set) var owners: [Owner] = []
    /// Indices of `owners` by team.
    private(set) var members: [[Int]]

    /// A seller for about 140 deals, at least one a team, at most 200.
    init(rows: Int, _ random: inout RandomSource) {
        members = Array(repeating: [], count: SalesTeam.teams.count)
        guard rows > 0 else { return }
        let count = min(200, max(SalesTeam.teams.count, 10 + rows / 500))
        var order = SalesTeam.teams.indices.map { $0 }
        for (team, share) in SalesTeam.shares.enumerated() { order += Array(repeating: team, count: share - 1) }
        // One who sells far more than the others, one who is still learning: every real team has both.
        let star = random.below(3)
        let learner = 3 + random.below(4)
        var names: Set<String> = []
        while owners.count < count {
            let given = PeopleNames.given[random.below(PeopleNames.given.count)]
            let family = PeopleNames.family[random.below(PeopleNames.family.count)]
            guard names.insert(given + " " + family).inserted else { continue }
            let index = owners.count
            let team = order[index % order.count]
            let skill = index == star ? 1500 : index == learner ? 700 : random.within(860...1130)
            owners.append(Owner(name: given + " " + family, team: SalesTeam.teams[team], skill: skill))
            members[team].append(index)
        }
    }

    static func team(segment: Segment, region: Region, _ random: inout RandomSource) -> Int {
        switch (region, segment) {
        case (.northAmerica, .enterprise): random.below(2)
        case (.northAmerica, _): 2
        case (.emea, .enterprise): 3
        case (.emea, _): 4
        case (.apac, _): 5
        case (.latam, _): 6
        }
    }

    /// Someone of the team; nil when it has nobody.
    func member(of team: Int, _ random: inout RandomSource) -> Int? {
        let list = members[team]
        return list.isEmpty ? nil : list[random.below(list.count)]
    }
}
