import Core
import Foundation

/// Where imports are kept between runs: a folder that may be deleted at any time.
package struct ImportCache: Hashable, Sendable {
    /// Absolute path, such as the portal's `.broadsheet/imports`; it is created where it does not exist.
    package var folder: String
    /// How many imports are kept, and how many bytes they may have together; the newest is kept in any case.
    package var maximumCount: Int
    package var maximumSize: Int
    /// Bytes of memory that the database may use while it imports; what does not fit goes to the folder.
    package var memoryLimit: Int

    package init(
        folder: String, maximumCount: Int = 4, maximumSize: Int = 20 << 30, memoryLimit: Int = 512 << 20
    ) {
        self.folder = folder
        self.maximumCount = maximumCount
        self.maximumSize = maximumSize
        self.memoryLimit = memoryLimit
    }

    /// What is known about a kept import.
    struct Sidecar: Codable {
        var schema: Schema
        var quality: QualityReport
        /// Bytes of the database.
        var size: Int
        /// Bytes of the files that were imported.
        var fileSizes: [Int]
    }

    /// A kept import, held so that no other process removes it.
    struct Kept: Sendable {
        var database: String
        var schema: Schema
        var quality: QualityReport
        var hold: FileLock
    }

    var index: String { folder + "/index.json" }
    func database(_ key: String) -> String { "\(folder)/\(key).duckdb" }
    func sidecar(_ key: String) -> String { "\(folder)/\(key).json" }
    /// The lock under which files get and lose their names.
    private var lockFile: String { folder + "/lock" }

    func lock(isShared: Bool) -> FileLock? { FileLock(lockFile, isShared: isShared, isCreating: true) }

    /// The import with this key; nil where there is none, or not a whole one.
    func find(_ key: String) -> Kept? {
        guard access(sidecar(key), R_OK) == 0, let lock = lock(isShared: true),
            let hold = FileLock(sidecar(key), isShared: true),
            let data = FileManager.default.contents(atPath: sidecar(key)),
            let content = try? JSONDecoder().decode(Sidecar.self, from: data),
            ImportCache.size(database(key)) == content.size
        else { return nil }
        // Which imports go first is known by when they were used last.
        utimes(sidecar(key), nil)
        return withExtendedLifetime(lock) {
            Kept(database: database(key), schema: content.schema, quality: content.quality, hold: hold)
        }
    }

    /// Whether an import of files of these sizes is kept, so that it is worth while to hash them.
    func hasImport(ofSizes sizes: [Int]) -> Bool {
        keys().contains { key in
            FileManager.default.contents(atPath: sidecar(key)).flatMap {
                try? JSONDecoder().decode(Sizes.self, from: $0)
            }?.fileSizes == sizes
        }
    }

    private struct Sizes: Codable {
        var fileSizes: [Int]
    }

    /// Gives a finished database its name, unless another process was first.
    func publish(_ temporary: String, _ key: String, _ content: Sidecar) throws {
        guard let lock = lock(isShared: false) else { throw DurableFile.Fault() }
        defer { withExtendedLifetime(lock) {} }
        let data = try JSONEncoder().encode(content)
        // Without its sidecar a database is none: it comes last, and goes first.
        unlink(sidecar(key))
        try DurableFile.publish(temporary, as: database(key))
        try DurableFile.write(data, to: sidecar(key))
    }

    /// Forgets an import that turned out to be broken.
    func forget(_ key: String) {
        let lock = lock(isShared: false)
        defer { withExtendedLifetime(lock) {} }
        unlink(sidecar(key))
        unlink(database(key))
    }

    /// Removes the imports used longest ago that are too many or too large, but none that is in use; and what crashed
    /// processes left.
    func prune(keeping key: String) {
        guard let lock = lock(isShared: false) else { return }
        defer { withExtendedLifetime(lock) {} }
        var count = 0
        var total = 0
        for other in keys().sorted(by: { used($0) == used($1) ? $0 < $1 : used($0) > used($1) }) {
            let size = ImportCache.size(database(other)) ?? 0
            if other == key || (count < maximumCount && total + size <= maximumSize) {
                count += 1
                total += size
                continue
            }
            guard let alone = FileLock(sidecar(other), isShared: false, isPatient: false) else { continue }
            withExtendedLifetime(alone) {
                _ = unlink(sidecar(other))
                _ = unlink(database(other))
            }
        }
        removeLeftovers()
    }

    /// The file of a database that is being built; held by a lock on the folder of its temporary files.
    func newBuilding() throws -> Building { try Building(folder) }

    private func removeLeftovers() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let kept = Set(keys())
        for name in names {
            let path = folder + "/" + name
            if name.hasPrefix("work-") {
                // A process that still works has the lock.
                guard
                    FileLock(path + "/lock", isShared: false, isPatient: false) != nil
                        || access(path + "/lock", F_OK) != 0
                else { continue }
                try? FileManager.default.removeItem(atPath: path)
            } else if name.hasSuffix(".tmp") || (name.hasSuffix(".duckdb") && !kept.contains(String(name.dropLast(7))))
            {
                unlink(path)
            }
        }
    }

    private func keys() -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".json") && $0 != "index.json" }.map { String($0.dropLast(5)) }.sorted()
    }

    private func used(_ key: String) -> Int { ImportCache.status(sidecar(key))?.modified ?? 0 }

    private static func status(_ path: String) -> FileStatus? {
        var status = stat()
        return stat(path, &status) == 0 ? FileStatus(status) : nil
    }

    static func size(_ path: String) -> Int? { status(path)?.size }
}

/// A folder for one process: the database that it builds, and what does not fit into the memory.
///
/// It is removed with this value, or by another process when this one has crashed.
final class Building: Sendable {
    let folder: String
    private let hold: FileLock

    var database: String { folder + "/import.duckdb" }
    var temporary: String { folder + "/spill" }

    fileprivate init(_ parent: String) throws {
        folder = "\(parent)/work-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        guard let hold = FileLock(folder + "/lock", isShared: false, isCreating: true) else {
            throw DurableFile.Fault()
        }
        self.hold = hold
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }
}
