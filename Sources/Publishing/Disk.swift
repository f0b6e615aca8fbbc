import Core
import Foundation

/// Reading and writing files, with errors that say what to do.
///
/// Plain system calls rather than Foundation's: the error number decides the exit code, and a file has to reach the disk
/// before it takes the place of another.
enum Disk {
    enum Kind { case file, folder, link, other }

    /// What lies at `path` itself (a symbolic link is not followed); nil where nothing does.
    static func kind(of path: String) -> Kind? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        case S_IFLNK: return .link
        default: return .other
        }
    }

    /// The file's bytes, or nil where there is no such file.
    static func readIfPresent(_ path: String) throws -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw unreadable(path, errno)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(path, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw unreadable(path, EISDIR) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Foundation.read(descriptor, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw unreadable(path, errno)
            }
            if count == 0 { return bytes }
            bytes.append(contentsOf: buffer[..<count])
        }
    }

    /// Writes a new file, or over an old one; not for files that a reader may have open.
    static func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
        try put(Array(bytes), path, sync: false)
    }

    /// Replaces the file in one step, and only where its bytes differ.
    static func replace(_ path: String, with bytes: some Sequence<UInt8>) throws {
        let bytes = Array(bytes)
        if try readIfPresent(path) == bytes { return }
        let temporary = path + ".tmp"
        try put(bytes, temporary, sync: true)
        guard rename(temporary, path) == 0 else {
            let code = errno
            unlink(temporary)
            throw failure("write", path, code)
        }
    }

    /// Makes the folder and those above it.
    static func makeFolder(_ path: String) throws {
        if mkdir(path, 0o777) == 0 { return }
        var status = stat()
        switch errno {
        case EEXIST:
            if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
            throw failure("create the folder", path, ENOTDIR)
        case ENOENT:
            let parent = (path as NSString).deletingLastPathComponent
            guard !parent.isEmpty, parent != path else { throw failure("create the folder", path, ENOENT) }
            try makeFolder(parent)
            guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw failure("create the folder", path, errno) }
        default: throw failure("create the folder", path, errno)
        }
    }

    /// Names in a folder, sorted by their bytes; none where there is no such folder.
    static func names(in folder: String) throws -> [String] {
        guard let stream = opendir(folder) else {
            if errno == ENOENT { return [] }
            throw unreadable(folder, errno)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Removes a file, a link or a folder with all that is in it; nothing where nothing is there.
    static func remove(_ path: String) throws {
        switch kind(of: path) {
        case nil: return
        case .folder:
            for name in try names(in: path) { try remove(path + "/" + name) }
            guard rmdir(path) == 0 else { throw failure("remove", path, errno) }
        default:
            guard unlink(path) == 0 else { throw failure("remove", path, errno) }
        }
    }

    /// Makes sure that everything written below `folder` has reached the disk.
    static func flush(_ folder: String) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open", folder, errno) }
        defer { close(descriptor) }
        // One call for the whole tree: a page, a file and a folder at a time takes seconds on a large site.
        guard SystemCall.flush(fileSystemOf: descriptor) else { throw failure("write", folder, errno) }
    }

    /// What the reader is told when the system refuses: 73 where the place cannot be written, 74 for everything else.
    static func failure(_ verb: String, _ path: String, _ code: Int32) -> Failure {
        let reason = String(cString: strerror(code))
        switch code {
        case EACCES, EPERM, EROFS, ENOTDIR, EISDIR, EEXIST, ELOOP, ENOENT, ENAMETOOLONG:
            return Failure(
                .cannotCreate,
                Diagnostic(
                    id: "output.not-writable", "cannot \(verb): \(reason)", file: path,
                    solution: "Make the folder writable for this user, or move what is in its place, and build again."))
        case ENOSPC, EDQUOT:
            return Failure(
                .inputOutput,
                Diagnostic(
                    id: "output.disk-full", "cannot \(verb): \(reason)", file: path,
                    solution: "Free some space and build again; the published site is as it was."))
        default:
            return Failure(
                .inputOutput,
                Diagnostic(
                    id: "output.io", "cannot \(verb): \(reason)", file: path,
                    solution: "Check the disk, then build again; the published site is as it was."))
        }
    }

    private static func unreadable(_ path: String, _ code: Int32) -> Failure {
        Failure(
            .inputOutput,
            Diagnostic(
                id: "input.unreadable", "cannot read: \(String(cString: strerror(code)))", file: path,
                solution: "Make it a file or folder that this user may read, and build again."))
    }

    private static func put(_ bytes: [UInt8], _ path: String, sync: Bool) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666)
        guard descriptor >= 0 else { throw failure("write", path, errno) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("write", path, errno)
            }
            rest = rest.dropFirst(count)
        }
        if sync, fsync(descriptor) != 0 { throw failure("write", path, errno) }
    }
}
