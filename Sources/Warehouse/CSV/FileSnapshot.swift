import Core
import Foundation

/// The bytes of a file as they were at one moment, with the hash of all of them.
///
/// The file is read whole and not mapped: a mapped file that is cut short while it is read would kill the process.
struct FileSnapshot: Sendable {
    /// As written in the configuration: for messages.
    let file: String
    let bytes: [UInt8]
    let sha256: String

    /// Larger files are not read into memory; a sparse file may claim any size.
    private static let maximumSize = 16 << 30

    /// The name without its folder: all that is published.
    var source: String { file.split(separator: "/").last.map(String.init) ?? file }

    /// Reads `file`, relative to `folder`.
    ///
    /// `key` is the configuration's, such as `data.opportunities`.
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
        defer { close(descriptor) }
        var before = stat()
        guard fstat(descriptor, &before) == 0 else { throw failure("file.read", "it cannot be read", "Check the disk") }
        guard before.st_mode & S_IFMT == S_IFREG else {
            let what = before.st_mode & S_IFMT == S_IFDIR ? "a folder" : "a pipe or a device"
            throw failure("file.kind", "it is \(what), not a file", "Name a CSV file in `\(key)` of broadsheet.yml")
        }
        let size = Int(before.st_size)
        guard size <= FileSnapshot.maximumSize else {
            throw failure("file.too-large", "the file is larger than 16 GiB", "Export fewer columns or fewer years")
        }
        var failed = false
        // One byte more than the size shows a file that grows meanwhile.
        let read = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
            while count < buffer.count {
                let got = Foundation.read(
                    descriptor, buffer.baseAddress.map { $0 + count }, min(buffer.count - count, 1 << 28))
                if got < 0, errno == EINTR { continue }
                if got < 0 { failed = true }
                if got <= 0 { break }
                count += got
            }
        }
        guard !failed else { throw failure("file.read", "it cannot be read to its end", "Check the disk") }
        var after = stat()
        guard read.count == size, fstat(descriptor, &after) == 0, after.st_size == before.st_size,
            FileSnapshot.modified(after) == FileSnapshot.modified(before)
        else {
            throw failure(
                "file.changed", "the file changed while it was read", "Run the command again when it is written")
        }
        self.file = file
        bytes = read
        sha256 = ContentHash.sha256(read)
    }

    private static func modified(_ status: stat) -> [Int] {
        #if os(macOS)
            [status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec]
        #else
            [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
        #endif
    }
}
