import Core
import Foundation
import Testing

@testable import Warehouse

/// The rows of the fault matrix that whole files prove; the others stand with what they are about, under their numbers.
@Suite("Fault matrix: what stands in cells")
struct FaultMatrixTests {
    private func decimal(_ text: String) throws -> Value {
        .decimal(try #require(Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))))
    }

    private func quoted(_ cells: [String]) -> String {
        "stage,amount\n" + cells.map { "Won,\"\($0)\"\n" }.joined()
    }

    /// The amounts by line; a rejected row is missing.
    private func amounts(_ warehouse: Warehouse) async throws -> [String] {
        try await warehouse.rows("SELECT amount FROM opportunities ORDER BY line").map {
            $0[0].decimal?.description ?? "null"
        }
    }

    private func rejected(_ warehouse: Warehouse) -> [String] {
        warehouse.quality.rejected.map { "\($0.line) \($0.reason)" }
    }

    @Test("Row 1: a byte-order mark is no part of the first header")
    func byteOrderMark() async throws {
        let warehouse = try await openDeals("\u{FEFF}stage,amount\nWon,1\n")
        let first = try #require(warehouse.schema.datasets[0].columns.first)
        #expect(Array(first.header.utf8) == Array("stage".utf8) && first.name == "stage")
    }

    @Test("Row 15: accounting signs, currencies, minus signs and thousands with a point for decimals")
    func pointNumbers() async throws {
        let warehouse = try await openDeals(
            quoted([
                "(1,234.50)", "-$5", "$-6", "\u{2212}7.25", "8-", "1 234.5", "2\u{A0}345.5", "3\u{202F}456.5",
                "1'000.25",
                "($2,000.00)", "+9",
            ]))
        #expect(
            try await amounts(warehouse) == [
                "-1234.5", "-5", "-6", "-7.25", "-8", "1234.5", "2345.5", "3456.5", "1000.25", "-2000", "9",
            ])
    }

    @Test("Row 15: accounting and European numbers with a comma for decimals")
    func commaNumbers() async throws {
        let warehouse = try await openDeals(
            quoted(["1.234,56", "(2.000,50)", "1 234,5", "2\u{A0}345,5", "-3,25 €", "\u{2212}1,5", "7"]))
        #expect(try await amounts(warehouse) == ["1234.56", "-2000.5", "1234.5", "2345.5", "-3.25", "-1.5", "7"])
        let column = warehouse.schema.datasets[0].columns[1]
        #expect(column.type == "decimal (decimal comma)" && column.least == "-2000.5" && column.greatest == "2345.5")
    }

    @Test("Row 15: Arabic-Indic and full-width digits are digits; two kinds of them in one number are none")
    func digits() async throws {
        let warehouse = try await openDeals(
            quoted(["١٢٣٤٫٥", "١٬٢٣٤٫٢٥", "۱۲۳", "１２３４．５", "１,２３４．５", "1٢", "-٧"])
        ) { $0.maxRejected = 0.3 }
        #expect(try await amounts(warehouse) == ["1234.5", "1234.25", "123", "1234.5", "1234.5", "-7"])
        #expect(rejected(warehouse) == ["7 not a number"])
    }

    @Test("Row 15: an exponent is a rejected row, because a spreadsheet cuts digits when it writes one")
    func exponents() async throws {
        let warehouse = try await openDeals(quoted(["1e3", "1.23457E+11", "5", "2E", "e3"])) { $0.maxRejected = 0.9 }
        #expect(try await amounts(warehouse) == ["5"])
        let reason = "a number with an exponent, whose digits a spreadsheet may have cut"
        #expect(rejected(warehouse) == ["2 \(reason)", "3 \(reason)", "5 not a number", "6 not a number"])
    }

    @Test("Row 15: percentages are probabilities, as 0.4, 40 or 40%, and no amounts")
    func percentages() async throws {
        for cells in [["0.4", "0.125"], ["40", "12.5"], ["40%", "12.5 %"], ["٤٠٪", "١٢٫٥٪"]] {
            let text = "stage,amount,probability\n" + cells.map { "Open,1,\($0)\n" }.joined()
            let rows = try await openDeals(text).rows("SELECT probability FROM opportunities ORDER BY line")
            #expect(rows == [[try decimal("0.4")], [try decimal("0.125")]], "\(cells)")
        }
        let amounts = try await openDeals(quoted(["12%", "12"])) { $0.maxRejected = 0.5 }
        #expect(rejected(amounts) == ["2 not a number"])
    }

    @Test("Row 15: an ambiguous column follows number_format, and names it where that is not set")
    func numberFormat() async throws {
        let comma = ["1,234", "5,000"]
        let guess = try await openDeals(quoted(comma))
        #expect(try await amounts(guess) == ["1234", "5000"])
        let warning = guess.quality.warnings.first { $0.id == "number.separator" }
        #expect(warning?.solution?.contains("`data.number_format: \"1.234,56\"`") == true)
        let decimals = try await openDeals(quoted(comma)) { $0.numberFormat = .decimalComma }
        #expect(try await amounts(decimals) == ["1.234", "5"])
        #expect(!decimals.quality.warnings.contains { $0.id == "number.separator" })
        let points = try await openDeals(quoted(["1.234", "5.000"])) { $0.numberFormat = .decimalPoint }
        #expect(try await amounts(points) == ["1.234", "5"])

        let mixed = ["1,234", "1.234"]
        let found = try await failure(quoted(mixed))?.diagnostics.first
        #expect(found?.id == "number.doubtful-separator" && found?.solution?.contains("data.number_format") == true)
        let decided = try await openDeals(quoted(mixed)) { $0.numberFormat = .decimalPoint }
        #expect(try await amounts(decided) == ["1234", "1.234"])

        // Cells that fit only one style decide for their column, whatever the configuration says; where they contradict each
        // other the configuration decides, and what does not fit is a rejected row.
        let clear = try await openDeals(quoted(["1,234.50", "5"])) { $0.numberFormat = .decimalComma }
        #expect(try await amounts(clear) == ["1234.5", "5"])
        let torn = try await openDeals(quoted(["1,234.50", "1.234,50", "7,5"])) {
            $0.numberFormat = .decimalComma
            $0.maxRejected = 0.5
        }
        #expect(try await amounts(torn) == ["1234.5", "7.5"] && rejected(torn) == ["2 not a number"])
        #expect(DataConfiguration.NumberStyle.allCases.map(\.rawValue) == ["1,234.56", "1.234,56"])
    }

    @Test("Row 16: errors of spreadsheets and names of no number are rejected rows, never zero")
    func noNumbers() async throws {
        let bad = [
            "#N/A", "#REF!", "#DIV/0!", "#VALUE!", "nan", "NaN", "inf", "-inf", "Infinity", "0x10", "TRUE", "--",
        ]
        let warehouse = try await openDeals(quoted(bad + ["NULL", "n/a", "-", "", " ", "5"])) { $0.maxRejected = 0.8 }
        #expect(rejected(warehouse) == bad.indices.map { "\($0 + 2) not a number" })
        #expect(try await amounts(warehouse) == ["null", "null", "null", "null", "null", "5"])
        let own = try await openDeals(quoted(["#N/A", "tbd", "-", "5"])) {
            $0.nulls = ["#n/a", "TBD"]
            $0.maxRejected = 0.5
        }
        #expect(try await amounts(own) == ["null", "null", "5"] && rejected(own) == ["4 not a number"])
        #expect(try await failure(quoted(["#N/A", "5"]))?.exitCode == .data)
    }

    @Test("Row 17: amounts that are too large are rejected or refused by their line, and no sum is wrong")
    func hugeAmounts() async throws {
        let huge = String(repeating: "9", count: 309)
        let rows = try await openDeals(quoted(["1e308", huge, "0.01", "123456789012345678901.25"])) {
            $0.maxRejected = 0.5
        }
        #expect(rows.quality.rejected.map(\.line) == [2, 3])
        #expect(try await amounts(rows) == ["0.01", "123456789012345678901.25"])
        let nines = String(repeating: "9", count: 38)
        let found = try await failure(quoted(["1", nines, nines]))
        #expect(found?.exitCode == .data && found?.diagnostics.map(\.id) == ["amount.too-large"])
        #expect(found?.diagnostics.first?.line == 3 && found?.diagnostics.first?.solution?.isEmpty == false)
        await #expect(throws: Failure.self) {
            try await rows.rows(
                "SELECT sum(x) FROM (VALUES (\(nines)::DECIMAL(38, 0)), (\(nines)::DECIMAL(38, 0))) t(x)")
        }
    }

    @Test("Row 17: many cents add up exactly")
    func cents() async throws {
        // 10,000 times 0.10 + 0.23, of which no binary fraction has either.
        let text = "stage,amount\n" + String(repeating: "Won,0.10\nWon,0.23\n", count: 10_000)
        let warehouse = try await openDeals(text)
        #expect(try await warehouse.rows("SELECT sum(amount) FROM opportunities") == [[.decimal(3_300)]])
    }

    @Test(
        "Row 18: what is a day, and what says why it is none",
        arguments: [
            ("20260101", "2026-01-01"), ("2026-03-29T02:30:00", "2026-03-29"), ("2026-03-29 02:30", "2026-03-29"),
            ("2026-11-01T01:30:00-04:00", "2026-11-01"), ("2026-12-31T23:30:00-05:00", "2026-12-31"),
            ("2026-07-04T00:00:00Z", "2026-07-04"), ("2024-02-29", "2024-02-29"),
            ("2026-02-30", "no such day in the calendar"), ("2025-02-29", "no such day in the calendar"),
            ("20260230", "no such day in the calendar"), ("31 Apr 2026", "no such day in the calendar"),
            ("45000", "a day number of a spreadsheet, not a date"),
            ("45000.75", "a day number of a spreadsheet, not a date"), ("12345", "not a date"),
            ("0001-01-01", "not a plausible date"), ("9999-12-31", "not a plausible date"),
            ("0000-00-00", "no such day in the calendar"), ("1900-01-00", "no such day in the calendar"),
            ("#N/A", "not a date"), ("1767225600000", "not a date"), ("3/4/26", "a year of two digits"),
        ])
    func days(cell: String, expected: String) async throws {
        let warehouse = try await openDeals("stage,amount,close_date\nWon,1,\(cell)\nWon,2,2026-01-02\n") {
            $0.maxRejected = 0.5
        }
        let rows = try await warehouse.rows("SELECT closed FROM opportunities WHERE line = 2")
        let found = rows.first?[0].date?.description ?? warehouse.quality.rejected.first?.reason
        #expect(found == expected)
        #expect(warehouse.quality.rejected.allSatisfy { $0.line == 2 && $0.column == "close_date" })
    }

    @Test("Row 18: a last activity that cannot be read rejects its row like any other date")
    func activity() async throws {
        let warehouse = try await openDeals(
            "stage,amount,Last Activity\nOpen,1,2026-05-04\nOpen,2,\nOpen,3,2026-13-01\n"
        ) { $0.maxRejected = 0.5 }
        let rows = try await warehouse.rows("SELECT last_activity FROM opportunities ORDER BY line")
        #expect(rows == [[.date(try #require(CalendarDate(iso: "2026-05-04")))], [.null]])
        #expect(warehouse.quality.rejected.map { "\($0.line) \($0.column ?? "")" } == ["4 Last Activity"])
        let without = try await openDeals("stage,amount\nOpen,1\n")
        #expect(try await without.rows("SELECT last_activity FROM opportunities") == [[.null]])
        #expect(!without.schema.has(.activity) && warehouse.schema.has(.activity))
    }

    @Test("Row 19: the latest activity of the rows of one opportunity is its last one")
    func latestActivity() async throws {
        let warehouse = try await openDeals(
            "id,stage,amount,Last Activity\n1,Open,1,2026-05-04\n1,Open,1,2026-06-01\n1,Open,1,\n2,Open,2,2026-01-01\n")
        let rows = try await warehouse.rows("SELECT last_activity FROM opportunities ORDER BY line")
        #expect(rows.map { $0[0].date?.description } == ["2026-06-01", "2026-01-01"])
        #expect(warehouse.quality.rejected.isEmpty)
    }

    @Test("Row 20: names arrive byte for byte, however long or strange; only spaces are nothing")
    func names() async throws {
        let names = [
            String(repeating: "Ö", count: 500), "👩🏽‍🚀 Space", "\u{202E}evil\u{202C} Ltd", "=1+1", "+cmd|x", "@SUM(A1)",
            "Ⅳ Ltd", "漢字株式会社", "a\u{300}\u{301}\u{302}b", "x\u{200D}y",
        ]
        let blanks = [" ", "\u{A0}\u{A0}", "\u{3000}", "\u{200B}\u{FEFF}", "\u{2003} \u{202F}", "\t"]
        let text = "stage,amount,account\n" + (names + blanks).map { "Won,1,\"\($0)\"\n" }.joined()
        let warehouse = try await openDeals(text)
        let found = try await warehouse.rows("SELECT account FROM opportunities ORDER BY line").map(\.[0].string)
        #expect(found.prefix(names.count).map { $0.map { Array($0.utf8) } } == names.map { Array($0.utf8) })
        #expect(found.suffix(blanks.count).allSatisfy { $0 == nil })
        #expect(warehouse.quality.rejected.isEmpty)
    }

    @Test("Row 20: composed and decomposed twins are flagged and never merged, stages too")
    func twins() async throws {
        let (composed, decomposed) = ("Caf\u{E9}", "Cafe\u{301}")
        let text =
            "stage,amount,account\nR\u{E9}vision,1,\(composed)\nRe\u{301}vision,2,\(decomposed)\n"
            + "R\u{E9}vision,4,\(composed)\nWon,8,Other\n"
        let warehouse = try await openDeals(text)
        let sums = try await warehouse.rows(
            "SELECT sum(amount) FROM opportunities GROUP BY account ORDER BY min(line)")
        #expect(sums == [[.decimal(5)], [.decimal(2)], [.decimal(8)]])
        #expect(warehouse.schema.stages.map(\.count).sorted() == [1, 1, 2])
        #expect(warehouse.schema.openCount == 3)
        let flagged = warehouse.quality.warnings.filter { $0.id == "names.twins" }
        #expect(flagged.map { $0.message.contains("column account") } == [true, false])
        #expect(flagged.last?.message.contains("column stage") == true)
    }
}
