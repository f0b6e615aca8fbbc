import ArgumentParser
import Core
import Foundation
import Portal

/// `broadsheet eval`: how good the analyst is on questions with known answers.
struct EvalCommand: AsyncParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json
    }

    static let configuration = CommandConfiguration(
        commandName: "eval", abstract: "Score the analyst on questions with known answers.")

    @OptionGroup var portal: PortalOptions
    @OptionGroup var day: AsOfOptions

    @Option(help: "How to print the scores.")
    var format = Format.text

    @Flag(help: "With --format json: also the times, which differ from run to run.")
    var times = false

    @Argument(help: "Lists of questions with known answers, or folders of them (*.yml).")
    var files: [String]

    func validate() throws {
        if times, format != .json { throw ValidationError("--times goes with --format json; the text tells the times") }
    }

    func run() async throws {
        let folder = portal.folder
        let now = Date()
        let (format, times, asOf) = (format, times, day.asOf)
        let places = files.map { (path: Paths.absolute($0), shown: $0) }
        try await CommandRun.perform {
            let entries = try EvalFiles.load(places)
            let open = try await OpenPortal.open(PortalConfiguration.load(folder: folder), asOf: asOf, now: now)
            let wrong = entries.flatMap { $0.wrongCalls(for: open.catalogue) }
            if !wrong.isEmpty { throw Failure(.configuration, wrong) }
            let report = try await EvalRun.run(entries) { day in
                let chosen = if let day, day != open.asOf { try await open.at(day) } else { open }
                return EvalSubject(
                    analyst: chosen.analyst, fiscal: chosen.catalogue.fiscal, format: chosen.configuration.format)
            } progress: { number, entry in
                Console.note("[\(number)/\(entries.count)] \(Escape.terminal(entry.ask))")
            }
            switch format {
            case .text: try Console.output(report.text)
            case .json: try Console.output(try report.json(times: times))
            }
            return report.failed.isEmpty ? .done : .incomplete
        }
    }
}
