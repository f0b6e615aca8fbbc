import ArgumentParser
import Core
import Dispatch
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs the work of a command: signals, diagnostics and exit codes are the same for all of them.
enum CommandRun {
    /// Runs `work`, prints what it throws and ends the process with its exit code.
    ///
    /// SIGINT, SIGTERM and SIGHUP cancel the work; a second one ends the process at once. Under `nohup` SIGHUP stays
    /// ignored.
    static func perform(_ work: @escaping @Sendable () async throws -> Core.ExitCode) async throws {
        ignoreBrokenPipes()
        // The work begins when the signals are watched: one that comes before would kill the process.
        let (start, starter) = AsyncStream.makeStream(of: Never.self)
        let task = Task {
            for await _ in start {}
            return try await work()
        }
        let signals = [SIGINT, SIGTERM, SIGHUP].compactMap { number in
            let before = signal(number, SIG_IGN)
            return number == SIGHUP && isIgnored(before) ? nil : watch(number, on: .global()) { task.cancel() }
        }
        defer { signals.forEach { $0.cancel() } }
        starter.finish()
        try await finish { try await task.value }
    }

    /// The same for a server, which ends by itself on SIGINT and SIGTERM: only the exit code tells SIGINT.
    static func performServing(_ work: @escaping @Sendable () async throws -> Void) async throws {
        ignoreBrokenPipes()
        let interrupted = Mutex(false)
        let queue = DispatchQueue(label: "broadsheet.signals")
        let source = watch(SIGINT, on: queue) { interrupted.withLock { $0 = true } }
        defer { source.cancel() }
        try await finish {
            try await work()
            // What the signal started may be over before its handler here has run.
            queue.sync {}
            return interrupted.withLock { $0 } ? .interrupted : .done
        }
    }

    /// Calls `first` when the signal arrives; the next one ends the process.
    private static func watch(
        _ number: Int32, on queue: DispatchQueue, _ first: @escaping @Sendable () -> Void
    ) -> any DispatchSourceSignal {
        let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
        source.setEventHandler {
            first()
            signal(number, SIG_DFL)
        }
        source.resume()
        return source
    }

    private static func isIgnored(_ handler: sighandler_t?) -> Bool {
        unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
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
