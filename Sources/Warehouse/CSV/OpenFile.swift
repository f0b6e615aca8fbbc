import Core
import Foundation

/// What the file system says of a file: while all of it stays the same, so do the file's bytes.
struct FileStatus: Hashable, Sendable, Codable {
    var device: UInt64
    var inode: UInt64
    /// In bytes.
    var size: Int
    /// Nanoseconds since 1970 of the last change to the bytes; anybody can set it.
    var modified: Int
    /// Nanoseconds since 1970 of the last change to the file at all; nobody can set it.
    var changed: Int

    init(_ status: stat) {
        #if os(macOS)
            let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
        #else
            let (modified, changed) = (status.st_mtim, status.st_ctim)
        #endif
        func nanoseconds(_ time: timespec) -> Int { Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec) }
        device = UInt64(truncatingIfNeeded: status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int(status.st_size)
        self.modified = nanoseconds(modified)
        self.changed = nanoseconds(changed)
    }
}

/// A file that is held open, so that its name may come to mean another one while it is read.
///
/// It is read in blocks and never mapped: a mapped file that is cut short while it is read would kill the process.
final class OpenFile: Sendable {
    /// As written in the configuration: for messages.
    let file: String
    /// Absolute.
    let path: String
    /// As it was when the file was opened.
    let status: FileStatus
    private let descriptor: Int32

    /// A sparse file may claim any size.
    private static let maximumSize = 1 << 40

    /// The name without its folder: all that is published.
    var source: String { file.split(separator: "/").last.map(String.init) ?? file }

    /// Opens `file`, relative to `folder`.
    ///
    /// `key` is the configuration's, such as `data.opportunities`. Throws `Failure(.data)` where it is no file that can be
    /// read.
    init(file: String, folder: String, key: String) throws(Failure) {
        func failure(_ id: String, _ message: String, _ solution: String) -> Failure {
            Failure(.data, Diagnostic(id: id, message, file: file, solution: solution))
        }
        let path = file.hasPrefix("/") ? file : folder + "/" + file
        // Without O_NONBLOCK, opening a FIFO waits for a writer that may never come.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT, ENOTDIR:
                throw failure(
                    "file.missing", "there is no such file", "Put the file there, or correct `\(key)` in broadsheet.yml"
                )
            case EACCES:
                throw failure("file.permission", "the file may not be read", "Give yourself the right to read it")
            case ELOOP:
                throw failure("file.loop", "the path is a loop of symbolic links", "Correct `\(key)` in broadsheet.yml")
            default:
                throw failure("file.open", String(cString: strerror(errno)), "Correct `\(key)` in broadsheet.yml")
            }
        }
        // From here on a failure closes the file in deinit.
        self.file = file
        self.path = path
        self.descriptor = descriptor
        var status = stat()
        let isKnown = fstat(descriptor, &status) == 0
        self.status = FileStatus(status)
        guard isKnown else { throw failure("file.read", "it cannot be read", "Check the disk") }
        guard status.st_mode & S_IFMT == S_IFREG else {
            let what = status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "a pipe or a device"
            throw failure("file.kind", "it is \(what), not a file", "Name a CSV file in `\(key)` of broadsheet.yml")
        }
        guard self.status.size <= OpenFile.maximumSize else {
            throw failure("file.too-large", "the file is larger than 1 TiB", "Export fewer columns or fewer years")
        }
    }

    deinit { close(descriptor) }

    /// Reads from `offset` until `buffer` is full or the file ends, and returns how many bytes that were.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(Failure) -> Int {
        var count = 0
        while count < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
            let got = pread(descriptor, rest.baseAddress, min(rest.count, 1 << 28), off_t(offset + count))
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else {
                throw Failure(
                    .data,
                    Diagnostic(
                        id: "file.read", "it cannot be read to its end", file: file, solution: "Check the disk"))
            }
            if got == 0 { break }
            count += got
        }
        return count
    }

    /// Throws where the file is not any more what it was when it was opened, or has not the `count` bytes that were read.
    func checkUnchanged(count: Int) throws(Failure) {
        var after = stat()
        guard fstat(descriptor, &after) == 0, count == status.size, FileStatus(after).size == status.size,
            FileStatus(after).modified == status.modified
        else { throw changed }
    }

    var changed: Failure {
        Failure(
            .data,
            Diagnostic(
                id: "file.changed", "the file changed while it was read", file: file,
                solution: "Run the command again when it is written"))
    }
}
