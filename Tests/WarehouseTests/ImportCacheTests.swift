import Core
import Foundation
import Testing

@testable import Warehouse

@Suite("Import cache")
struct ImportCacheTests {
    private let text = "opportunity_id,stage,amount,account\n1,Won,10.25,Acme\n2,Lost,3,Initech\n"

    private func cache(_ folder: TestFolder, maximumCount: Int = 4, maximumSize: Int = 1 << 40) -> ImportCache {
        ImportCache(folder: folder.path + "/state/imports", maximumCount: maximumCount, maximumSize: maximumSize)
    }

    private func databases(_ cache: ImportCache) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: cache.folder)) ?? []).filter {
            $0.hasSuffix(".duckdb")
        }.sorted()
    }

    /// A number of the file that changes whenever it is made anew.
    private func inode(_ cache: ImportCache, _ name: String) throws -> UInt64 {
        var status = stat()
        #expect(stat(cache.folder + "/" + name, &status) == 0)
        return UInt64(status.st_ino)
    }

    private func total(_ warehouse: Warehouse) async throws -> Value? {
        try await warehouse.rows("SELECT sum(amount) FROM opportunities").first?.first
    }

    @Test("a second opening imports nothing and gives the same")
    func hit() async throws {
        let folder = try TestFolder(["deals.csv": text])
        let cache = cache(folder)
        let first = try await Warehouse.open(folder.configuration(), cache: cache)
        let memory = try await Warehouse.open(folder.configuration())
        let names = databases(cache)
        #expect(names.count == 1)
        let made = try inode(cache, names[0])
        let second = try await Warehouse.open(folder.configuration(), cache: cache)
        #expect(databases(cache) == names)
        #expect(try inode(cache, names[0]) == made)
        for warehouse in [first, second] {
            #expect(warehouse.schema == memory.schema && warehouse.quality == memory.quality)
            #expect(warehouse.operatorWarnings.isEmpty)
            let rows = try await warehouse.rows("SELECT * FROM opportunities")
            #expect(try await memory.rows("SELECT * FROM opportunities") == rows)
        }
        // What was imported is read from the database, not from the file.
        let sidecar = cache.folder + "/" + names[0].replacing(".duckdb", with: ".json")
        let content = try #require(FileManager.default.contents(atPath: sidecar))
        let marked = String(decoding: content, as: UTF8.self).replacing(
            "\"opportunityCount\":2", with: "\"opportunityCount\":7")
        try Data(marked.utf8).write(to: URL(fileURLWithPath: sidecar))
        #expect(try await Warehouse.open(folder.configuration(), cache: cache).schema.opportunityCount == 7)
    }

    @Test("a changed file, a changed configuration and a changed side file are imported again")
    func changes() async throws {
        let folder = try TestFolder(["deals.csv": text, "teams.csv": "account,team\nAcme,North\nInitech,South\n"])
        let cache = cache(folder)
        let configuration = folder.configuration { $0.lookups = [.init(file: "teams.csv", key: "account")] }
        _ = try await Warehouse.open(configuration, cache: cache)
        try folder.write("deals.csv", Array(text.replacing("10.25", with: "11.25").utf8))
        let changed = try await Warehouse.open(configuration, cache: cache)
        #expect(try await total(changed) == .decimal(14.25))
        try folder.write("teams.csv", Array("account,team\nAcme,East\nInitech,South\n".utf8))
        let moved = try await Warehouse.open(configuration, cache: cache)
        #expect(moved.schema.dimension("team")?.values == ["East", "South"])
        var other = configuration
        other.stages = .init(order: [], won: ["Lost"], lost: ["Won"])
        #expect(try await Warehouse.open(other, cache: cache).schema.stages.map(\.name) == ["Lost", "Won"])
        #expect(databases(cache).count == 4)
    }

    @Test("every part of the configuration is part of the key, and so are the hashes and the library")
    func key() {
        let base = DataConfiguration(folder: "/a", opportunities: .init(file: "b.csv"))
        var all: [DataConfiguration] = [base]
        func vary(_ change: (inout DataConfiguration) -> Void) {
            var next = base
            change(&next)
            all.append(next)
        }
        vary { $0.folder = "/b" }
        vary { $0.opportunities.columns = ["amount": "x"] }
        vary { $0.opportunities.columns = ["amount": "y"] }
        vary { $0.opportunities.columns = ["amount": "x", "stage": "y"] }
        vary { $0.contacts = .init(file: "b.csv") }
        vary { $0.history = .init(file: "b.csv") }
        vary { $0.lookups = [.init(file: "b.csv", key: "k")] }
        vary { $0.stages = .init() }
        vary { $0.stages = .init(order: ["a", "b"]) }
        vary { $0.stages = .init(order: ["a\", \"b"]) }
        vary { $0.dateFormat = .dayMonthYear }
        vary { $0.nulls = [] }
        vary { $0.maxRejected = 0.02 }
        vary { $0.currency = "EUR" }
        vary { $0.encoding = .latin1 }
        var keys = all.map { ContentKey.key($0, hashes: ["1"], library: "v2") }
        keys.append(ContentKey.key(base, hashes: ["2"], library: "v2"))
        keys.append(ContentKey.key(base, hashes: ["1", "2"], library: "v2"))
        keys.append(ContentKey.key(base, hashes: ["1"], library: "v3"))
        #expect(Set(keys).count == keys.count)
        // Not on the order in which a dictionary happens to lie.
        let roles = (0..<20).map { "role\($0)" }
        var forth = base
        var back = base
        for role in roles { forth.opportunities.columns[role] = role }
        for role in roles.reversed() { back.opportunities.columns[role] = role }
        #expect(
            ContentKey.key(forth, hashes: [], library: "") == ContentKey.key(back, hashes: [], library: ""))
    }

    @Test("a database or a sidecar that is corrupt, cut short or gone is made again")
    func corrupt() async throws {
        let folder = try TestFolder(["deals.csv": text])
        let cache = cache(folder)
        _ = try await Warehouse.open(folder.configuration(), cache: cache)
        let name = try #require(databases(cache).first)
        let database = cache.folder + "/" + name
        let sidecar = database.replacing(".duckdb", with: ".json")
        let size = try #require(ImportCache.size(database))
        let damages: [() throws -> Void] = [
            { #expect(truncate(database, off_t(size / 2)) == 0) },
            { try Data(repeating: 0x55, count: size).write(to: URL(fileURLWithPath: database)) },
            { try Data("{".utf8).write(to: URL(fileURLWithPath: sidecar)) },
            { #expect(unlink(database) == 0) }, { #expect(unlink(sidecar) == 0) },
            { try Data("nonsense".utf8).write(to: URL(fileURLWithPath: cache.index)) },
            { try FileManager.default.removeItem(atPath: cache.folder) },
        ]
        for (number, damage) in damages.enumerated() {
            try damage()
            let warehouse = try await Warehouse.open(folder.configuration(), cache: cache)
            #expect(try await total(warehouse) == .decimal(13.25), "damage \(number)")
            #expect(warehouse.operatorWarnings.isEmpty && databases(cache) == [name])
        }
    }

    @Test("many openings at once all answer, and one import is kept")
    func together() async throws {
        let folder = try TestFolder(["deals.csv": text])
        let cache = cache(folder)
        let configuration = folder.configuration()
        let sums = try await withThrowingTaskGroup(of: Value?.self) { group in
            for _ in 0..<6 {
                group.addTask { [self] in try await total(try await Warehouse.open(configuration, cache: cache)) }
            }
            return try await group.reduce(into: [Value?]()) { $0.append($1) }
        }
        #expect(sums == Array(repeating: .decimal(13.25), count: 6))
        #expect(databases(cache).count == 1)
        // Nothing is left of those that came second.
        let names = try FileManager.default.contentsOfDirectory(atPath: cache.folder)
        #expect(names.allSatisfy { !$0.hasPrefix("work-") && !$0.hasSuffix(".tmp") })
    }

    @Test("a file that was changed just before it was hashed is hashed again")
    func racilyClean() throws {
        let folder = try TestFolder(["deals.csv": text])
        func file() throws -> OpenFile { try OpenFile(file: "deals.csv", folder: folder.path, key: "data") }
        let opened = try file()
        let entry = try HashIndex.entry(opened)
        #expect(entry.sha256 == ContentHash.sha256(text.utf8))
        var index = HashIndex()
        index.remember(opened.path, entry)
        // It has been written less than two seconds ago.
        #expect(index.hash(opened) == nil)
        var later = entry
        later.hashed = opened.status.changed + 2_000_000_000
        index.remember(opened.path, later)
        #expect(index.hash(opened) == nil)
        later.hashed += 1
        index.remember(opened.path, later)
        #expect(index.hash(opened) == entry.sha256)
        // Other bytes of the same length at the same time of modification have another time of change.
        var times = [timeval](repeating: timeval(tv_sec: opened.status.modified / 1_000_000_000, tv_usec: 0), count: 2)
        usleep(20_000)
        try Data(text.replacing("Acme", with: "Acne").utf8).write(to: URL(fileURLWithPath: opened.path), options: [])
        utimes(opened.path, &times)
        #expect(index.hash(try file()) == nil)
    }

    @Test("the newest are kept, by number and by size, and never is one removed that is in use")
    func bounded() async throws {
        let folder = try TestFolder()
        let cache = cache(folder, maximumCount: 2)
        var held: Warehouse?
        for number in 1...4 {
            try folder.write("deals.csv", Array(text.replacing("10.25", with: "\(number)").utf8))
            let warehouse = try await Warehouse.open(folder.configuration(), cache: cache)
            if number == 1 { held = warehouse }
            usleep(5_000)
        }
        // Two kept, and the first one, which is still open.
        #expect(databases(cache).count == 3)
        #expect(try await total(try #require(held)) == .decimal(4))
        held = nil
        let small = self.cache(folder, maximumCount: 9, maximumSize: 1)
        try folder.write("deals.csv", Array(text.utf8))
        #expect(try await total(try await Warehouse.open(folder.configuration(), cache: small)) == .decimal(13.25))
        #expect(databases(cache).count == 1)
    }

    @Test("where the folder cannot be written, the data lies in memory and that is said")
    func unwritable() async throws {
        let folder = try TestFolder(["deals.csv": text, "state": "a file where a folder is wanted"])
        let warehouse = try await Warehouse.open(folder.configuration(), cache: cache(folder))
        #expect(try await total(warehouse) == .decimal(13.25))
        #expect(warehouse.operatorWarnings.map(\.id) == ["cache.unusable"])
        #expect(warehouse.quality.warnings.allSatisfy { $0.id != "cache.unusable" })
    }

    @Test("a file that cannot be imported fails with the cache as without it")
    func failures() async throws {
        let folder = try TestFolder(["deals.csv": "stage,amount\nWon,x\n"])
        await #expect(throws: Failure.self) {
            try await Warehouse.open(folder.configuration(), cache: cache(folder))
        }
        #expect(databases(cache(folder)).isEmpty)
    }
}
