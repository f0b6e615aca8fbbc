package import Analytics
package import Core
package import Foundation
package import Warehouse

/// The same files asked through DuckDB and, loaded into a database, through PostgreSQL.
package struct TwoEngines: Sendable {
    package let duckDB: Warehouse
    package let postgres: Warehouse
    /// Of the database.
    package let url: String
    private let folder: TestFolder

    /// Tables that the files are loaded into.
    package static let tables = [
        "opportunities": "crm.opportunities", "contacts": "crm.contacts", "history": "crm.history",
    ]

    /// Loads `files` into a database of its own; `after` may change it before it is opened.
    package init(
        _ files: [String: Data], _ configuration: (String) -> DataConfiguration,
        after: (String) throws -> Void = { _ in }
    ) async throws {
        let server = try PostgresServer.shared()
        folder = try TestFolder()
        for (name, bytes) in files { try folder.write(name, bytes) }
        url = try server.makeDatabase()
        var configuration = configuration(folder.path)
        duckDB = try await Warehouse.open(configuration)
        configuration = TwoEngines.inTables(configuration)
        _ = try await PostgresLoader.load(configuration, environment: ["TEST_URL": url])
        try after(url)
        postgres = try await Warehouse.open(configuration, environment: ["TEST_URL": url])
    }

    /// The configuration with a table for each file.
    package static func inTables(
        _ configuration: DataConfiguration, source: PostgresSource = PostgresSource(urlEnv: "TEST_URL")
    ) -> DataConfiguration {
        var result = configuration
        result.engine = .postgres(source)
        result.opportunities.table = tables["opportunities"]
        result.contacts?.table = tables["contacts"]
        result.history?.table = tables["history"]
        return result
    }

    package static func smallCRM() async throws -> TwoEngines {
        try await TwoEngines(
            [
                "opportunities.csv": Data(SmallCRM.opportunities.utf8), "contacts.csv": Data(SmallCRM.contacts.utf8),
                "history.csv": Data(SmallCRM.history.utf8),
            ]
        ) { SmallCRM.configuration($0) }
    }
}

/// Calls that try every function of a catalogue with every choice, every dimension, filters, bounds and periods.
package enum EveryCall {
    package struct Call: Sendable, CustomStringConvertible {
        package var function: String
        package var arguments: [String: JSON]

        package var description: String {
            let list = arguments.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
            return "\(function)(\(list.joined(separator: ", ")))"
        }
    }

    /// Functions that some data cannot answer at all.
    package static let mayBeSilent: Set<String> = ["analyze_next_steps"]

    /// `from` and `to` bound the period that some of the calls are about; of each function there are at most `limit` calls,
    /// spread over all that there could be.
    package static func calls(_ catalogue: Catalogue, from: String, to: String, limit: Int) -> [Call] {
        catalogue.functions.flatMap { function -> [Call] in
            var lists: [[String: JSON]] = [[:]]
            let names = Set(function.parameters.map(\.name))
            for parameter in function.parameters {
                switch parameter.kind {
                case .choice(let choices):
                    lists = lists.flatMap { arguments in
                        [arguments] + choices.map { arguments.merging([parameter.name: .string($0)]) { $1 } }
                    }
                case .dimension:
                    let dimensions = catalogue.schema.dimensions.map(\.id)
                    lists = lists.flatMap { arguments in
                        [arguments] + dimensions.map { arguments.merging([parameter.name: .string($0)]) { $1 } }
                    }
                case .text:
                    // An account, or the id of an opportunity: all that functions are given by name.
                    let account = catalogue.schema.dimension("account")?.values.first ?? ""
                    let texts = parameter.name == "name" ? ["O1", "opp-000001"] : [account]
                    lists = lists.flatMap { arguments in
                        [arguments] + texts.map { arguments.merging([parameter.name: .string($0)]) { $1 } }
                    }
                case .measures:
                    let measures = catalogue.functions.flatMap(\.parameters).first { $0.name == "measure" }
                    guard case .choice(let names)? = measures?.kind else { continue }
                    lists = lists.flatMap { arguments in
                        names.map { arguments.merging([parameter.name: [.string($0), .string(names[0])]]) { $1 } }
                            + names.map { arguments.merging([parameter.name: [.string($0)]]) { $1 } }
                    }
                case .dimensions:
                    let dimensions = catalogue.schema.dimensions.map(\.id)
                    lists = lists.flatMap { arguments in
                        [arguments] + dimensions.map { arguments.merging([parameter.name: [.string($0)]]) { $1 } }
                            + [
                                arguments.merging([parameter.name: .array(dimensions.suffix(2).map(JSON.string))]) {
                                    $1
                                }
                            ]
                    }
                default: continue
                }
                lists = spread(lists, 400)
            }
            var more: [[String: JSON]] = []
            for (index, arguments) in lists.enumerated() {
                // Each of the narrowings with some of the lists, so that the number of calls stays small.
                var narrowed = arguments
                if names.contains("from"), index % 2 == 0 {
                    narrowed["from"] = .string(from)
                    narrowed["to"] = .string(to)
                }
                if names.contains("limit"), index % 3 == 0 { narrowed["limit"] = 3 }
                let dimensions = catalogue.schema.dimensions
                if names.contains("filters"), index % 3 == 1, !dimensions.isEmpty {
                    let dimension = dimensions[(index / 3) % dimensions.count]
                    let value = dimension.values.first ?? ""
                    narrowed["filters"] = [
                        [
                            "dimension": .string(dimension.id), "values": [.string(value)],
                            "exclude": .boolean(index % 2 == 1),
                        ]
                    ]
                }
                if names.contains("filters"), index % 3 == 2 {
                    let traits: [(String, String)] = [
                        ("contact_seniority", "C-level"), ("contact", notSet), ("amount", notSet),
                    ]
                    let (trait, value) = catalogue.schema.hasContacts ? traits[(index / 3) % 3] : traits[2]
                    narrowed["filters"] = [
                        ["dimension": .string(trait), "values": [.string(value)], "exclude": .boolean(index % 2 == 1)]
                    ]
                }
                if names.contains("conditions"), index % 4 == 2 {
                    narrowed["conditions"] = [["measure": "amount", "operator": "at_least", "value": 1000]]
                }
                more.append(narrowed)
            }
            let all = (lists + more.filter { !lists.contains($0) }).map { Call(function: function.name, arguments: $0) }
            return spread(all, limit)
        }
    }

    /// At most `limit` of the elements, from all over the list; a prime step meets every choice of every argument.
    private static func spread<Element>(_ list: [Element], _ limit: Int) -> [Element] {
        guard list.count > limit else { return list }
        return (0..<limit).map { list[$0 * 7919 % list.count] }
    }
}
