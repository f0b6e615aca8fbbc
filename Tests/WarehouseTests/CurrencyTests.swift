import Core
import Foundation
import Testing

@testable import Warehouse

@Suite("Several currencies")
struct CurrencyTests {
    private let header = "id,account,stage,amount,currency\n"
    private let mixed =
        "1,A,Won,100.10,USD\n2,A,Won,200,EUR\n3,B,Open,300,usd\n4,B,Open,400,EUR - Euro\n5,C,Lost,,GBP\n6,C,Won,50,\n"
        + "7,D,Open,,USD\n8,D,Lost,7,GBP\n"

    private func leaveOut(_ text: String, currency: String = "USD") async throws -> Warehouse {
        try await openDeals(text) {
            $0.currency = currency
            $0.otherCurrencies = .leaveOut
        }
    }

    private func pairs(_ warehouse: Warehouse, _ sql: String) async throws -> [String] {
        try await warehouse.rows(sql).map { row in
            row.map {
                $0.string ?? $0.decimal?.description ?? $0.integer.map(String.init) ?? "null"
            }.joined(separator: " ")
        }
    }

    @Test("Row 19: mixed currencies are refused with the rows in each, and with what to do")
    func refused() async throws {
        let found = try await failure(header + mixed) { $0.currency = "USD" }
        let diagnostic = try #require(found?.diagnostics.first)
        #expect(found?.exitCode == .data && diagnostic.id == "amount.currencies" && diagnostic.file == "deals.csv")
        #expect(diagnostic.line == 3)
        for part in [
            "USD on 3 rows, first on line 2", "EUR on 2 rows, first on line 3", "GBP on 2 rows, first on line 6",
        ] {
            #expect(diagnostic.message.contains(part), "\(diagnostic.message)")
        }
        #expect(diagnostic.solution?.contains("`data.other_currencies: leave_out`") == true)
        let converted = try await failure(
            "id,stage,Amount,Currency,Amount in company currency\n1,Won,1,USD,1\n2,Won,1,EUR,2\n")
        #expect(
            converted?.diagnostics.first?.solution?.contains("{amount: \"Amount in company currency\"}") == true)
        let mapped = try await openDeals(
            "id,stage,Amount,Currency,Amount in company currency\n1,Won,1,USD,1\n2,Won,1,EUR,2.5\n"
        ) { $0.opportunities.columns = ["amount": "Amount in company currency"] }
        #expect(try await mapped.rows("SELECT sum(amount) FROM opportunities") == [[.decimal(3.5)]])
        #expect(mapped.schema.dimension("currency")?.values == ["EUR", "USD"])
    }

    @Test("left out, an amount in another currency is NULL and its deal counts; nothing is summed across currencies")
    func leftOut() async throws {
        let warehouse = try await leaveOut(header + mixed)
        #expect(
            try await pairs(
                warehouse,
                "SELECT currency, count(*), count(amount), sum(amount) FROM opportunities GROUP BY 1 ORDER BY 1")
                == ["EUR 2 0 null", "GBP 2 0 null", "USD 4 3 450.1"])
        #expect(warehouse.schema.opportunityCount == 8 && warehouse.schema.amountsInOtherCurrencies == 3)
        #expect(warehouse.schema.wonCount == 3 && warehouse.schema.dimension("currency")?.label == "Currency")
        let warning = warehouse.quality.warnings.first { $0.id == "amount.left-out" }
        #expect(
            warning?.message
                == "3 amounts are in another currency than USD and left out of all sums: 2 in EUR, 1 in GBP; "
                + "1 without a currency is taken for USD")
        #expect(warning?.line == 3)
        let euros = try await leaveOut(header + mixed, currency: "eur")
        #expect(try await pairs(euros, "SELECT sum(amount) FROM opportunities") == ["650"])
        #expect(euros.schema.amountsInOtherCurrencies == 3)
    }

    @Test("a sign in the cell says the currency as well as a column does")
    func signs() async throws {
        let text = "stage,amount\nWon,$5\nWon,€6\nOpen,7\nOpen,8 GBP\nWon,CAD 9\n"
        let warehouse = try await leaveOut(text)
        #expect(
            try await pairs(
                warehouse, "SELECT currency, count(*), sum(amount) FROM opportunities GROUP BY 1 ORDER BY 1")
                == ["CAD 1 null", "EUR 1 null", "GBP 1 null", "USD 2 12"])
        let canada = try await leaveOut(text, currency: "CAD")
        #expect(try await pairs(canada, "SELECT sum(amount) FROM opportunities WHERE currency = 'CAD'") == ["21"])
        // A cell that contradicts its row's column belongs to no sum.
        let torn = try await leaveOut("stage,amount,currency\nWon,$5,EUR\nWon,€6,EUR\n", currency: "EUR")
        #expect(try await pairs(torn, "SELECT amount FROM opportunities ORDER BY line") == ["null", "6"])
    }

    @Test("rows of one opportunity in two currencies disagree; a portal without one amount of its own stops")
    func edges() async throws {
        let twice = try await openDeals(
            "id,stage,amount,currency\n1,Won,5,USD\n1,Won,5,EUR\n2,Won,6,USD\n3,Won,7,EUR\n"
        ) {
            $0.currency = "USD"
            $0.otherCurrencies = .leaveOut
            $0.maxRejected = 0.6
        }
        #expect(twice.quality.rejected.map { "\($0.line) \($0.column ?? "")" } == ["2 currency", "3 currency"])
        let none = try await failure("stage,amount,currency\nWon,5,EUR\nWon,6,GBP\n") {
            $0.currency = "USD"
            $0.otherCurrencies = .leaveOut
        }
        #expect(none?.diagnostics.first?.id == "amount.currency")
        #expect(none?.diagnostics.first?.message.contains("all are in EUR, GBP") == true)
        let header = try await failure("stage,Amount (EUR)\nWon,5\n") { $0.currency = "USD" }
        #expect(header?.diagnostics.first?.id == "amount.currency" && header?.diagnostics.first?.line == 1)
    }

    @Test("what won deals brought is left out by its own sign")
    func actualRevenue() async throws {
        let warehouse = try await leaveOut(
            "Topic,Status,Est. Revenue,Actual Revenue\na,Won,$10,€11\nb,Won,$20,$21.5\nc,Open,$30,\n")
        #expect(try await pairs(warehouse, "SELECT amount FROM opportunities ORDER BY line") == ["null", "21.5", "30"])
    }

    @Test("a folder with several currencies gets a proposal that says what to decide")
    func discovery() throws {
        let folder = try TestFolder(["deals.csv": header + mixed])
        let proposal = try DataDiscovery.propose(folder: folder.path)
        #expect(proposal.configuration.opportunities.file == "deals.csv")
        let warning = proposal.warnings.first { $0.id == "init.currencies" }
        #expect(warning?.solution?.contains("data.other_currencies") == true)
    }
}
