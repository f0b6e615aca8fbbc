import Analytics
import Core
import Foundation
import TestSupport
import Testing
import Warehouse

/// Every function of the catalogue against a second implementation, on generated data of many shapes.
///
/// A failure names the shape, its seed and the call: each can be run alone.
@Suite(.serialized) struct OracleTests {
    @Test(arguments: OracleShape.all.map(\.name))
    func agreesWithASecondImplementation(_ name: String) async throws {
        let shape = try #require(OracleShape.all.first { $0.name == name })
        let data = OracleGenerator.make(shape)
        let warehouse = try await OracleFiles.open(data)
        try #require(warehouse.schema.opportunityCount == data.deals.count)
        let catalogue = try await Catalogue(
            warehouse: warehouse, asOf: CalendarDate(daysSinceEpoch: data.asOf.number),
            fiscal: FiscalCalendar(startMonth: data.calendar.yearStarts))
        let dimensions = ["type", "account", "owner", "region", "segment", "lead_source", "product"]
            .filter { catalogue.schema.dimension($0) != nil }
        var failures = 0
        for call in OracleCall.all(data, dimensions: dimensions, seed: shape.seed) where knows(call, catalogue) {
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
            if failures <= 20 {
                Issue.record(
                    "shape “\(shape.name)”, seed \(shape.seed), \(call): \(differences.prefix(4).joined(separator: "; "))"
                )
            }
        }
        #expect(failures == 0)
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
