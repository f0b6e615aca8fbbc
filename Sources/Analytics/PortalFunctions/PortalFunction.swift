package import Core
package import Warehouse

/// A function of the portal's own: a read-only SELECT over its tables, with named parameters.
package struct PortalFunction: CatalogueFunction {
    package let name: String
    package let summary: String
    package let parameters: [Parameter]
    /// Where it is written: for messages.
    package let file: String
    /// Units of the result's columns, by name; a column without one is a date, a text, or a plain number by its type.
    package let units: [String: Unit]
    private let statement: NamedParameters

    /// Line of the file on which the statement begins.
    package let firstLine: Int

    /// Rows of a result at most.
    static let maximumRows = 1000
    /// The parameter that every function has: the day that figures are told for.
    static let asOf = "as_of"

    /// - Throws: `Failure(.configuration)` with file and line where the statement cannot be cut at its parameters, names one
    ///   that is not declared, or leaves one out.
    package init(
        name: String, summary: String, parameters: [Parameter], units: [String: Unit] = [:], sql: String, file: String,
        firstLine: Int
    ) throws {
        func failure(_ id: String, _ message: String, _ line: Int, _ solution: String) -> Failure {
            Failure(
                .configuration,
                Diagnostic(id: "functions.\(id)", message, file: file, line: line, solution: solution))
        }
        do throws(NamedParameters.Fault) {
            statement = try NamedParameters(sql)
        } catch {
            throw failure(
                "statement", error.message, firstLine + error.line - 1,
                "Write one SELECT with its parameters as :name")
        }
        let used = Set(statement.names)
        let declared = Set(parameters.map(\.name) + [PortalFunction.asOf])
        if let unknown = used.sorted().first(where: { !declared.contains($0) }) {
            let nearest = Names.nearest(to: unknown, among: declared)
            throw failure(
                "parameter", "the statement has a parameter :\(unknown) that is not declared", firstLine,
                nearest.map { "Did you mean `:\($0)`?" } ?? "Declare it under `parameters`")
        }
        if let unused = parameters.first(where: { !used.contains($0.name) }) {
            throw failure(
                "parameter", "the parameter \(unused.name) is declared and the statement does not use it", firstLine,
                "Use it as :\(unused.name), or remove it")
        }
        self.name = name
        self.summary = summary
        self.parameters = parameters
        self.units = units
        self.file = file
        self.firstLine = firstLine
    }

    /// Asks the engine whether it would run the statement, without running it.
    ///
    /// - Throws: `Failure(.configuration)` with the engine's reason, file and line.
    package func check(_ warehouse: Warehouse) async throws {
        let sample = parameters.reduce(into: [String: Value]()) { $0[$1.name] = PortalFunction.sample($1) }
        let values = sample.merging([PortalFunction.asOf: .date(CalendarDate(daysSinceEpoch: 20_000))]) { _, own in own
        }
        do {
            let bound = try statement.bound(values)
            // No row is made: the engine plans the statement with the types of its parameters, and refuses what is no query.
            _ = try await warehouse.query(
                SQL("SELECT * FROM (\n" + bound.text + "\n) AS portal_function LIMIT 0", bound.bindings))
        } catch let fault as NamedParameters.Fault {
            throw refusal(fault.message, nil)
        } catch let failure as Failure where failure.exitCode != .unavailable {
            let reason = failure.diagnostics.first?.message ?? "the engine refuses it"
            throw refusal(reason, PortalFunction.line(in: reason))
        }
    }

    package func run(_ arguments: Arguments, _ context: FunctionContext) async throws -> FunctionResult {
        var values: [String: Value] = [PortalFunction.asOf: .date(context.asOf)]
        for parameter in parameters {
            values[parameter.name] = try PortalFunction.value(arguments, parameter)
        }
        let sql: SQL
        do {
            sql = try statement.bound(values)
        } catch {
            throw CatalogueError.invalidArgument(function: name, argument: "", problem: error.message, nearest: nil)
        }
        let rows = SQL(
            "SELECT * FROM (\n" + sql.text + "\n) AS portal_function\nLIMIT \(PortalFunction.maximumRows)", sql.bindings
        )
        let count = SQL("SELECT count(*) AS row_count FROM (\n" + sql.text + "\n) AS portal_function", sql.bindings)
        let table = try await context.warehouse.query(rows)
        let total = try await context.warehouse.query(count).value(0, "row_count").integer ?? table.rows.count
        var run = arguments.values
        if statement.names.contains(PortalFunction.asOf) {
            run[PortalFunction.asOf] = .string(context.asOf.description)
        }
        let tables = ["opportunities", "contacts", "history"].filter(statement.words.contains)
        let read = context.schema.dimensions.map(\.id) + ["amount", "probability", "created", "closed", "stage"]
        return FunctionResult(
            function: name, arguments: run, columns: columns(table), rows: table.rows, totalRowCount: total,
            truncated: total > table.rows.count, sql: [sql, count].map(\.shown).joined(separator: "\n\n"),
            sources: context.sources(
                tables.contains("opportunities") ? read.filter(statement.words.contains) : [],
                contacts: tables.contains("contacts") ? ["title", "role"].filter(statement.words.contains) : [],
                history: tables.contains("history") ? ["stage", "entered"].filter(statement.words.contains) : []))
    }

    private func columns(_ table: Table) -> [ResultColumn] {
        table.columns.enumerated().map { index, column in
            let cells = table.rows.lazy.compactMap { $0.indices.contains(index) ? $0[index] : nil }
            let unit: Unit =
                switch cells.first(where: { !$0.isNull }) {
                case .date: .date
                case .integer, .decimal, .number: .count
                case .text, .boolean, .null, nil: .text
                }
            return ResultColumn(column, Names.label(column), units[column] ?? unit)
        }
    }

    private func refusal(_ reason: String, _ line: Int?) -> Failure {
        // The statement begins on the second line of what was asked of the engine.
        Failure(
            .configuration,
            Diagnostic(
                id: "functions.refused", "\(name) is refused: \(reason)", file: file,
                line: firstLine + max(0, (line ?? 2) - 2),
                solution: "Write one read-only SELECT over opportunities, contacts and history"))
    }

    /// The line that an engine names in its reason: `LINE 3: …`.
    private static func line(in reason: String) -> Int? {
        guard let range = reason.range(of: "LINE ") else { return nil }
        return Int(reason[range.upperBound...].prefix { $0.isNumber })
    }

    private static func value(_ arguments: Arguments, _ parameter: Parameter) throws -> Value {
        switch parameter.kind {
        case .integer: return arguments.integer(parameter.name).map(Value.integer) ?? .null
        case .amount, .fraction: return arguments.values[parameter.name]?.decimal.map(Value.decimal) ?? .null
        case .date: return try arguments.date(parameter.name).map(Value.date) ?? .null
        case .boolean: return arguments.values[parameter.name]?.boolean.map(Value.boolean) ?? .null
        default: return arguments.string(parameter.name).map(Value.text) ?? .null
        }
    }

    /// Any value of the parameter's type: its default, where it has one.
    private static func sample(_ parameter: Parameter) -> Value {
        switch parameter.kind {
        case .integer(let range): .integer(parameter.defaultValue?.integer ?? range.lowerBound)
        case .amount, .fraction: .decimal(parameter.defaultValue?.decimal ?? 0)
        case .date: .date(CalendarDate(daysSinceEpoch: 20_000))
        case .boolean: .boolean(true)
        default: .text(parameter.defaultValue?.string ?? "")
        }
    }
}
