import Core
import Foundation
import Testing

@testable import Warehouse

@Suite("Bad input")
struct BadInputTests {
    private let header = "opportunity_id,account,stage,amount,created_date,close_date\n"

    /// A file of `count` good rows after the rows given.
    private func file(_ rows: String, good count: Int) -> String {
        header + rows + (0..<count).map { "g\($0),Acme,Prospecting,10,2026-01-01,2026-02-01\n" }.joined()
    }

    private func expect(
        _ failure: Failure?, _ id: String, line: Int? = nil, says text: String? = nil,
        location: SourceLocation = #_sourceLocation
    ) {
        #expect(failure?.exitCode == .data, sourceLocation: location)
        let diagnostic = failure?.diagnostics.first { $0.id == id }
        #expect(diagnostic != nil, "found \(failure?.description ?? "no failure")", sourceLocation: location)
        #expect(diagnostic?.file == "deals.csv", sourceLocation: location)
        #expect(diagnostic?.solution?.isEmpty == false, sourceLocation: location)
        if let line { #expect(diagnostic?.line == line, sourceLocation: location) }
        if let text {
            let all = (diagnostic?.message ?? "") + " " + (diagnostic?.solution ?? "")
            #expect(all.contains(text), "\(all)", sourceLocation: location)
        }
    }

    @Test("a missing file, a folder, a pipe and a loop of links are refused at once")
    func notAFile() async throws {
        let folder = try TestFolder()
        expect(await failure(folder.configuration()), "file.missing", says: "data.opportunities")
        let path = folder.path + "/deals.csv"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        expect(await failure(folder.configuration()), "file.kind", says: "a folder")
        try FileManager.default.removeItem(atPath: path)
        #expect(mkfifo(path, 0o600) == 0)
        expect(await failure(folder.configuration()), "file.kind", says: "a pipe")
        unlink(path)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path)
        expect(await failure(folder.configuration()), "file.loop")
        let device = DataConfiguration(folder: folder.path, opportunities: .init(file: "/dev/zero"))
        #expect(await failure(device)?.diagnostics.first?.id == "file.kind")
    }

    @Test("Row 11: empty, blank and header-only files have messages of their own")
    func empty() async throws {
        expect(try await failure(""), "csv.empty")
        expect(try await failure("\n \r\n\t\n"), "csv.blank")
        expect(try await failure("\u{FEFF}\n"), "csv.blank")
        expect(try await failure(header), "csv.header-only", line: 1)
        expect(try await failure(header + "\n,,,,,\n"), "csv.header-only", line: 1)
    }

    @Test("files of other kinds are recognised")
    func otherKinds() async throws {
        expect(try await failure(bytes: [0x1F, 0x8B, 8, 0]), "csv.not-text", says: "gzip")
        expect(try await failure(bytes: [0x50, 0x4B, 3, 4, 20]), "csv.not-text", says: "Excel")
        expect(
            try await failure("  <!DOCTYPE html><html><body>Log in</body></html>"), "csv.not-text", says: "login page")
        expect(try await failure(bytes: [0xFF, 0xFE, 0x61, 0, 0x2C, 0]), "csv.utf-16", says: "UTF-16")
        expect(try await failure(bytes: [0xFE, 0xFF, 0, 0x61]), "csv.utf-16")
        expect(try await failure(bytes: Array(header.utf8) + [0x61, 0, 0x0A]), "csv.nul", line: 2)
        expect(
            try await failure(bytes: Array(header.utf8) + Array("1,Caf".utf8) + [0xE9, 0x0A]), "csv.encoding", line: 2,
            says: "byte \(header.utf8.count + 6)")
    }

    @Test("Row 9: a file without a header is told from one without the columns")
    func header() async throws {
        expect(try await failure("1,Acme,Won,100,2026-01-01\n2,Acme,Won,100,2026-01-01\n"), "csv.no-header", line: 1)
        expect(try await failure("id,account,stage,size\n1,Acme,Won,5\n"), "columns.missing", line: 1, says: "amount")
        expect(try await failure("id,account,stage,amuont\n1,Acme,Won,5\n"), "columns.missing", says: "amuont\"")
        expect(try await failure("id,phase_x,amount\n1,Won,5\n"), "columns.missing", says: "stage")
    }

    @Test("Row 8: two columns of one name are refused with both places, also when only case and spaces differ")
    func duplicateHeaders() async throws {
        expect(
            try await failure("stage,Amount, AMOUNT \nWon,1,2\n"), "csv.duplicate-header", line: 1,
            says: "columns 2 and 3")
        expect(try await failure("stage,amount,\nWon,1,x\n"), "csv.empty-header", line: 1, says: "column 3")
        let warehouse = try await openDeals("stage,amount,\nWon,1,\n")
        #expect(warehouse.schema.datasets[0].columns[2].use == "ignored")
    }

    @Test("Row 8: two headers for one role ask for a mapping")
    func twoForOneRole() async throws {
        expect(
            try await failure("stage,deal value,close value\nWon,1,2\n"), "columns.two-for-one-role",
            says: "data.opportunities")
        let warehouse = try await openDeals("stage,amount,close value\nWon,1,2\n")
        #expect(try await warehouse.rows("SELECT amount FROM opportunities") == [[.decimal(1)]])
    }

    @Test("Row 9: a mapping that names nothing gets the nearest name")
    func mapping() async throws {
        let text = "stage,Deal Sise,account\nWon,1,A\n"
        expect(
            try await failure(text) { $0.opportunities.columns = ["amount": "Deal Size"] }, "columns.unknown-header",
            line: 1,
            says: "Deal Sise")
        expect(
            try await failure(text) { $0.opportunities.columns = ["amuont": "Deal Sise"] }, "columns.unknown-role",
            says: "`amount`")
        let warehouse = try await openDeals(text) { $0.opportunities.columns = ["amount": "deal sise"] }
        #expect(warehouse.schema.has(.amount))
    }

    @Test("Row 6: an unclosed quote names the line on which it opens")
    func unclosedQuote() async throws {
        expect(
            try await failure(header + "1,\"Acme,Won,5,2026-01-01,2026-01-02\n2,B,Won,5,,\n"), "csv.unclosed-quote",
            line: 2)
    }

    @Test("Row 7: ragged rows and broken cells are left out, counted and listed; the rest stays")
    func rejectedRows() async throws {
        let rows = """
            r1,Acme,Won,10
            r2,Acme,Won,10,2026-01-01,2026-02-01,more
            r3,Acme,Won,ten,2026-01-01,2026-02-01
            r4,Acme,Won,10,2026-02-30,2026-02-01
            r5,Acme,Won,10,2026-01-01,3/4/26
            r6,Acme,,10,2026-01-01,2026-02-01
            r7,"Ac"me,Won,10,2026-01-01,2026-02-01
            r8,,Won,,,n/a

            """
        let warehouse = try await openDeals(file(rows, good: 10)) { $0.maxRejected = 0.5 }
        let listed = warehouse.quality.rejected.map { "\($0.line) \($0.column ?? "-") \($0.reason)" }
        #expect(
            listed == [
                "2 - 4 cells instead of 6", "3 - 7 cells instead of 6", "4 amount not a number",
                "5 created_date no such day in the calendar", "6 close_date a year of two digits", "7 stage empty",
                "8 - text after a closing quote",
            ])
        #expect(warehouse.quality.rejected.allSatisfy { $0.file == "deals.csv" })
        #expect(warehouse.schema.datasets[0].rows == 11 && warehouse.schema.datasets[0].rejectedRows == 7)
        // An empty cell is not a broken one.
        #expect(
            try await warehouse.rows(
                "SELECT account, amount, created, closed FROM opportunities WHERE opportunity_id = 'r8'")
                == [[.null, .null, .null, .null]])
    }

    @Test("Row 7: more rejected rows than allowed stop, with the first lines")
    func tooManyRejected() async throws {
        let one = file("r1,A,Won,x,,\n", good: 99)
        #expect(try await failure(one) == nil)
        let two = try await failure(file("r1,A,Won,x,,\nr2,A,Won,x,,\n", good: 98))
        expect(two, "rows.too-many-rejected", says: "2 of 100")
        expect(two, "rows.too-many-rejected", says: "data.max_rejected")
        #expect(two?.diagnostics.filter { $0.id == "rows.rejected" }.map(\.line) == [2, 3])
    }

    @Test("Row 18: dates that leave the order open need date_format; dates that contradict each other name both lines")
    func dateOrder() async throws {
        let open = "stage,amount,created_date,close_date\nWon,1,3/4/2026,5/6/2026\n"
        expect(try await failure(open), "date.ambiguous", line: 2, says: "date_format")
        let american = try await openDeals(open) { $0.dateFormat = .monthDayYear }
        #expect(try await american.rows("SELECT created FROM opportunities") == [[.date(try date("2026-03-04"))]])
        let european = try await openDeals(open) { $0.dateFormat = .dayMonthYear }
        #expect(try await european.rows("SELECT created FROM opportunities") == [[.date(try date("2026-04-03"))]])
        let both = "stage,amount,close_date\nWon,1,13/4/2026\nWon,1,4/13/2026\n"
        expect(try await failure(both), "date.contradictory", line: 2, says: "line 3")
        let borrowed = try await openDeals("stage,amount,created_date,close_date\nWon,1,3/4/2026,13/6/2026\n")
        #expect(try await borrowed.rows("SELECT created FROM opportunities") == [[.date(try date("2026-04-03"))]])
        #expect(borrowed.quality.warnings.contains { $0.id == "date.order-borrowed" })
    }

    private func date(_ iso: String) throws -> CalendarDate { try #require(CalendarDate(iso: iso)) }

    @Test("Row 19: currencies are never mixed")
    func currencies() async throws {
        expect(try await failure("stage,amount\nWon,$5\nWon,€6\n"), "amount.currencies", line: 3)
        expect(try await failure("stage,amount,currency\nWon,5,USD\nWon,6,EUR\n"), "amount.currencies")
    }

    @Test("all files' faults come in one failure")
    func together() async throws {
        let folder = try TestFolder(["deals.csv": "id,stage\n1,Won\n", "contacts.csv": ""])
        let found = await failure(
            folder.configuration {
                $0.contacts = .init(file: "contacts.csv")
                $0.history = .init(file: "history.csv")
            })
        #expect(found?.diagnostics.map(\.id) == ["csv.empty", "columns.missing", "file.missing"])
    }

    @Test("Row 10: separators other than the comma are found and told; sep= says it; two that fit are refused")
    func delimiters() async throws {
        for (delimiter, name) in [(";", "semicolon"), ("\t", "tab"), ("|", "vertical bar")] {
            let text =
                ["stage", "amount", "account"].joined(separator: delimiter) + "\n"
                + ["Won", "1,5", "A, B"].joined(separator: delimiter) + "\n"
            let warehouse = try await openDeals(text)
            #expect(
                try await warehouse.rows("SELECT amount, account FROM opportunities") == [
                    [.decimal(1.5), .text("A, B")]
                ])
            #expect(warehouse.quality.warnings.contains { $0.id == "csv.delimiter" && $0.message.contains(name) })
        }
        let declared = try await openDeals("sep=;\r\nstage;amount\r\nWon;7\r\n\r\nWon;8\r\n")
        #expect(
            try await declared.rows("SELECT line, amount FROM opportunities ORDER BY line") == [
                [.integer(3), .decimal(7)], [.integer(5), .decimal(8)],
            ])
        expect(try await failure("stage,amount;x\nWon,1;y\n"), "csv.delimiter", says: "sep=")
    }

    @Test("Row 4: a byte-order mark, CRLF and CR give the same rows as LF")
    func encodings() async throws {
        let text = "stage,amount,account\nWon,1,Café\nLost,2,\"B\nC\"\n"
        let expected = try await openDeals(text).rows("SELECT * FROM opportunities ORDER BY line")
        #expect(expected.count == 2)
        for other in [
            "\u{FEFF}" + text, text.replacing("\n", with: "\r\n").replacing("B\r\nC", with: "B\nC"),
            text.replacing("\n", with: "\r").replacing("B\rC", with: "B\nC"), String(text.dropLast()),
            "stage,amount,account\r\nWon,1,Café\rLost,2,\"B\nC\"\n",
        ] {
            #expect(try await openDeals(other).rows("SELECT * FROM opportunities ORDER BY line") == expected)
        }
    }

    @Test("whatever is done to a good file, it is read or refused, and nothing crashes", arguments: 0..<80)
    func mutations(seed: UInt64) async throws {
        var random = SeededGenerator(state: seed)
        var bytes = try Array(Data(contentsOf: URL(fileURLWithPath: fixtures + "/salesforce.csv")))
        let parts: [[UInt8]] = [
            [0x22], [0x0A], [0x0D], [0x2C], [0x3B], [0xFF], [0xC3], [0], Array("-".utf8),
            Array("99999999999999999999".utf8),
            Array("1e400".utf8), Array("\u{2212}".utf8), Array("%".utf8), Array("0".utf8), Array("/".utf8),
            [0xE2, 0x80],
        ]
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes.insert(contentsOf: parts.randomElement(using: &random) ?? [], at: place)
            case 1: bytes.remove(at: place)
            default: bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
        }
        let folder = try TestFolder()
        try folder.write("deals.csv", bytes)
        do {
            let warehouse = try await Warehouse.open(folder.configuration { $0.maxRejected = 1 })
            let summary = warehouse.schema.datasets[0]
            #expect(summary.rows + summary.rejectedRows <= 5 && warehouse.schema.opportunityCount <= summary.rows)
        } catch let failure as Failure {
            #expect(failure.exitCode == .data && failure.diagnostics.allSatisfy { $0.file == "deals.csv" })
        }
    }

    @Test("random bytes are numbers and dates or are not, and nothing crashes")
    func randomCells() {
        var random = SeededGenerator(state: 7)
        let alphabet = Array("0123456789.,-/ ()%$TZ:eJanov'".utf8) + [0xE2, 0x88, 0x92, 0xC2, 0xA0, 0xFF]
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...14, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0x30
            }
            bytes.withUnsafeBufferPointer { cell in
                let readings = [DecimalMark.point, .comma].compactMap { NumberText(cell)?.read($0) }
                #expect(readings.allSatisfy { $0.scale <= 38 && $0.width <= 38 })
                if case .day(let day) = DateText(cell) { #expect((1...9999).contains(day.year)) }
            }
        }
    }
}
