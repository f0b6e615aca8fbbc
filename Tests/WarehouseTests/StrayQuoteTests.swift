import Core
import Foundation
import Testing

@testable import Warehouse

@Suite("Stray quotes")
struct StrayQuoteTests {
    private let header = "id,name,account,owner,stage,amount,created_date,close_date,next_step\n"

    /// A good file of `count` rows, one a line; the first row stands on line 2.
    private func rows(_ count: Int) -> [String] {
        (0..<count).map { "o\($0),Deal \($0),Acme,Ann Lee,Closed Won,\($0 + 1),2026-01-01,2026-02-01," }
    }

    private func failure(_ rows: [String]) async throws -> Diagnostic? {
        try await WarehouseTests.failure(header + rows.joined(separator: "\n") + "\n")?.diagnostics.first
    }

    @Test(
        "Row 6: a quote without its partner names its line, wherever the next quote stands",
        arguments: [1, 2, 5, 60, 2000])
    func swallowed(distance: Int) async throws {
        for later in [
            // A quoted cell, an empty quoted cell, and inches in a cell without quotes, at its end.
            "x,\"Deal, big\",Acme,Ann,Closed Won,1,2026-01-01,2026-02-01,", "x,Deal 24\",Acme,Ann,Closed Won,1,,,",
            "x,Deal,Acme,Ann,Closed Won,1,,,call\"", "x\",Deal,Acme,Ann,Closed Won,1,,,",
        ] {
            var lines = rows(2200)
            lines[98] = lines[98].replacing("Closed", with: "\"Closed")
            lines[98 + distance] = later
            let found = try await failure(lines)
            #expect(found?.id == "csv.unclosed-quote" && found?.line == 100, "\(later)")
        }
    }

    @Test("in the first and in the last column too", arguments: [0, 8])
    func ends(column: Int) async throws {
        var lines = rows(40)
        var cells = lines[8].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        cells[column] = "\"" + cells[column]
        lines[8] = cells.joined(separator: ",")
        lines[15] = "\"x\"" + lines[15]
        let found = try await failure(lines)
        #expect(found?.id == "csv.unclosed-quote" && found?.line == 10)
    }

    @Test("where every cell is quoted, a lost quote at the end of a row is found")
    func allQuoted() async throws {
        var lines = rows(30).map { row in
            row.split(separator: ",", omittingEmptySubsequences: false).map { "\"\($0)\"" }.joined(separator: ",")
        }
        lines[4] = String(lines[4].dropLast())
        let found = try await failure(lines)
        #expect(found?.id == "csv.unclosed-quote" && found?.line == 6)
    }

    @Test("notes of several lines stay what they are, with their commas and their length")
    func notes() async throws {
        let paragraph = "We met Ann, Bob, Carl, Dora, Emil, Fay, Gus, Hal, Ida, and Jo, who like it"
        let notes = [
            paragraph + "\n" + paragraph + ",\n" + paragraph,
            Array(repeating: paragraph, count: 9).joined(separator: "\r\n"),
            (0..<60).map { "Line \($0) of a long mail" }.joined(separator: "\n"), "12 Main St, Springfield\nIL, USA",
            "\n\nHe said \"\"no\"\", twice\n",
        ]
        let text =
            "next_step,id,account,stage,amount\n"
            + notes.enumerated().map { "\"\($1)\",\($0),Acme,Won,1\n" }.joined()
        let warehouse = try await openDeals(text)
        #expect(warehouse.schema.opportunityCount == notes.count && warehouse.quality.rejected.isEmpty)
        let last = try await openDeals(
            "id,account,stage,amount,next_step\n"
                + notes.enumerated().map { "\($0),Acme,Won,1,\"\($1)\"\n" }.joined())
        #expect(last.schema.opportunityCount == notes.count && last.quality.rejected.isEmpty)
    }

    @Test("a quote inside a cell without quotes is text; text behind a closing quote rejects the row")
    func insideCells() async throws {
        let warehouse = try await openDeals(
            "id,account,stage,amount\n1,24\" Screens,Won,1\n2,\"Ac\"me,Won,1\n3,\"Ac\" ,Won,1\n"
        ) { $0.maxRejected = 0.5 }
        #expect(
            try await warehouse.rows("SELECT account FROM opportunities ORDER BY line") == [
                [.text("24\" Screens")], [.text("Ac")],
            ])
        #expect(warehouse.quality.rejected.map { "\($0.line) \($0.reason)" } == ["3 text after a closing quote"])
    }
}
