import Foundation

/// Files that others see whole or not at all, also after a crash.
enum DurableFile {
    struct Fault: Error {}

    /// Writes `data` to `path` by way of a file beside it.
    static func write(_ data: Data, to path: String) throws {
        let temporary = "\(path).\(getpid())-\(UUID().uuidString).tmp"
        do {
            try data.write(to: URL(fileURLWithPath: temporary))
            try publish(temporary, as: path)
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// Gives a finished file its name.
    static func publish(_ temporary: String, as path: String) throws {
        try synchronize(temporary)
        guard rename(temporary, path) == 0 else { throw Fault() }
        try? synchronize((path as NSString).deletingLastPathComponent)
    }

    private static func synchronize(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Fault() }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Fault() }
    }
}

/// A lock on a file, given back when it is not referred to any more or the process ends.
final class FileLock: Sendable {
    private let descriptor: Int32

    /// Waits for the lock; nil where the file cannot be opened, or with `isPatient` false where another has the lock.
    init?(_ path: String, isShared: Bool, isPatient: Bool = true, isCreating: Bool = false) {
        descriptor = open(path, (isCreating ? O_RDWR | O_CREAT : O_RDONLY) | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return nil }
        let operation = (isShared ? LOCK_SH : LOCK_EX) | (isPatient ? 0 : LOCK_NB)
        var result = flock(descriptor, operation)
        while result != 0, errno == EINTR { result = flock(descriptor, operation) }
        guard result == 0 else {
            close(descriptor)
            return nil
        }
    }

    deinit { close(descriptor) }
}
