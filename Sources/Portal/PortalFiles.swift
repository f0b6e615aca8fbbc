import Core
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reading and making the portal's own small files.
enum PortalFiles {
    /// Configuration and question lists are written by hand; a file beyond this size is something else.
    private static let maximumSize = 4 << 20

    /// All bytes of a regular file.
    ///
    /// - Throws: `Failure` with exit code 78 that names the file as `name`.
    static func contents(of path: String, shownAs name: String) throws -> [UInt8] {
        // O_NONBLOCK: opening a FIFO must not wait for a writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw unreadable(name, reason: reason(errno)) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(name, reason: reason(errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw unreadable(name, reason: "it is not a regular file") }
        guard status.st_size <= maximumSize else { throw unreadable(name, reason: "it is larger than 4 MiB") }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= maximumSize {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable(name, reason: reason(errno)) }
            if count == 0 { break }
            bytes.append(contentsOf: buffer[..<count])
        }
        return bytes
    }

    /// Makes a file that is not there yet, and the folders to it; false where it is there.
    ///
    /// - Throws: `Failure` with exit code 73 that names the file as `name`.
    static func create(_ path: String, _ bytes: [UInt8], shownAs name: String) throws -> Bool {
        try createFolder((path as NSString).deletingLastPathComponent)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            if errno == EEXIST { return false }
            throw unwritable(name, reason: reason(errno))
        }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw unwritable(name, reason: reason(errno)) }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Makes a folder and those above it, where they are not there yet.
    ///
    /// - Throws: `Failure` with exit code 73.
    static func createFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw unwritable(path, reason: "the folder cannot be made")
        }
    }

    /// The text of an errno value.
    static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }

    private static func unreadable(_ name: String, reason: String) -> Failure {
        Failure(
            .configuration,
            Diagnostic(
                id: "portal.unreadable", "cannot read the file: \(reason)", file: name,
                solution: "Check that the file exists and that you may read it."))
    }

    private static func unwritable(_ name: String, reason: String) -> Failure {
        Failure(
            .cannotCreate,
            Diagnostic(
                id: "portal.not-writable", "cannot write: \(reason)", file: name,
                solution: "Check the folder's permissions and the free space."))
    }
}
