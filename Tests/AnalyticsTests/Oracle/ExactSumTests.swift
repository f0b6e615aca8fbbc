import Analytics
import Core
import Foundation
import TestSupport
import Testing
import Warehouse

/// Sums of many amounts are exact to the cent, where a double has lost the cents long before.
@Suite struct ExactSumTests {
    private static let rows = 200_000

    /// Cents that no binary fraction can hold, next to amounts so large that a double beside them has few cents left, and
    /// now and then one that takes the large ones back.
    private static func cents(_ row: Int) -> Int128 {
        switch row % 7 {
        case 0: 987_654_321_098_765_43
        case 3 where row % 2 == 0: -987_654_321_098_765_42
        default: Int128([1, 10, 29, 57, 99, 101, 1_999][row % 5])
        }
    }

    @Test func sumsOfManyAmountsAreExact() async throws {
        var text = "opportunity_id,account,stage,amount\n"
        var sum: Int128 = 0
        var accounts: [Int128] = Array(repeating: 0, count: 10)
        var double = 0.0
        // The amounts come again every seventy rows.
        let pattern = (0..<70).map { (cents: Self.cents($0), text: OracleFiles.decimal(Self.cents($0))) }
        for row in 0..<Self.rows {
            let (cents, amount) = pattern[row % 70]
            text += "\(row),A\(row % 10),Proposal,\(amount)\n"
            sum += cents
            accounts[row % 10] += cents
            double += Double(amount) ?? 0
        }
        // The data would show a sum in doubles as wrong.
        #expect(Int128(double * 100) != sum)
        let folder = try TestFolder(["opportunities.csv": text])
        let warehouse = try await Warehouse.open(
            DataConfiguration(folder: folder.path, opportunities: .init(file: "opportunities.csv"), maxRejected: 0))
        let catalogue = try await Catalogue(warehouse: warehouse, asOf: SmallCRM.asOf)

        let pipeline = try await catalogue.call("get_top_accounts_by_value", ["status": "open"])
        #expect(OracleComparison.agree(.cents(sum), pipeline.total("total_value")))
        let expected = accounts.enumerated().sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }
        #expect(pipeline.rows.map { $0[0] } == expected.map { .text("A\($0.offset)") })
        for (row, account) in zip(pipeline.rows, expected) {
            #expect(OracleComparison.agree(.cents(account.element), row[1]), "account \(account.offset)")
        }

        // Each amount fifty times makes ten million in one scan of the column as the product has typed it. It is the
        // engine's sum that is tested here; no function of the catalogue repeats rows.
        let tenMillion = try await warehouse.query(
            SQL(
                "SELECT count(amount) AS amounts, sum(amount) AS total FROM opportunities CROSS JOIN range(50) AS times(n)"
            ))
        #expect(tenMillion.value(0, "amounts") == .integer(10_000_000))
        #expect(OracleComparison.agree(.cents(sum * 50), tenMillion.value(0, "total")))
    }
}
