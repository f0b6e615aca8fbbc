package import Core
package import Warehouse

/// The functions that this portal's data can be asked with.
package struct Catalogue: Sendable {
    package let context: FunctionContext
    package let functions: [any CatalogueFunction]
    /// The first close date of a won or lost deal: of a period before it nothing is known.
    package let closedSince: CalendarDate?

    package var schema: Schema { context.schema }
    package var asOf: CalendarDate { context.asOf }
    package var fiscal: FiscalCalendar { context.fiscal }

    /// - Throws: the engine's `Failure`.
    package init(warehouse: Warehouse, asOf: CalendarDate, fiscal: FiscalCalendar = FiscalCalendar()) async throws {
        context = FunctionContext(
            warehouse: warehouse, asOf: asOf, fiscal: fiscal, weight: try await WeightModel.make(for: warehouse))
        closedSince = try await warehouse.query(
            SQL("SELECT min(closed) AS first FROM opportunities WHERE outcome IN ('won', 'lost')")
        ).value(0, "first").date
        functions = [
            TopAccounts(), TopOpportunities(), PipelineSummary(), WinRate(), StageFunnel(), PipelineForecast(),
            RevenueTrend(), CompareSegments(), SlippedDeals(), RoleFrequency(), TitleAnalysis(), ProductConversion(),
            DealVelocity(), StalledDeals(), LossAnalysis(), AccountOverview(), MissingStakeholders(), Concentration(),
            NextSteps(),
        ]
    }

    package func function(_ name: String) -> (any CatalogueFunction)? { functions.first { $0.name == name } }

    /// Holds the arguments of a call against the function's parameters and the data, without running it.
    ///
    /// - Throws: `CatalogueError` as `call` does.
    package func check(_ name: String, _ arguments: [String: JSON]) throws {
        guard let function = function(name) else {
            throw CatalogueError.unknownFunction(name, nearest: Names.nearest(to: name, among: functions.map(\.name)))
        }
        _ = try Arguments(function: function, given: arguments, schema: schema)
    }

    /// Runs a function by name.
    ///
    /// - Throws: `CatalogueError` for an unknown function, arguments that do not fit or data that is not there; the
    ///   engine's `Failure` where a statement fails.
    package func call(_ name: String, _ arguments: [String: JSON] = [:]) async throws -> FunctionResult {
        guard let function = function(name) else {
            throw CatalogueError.unknownFunction(name, nearest: Names.nearest(to: name, among: functions.map(\.name)))
        }
        let checked = try Arguments(function: function, given: arguments, schema: schema)
        var result = try await function.run(checked, context)
        if context.warehouse.quality.rejected.count > 0 {
            let rows = schema.datasets.filter { result.sources.keys.contains($0.name) }.reduce(0) {
                $0 + $1.rejectedRows
            }
            if rows > 0 {
                result.notes.append(
                    rows == 1
                        ? "One row of these files could not be read and is left out; the data page lists it."
                        : "\(rows) rows of these files could not be read and are left out; the data page lists them.")
            }
        }
        return result
    }

    /// The JSON Schema of a function's arguments, strict.
    package func parametersSchema(_ function: any CatalogueFunction) -> JSON {
        let dimensions = schema.dimensions.map(\.id)
        var properties: [String: JSON] = [:]
        for parameter in function.parameters { properties[parameter.name] = parameter.schema(dimensions: dimensions) }
        return [
            "type": "object", "properties": .object(properties),
            "required": .array(properties.keys.sorted().map(JSON.string)), "additionalProperties": false,
        ]
    }
}
