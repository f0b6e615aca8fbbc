import Core
import Foundation
import Testing

@testable import Warehouse

@Suite("Formats of columns")
struct ColumnFormatTests {
    /// The cells as amounts of one column; nil where a cell is rejected.
    private func amounts(_ cells: [String]) -> [Decimal?] {
        let format = NumberFormat(amounts: numberEvidence(cells))
        return cells.map { cell in
            var text = cell
            guard case .success(let mantissa) = text.withUTF8({ format.convert($0) }) else { return nil }
            return ExactDecimal(mantissa: mantissa, scale: format.scale).decimal
        }
    }

    private func probabilities(_ cells: [String], header: String = "Probability") -> [Decimal?] {
        let format = NumberFormat(probabilities: numberEvidence(cells), headerHasPercent: header.contains("%"))
        return cells.map { cell in
            var text = cell
            guard case .success(let mantissa) = text.withUTF8({ format.convertProbability($0) }) else { return nil }
            return ExactDecimal(mantissa: mantissa, scale: format.scale).decimal
        }
    }

    private func decimals(_ texts: [String?]) -> [Decimal?] {
        texts.map { $0.flatMap { Decimal(string: $0, locale: Locale(identifier: "en_US_POSIX")) } }
    }

    @Test("signs, parentheses, currencies and thousands")
    func notations() {
        let cells = [
            "1,234.50", "(1,234.50)", "-$5", "$-5", "5-", "\u{2212}7.25", "+3", "USD 1,200.00", "1 200.00 USD", "€ 4",
            "1'000",
        ]
        #expect(
            amounts(cells)
                == decimals(["1234.50", "-1234.50", "-5", "-5", "-5", "-7.25", "3", "1200", "1200", "4", "1000"]))
    }

    @Test("what is no number is rejected and never guessed")
    func refused() {
        let cells = [
            "1.5", "1e3", "0x10", "nan", "inf", "#REF!", "--5", "(5", "5)", "(-5)", "1,2,3.0", "12,34.5", "012,345.0",
            "1,,234.0",
            "", "$", "3٤", "1.2.3", "5.",
            "12 34", "1.1234567",
        ]
        #expect(amounts(cells).map { $0 == nil } == [false] + Array(repeating: true, count: cells.count - 1))
    }

    @Test("the decimal comma is decided from the whole column")
    func decimalComma() {
        #expect(amounts(["1.234,56", "7,5", "1.000", "12"]) == decimals(["1234.56", "7.5", "1000", "12"]))
        #expect(amounts(["1 234,5", "2\u{202F}000"]) == decimals(["1234.5", "2000"]))
    }

    @Test("an ambiguous comma separates thousands, and is told")
    func ambiguousComma() {
        #expect(amounts(["1,234", "5,000", "12"]) == decimals(["1234", "5000", "12"]))
        #expect(numberEvidence(["1,234", "5,000"]).decimalMark == (.point, true))
        #expect(numberEvidence(["1,234", "5,000.10"]).decimalMark == (.point, false))
        #expect(numberEvidence(["1.234", "5.000"]).decimalMark == (.comma, true))
        #expect(numberEvidence(["1.234", "5000"]).decimalMark == (.point, false))
        #expect(amounts(["0.125", "1.250"]) == decimals(["0.125", "1.250"]))
    }

    @Test("amounts keep every digit, beyond what a Double holds")
    func exactness() {
        let cells = ["9007199254740993.01", "0.1", "12345678901234567890.123456"]
        let format = NumberFormat(amounts: numberEvidence(cells))
        #expect(format.width == 38 && format.scale == 6)
        #expect(amounts(cells) == decimals(cells.map(Optional.some)))
        #expect(NumberFormat(amounts: numberEvidence(["1234567.89"])).width == 18)
        #expect(amounts([String(repeating: "9", count: 39)]) == [nil])
    }

    @Test("a share is no amount")
    func percentAmount() {
        #expect(amounts(["12%", "12"]) == decimals([nil, "12"]))
    }

    @Test("the unit of probabilities is decided from the whole column")
    func probabilityUnits() {
        #expect(probabilities(["40", "0.5", "100"]) == decimals(["0.4", "0.005", "1"]))
        #expect(probabilities(["40%", "0.4%"]) == decimals(["0.4", "0.004"]))
        #expect(probabilities(["0.4", "1", "0"]) == decimals(["0.4", "1", "0"]))
        #expect(probabilities(["0", "1"]) == decimals(["0", "1"]))
        #expect(probabilities(["0", "1"], header: "Probability (%)") == decimals(["0", "0.01"]))
        #expect(probabilities(["50", "101", "-1", "high"]) == decimals(["0.5", nil, nil, nil]))
    }

    @Test(
        "an exact decimal survives the way through Foundation",
        arguments: [
            "0", "-0.5", "1250000", "9007199254740993.01", "-99999999999999999999999999999999.123456", "0.000001",
        ])
    func exactDecimal(text: String) throws {
        let decimal = try #require(Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")))
        let exact = try #require(ExactDecimal(decimal))
        #expect(exact.decimal == decimal)
        #expect(exact.decimal.description == text)
    }

    @Test(
        "dates that only one reading fits",
        arguments: [
            ("2026-11-20", "2026-11-20"), ("2026/1/5", "2026-01-05"), ("2026.11.20", "2026-11-20"),
            ("20261120", "2026-11-20"),
            ("2026-11-20T23:59:59Z", "2026-11-20"), ("2026-11-20 00:00:00.000+02:00", "2026-11-20"),
            ("20 Nov 2026", "2026-11-20"),
            ("20-nov-2026", "2026-11-20"), ("Nov 20, 2026", "2026-11-20"), ("November 20 2026", "2026-11-20"),
            ("2024-02-29", "2024-02-29"),
            ("Sept 5, 2026 10:30 AM", "2026-09-05"), ("2026-11-20 9:05", "2026-11-20"),
        ])
    func clearDates(text: String, iso: String) throws {
        #expect(dateText(text) == .day(try #require(CalendarDate(iso: iso))))
    }

    @Test(
        "what is no date says why",
        arguments: [
            ("2026-02-30", CellFault.noSuchDay), ("2025-02-29", .noSuchDay), ("13/13/2026", .noSuchDay),
            ("20261340", .noSuchDay),
            ("3/4/26", .twoDigitYear), ("20 Nov 26", .twoDigitYear), ("45000", .spreadsheetDay), ("soon", .notADate),
            ("2026-11", .notADate),
            ("2026-11-20x", .notADate), ("1/2/2026 soon", .notADate), ("Smarch 3, 2026", .notADate),
            ("1/2-2026", .notADate),
            ("0000-01-01", .noSuchDay), ("99999999999", .notADate),
        ])
    func faultyDates(text: String, fault: CellFault) {
        #expect(dateText(text) == .fault(fault))
    }

    @Test("the order of day and month comes from the whole column")
    func order() {
        #expect(dateEvidence(["3/4/2026", "13/4/2026"]).verdict == .decided(.dayMonthYear))
        #expect(dateEvidence(["3/4/2026", "4/13/2026"]).verdict == .decided(.monthDayYear))
        #expect(dateEvidence(["3/4/2026", "5.6.2026"]).verdict == .open)
        #expect(dateEvidence(["3/3/2026", "2026-01-02"]).verdict == .unneeded)
        #expect(dateEvidence(["13/4/2026", "4/13/2026"]).verdict == .contradictory)
        #expect(dateText("3/4/2026").day(.dayMonthYear) == .success(CalendarDate(daysSinceEpoch: 20_546)))
        #expect(dateText("3/4/2026").day(.monthDayYear) == .success(CalendarDate(daysSinceEpoch: 20_516)))
    }
}
