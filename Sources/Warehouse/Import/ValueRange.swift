import Core

/// The smallest and the largest of the texts of a column that plays no role, where they can be read in one way only.
enum ValueRange {
    /// nil where one of the texts leaves open which day it is.
    static func days(_ values: [String]) -> (String, String)? {
        var days: [CalendarDate] = []
        for value in values {
            var text = value
            guard case .day(let day) = text.withUTF8({ DateText($0) }) else { return nil }
            days.append(day)
        }
        guard let least = days.min(), let greatest = days.max() else { return nil }
        return (least.description, greatest.description)
    }

    /// nil where the texts do not say which mark separates the decimals.
    static func numbers(_ values: [String]) -> (String, String)? {
        var evidence = NumberEvidence()
        for value in values {
            var text = value
            text.withUTF8 { evidence.include($0, line: 0) }
        }
        let (mark, isGuess) = evidence.decimalMark
        guard !isGuess, evidence.doubtfulMark == nil, evidence.mixedSeparators == nil else { return nil }
        var least: ExactDecimal?
        var greatest: ExactDecimal?
        for value in values {
            var text = value
            guard let number = text.withUTF8({ NumberText($0)?.read(mark) }) else { return nil }
            if least.map({ $0.isGreater(than: number) }) ?? true { least = number }
            if greatest.map({ number.isGreater(than: $0) }) ?? true { greatest = number }
        }
        guard let least, let greatest else { return nil }
        return (least.decimal.description, greatest.decimal.description)
    }
}
