import ArgumentParser
import Core
import Foundation
import SampleData

/// `broadsheet sample`: the CSV files of a CRM that does not exist.
struct SampleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Write a sample CRM: opportunities, contacts, stage history, accounts, owners."
    )

    @Option(help: "How many opportunities.")
    var rows = 2_000

    @Option(help: "Same seed, same bytes.")
    var seed: UInt64 = 1

    @OptionGroup var day: AsOfOptions

    @Option(help: ArgumentHelp("The folder to write into.", valueName: "dir"))
    var output = "data"

    @Flag(help: "Replace files that are there.")
    var force = false

    func validate() throws {
        guard (0...SampleGenerator.maximumRows).contains(rows) else {
            throw ValidationError("Rows are a number from 0 to \(SampleGenerator.maximumRows).")
        }
    }

    func run() async throws {
        let folder = Paths.absolute(output)
        let (rows, seed, force) = (rows, seed, force)
        let asOf = day.asOf ?? SampleGenerator.defaultAsOf
        try await CommandRun.perform {
            let writer = try SampleWriter(folder: folder, force: force)
            let clock = ContinuousClock()
            let start = clock.now
            try SampleGenerator(rows: rows, seed: seed, asOf: asOf).generate { file, bytes in
                try Task.checkCancellation()
                try writer.append(bytes, to: file)
            }
            try writer.finish()
            let elapsed = start.duration(to: clock.now)
            let seconds = max(Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18, 0.001)
            let rate = Int(exactly: (Double(rows) / seconds).rounded()) ?? 0
            Console.note("\(rows) opportunities, \(rate) a second")
            for file in SampleFile.allCases {
                try Console.output("wrote \(Escape.terminal(folder))/\(file.rawValue)\n")
            }
            return .done
        }
    }
}

/// Writes the files of a sample beside their names, and puts them in place together at the end.
final class SampleWriter {
    private let folder: String
    private var handles: [SampleFile: FileHandle] = [:]

    /// - Throws: `Failure` with exit code 73 where files are there and `force` is false, or the folder cannot be written.
    init(folder: String, force: Bool) throws {
        self.folder = folder
        let taken = SampleFile.allCases.filter { FileManager.default.fileExists(atPath: folder + "/" + $0.rawValue) }
        if !force, !taken.isEmpty {
            throw Failure(
                .cannotCreate,
                taken.map {
                    Diagnostic(
                        id: "sample.exists", "the file is there already", file: folder + "/" + $0.rawValue,
                        solution: "Choose another folder with --output, or replace it with --force.")
                })
        }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw SampleWriter.failure(folder, "the folder cannot be made")
        }
        for file in SampleFile.allCases {
            let path = partial(file)
            guard FileManager.default.createFile(atPath: path, contents: nil),
                let handle = FileHandle(forWritingAtPath: path)
            else { throw SampleWriter.failure(path, "the file cannot be made") }
            handles[file] = handle
        }
    }

    deinit {
        for file in handles.keys { try? FileManager.default.removeItem(atPath: partial(file)) }
    }

    func append(_ bytes: [UInt8], to file: SampleFile) throws {
        do {
            try handles[file]?.write(contentsOf: Data(bytes))
        } catch {
            throw SampleWriter.failure(partial(file), "the file cannot be written; is the disk full?", .inputOutput)
        }
    }

    func finish() throws {
        for file in SampleFile.allCases {
            guard let handle = handles[file] else { continue }
            let target = folder + "/" + file.rawValue
            do {
                try handle.close()
            } catch {
                throw SampleWriter.failure(target, "the file cannot be written; is the disk full?", .inputOutput)
            }
            guard rename(partial(file), target) == 0 else {
                throw SampleWriter.failure(target, "the file cannot be replaced", .inputOutput)
            }
            handles[file] = nil
        }
    }

    private func partial(_ file: SampleFile) -> String { folder + "/." + file.rawValue + ".partial" }

    private static func failure(_ path: String, _ message: String, _ code: Core.ExitCode = .cannotCreate) -> Failure {
        Failure(
            code,
            Diagnostic(
                id: "sample.not-writable", message, file: path,
                solution: "Check the permissions and the free space, or choose another folder with --output."))
    }
}
