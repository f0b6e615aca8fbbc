import Analytics
import Core
import TestSupport
import Testing
import Warehouse

/// `query_metric` on nine opportunities whose figures are worked out by hand.
@Suite struct QueryMetricTests {
    private func call(_ arguments: [String: JSON]) async throws -> FunctionResult {
        try await SmallCRM.catalogue().call("query_metric", arguments)
    }

    @Test func everyMeasureOverAllIsWhatTheHandSays() async throws {
        let names: [(String, Value)] = [
            ("bookings", .decimal(8000.50)), ("won_deals", .integer(3)), ("closed_deals", .integer(5)),
            ("lost_deals", .integer(2)), ("lost_value", .decimal(3900)), ("pipeline", .decimal(14_700)),
            // 4000 × 0.5 + 10000 × 0.8 + 700 × 0.5; O7 has no amount.
            ("weighted_pipeline", .decimal(10_350)), ("open_deals", .integer(4)), ("overdue_deals", .integer(1)),
            ("overdue_value", .decimal(10_000)), ("total_value", .decimal(26_600.50)), ("deals", .integer(9)),
            ("created_deals", .integer(9)), ("created_value", .decimal(26_600.50)), ("accounts", .integer(4)),
            ("logos", .integer(2)), ("new_logos", .integer(2)),
        ]
        for (name, expected) in names {
            let result = try await call(["measures": [.string(name)]])
            #expect(result.rows.count == 1 && result.totalRowCount == 1)
            #expect(result.rows[0][0].decimal == expected.decimal, "\(name)")
            #expect(result.total(name).decimal == expected.decimal, "\(name) as a total")
        }
        let means: [(String, Double)] = [
            ("average_deal_size", 8000.50 / 3), ("median_deal_size", 2000.50), ("win_rate", 0.6), ("loss_rate", 0.4),
            // 60, 100 and 80 days
            ("sales_cycle", 80), ("median_sales_cycle", 80), ("win_rate_by_value", 8000.50 / 11_900.50),
            ("average_open_deal", 4900), ("average_value", 26_600.50 / 8),
            // 50, 80, 46 and 19 days on 20 November
            ("deal_age", 48.75),
        ]
        for (name, expected) in means {
            let result = try await call(["measures": [.string(name)]])
            let value = try #require(result.rows[0][0].double)
            #expect(abs(value - expected) < 1e-9, "\(name): \(value)")
        }
    }

    @Test func severalMeasuresKeepTheirOwnPopulations() async throws {
        let result = try await call([
            "measures": ["bookings", "pipeline", "win_rate", "created_deals"], "dimensions": ["region"],
            "order_by": "dimension",
        ])
        #expect(result.columns.map(\.name) == ["region", "bookings", "pipeline", "win_rate", "created_deals"])
        #expect(result.rows.map { $0[0].string } == ["APAC", "EMEA", notSet])
        #expect(result.rows.map { $0[1].decimal } == [5000, 3000.50, 0])
        #expect(result.rows.map { $0[2].decimal } == [10_000, 4000, 700])
        #expect(result.rows.map { $0[3].double } == [0.5, 2.0 / 3.0, nil])
        #expect(result.rows.map { $0[4].integer } == [3, 5, 1])
    }

    @Test func aPeriodIsThatOfEachMeasuresOwnDate() async throws {
        let result = try await call([
            "measures": ["bookings", "created_deals"], "from": "2026-10-01", "to": "2026-12-31",
        ])
        // Closed in the quarter: O6. Created in it: O3, O7, O8.
        #expect(result.rows[0][0].decimal == 5000)
        #expect(result.rows[0][1].integer == 3)
    }

    @Test func aGrainGivesEveryPeriodAndRefusesTwoDates() async throws {
        let result = try await call([
            "measures": ["bookings", "won_deals", "average_deal_size"], "grain": "quarter", "from": "2026-01-01",
            "to": "2026-12-31",
        ])
        #expect(result.columns.map(\.name) == ["period", "period_start", "bookings", "won_deals", "average_deal_size"])
        #expect(result.rows.map { $0[0].string } == ["Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026"])
        #expect(result.rows.map { $0[2].decimal } == [1000, 0, 2000.50, 5000])
        #expect(result.rows.map { $0[4].double } == [1000, nil, 2000.50, 5000])
        await #expect(throws: CatalogueError.self) {
            try await call(["measures": ["bookings", "created_deals"], "grain": "month"])
        }
    }

    @Test func openDealsLookAheadFromTheAsOfDate() async throws {
        let result = try await call(["measures": ["pipeline"], "grain": "month"])
        #expect(result.rows.count == 12)
        #expect(result.rows.first?[0].string == "Nov 2026")
        #expect(result.rows.prefix(3).map { $0[2].decimal } == [10_000, 4700, nil])
        // The one deal of January has no amount: its sum is not known, that of February is nought.
        #expect(result.rows.dropFirst(3).first?[2].decimal == 0)
    }

    @Test func boundsOrderAndLimitWorkOnGroups() async throws {
        let bounded = try await call([
            "measures": ["total_value", "deals"], "dimensions": ["account"],
            "having": [["measure": "deals", "operator": "at_least", "value": 2]],
        ])
        #expect(bounded.rows.map { $0[0].string } == ["Birch", "Acme", "Cedar"])
        #expect(bounded.rows.map { $0[1].decimal } == [13_000, 7000.50, 5000])
        let limited = try await call([
            "measures": ["total_value"], "dimensions": ["account"], "limit": 2, "order": "lowest",
        ])
        #expect(limited.rows.map { $0[0].string } == [notSet, "Dún, \"Inc\""])
        #expect(limited.totalRowCount == 5)
        #expect(limited.total("total_value").decimal == 26_600.50)
    }

    @Test func filtersConditionsAndTwoDimensions() async throws {
        let result = try await call([
            "measures": ["deals"], "dimensions": ["type", "owner"],
            "filters": [["dimension": "type", "values": ["Renewal"], "exclude": true]],
            "conditions": [["measure": "amount", "operator": "above", "value": 1000]],
        ])
        // O3 and O6 of Bob, O4 of Bob (New Business), O5 of Ann (Expansion); O1 is exactly 1000.
        #expect(
            result.rows.map { $0.map { $0.string ?? "\($0.integer ?? -1)" } } == [
                ["New Business", "Bob", "3"], ["Expansion", "Ann", "1"],
            ])
    }

    private struct Misfit: Sendable {
        var arguments: [String: JSON]
        var named: String
    }

    private static let misfits: [Misfit] = [
        Misfit(arguments: ["measures": []], named: "measures"), Misfit(arguments: [:], named: "measures"),
        Misfit(arguments: ["measures": ["bookings", "bookings"]], named: "measures"),
        Misfit(arguments: ["measures": ["bokings"]], named: "measures"),
        Misfit(arguments: ["measures": ["deals"], "dimensions": ["regoin"]], named: "dimensions"),
        Misfit(
            arguments: ["measures": ["deals"], "having": [["measure": "bookings", "operator": "above", "value": 1]]],
            named: "having"),
        Misfit(arguments: ["measures": ["deals"], "order_by": "bookings"], named: "order_by"),
        Misfit(arguments: ["measures": ["deals"], "order_by": "period"], named: "order_by"),
        Misfit(arguments: ["measures": ["deals"], "order_by": "dimension"], named: "order_by"),
        Misfit(arguments: ["measures": ["deals"], "grain": "decade"], named: "grain"),
        Misfit(arguments: ["measures": ["deals"], "limit": 0], named: "limit"),
    ]

    @Test(arguments: misfits.indices)
    func argumentsThatDoNotFitAreNamed(_ index: Int) async throws {
        let misfit = Self.misfits[index]
        do {
            _ = try await call(misfit.arguments)
            Issue.record("\(misfit.arguments) is taken")
        } catch let CatalogueError.invalidArgument(_, argument, _, _) {
            #expect(argument == misfit.named)
        }
    }

    @Test func nothingInScopeIsZeroOrEmptyAndNeverATrap() async throws {
        let filters: JSON = [
            ["dimension": "account", "values": ["Acme"]], ["dimension": "region", "values": ["APAC"]],
        ]
        let whole = try await call(["measures": ["bookings", "win_rate", "deals"], "filters": filters])
        #expect(whole.rows.count == 1)
        #expect(whole.rows[0][0].decimal == 0 && whole.rows[0][1].isNull && whole.rows[0][2].integer == 0)
        let grouped = try await call(["measures": ["bookings"], "dimensions": ["owner"], "filters": filters])
        #expect(grouped.rows.isEmpty && grouped.totalRowCount == 0)
    }
}
