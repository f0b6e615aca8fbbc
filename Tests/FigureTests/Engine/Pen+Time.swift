import Core

/// Dates and periods.
extension Pen {
    enum PeriodStyle: Sendable { case asIs, long, bare }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let short = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// `Oct 2026` as `October 2026` or, where there is only one October, `October`; `Q3 2026` as `the third quarter of
    /// 2026` or `Q3`; nil where the style does not fit.
    static func period(_ name: String, _ style: PeriodStyle, among all: [String]) -> String? {
        let parts = name.split(separator: " ").map(String.init)
        guard parts.count == 2 else { return style == .asIs ? "the " + name : nil }
        let isOnly = all.count { $0.hasPrefix(parts[0] + " ") } == 1
        switch style {
        case .asIs: return name.hasPrefix("week") ? "the " + name : name
        case .long:
            if let month = short.firstIndex(of: parts[0]) { return "\(months[month]) \(parts[1])" }
            guard let quarter = Int(parts[0].dropFirst()), parts[0].hasPrefix("Q"),
                let word = NumberWords.ordinal(quarter)
            else { return nil }
            return "the \(word) quarter of \(parts[1])"
        case .bare:
            guard isOnly else { return nil }
            return short.firstIndex(of: parts[0]).map { months[$0] } ?? parts[0]
        }
    }

    /// The name of a row that is a period.
    func period(_ subject: Int, _ style: PeriodStyle = .asIs, capital: Bool = false) -> Slot {
        let all = (0..<count).compactMap { scene.name($0) }
        guard let name = scene.name(subject) else { return .impossible }
        let chosen = Pen.period(name, style, among: all) == nil ? PeriodStyle.asIs : style
        func written(_ name: String) -> String? {
            Pen.period(name, chosen, among: all).map { capital ? $0.prefix(1).uppercased() + $0.dropFirst() : $0 }
        }
        let others = [subject + 1, subject - 1, subject + 4, subject - 12].filter {
            (0..<count).contains($0) && $0 != subject
        }
        var changes: [Slot.Change] = others.compactMap { row in
            scene.name(row).flatMap(written).map {
                .init(kind: .period, text: $0, meaning: .row(subject: subject, row))
            }
        }
        let shown = written(name) ?? name
        // Another year, of which the result knows nothing or something else.
        if let year = shown.split(separator: " ").last.flatMap({ Int($0) }), year > 2000 {
            for other in [year - 3, year + 1] {
                let changed = shown.replacing("\(year)", with: "\(other)")
                let original = name.replacing("\(year)", with: "\(other)")
                changes.append(
                    .init(
                        kind: .period, text: changed,
                        meaning: all.firstIndex(of: original).map { .row(subject: subject, $0) } ?? .falsehood))
            }
        }
        return Slot(shown, holds: { _ in true }, changes: changes)
    }

    enum DateStyle: CaseIterable, Sendable { case american, british, iso, short, long }

    static func date(_ date: CalendarDate, _ style: DateStyle) -> String {
        let (year, month, day) = date.components
        switch style {
        case .american: return "\(short[month - 1]) \(day), \(year)"
        case .british: return "\(day) \(months[month - 1]) \(year)"
        case .iso: return date.description
        case .short: return "\(day) \(short[month - 1]) \(year)"
        case .long: return "\(months[month - 1]) \(day), \(year)"
        }
    }

    /// A date that is fixed: an argument, the as-of day.
    func date(_ date: CalendarDate?, _ style: DateStyle? = nil) -> Slot {
        guard let date else { return .impossible }
        return slot(of: date, style) { _ in date }
    }

    func date(_ subject: Int, _ column: String, _ style: DateStyle? = nil) -> Slot {
        guard let date = world.date(subject, column) else { return .impossible }
        return slot(of: date, style) { $0.date(subject, column) }
    }

    private func slot(
        of date: CalendarDate, _ style: DateStyle?, _ exact: @escaping @Sendable (World) -> CalendarDate?
    ) -> Slot {
        let style = style ?? dice.pick(among: DateStyle.allCases) ?? .iso
        return Slot(
            Pen.date(date, style), holds: { exact($0) == date },
            changes: [date.adding(days: 1), date.adding(days: -10), date.adding(months: 1), date.adding(months: -12)]
                .map {
                    other in
                    .init(kind: .period, text: Pen.date(other, style), meaning: .claim { exact($0) == other })
                })
    }

    var asOf: Slot { date(scene.evidence.asOf) }

    func argument(date name: String, _ style: DateStyle? = nil) -> Slot {
        date(scene.argument(name).flatMap { CalendarDate(iso: $0) }, style)
    }
}
