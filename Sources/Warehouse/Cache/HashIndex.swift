import Core
import Foundation

/// Remembers the hashes of files by what the file system says of them, so that unchanged files are not read to know it.
struct HashIndex: Codable {
    struct Entry: Codable, Hashable {
        var status: FileStatus
        var sha256: String
        /// Nanoseconds since 1970 when the hashing began.
        var hashed: Int
    }

    /// By absolute path.
    var entries: [String: Entry] = [:]

    private static let maximumEntries = 200
    /// A file that was changed so shortly before it was hashed may have been changed again without another time.
    private static let racyPeriod = 2_000_000_000

    static func read(_ path: String) -> HashIndex {
        guard let data = FileManager.default.contents(atPath: path),
            let index = try? JSONDecoder().decode(HashIndex.self, from: data)
        else { return HashIndex() }
        return index
    }

    /// The hash of the file, where nothing can have changed since it was found.
    func hash(_ file: OpenFile) -> String? {
        guard let entry = entries[file.path], entry.status == file.status,
            entry.hashed - entry.status.changed > HashIndex.racyPeriod
        else { return nil }
        return entry.sha256
    }

    mutating func remember(_ path: String, _ entry: Entry) {
        entries[path] = entry
        // Those hashed longest ago go first.
        let old = entries.sorted { ($0.value.hashed, $0.key) > ($1.value.hashed, $1.key) }.dropFirst(
            HashIndex.maximumEntries)
        for (path, _) in old { entries[path] = nil }
    }

    /// Hashes the whole file.
    static func entry(_ file: OpenFile) throws(Failure) -> Entry {
        let began = now()
        var hasher = ContentHash.Hasher()
        let buffer = TextBuffer(capacity: 1 << 20)
        var offset = 0
        while true {
            buffer.removeAll()
            try buffer.append(upTo: 1 << 20) { target throws(Failure) in
                try file.read(into: UnsafeMutableRawBufferPointer(target), at: offset)
            }
            guard buffer.count > 0 else { break }
            offset += buffer.count
            guard offset <= file.status.size else { throw file.changed }
            hasher.update(UnsafeRawBufferPointer(buffer.bytes))
        }
        try file.checkUnchanged(count: offset)
        return Entry(status: file.status, sha256: hasher.finish(), hashed: began)
    }

    static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec)
    }
}
