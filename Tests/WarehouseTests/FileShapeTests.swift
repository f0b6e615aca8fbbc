import Core
import Testing

@testable import Warehouse

@Suite("Shape of files")
struct FileShapeTests {
    private func first(_ text: String) async throws -> Diagnostic? { try await failure(text)?.diagnostics.first }

    @Test("Row 1: byte-order marks are stripped, however many there are")
    func marks() async throws {
        let warehouse = try await openDeals("\u{FEFF}\u{FEFF}\u{FEFF}stage,amount\nWon,1\n")
        #expect(warehouse.schema.opportunityCount == 1)
    }

    @Test("Row 8: all columns without a header are named")
    func nameless() async throws {
        let found = try await failure("stage,amount,,account,\nWon,1,x,A,y\n")
        #expect(
            found?.diagnostics.map(\.message) == [
                "column 3 has values and no header", "column 5 has values and no header",
            ])
    }

    @Test("lines above the header are told, with the line of the header")
    func preamble() async throws {
        for text in [
            "Opportunity report\n\nstage,amount,account\nWon,1,A\n",
            "Opportunity report,,\n\nstage,amount,account\nWon,1,A\n",
            "Opportunity report\n\nstage;amount;account\nWon;1;A\nWon;2;B\n",
            "Report\nas of today\nstage,amount,account\nWon,1,A\n",
        ] {
            let found = try await first(text)
            let line = text.hasPrefix("Report\n") || text.contains("\n\n") ? 3 : 0
            #expect(found?.id == "csv.preamble" && found?.solution?.contains("line \(line)") == true, "\(text)")
        }
        // A file of one column has no preamble.
        #expect(try await first("stage\nWon\nLost\n")?.id == "columns.missing")
    }

    @Test("UTF-32, and UTF-16 without a mark, are named")
    func wideEncodings() async throws {
        let text = "stage,amount\nWon,1\n"
        let little = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        let big = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        for bytes in [little, big] {
            let found = try await failure(bytes: bytes)?.diagnostics.first
            #expect(found?.id == "csv.utf-16" && found?.message.contains("UTF-16") == true)
        }
        let wide: [UInt8] = text.utf8.flatMap { [$0, 0, 0, 0] as [UInt8] }
        #expect(try await failure(bytes: [0xFF, 0xFE, 0, 0] + wide)?.diagnostics.first?.id == "csv.utf-32")
        #expect(try await failure(bytes: [0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61])?.diagnostics.first?.id == "csv.utf-32")
    }

    @Test("Row 9: for a missing amount a column of numbers is proposed, not a name that looks alike")
    func missingAmount() async throws {
        let found = try await first("id,stage,account,mount,Deal worth,employees\n1,Won,A,Everest,12500.50,30000\n")
        #expect(found?.id == "columns.missing" && found?.solution?.contains("amount: \"Deal worth\"") == true)
        let other = try await first("id,stage,account,tcv_x,zip code\n1,Won,A,12500,80331\n")
        #expect(other?.solution?.contains("amount: \"tcv_x\"") == true)
        #expect(try await first("id,stage,account,note\n1,Won,A,b\n")?.solution?.contains("its header") == true)
    }
}
