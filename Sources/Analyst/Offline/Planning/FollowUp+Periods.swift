import Core

/// Periods that are meant by what was asked before.
extension FollowUp {
    /// "And Q2?" after a quarter of a year that was named: that of the same year.
    func sameYear(_ new: QuestionReading, _ old: QuestionReading) -> NamedPeriod? {
        guard !new.namesFigure, new.namesBarePeriod, new.periods.count == 1, old.periods.count == 1,
            let period = new.periods.first, let before = old.periods.first, let grain = before.grain,
            grain == period.grain, grain == .quarter || grain == .month,
            !old.namesBarePeriod
        else { return nil }
        return reader.periods.same(period, inYear: reader.periods.fiscal.year(of: before.span.first))
    }

    /// "Make it 60 days" after the next or the last 30: as many of them in the same direction.
    func stretched(_ new: QuestionReading, _ old: QuestionReading) -> QuestionReading {
        guard let stretch = new.stretch, let before = old.periods.first, old.periods.count == 1, before.grain == nil,
            let period = reader.periods.rolling(stretch.count, stretch.grain, forward: before.isFuture)
        else { return new }
        var reading = new
        reading.periods = [period]
        reading.refersBack = true
        return reading
    }
}
