import Core

/// A date as people write it, before the order of its parts is known.
enum DateText: Equatable {
    /// A date that only one reading fits.
    case day(CalendarDate)
    /// `first/second/year`: month and day, or day and month.
    case numeric(first: Int, second: Int, year: Int)
    case fault(CellFault)

    /// A time and its zone are checked and dropped: the day counts as it is written, so that no clock change moves a deal.
    ///
    /// Reads `2026-11-20` (also with `/` or `.`, and with a time, which is dropped), `20261120`, `11/20/2026`,
    /// `20 Nov 2026`, `Nov 20, 2026`.
    init(_ text: CellBytes) {
        var scanner = Scanner(text)
        self = scanner.read()
    }

    /// The day under an order of month and day.
    func day(_ order: DataConfiguration.DateOrder) -> Result<CalendarDate, CellFault> {
        switch self {
        case .day(let day): return .success(day)
        case .fault(let fault): return .failure(fault)
        case .numeric(let first, let second, let year):
            let (month, day) = order == .dayMonthYear ? (second, first) : (first, second)
            return CalendarDate(year: year, month: month, day: day).map(Result.success) ?? .failure(.noSuchDay)
        }
    }

    private struct Scanner {
        private let text: CellBytes
        private var index = 0

        init(_ text: CellBytes) { self.text = text }

        mutating func read() -> DateText {
            guard let byte = peek else { return .fault(.notADate) }
            if Scanner.isLetter(byte) { return readMonthFirst() }
            let start = index
            guard let first = number() else { return .fault(.notADate) }
            let length = index - start
            if length == 8 { return compact(first) }
            if length == 5 { return .fault(isSpreadsheetDay(first) ? .spreadsheetDay : .notADate) }
            guard let separator = peek else { return .fault(.notADate) }
            if length == 4 {
                guard Scanner.isSeparator(separator) else { return .fault(.notADate) }
                index += 1
                guard let month = number(upTo: 2), peek == separator else { return .fault(.notADate) }
                index += 1
                guard let day = number(upTo: 2), endsAfterTime() else { return .fault(.notADate) }
                return date(first, month, day)
            }
            guard length <= 2 else { return .fault(.notADate) }
            if let text = readDayThenMonthName(first) { return text }
            guard Scanner.isSeparator(separator) else { return .fault(.notADate) }
            index += 1
            guard let second = number(upTo: 2), peek == separator else { return .fault(.notADate) }
            index += 1
            guard let year = readYear() else { return .fault(.notADate) }
            if year < 0 { return .fault(.twoDigitYear) }
            guard endsAfterTime() else { return .fault(.notADate) }
            guard (1...31).contains(first), (1...31).contains(second), first <= 12 || second <= 12 else {
                return .fault(.noSuchDay)
            }
            return .numeric(first: first, second: second, year: year)
        }

        /// Whether it is a day number of a spreadsheet, with or without a time: 45000 is 15 March 2023.
        ///
        /// It is none where the file was made on a system that counts from 1904, so that it is told and never read.
        private mutating func isSpreadsheetDay(_ number: Int) -> Bool {
            if peek == 0x2E || peek == 0x2C {
                index += 1
                skip { $0 >= 0x30 && $0 <= 0x39 }
            }
            return peek == nil && (20_000...80_000).contains(number)
        }

        private mutating func compact(_ number: Int) -> DateText {
            guard endsAfterTime() else { return .fault(.notADate) }
            return date(number / 10_000, number / 100 % 100, number % 100)
        }

        /// `20 Nov 2026`, `20-Nov-2026`; nil where no name of a month follows.
        private mutating func readDayThenMonthName(_ day: Int) -> DateText? {
            let start = index
            if peek == UInt8(ascii: ".") { index += 1 }
            skip { $0 == 0x20 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "/") }
            guard let month = monthName() else {
                index = start
                return nil
            }
            skip { $0 == 0x20 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "/") || $0 == 0x2C || $0 == 0x2E }
            return yearOfNamed(month: month, day: day)
        }

        /// `Nov 20, 2026`.
        private mutating func readMonthFirst() -> DateText {
            guard let month = monthName() else { return .fault(.notADate) }
            skip { $0 == 0x20 || $0 == 0x2E || $0 == UInt8(ascii: "-") }
            guard let day = number(upTo: 2) else { return .fault(.notADate) }
            skip { $0 == 0x20 || $0 == 0x2C || $0 == UInt8(ascii: "-") }
            return yearOfNamed(month: month, day: day)
        }

        private mutating func yearOfNamed(month: Int, day: Int) -> DateText {
            guard let year = readYear() else { return .fault(.notADate) }
            if year < 0 { return .fault(.twoDigitYear) }
            return endsAfterTime() ? date(year, month, day) : .fault(.notADate)
        }

        private func date(_ year: Int, _ month: Int, _ day: Int) -> DateText {
            CalendarDate(year: year, month: month, day: day).map(DateText.day) ?? .fault(.noSuchDay)
        }

        /// A year of four digits; -1 for one of two.
        private mutating func readYear() -> Int? {
            let start = index
            guard let year = number() else { return nil }
            switch index - start {
            case 4: return year
            case 2: return -1
            default: return nil
            }
        }

        private var peek: UInt8? { index < text.count ? text[index] : nil }

        private mutating func skip(_ matches: (UInt8) -> Bool) {
            while let byte = peek, matches(byte) { index += 1 }
        }

        /// Digits, at most eight (or `limit`) of them.
        private mutating func number(upTo limit: Int = 8) -> Int? {
            let start = index
            var value = 0
            while let byte = peek, byte >= 0x30, byte <= 0x39 {
                guard index - start < limit else { return nil }
                value = value * 10 + Int(byte - 0x30)
                index += 1
            }
            return index > start ? value : nil
        }

        private mutating func monthName() -> Int? {
            let start = index
            skip(Scanner.isLetter)
            let name = String(decoding: text[start..<index], as: UTF8.self).lowercased()
            guard name.count >= 3 else { return nil }
            if name == "sept" { return 9 }
            let names = [
                "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                "november", "december",
            ]
            return names.firstIndex { $0 == name || $0.prefix(3) == name }.map { $0 + 1 }
        }

        /// Whether nothing follows but a time of day: `T10:30:00Z`, ` 10:30 AM`, ` 00:00:00.000 +02:00`.
        private mutating func endsAfterTime() -> Bool {
            guard let byte = peek else { return true }
            guard byte == UInt8(ascii: "T") || byte == 0x20 || byte == 0x2C else { return false }
            index += 1
            skip { $0 == 0x20 }
            guard let hour = number(upTo: 2), hour <= 24, let minute = minutes() else { return false }
            if peek == UInt8(ascii: ":") {
                // 60 is a leap second.
                guard let second = minutes(upTo: 60), hour < 24 || second + minute == 0 else { return false }
                if peek == 0x2E || peek == 0x2C {
                    index += 1
                    guard number(upTo: 9) != nil else { return false }
                }
            }
            skip { $0 == 0x20 }
            if skipWord("AM") || skipWord("PM") {
                guard hour <= 12 else { return false }
                skip { $0 == 0x20 }
            }
            return endsAfterZone()
        }

        /// Whether nothing follows but a zone: `Z`, `UTC`, `GMT`, `+02:00`, `-0500`, `UTC+1`.
        private mutating func endsAfterZone() -> Bool {
            if skipWord("Z") { return peek == nil }
            _ = skipWord("UTC") || skipWord("GMT")
            guard let sign = peek else { return true }
            guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return false }
            index += 1
            let start = index
            guard let digits = number(upTo: 4) else { return false }
            var (hours, minute) = (digits, 0)
            if index - start == 4 {
                (hours, minute) = (digits / 100, digits % 100)
            } else if index - start <= 2, peek != nil {
                guard let after = minutes() else { return false }
                minute = after
            }
            return hours <= 14 && minute <= 59 && peek == nil
        }

        /// A colon and two digits.
        private mutating func minutes(upTo limit: Int = 59) -> Int? {
            guard peek == UInt8(ascii: ":") else { return nil }
            index += 1
            let start = index
            guard let value = number(upTo: 2), index - start == 2, value <= limit else { return nil }
            return value
        }

        /// Skips the word, in capitals or not.
        private mutating func skipWord(_ word: StaticString) -> Bool {
            let count = word.utf8CodeUnitCount
            guard text.count - index >= count else { return false }
            for offset in 0..<count where text[index + offset] & 0xDF != word.utf8Start[offset] { return false }
            index += count
            return true
        }

        private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }

        private static func isSeparator(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".")
        }
    }
}
