import Core
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The files of a published site as they were when it was opened.
///
/// A request names a path; only a path that is listed here is opened, and it is opened relative to the folder as it was.
/// When a build swaps the folder for a new one, this snapshot still serves the old files until it is let go.
final class SiteSnapshot: Sendable {
    struct File: Hashable, Sendable {
        let size: Int
        /// SHA-256 of the bytes.
        let hash: String
    }

    /// What tells one published folder from the next.
    struct Identity: Hashable, Sendable {
        let device: UInt64
        let inode: UInt64

        /// nil where there is no folder at `path`.
        init?(path: String) {
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
            self.init(status)
        }

        init(_ status: stat) {
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
        }
    }

    let identity: Identity
    /// Path below the site (`answers/x/index.html`) → file.
    let files: [String: File]
    private let root: Int32

    /// Opens the folder at `path` and hashes all its files.
    ///
    /// - Throws: `Failure` with exit code 78 where there is no site, 74 where it cannot be read.
    init(path: String) throws {
        let root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard root >= 0 else {
            throw Failure(
                .configuration,
                Diagnostic(
                    id: "serve.no-site", "there is no published site: \(String(cString: strerror(errno)))",
                    file: "site/",
                    solution: "Publish one with `broadsheet build`."))
        }
        var status = stat()
        var found: [String: File] = [:]
        guard fstat(root, &status) == 0, SiteSnapshot.list(root, below: "", depth: 0, into: &found) else {
            let reason = String(cString: strerror(errno))
            close(root)
            throw Failure(
                .inputOutput, Diagnostic(id: "serve.unreadable", "cannot read the site: \(reason)", file: "site/"))
        }
        self.root = root
        identity = Identity(status)
        files = found
    }

    deinit { close(root) }

    /// The bytes of a listed file; nil where the folder has been removed since.
    func bytes(of name: String) -> [UInt8]? {
        guard let file = files[name] else { return nil }
        let descriptor = openat(root, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard let bytes = SiteSnapshot.contents(descriptor), bytes.count == file.size else { return nil }
        return bytes
    }

    /// Adds the files of an open folder to those found.
    ///
    /// Symbolic links, and names that start with a dot or an underscore, are not served.
    private static func list(_ folder: Int32, below prefix: String, depth: Int, into found: inout [String: File])
        -> Bool
    {
        guard depth < 32 else { return true }
        // fdopendir takes over the descriptor that it is given, so it gets one of its own.
        let own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard own >= 0 else { return false }
        guard let stream = fdopendir(own) else {
            close(own)
            return false
        }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(".") || name.hasPrefix("_") { continue }
            let descriptor = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
            if descriptor < 0 { continue }
            defer { close(descriptor) }
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { return false }
            if status.st_mode & S_IFMT == S_IFDIR {
                guard list(descriptor, below: prefix + name + "/", depth: depth + 1, into: &found) else { return false }
            } else if status.st_mode & S_IFMT == S_IFREG {
                guard let bytes = contents(descriptor) else { return false }
                found[prefix + name] = File(size: bytes.count, hash: ContentHash.sha256(bytes))
            }
        }
        return true
    }

    private static func contents(_ descriptor: Int32) -> [UInt8]? {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        let capacity = max(0, Int(status.st_size))
        var isComplete = true
        let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            count = 0
            while count < capacity, let start = buffer.baseAddress {
                let part = read(descriptor, start + count, capacity - count)
                if part < 0, errno == EINTR { continue }
                guard part > 0 else {
                    isComplete = part == 0
                    break
                }
                count += part
            }
        }
        return isComplete ? bytes : nil
    }
}
