import Analytics
import Core
import Foundation
import TestSupport
import Testing
import Warehouse

/// Every function of the catalogue against a second implementation, on generated data of many shapes.
///
/// A failure names the shape, its seed and the call: each can be run alone.
@Suite struct OracleTests {
    @Test(arguments: OracleShape.all.map(\.name))
    func agreesWithASecondImplementation(_ name: String) async throws {
        let shape = try #require(OracleShape.all.first { $0.name == name })
        let data = OracleGenerator.make(shape)
        let warehouse = try await OracleFiles.open(data)
        try await compare(data, warehouse, shape)
    }

    private func compare(_ generated: OracleData, _ warehouse: Warehouse, _ shape: OracleShape) async throws {
        var data = generated
        try #require(warehouse.schema.opportunityCount == data.deals.count)
        let catalogue = try await Catalogue(
            warehouse: warehouse, asOf: CalendarDate(daysSinceEpoch: data.asOf.number),
            fiscal: FiscalCalendar(startMonth: data.calendar.yearStarts))
        // The role of the last activity may be still to come.
        if !catalogue.schema.roles.contains(where: { $0.rawValue == "last_activity_date" }) {
            data.columns.remove("last_activity")
        }
        data.prepare()
        var waiting: Set<String> = []
        if data.contacts != nil, try await !knowsSeniority(warehouse) {
            waiting = ["analyze_titles", "find_missing_stakeholders"]
        }
        let dimensions = [
            "type", "account", "owner", "region", "segment", "lead_source", "product", "forecast_category", "stage",
        ]

        .filter { catalogue.schema.dimension($0) != nil }
        var failures = 0
        for call in calls(data, dimensions, shape, catalogue)
        where !waiting.contains(call.function) {
            let expected = Oracle.answer(call.function, OracleArguments(call.arguments), data)
            let actual: Result<FunctionResult, any Error>
            do {
                actual = .success(try await catalogue.call(call.function, call.arguments))
            } catch {
                actual = .failure(error)
            }
            let differences = OracleComparison.differences(expected, actual)
            guard !differences.isEmpty else { continue }
            failures += 1
            // The first few say it all.
            if failures <= 2000 {
                Issue.record(
                    "shape “\(shape.name)”, seed \(shape.seed), \(call): \(differences.prefix(4).joined(separator: "; "))"
                )
            }
        }
        #expect(failures == 0)
    }

    /// Amounts in another currency are no amounts of the portal's; their deals count all the same.
    @Test func leavesOtherCurrenciesOut() async throws {
        var data = OracleGenerator.make(.severalCurrencies)
        let warehouse = try await OracleFiles.open(data)
        for index in data.deals.indices where data.deals[index].currency != "USD" { data.deals[index].cents = nil }
        try await compare(data, warehouse, .severalCurrencies)
    }

    /// At most five calls of each function, others for each shape: all of them where the environment asks for it, which takes
    /// some minutes.
    private func calls(
        _ data: OracleData, _ dimensions: [String], _ shape: OracleShape, _ catalogue: Catalogue
    ) -> [OracleCall] {
        let all = OracleCall.all(data, dimensions: dimensions, seed: shape.seed).filter { knows($0, catalogue) }
        if ProcessInfo.processInfo.environment["BROADSHEET_ORACLE"] == "all" { return all }
        var random = OracleRandom(seed: shape.seed &+ 15_485_863)
        return Dictionary(grouping: all, by: \.function).sorted { $0.key < $1.key }.flatMap { _, calls in
            let count = min(5, calls.count)
            // Evenly from the list, so that all kinds of calls are met in some shape.
            let first = random.number(0...(calls.count - 1))
            return (0..<count).map { calls[(first + $0 * calls.count / count) % calls.count] }
        }
    }

    /// Whether contacts carry the seniority of their title, which the import may be still to learn.
    private func knowsSeniority(_ warehouse: Warehouse) async throws -> Bool {
        let columns = try await warehouse.query(SQL("SELECT * FROM contacts LIMIT 0")).columns
        return columns.contains("seniority")
    }

    /// Whether the catalogue has the function and the arguments, so that a test waits for what is still to come.
    private func knows(_ call: OracleCall, _ catalogue: Catalogue) -> Bool {
        guard let function = catalogue.function(call.function) else { return false }
        return call.arguments.allSatisfy { name, value in
            guard let parameter = function.parameters.first(where: { $0.name == name }) else {
                // The functions about a moment have no period.
                return false
            }
            guard case .choice(let choices) = parameter.kind, let text = value.string else { return true }
            return choices.contains(text)
        }
    }
}
