import CDuckDB
import Core
import Foundation

/// Opens an import from the cache, or makes it and keeps it.
///
/// All of it blocks, but for the import itself.
struct KeptImport {
    let engine: DuckDBEngine
    let schema: Schema
    let quality: QualityReport
    /// What must live as long as the engine.
    let holds: [any Sendable]

    /// Throws `Failure` where the files cannot be imported, any other error where the cache cannot be used.
    static func open(
        _ configuration: DataConfiguration, _ cache: ImportCache, sizes: ReadingSizes
    ) async throws -> KeptImport {
        let library = try DuckDBLibrary.shared.get().library_version().map { String(cString: $0) } ?? ""
        try FileManager.default.createDirectory(atPath: cache.folder, withIntermediateDirectories: true)
        if let hashes = try knownHashes(configuration, cache) {
            let key = ContentKey.key(configuration, hashes: hashes, library: library)
            if let found = try open(key, cache) { return found }
        }
        return try await make(configuration, cache, library: library, sizes: sizes)
    }

    /// The hashes of the files as they are; nil where it is not worth while to find them.
    private static func knownHashes(_ configuration: DataConfiguration, _ cache: ImportCache) throws -> [String]? {
        var index = HashIndex.read(cache.index)
        let files = try configuration.files.map { file, key throws(Failure) in
            try OpenFile(file: file, folder: configuration.folder, key: key)
        }
        var hashes = files.map { index.hash($0) }
        if hashes.contains(nil) {
            guard cache.hasImport(ofSizes: files.map(\.status.size)) else { return nil }
            for (place, file) in files.enumerated() where hashes[place] == nil {
                let entry = try HashIndex.entry(file)
                index.remember(file.path, entry)
                hashes[place] = entry.sha256
            }
            try DurableFile.write(try JSONEncoder().encode(index), to: cache.index)
        }
        return hashes.compactMap(\.self)
    }

    private static func open(_ key: String, _ cache: ImportCache) throws -> KeptImport? {
        guard let kept = cache.find(key) else { return nil }
        let work = try cache.newBuilding()
        do throws(Failure) {
            let engine = try DuckDBEngine(.readOnly(path: kept.database, temporary: work.temporary))
            return KeptImport(engine: engine, schema: kept.schema, quality: kept.quality, holds: [kept.hold, work])
        } catch {
            // A file that DuckDB does not open is no import.
            cache.forget(key)
            return nil
        }
    }

    private static func make(
        _ configuration: DataConfiguration, _ cache: ImportCache, library: String, sizes: ReadingSizes
    ) async throws -> KeptImport {
        let work = try cache.newBuilding()
        let began = HashIndex.now()
        let imported = try await build(configuration, cache, work, sizes: sizes)
        let hashes = imported.files.map(\.sha256)
        let key = ContentKey.key(configuration, hashes: hashes, library: library)
        guard let size = ImportCache.size(work.database) else { throw DurableFile.Fault() }
        try cache.publish(
            work.database, key,
            .init(
                schema: imported.schema, quality: imported.quality, size: size,
                fileSizes: imported.files.map(\.status.size)))
        var index = HashIndex.read(cache.index)
        for file in imported.files {
            index.remember(file.path, .init(status: file.status, sha256: file.sha256, hashed: began))
        }
        try DurableFile.write(try JSONEncoder().encode(index), to: cache.index)
        guard let opened = try open(key, cache) else { throw DurableFile.Fault() }
        cache.prune(keeping: key)
        return opened
    }

    /// Imports into a file that is whole and closed afterwards.
    private static func build(
        _ configuration: DataConfiguration, _ cache: ImportCache, _ work: Building, sizes: ReadingSizes
    ) async throws -> ImportResult {
        let engine = try DuckDBEngine(
            .building(path: work.database, temporary: work.temporary, memoryLimit: cache.memoryLimit))
        defer { engine.close() }
        return try await engine.run { api, connection in
            let session = DuckDBSession(api: api, connection: connection)
            let result = try Importer.run(configuration, session, sizes: sizes)
            try session.execute("CHECKPOINT")
            return result
        }
    }
}
