import Core
import Foundation
import Testing

@Suite struct TextTests {
    @Test(arguments: [
        ("$1,250,000", "$1.25M", "1250000"), ("$48,300.50", "$48.3K", "48300.50"), ("$9,999", "$9,999", "9999"),
        ("-$20,000", "-$20K", "-20000"), ("$0", "$0", "0"), ("$999,999", "$1M", "999999"),
        ("$1,234,567,890", "$1.23B", "1234567890"),
    ])
    func amountsInBothWidths(_ full: String, _ brief: String, _ number: String) throws {
        let value = Value.decimal(try #require(Decimal(string: number)))
        let format = FigureFormat()
        #expect(format.full(value, .currency) == full)
        #expect(format.brief(value, .currency) == brief)
    }

    @Test func otherUnits() throws {
        let format = FigureFormat()
        #expect(format.full(.number(0.4271), .percent) == "42.7%")
        #expect(format.full(.number(0.5), .percent) == "50.0%")
        #expect(format.full(.decimal(try #require(Decimal(string: "0.125"))), .currency) == "$0.13")
        #expect(format.full(.decimal(try #require(Decimal(string: "0.0125"))), .percent) == "1.3%")
        #expect(format.full(.number(2.5), .days) == "3")
        #expect(format.brief(.number(1.0), .days) == "1 day")
        #expect(format.brief(.number(91.6), .days) == "92 days")
        #expect(format.full(.integer(12_345), .count) == "12,345")
        #expect(format.day(CalendarDate(daysSinceEpoch: 20_777)) == "Nov 20, 2026")
        #expect(format.full(.null, .currency) == "–")
        #expect(
            FigureFormat(localeIdentifier: "de-DE", currency: "EUR").full(.integer(1_250_000), .currency)
                == "1.250.000\u{A0}€")
    }

    @Test func numbersThatAreNoNumbersDoNotTrap() {
        let format = FigureFormat()
        #expect(format.full(.number(.nan), .currency) == "–")
        #expect(format.brief(.number(.infinity), .days) == "–")
        #expect(Value.decimal(.nan).double == nil)
    }

    @Test func escaping() {
        #expect(Escape.text("<svg/onload=alert(1)>&\u{0}") == "&lt;svg/onload=alert(1)&gt;&amp;\u{FFFD}")
        #expect(Escape.markdown("3 *Rivers* [42]\n<b>|\u{0}") == "3 \\*Rivers\\* \\[42\\] \\<b\\>\\|\u{FFFD}")
        #expect(Escape.attribute("\"'") == "&quot;&#39;")
        // An override would turn "$12" behind the name into "21$".
        #expect(Escape.text("Ac\u{202E}me\u{2066} 12 شركة") == "Acme 12 شركة")
        #expect(Escape.attribute("\u{202A}\u{2069}Acme") == "Acme")
        #expect(Escape.terminal("a\u{1B}[31mb\u{202E}c\n") == "a\\u{1b}[31mb\\u{202e}c\\u{a}")
    }

    @Test(arguments: [
        ("=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\""), ("plain", "plain"), ("a,b", "\"a,b\""),
        ("say \"hi\"", "\"say \"\"hi\"\"\""),
        (" -5", "\"' -5\""), ("＝1", "\"'＝1\""),
    ])
    func csvCells(_ raw: String, _ written: String) { #expect(Escape.csvText(raw) == written) }

    @Test func names() {
        #expect(Names.folded(" GTX-Pro ") == Names.folded("gtxpro"))
        #expect(Names.folded("Société Générale") == "societegenerale")
        #expect(Names.slug("What's our win rate, by region?") == "whats-our-win-rate-by-region")
        #expect(Names.slug("東京") == "untitled")
        #expect(Names.slug(String(repeating: "pipeline ", count: 20)).utf8.count <= 60)
        #expect(Names.nearest(to: "ammount", among: ["amount", "account"]) == "amount")
        #expect(Names.nearest(to: "xyz", among: ["amount", "account"]) == nil)
    }

    @Test func hashOfTheEmptyTextAndOfABC() {
        // FIPS 180-4 examples.
        #expect(ContentHash.sha256([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            ContentHash.sha256(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func valuesSurviveJSON() throws {
        let values: [Value] = [
            .null, .text("O'Neil"), .integer(-3), .decimal(try #require(Decimal(string: "12345678901234.56"))),
            .boolean(true),
            .date(CalendarDate(daysSinceEpoch: 20_777)),
        ]
        let data = try CanonicalJSON.compact(values)
        #expect(try JSONDecoder().decode([Value].self, from: data) == values)
        #expect(String(decoding: data, as: UTF8.self).contains("12345678901234.56"))
    }

    @Test func diagnosticsNameTheirPlaceAndWhatToDo() {
        let diagnostic = Diagnostic(
            id: "csv.test", "cell holds \u{1B}[2J", file: "data/a.csv", line: 3, column: 7, solution: "Mend it")
        #expect(diagnostic.description == "data/a.csv:3:7: error: cell holds \\u{1b}[2J\n  → Mend it")
    }
}
