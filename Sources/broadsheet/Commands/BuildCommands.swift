import Analyst
import ArgumentParser
import Core
import Foundation
import Portal
import Publishing

/// `broadsheet build`: answers, then renders.
struct BuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Answer the questions and publish the site: answer, then render.")

    @OptionGroup var portal: PortalOptions
    @OptionGroup var edition: EditionOptions

    func run() async throws { try await edition.build(in: portal.folder, renders: true) }
}

/// `broadsheet answer`: the first stage of a build.
struct AnswerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Answer the questions from the data and write the edition below content/editions/.")

    @OptionGroup var portal: PortalOptions
    @OptionGroup var edition: EditionOptions

    func run() async throws { try await edition.build(in: portal.folder, renders: false) }
}

/// `broadsheet render`: the second stage of a build.
struct RenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Make the site from the newest edition; needs no data.")

    @OptionGroup var portal: PortalOptions

    func run() async throws {
        let folder = portal.folder
        try await CommandRun.perform {
            let report = try PortalBuild(folder: folder).render { BuildProgress.tell($0) }
            try BuildProgress.tell(report)
            return .done
        }
    }
}

/// The options of the commands that write an edition.
struct EditionOptions: ParsableArguments {
    @OptionGroup var day: AsOfOptions

    @Option(help: "Name of the edition. Default: the ISO week of the as-of day, such as 2026-W47.")
    var edition: String?

    @Option(help: ArgumentHelp("Answer this question alone; the others keep their answers.", valueName: "slug"))
    var only: String?

    func validate() throws {
        if let edition, !EditionManifest.isValidName(edition) {
            throw ValidationError("An edition's name has letters, digits, hyphens, dots and underscores only.")
        }
    }

    func build(in folder: String, renders: Bool) async throws {
        let options = PortalBuild.Options(edition: edition, asOf: day.asOf, only: only)
        // The one place where a build reads the clock.
        let now = Date()
        try await CommandRun.perform {
            let result = try await PortalBuild(folder: folder).run(options, renders: renders, now: now) {
                BuildProgress.tell($0)
            }
            try BuildProgress.tell(result.answers)
            if let site = result.site { try BuildProgress.tell(site) }
            return result.answers.gaps.isEmpty ? .done : .incomplete
        }
    }
}

/// What a build says.
enum BuildProgress {
    static func tell(_ progress: PortalBuild.Progress) {
        switch progress {
        case .reading: Console.note("Reading the data")
        case .read(let count, let asOf, let edition):
            Console.note("Read \(count) opportunities; edition \(Escape.terminal(edition)), as of \(asOf)")
        case .asking(let number, let count, let question):
            Console.note("[\(number)/\(count)] \(Escape.terminal(question))")
        case .rendering: Console.note("Rendering the site")
        }
    }

    static func tell(_ report: PortalBuild.AnswerReport) throws {
        for warning in report.warnings { Console.note(warning.description) }
        for slug in report.kept {
            Console.note(
                "kept: content/editions/\(report.edition)/\(slug).md was edited by hand, so it was not answered anew")
        }
        for gap in report.gaps {
            Console.note(
                Diagnostic(
                    .warning, id: "build.\(gap.status.rawValue)",
                    "\(gap.entry.question.text) \(gap.reason.replacing("\n", with: " "))", file: gap.entry.file,
                    line: gap.entry.line
                ).description)
        }
        let total = report.answered + report.gaps.count
        try Console.output("Answered \(report.answered) of \(total) questions in content/editions/\(report.edition)/\n")
    }

    static func tell(_ report: RenderReport) throws {
        for warning in report.warnings { Console.note(warning.description) }
        let megabytes = FigureFormat.rounded(Decimal(report.bytes) / 1_000_000, 1)
        try Console.output(
            "Published edition \(report.edition) in site/: \(report.pages) pages, \(report.files) files, \(megabytes) MB\n"
        )
    }
}
