import Core
import Foundation
import Testing

@testable import Warehouse

@Suite("Rules for amounts")
struct AmountRuleTests {
    private func failure(_ text: String, currency: String?) async throws -> Diagnostic? {
        try await WarehouseTests.failure(text) { $0.currency = currency }?.diagnostics.first
    }

    @Test("amounts in another currency than the portal's are refused, with line and both currencies")
    func configured() async throws {
        for (cell, code) in [("€6", "EUR"), ("6 EUR", "EUR"), ("CHF 6", "CHF"), ("£6", "GBP")] {
            let found = try await failure("stage,amount\nWon,5\nWon,\(cell)\n", currency: "USD")
            #expect(found?.id == "amount.currency" && found?.file == "deals.csv" && found?.line == 3)
            #expect(found?.message.contains(code) == true && found?.message.contains("USD") == true)
            #expect(
                found?.solution?.contains("`currency:`") == true && found?.solution?.contains("broadsheet.yml") == true)
        }
        let column = try await failure("stage,amount,currency\nWon,5,\nWon,5,eur\n", currency: "USD")
        #expect(column?.id == "amount.currency" && column?.line == 3)
        for (text, currency) in [
            ("stage,amount\nWon,€6\n", nil), ("stage,amount\nWon,€6\n", "eur"), ("stage,amount\nWon,$6\n", "CAD"),
            ("stage,amount\nWon,$6\nWon,CAD 6\n", "CAD"), ("stage,amount,currency\nWon,6,Yuan\n", "CNY"),
            ("stage,amount,currency\nWon,6,US Dollar\n", "USD"),
            ("stage,amount,currency\nWon,6,usd\nWon,6,USD\n", "USD"),
        ] as [(String, String?)] {
            #expect(try await failure(text, currency: currency) == nil, "\(text)")
        }
        #expect(try await failure("stage,amount\nWon,$6\n", currency: "EUR")?.message.contains("$") == true)
        #expect(try await failure("stage,amount,currency\nWon,$6,EUR\n", currency: nil)?.id == "amount.currencies")
        #expect(try await failure("stage,amount\nWon,USD 6\nWon,CAD 6\n", currency: nil)?.id == "amount.currencies")
    }

    @Test("three letters that are no ISO code are no currency")
    func codes() async throws {
        let warehouse = try await openDeals("stage,amount\nWon,KEY 100\nWon,100 XYZ\nWon,SEK 100\n") {
            $0.maxRejected = 0.7
        }
        #expect(warehouse.quality.rejected.map { "\($0.line) \($0.reason)" } == ["2 not a number", "3 not a number"])
    }

    @Test("few cells do not turn many amounts into thousandths")
    func doubtfulMark() async throws {
        let many = String(repeating: "Won,\"1,234\"\n", count: 30)
        let found = try await failure("stage,amount\n" + many + "Won,\"7,5\"\n", currency: nil)
        #expect(found?.id == "number.doubtful-separator" && found?.line == 2)
        #expect(found?.message.contains("line 32") == true && found?.message.contains("line 2") == true)
        #expect(found?.solution?.contains("one kind of separator") == true)
        let points = String(repeating: "Won,1.234\n", count: 30)
        #expect(
            try await failure("stage,amount\n" + points + "Won,7.5\n", currency: nil)?.id == "number.doubtful-separator"
        )
        let mixed = try await failure("stage,amount\nWon,\"1,234\"\nWon,1.234\n", currency: nil)
        #expect(mixed?.id == "number.doubtful-separator" && mixed?.message.contains("line 3") == true)
        // Cells that decide for the reading that the others have anyway are believed.
        let clear = try await openDeals("stage,amount\n" + many + "Won,7.5\n")
        #expect(try await clear.rows("SELECT max(amount) FROM opportunities") == [[.decimal(1234)]])
    }

    @Test("cells that could be read in two ways are always told")
    func ambiguous() async throws {
        let decided = try await openDeals("stage,amount\nWon,\"1,234\"\nWon,\"2,000.50\"\n")
        let warning = decided.quality.warnings.first { $0.id == "number.separator" }
        #expect(warning?.line == 2 && warning?.message.hasPrefix("1 cell") == true)
        let plain = try await openDeals("stage,amount\nWon,1234\nWon,2000.50\n")
        #expect(!plain.quality.warnings.contains { $0.id == "number.separator" })
    }
}
