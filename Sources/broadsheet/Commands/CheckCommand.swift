import ArgumentParser
import Core
import Foundation
import Portal

/// `broadsheet check`: everything that a build needs, without building.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Look for what is wrong in configuration, data, questions, templates and links."
    )

    @OptionGroup var portal: PortalOptions

    func run() async throws {
        let folder = portal.folder
        let now = Date()
        try await CommandRun.perform {
            let found = try await PortalCheck(folder: folder).run(now: now) { Console.note(Escape.terminal($0)) }
            for diagnostic in found { try Console.output(diagnostic.description + "\n") }
            let errors = found.count { $0.severity == .error }
            let warnings = found.count - errors
            try Console.output("\(errors) errors, \(warnings) warnings\n")
            return errors == 0 ? .done : .incomplete
        }
    }
}
