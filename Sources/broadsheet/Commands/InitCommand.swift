import ArgumentParser
import Core
import Foundation
import Portal

/// `broadsheet init`: a portal for data that is there.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a portal: a configuration and a first list of questions that fit the data."
    )

    @Argument(help: ArgumentHelp("The portal's folder; the current one if left out.", valueName: "dir"))
    var directory: String?

    @Option(help: ArgumentHelp("The folder with the CSV files. Default: data/ in the portal.", valueName: "folder"))
    var data: String?

    @Option(help: .hidden)
    var portal: String?

    func run() async throws {
        let folder = Paths.absolute(directory ?? portal ?? ".")
        let given = data
        let now = Date()
        try await CommandRun.perform {
            guard folder != "/" else {
                throw Failure(
                    .usage, Diagnostic(id: "init.root", "a portal cannot be `/`", solution: "Name a folder of its own.")
                )
            }
            if Paths.isFile(folder) {
                throw Failure(
                    .cannotCreate,
                    Diagnostic(
                        id: "init.place", "a file stands where the portal's folder belongs", file: folder,
                        solution: "Name another folder: `broadsheet init DIR --data FOLDER`."))
            }
            let dataFolder = given.map(Paths.absolute) ?? folder + "/data"
            if Paths.isFile(dataFolder) {
                throw Failure(
                    .usage,
                    Diagnostic(
                        id: "init.data-file", "the data is given as a folder, and this is a file", file: dataFolder,
                        solution: "Give the folder that holds it: `--data \(Paths.parent(dataFolder))`."))
            }
            guard given != nil || FileManager.default.fileExists(atPath: dataFolder) else {
                throw Failure(
                    .usage,
                    Diagnostic(
                        id: "init.no-data", "there is no data: \(dataFolder) does not exist",
                        solution:
                            "Name the folder with your CSV files: `broadsheet init --data FOLDER`; or make sample data "
                            + "first: `broadsheet sample --output \(dataFolder)`."))
            }
            let report = try await PortalInitializer(
                folder: folder, dataFolder: dataFolder,
                writtenDataFolder: InitCommand.written(dataFolder, given: given, in: folder)
            ).run(now: now)
            return try InitCommand.tell(report, in: folder)
        }
    }

    /// As the caller wrote it, absolute or relative; data inside the portal is always relative to it.
    private static func written(_ dataFolder: String, given: String?, in folder: String) -> String {
        let isInside = (dataFolder + "/").hasPrefix(folder + "/")
        return isInside || given?.hasPrefix("/") != true ? Paths.relative(dataFolder, from: folder) : dataFolder
    }

    private static func tell(_ report: PortalInitializer.Report, in folder: String) throws -> Core.ExitCode {
        for line in report.recognised { Console.note(Escape.terminal(line)) }
        for warning in report.warnings { Console.note(warning.description) }
        for error in report.errors { Console.note(error.description) }
        for name in report.kept { Console.note("kept: \(Escape.terminal(name)) was there already") }
        for name in report.written { try Console.output("wrote \(Escape.terminal(name))\n") }
        guard report.errors.isEmpty else {
            Console.note("The data cannot be read yet: mend what is said above, then run `broadsheet check`.")
            return .data
        }
        Console.note("Next: `broadsheet build --portal \(Escape.terminal(folder))`, then `broadsheet serve`.")
        return .done
    }
}
