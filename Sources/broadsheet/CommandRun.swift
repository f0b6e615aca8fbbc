import ArgumentParser
import Core
import Dispatch
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs the work of a command: signals, diagnostics and exit codes are the same for all of them.
enum CommandRun {
    /// Runs `work`, prints what it throws and ends the process with its exit code.
    ///
    /// SIGINT and SIGTERM cancel the work; a second one ends the process at once.
    static func perform(_ work: @escaping @Sendable () async throws -> Core.ExitCode) async throws {
        ignoreBrokenPipes()
        let task = Task { try await work() }
        let signals = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                task.cancel()
                signal(number, SIG_DFL)
            }
            source.resume()
            return source
        }
        defer { signals.forEach { $0.cancel() } }
        try await finish { try await task.value }
    }

    /// The same without signals, for a server, which has its own way to end.
    static func performServing(_ work: @escaping @Sendable () async throws -> Void) async throws {
        ignoreBrokenPipes()
        try await finish {
            try await work()
            return .done
        }
    }

    private static func finish(_ work: () async throws -> Core.ExitCode) async throws {
        var code = Core.ExitCode.done
        do {
            code = try await work()
        } catch let failure as Failure {
            Console.note(failure.description)
            code = failure.exitCode
        } catch is CancellationError {
            Console.note("interrupted; the published site is as it was")
            code = .interrupted
        }
        if code != .done { throw ArgumentParser.ExitCode(code.rawValue) }
    }

    /// A reader of standard output that goes away is seen as a failed write, not as a signal that kills.
    private static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }
}
