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

    func run() async throws {
        let folder = portal.folder
        let format = format
        try await CommandRun.perform {
            let configuration = try PortalConfiguration.load(folder: folder)
            let report = DataReport(try await Warehouse.open(configuration.data))
            switch format {
            case .text: try Console.output(report.text)
            case .json: try Console.output(try report.json)
            }
            return .done
        }
    }
}
