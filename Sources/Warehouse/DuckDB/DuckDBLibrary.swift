import CDuckDB
import Core
import Foundation

/// Finds and loads libduckdb, once a process.
enum DuckDBLibrary {
    /// A file to load, with the library that must be loaded before it.
    struct Candidate: Hashable {
        var path: String
        var preload: String?
    }

    /// The functions of the library, or the reason why there are none.
    static let shared: Result<broadsheet_duckdb_api, Failure> = load(candidates(ProcessInfo.processInfo.environment))

    /// Where the library may lie, in the order of preference: `BROADSHEET_DUCKDB`, the cache that `make setup` fills (its
    /// highest version first), the system's own.
    static func candidates(_ environment: [String: String]) -> [Candidate] {
        if let path = environment["BROADSHEET_DUCKDB"], !path.isEmpty {
            return [Candidate(path: path, preload: preload(besides: path))]
        }
        let cache =
            environment["BROADSHEET_CACHE"].flatMap { $0.isEmpty ? nil : $0 }
            ?? environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 + "/broadsheet" }
            ?? (environment["HOME"] ?? "") + "/.cache/broadsheet"
        let folder = cache + "/duckdb"
        let versions = contents(folder).sorted { version($1).lexicographicallyPrecedes(version($0)) }
        var found: [Candidate] = []
        for place in [folder] + versions.map({ folder + "/" + $0 }) {
            for file in contents(place) where isLibrary(file) {
                let path = place + "/" + file
                found.append(Candidate(path: path, preload: preload(besides: path)))
            }
        }
        #if os(macOS)
            found.append(Candidate(path: "libduckdb.dylib"))
        #else
            found.append(Candidate(path: "libduckdb.so"))
        #endif
        return found
    }

    static func load(_ candidates: [Candidate]) -> Result<broadsheet_duckdb_api, Failure> {
        let api = UnsafeMutablePointer<broadsheet_duckdb_api>.allocate(capacity: 1)
        defer { api.deallocate() }
        var reasons: [String] = []
        for candidate in candidates {
            var message = [CChar](repeating: 0, count: 1024)
            if broadsheet_duckdb_load(candidate.path, candidate.preload, api, &message, message.count) {
                return .success(api.move())
            }
            let reason = String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            reasons.append("\(candidate.path): \(reason)")
        }
        return .failure(
            Failure(
                .unavailable,
                Diagnostic(
                    id: "duckdb.not-found", "the DuckDB library cannot be loaded (\(reasons.joined(separator: "; ")))",
                    solution: "Run `make setup`, or set BROADSHEET_DUCKDB=/path/to/libduckdb.so")))
    }

    private static func isLibrary(_ file: String) -> Bool {
        file == "libduckdb.so" || file == "libduckdb.dylib" || (file.hasPrefix("_duckdb") && file.hasSuffix(".so"))
    }

    /// The path in `libpython.path` beside a library taken out of a Python wheel.
    private static func preload(besides path: String) -> String? {
        let url = URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent("libpython.path")
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return trimmed.isEmpty ? nil : trimmed
    }

    private static func contents(_ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    private static func version(_ name: String) -> [Int] {
        name.split(separator: ".").map { Int($0) ?? 0 }
    }
}
