import Core
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Results go to standard output, all else to standard error.
enum Console {
    /// Writes a result.
    ///
    /// - Throws: `Failure` with exit code 74, as where the disk is full. A reader that has gone is no failure.
    static func output(_ text: String) throws { try output(Array(text.utf8)) }

    static func output(_ bytes: some Sequence<UInt8>) throws {
        guard let code = write(Array(bytes), to: STDOUT_FILENO), code != EPIPE else { return }
        throw Failure(
            .inputOutput,
            Diagnostic(id: "output", "cannot write the result: \(String(cString: strerror(code)))"))
    }

    /// Tells what goes on; a standard error that cannot be written is nobody's loss.
    static func note(_ line: String) { _ = write(Array((line + "\n").utf8), to: STDERR_FILENO) }

    /// The errno value where not all could be written.
    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return errno }
            rest = rest.dropFirst(count)
        }
        return nil
    }

    private static func systemWrite(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, start, count)
        #else
            Darwin.write(descriptor, start, count)
        #endif
    }
}
