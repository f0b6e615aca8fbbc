import ArgumentParser
import Core
import Foundation
import Portal
import Warehouse

/// `broadsheet data`: what was made of the data's columns and rows.
struct DataCommand: AsyncParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json
    }

    static let configuration = CommandConfiguration(
        commandName: "data", abstract: "Show how the data is read: columns, types, stages, rejected rows, warnings.")

    @OptionGroup var portal: PortalOptions

    @Option(help: "How to print the report.")
    var format = Format.text

    @Flag(
        help: """
            With `engine: postgres`: copy the CSV files into the tables that broadsheet.yml names, in one transaction. The \
            database is the one whose URL is in the environment variable that `url_env` names.
            """)
    var load = false

    @Flag(help: "With --load: also replace tables that no load has made.")
    var replace = false

    func validate() throws {
        if replace, !load { throw ValidationError("--replace goes with --load") }
    }

    func run() async throws {
        let folder = portal.folder
        let (format, load, replace) = (format, load, replace)
        try await CommandRun.perform {
            let configuration = try PortalConfiguration.load(folder: folder)
            if load {
                let loaded = try await PostgresLoader.load(
                    configuration.data, environment: ProcessInfo.processInfo.environment, replace: replace)
                for diagnostic in loaded.quality.warnings.sorted() { Console.note(diagnostic.description) }
                for table in loaded.tables {
                    Console.note("Loaded \(table.rows) rows of \(table.source) into \(table.table)")
                }
                if !loaded.quality.rejected.isEmpty {
                    Console.note("Left out \(loaded.quality.rejected.count) rows that could not be read")
                }
            }
            let warehouse = try await configuration.openWarehouse()
            for warning in warehouse.operatorWarnings { Console.note(warning.description) }
            let report = DataReport(warehouse)
            switch format {
            case .text: try Console.output(report.text)
            case .json: try Console.output(try report.json)
            }
            return .done
        }
    }
}
