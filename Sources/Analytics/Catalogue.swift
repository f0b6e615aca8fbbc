package import Core
package import Warehouse

/// The functions that this portal's data can be asked with.
package struct Catalogue: Sendable {
    package let context: FunctionContext
    package let functions: [any CatalogueFunction]
    /// Names that questions may use.
    package let names: KnownNames
    /// The first close date of a won or lost deal: of a period before it nothing is known.
    package let closedSince: CalendarDate?

    package var schema: Schema { context.schema }
    package var asOf: CalendarDate { context.asOf }
    package var fiscal: FiscalCalendar { context.fiscal }

    /// - Parameters:
    ///   - forecast: where commit and best case begin, for data without a forecast category.
    ///   - portalFunctions: the portal's own functions; each is held against the engine.
    /// - Throws: the engine's `Failure`; `Failure(.configuration)` with all that is wrong with the portal's functions.
    package init(
        warehouse: Warehouse, asOf: CalendarDate, fiscal: FiscalCalendar = FiscalCalendar(),
        forecast: ForecastThresholds? = nil, portalFunctions: [PortalFunction] = []
    ) async throws {
        context = FunctionContext(
            warehouse: warehouse, asOf: asOf, fiscal: fiscal, weight: try await WeightModel.make(for: warehouse),
            contactLinks: try await ContactLinks.find(warehouse), forecast: forecast)
        closedSince = try await warehouse.query(
            SQL("SELECT min(closed) AS first FROM opportunities WHERE outcome IN ('won', 'lost')")
        ).value(0, "first").date
        names = try await KnownNames.load(warehouse)
        let own: [any CatalogueFunction] = [
            TopAccounts(), TopOpportunities(), PipelineSummary(), WinRate(), StageFunnel(), PipelineForecast(),
            RevenueTrend(), CompareSegments(), PeriodChange(), SlippedDeals(), RoleFrequency(), TitleAnalysis(),
            ProductConversion(), DealVelocity(), StalledDeals(), LossAnalysis(), AccountOverview(),
            MissingStakeholders(), FindOpportunities(),
            Concentration(), NextSteps(), QueryMetric(),
        ]
        functions = own + portalFunctions
        try await Catalogue.check(portalFunctions, own, warehouse)
    }

    /// Throws what is wrong with any of the portal's own functions: a name that is taken, a statement that the engine refuses.
    private static func check(
        _ functions: [PortalFunction], _ own: [any CatalogueFunction], _ warehouse: Warehouse
    ) async throws {
        var problems: [Diagnostic] = []
        var taken = Dictionary(own.map { ($0.name, "the catalogue") }, uniquingKeysWith: { first, _ in first })
        for function in functions {
            if let other = taken.updateValue(function.file, forKey: function.name) {
                problems.append(
                    Diagnostic(
                        id: "functions.name", "the name \(function.name) is taken by \(other)", file: function.file,
                        solution: "Give the function another name"))
                continue
            }
            do {
                try await function.check(warehouse)
            } catch let failure as Failure where failure.exitCode == .configuration {
                problems += failure.diagnostics
            }
        }
        if !problems.isEmpty { throw Failure(.configuration, problems) }
    }

    package func function(_ name: String) -> (any CatalogueFunction)? { functions.first { $0.name == name } }

    /// Holds the arguments of a call against the function's parameters and the data, without running it.
    ///
    /// - Throws: `CatalogueError` as `call` does.
    package func check(_ name: String, _ arguments: [String: JSON]) throws {
        guard let function = function(name) else {
            throw CatalogueError.unknownFunction(name, nearest: Names.nearest(to: name, among: functions.map(\.name)))
        }
        _ = try Arguments(function: function, given: arguments, context: context, names: names)
    }

    /// Runs a function by name.
    ///
    /// - Throws: `CatalogueError` for an unknown function, arguments that do not fit or data that is not there; the
    ///   engine's `Failure` where a statement fails.
    package func call(_ name: String, _ arguments: [String: JSON] = [:]) async throws -> FunctionResult {
        guard let function = function(name) else {
            throw CatalogueError.unknownFunction(name, nearest: Names.nearest(to: name, among: functions.map(\.name)))
        }
        let checked = try Arguments(function: function, given: arguments, context: context, names: names)
        var result = try await function.run(checked, context)
        let rows = schema.datasets.filter { result.sources.keys.contains($0.name) }.reduce(0) { $0 + $1.rejectedRows }
        if rows > 0 {
            let source = context.warehouse.dialect == .duckdb ? "files" : "tables"
            result.notes.append(
                rows == 1
                    ? "One row of these \(source) could not be read and is left out; the data page lists it."
                    : "\(rows) rows of these \(source) could not be read and are left out; the data page lists them.")
        }
        return result
    }

    /// The JSON Schema of a function's arguments, strict.
    package func parametersSchema(_ function: any CatalogueFunction) -> JSON {
        let dimensions = schema.dimensions.map(\.id)
        let traits = DealTrait.known(schema).map(\.rawValue)
        var properties: [String: JSON] = [:]
        for parameter in function.parameters {
            properties[parameter.name] = parameter.schema(dimensions: dimensions, traits: traits)
        }
        return [
            "type": "object", "properties": .object(properties),
            "required": .array(properties.keys.sorted().map(JSON.string)), "additionalProperties": false,
        ]
    }
}
