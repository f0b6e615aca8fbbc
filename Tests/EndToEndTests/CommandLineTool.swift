import Foundation

/// The built `broadsheet`, run as a person runs it.
struct CommandLineTool {
    struct Outcome: Sendable {
        var code: Int32
        var output: String
        var errors: String
    }

    struct Missing: Error, CustomStringConvertible {
        let path: String
        var description: String { "there is no \(path); build it with `swift build --build-tests`" }
    }

    /// The executable beside the test bundle.
    static func path() throws -> String {
        let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        var folder = bundle.deletingLastPathComponent()
        // On macOS the bundle is a folder with the executable some levels down.
        for _ in 0..<5 {
            let candidate = folder.appendingPathComponent("broadsheet").path
            if FileManager.default.isExecutableFile(atPath: candidate), !folder.path.hasSuffix(".xctest") {
                return candidate
            }
            folder.deleteLastPathComponent()
        }
        throw Missing(path: bundle.deletingLastPathComponent().appendingPathComponent("broadsheet").path)
    }

    /// Runs it to its end.
    ///
    /// - Parameters:
    ///   - environment: variables that differ from those of the tests.
    ///   - started: called with the running process.
    static func run(
        _ arguments: [String], in folder: String, environment: [String: String] = [:],
        started: @escaping @Sendable (Process, _ errorFile: String) -> Void = { _, _ in }
    ) async throws -> Outcome {
        let executable = try path()
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        try runAndWait(executable, arguments, in: folder, environment: environment, started: started)
                    })
            }
        }
    }

    private static func runAndWait(
        _ executable: String, _ arguments: [String], in folder: String, environment: [String: String],
        started: (Process, String) -> Void
    ) throws -> Outcome {
        // Files rather than pipes: nobody has to read while the process runs.
        let base = NSTemporaryDirectory() + "broadsheet-run-" + UUID().uuidString
        let (outputFile, errorFile) = (base + ".out", base + ".err")
        defer {
            try? FileManager.default.removeItem(atPath: outputFile)
            try? FileManager.default.removeItem(atPath: errorFile)
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        var variables = ProcessInfo.processInfo.environment
        variables["PORT"] = nil
        process.environment = variables.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        for file in [outputFile, errorFile] { try Data().write(to: URL(fileURLWithPath: file)) }
        process.standardOutput = FileHandle(forWritingAtPath: outputFile)
        process.standardError = FileHandle(forWritingAtPath: errorFile)
        try process.run()
        started(process, errorFile)
        process.waitUntilExit()
        return Outcome(
            code: process.terminationStatus, output: try text(of: outputFile), errors: try text(of: errorFile))
    }

    static func text(of file: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: file)), as: UTF8.self)
    }
}
