/// The way of a deal through its stages, from creation to the day it closes.
enum StagePath {
    /// Where in a won deal's life each open stage begins, in permille.
    private static let starts = [0, 120, 290, 520, 770]

    /// The stages with the days they begin, which rise strictly from `created` to `closes`.
    ///
    /// `exit` is the last open stage of a lost deal, nil for a won one.
    static func steps(
        created: Int, closes: Int, exit: Stage?, calendar: SampleCalendar, _ random: inout RandomSource
    ) -> [Deal.Step] {
        let length = closes - created
        // A few skip a stage, as when a customer asks for a proposal at once.
        let skipped = random.chance(110) ? 1 + random.below(3) : -1
        let last = exit?.rawValue ?? Stage.negotiation.rawValue
        var path: [Deal.Step] = []
        path.reserveCapacity(6)
        var previous = created - 1
        for index in 0...last where index != skipped || index == last {
            var day = created
            if index > 0 {
                let share = exit == nil ? starts[index] : index * 1000 / (last + 1)
                day += length * (share + random.within(-45...45)) / 1000
                day = calendar.workday(day)
                // Room for the stages that follow.
                day = max(previous + 1, min(day, closes - 1 - (last - index)))
            }
            path.append(Deal.Step(stage: Stage.allCases[index], entered: day))
            previous = day
        }
        path.append(Deal.Step(stage: exit == nil ? .won : .lost, entered: max(closes, previous + 1)))
        return path
    }
}
