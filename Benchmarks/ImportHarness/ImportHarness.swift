import Core
import Foundation
import SampleData
import Warehouse

/// Times one import in a process of its own, so that its peak of memory is that of the import.
///
///     ImportHarness sample ROWS FOLDER            writes the sample files
///     ImportHarness open FOLDER alone|all [CACHE] opens the opportunities, or all five files, once
///
/// `open` prints one line: milliseconds of `Warehouse.open`, rows, milliseconds of processor time, MiB of peak memory. With
/// a CACHE folder the first run imports and keeps, the later ones open what is kept. `compare.py` runs it in turns with
/// DuckDB's own reader.
@main
struct ImportHarness {
    static func main() async throws {
        let arguments = CommandLine.arguments
        switch (arguments.dropFirst().first, arguments.count) {
        case ("sample", 4): try writeSample(rows: Int(arguments[2]) ?? 0, folder: arguments[3])
        case ("open", 4...5):
            try await open(
                arguments[2], isAll: arguments[3] == "all",
                cache: arguments.count > 4 ? ImportCache(folder: arguments[4]) : nil)
        default: print("sample ROWS FOLDER | open FOLDER alone|all [CACHE]")
        }
    }

    private static func writeSample(rows: Int, folder: String) throws {
        let url = URL(fileURLWithPath: folder, isDirectory: true)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        var handles: [SampleFile: FileHandle] = [:]
        for file in SampleFile.allCases {
            let place = url.appendingPathComponent(file.rawValue)
            try Data().write(to: place)
            handles[file] = try FileHandle(forWritingTo: place)
        }
        try SampleGenerator(rows: rows, seed: 1).generate { file, bytes in
            try handles[file]?.write(contentsOf: Data(bytes))
        }
    }

    private static func open(_ folder: String, isAll: Bool, cache: ImportCache?) async throws {
        var configuration = DataConfiguration(folder: folder, opportunities: .init(file: "opportunities.csv"))
        if isAll {
            configuration.contacts = .init(file: "contacts.csv")
            configuration.history = .init(file: "stage_history.csv")
            configuration.lookups = [
                .init(file: "accounts.csv", key: "account"), .init(file: "owners.csv", key: "owner"),
            ]
        }
        let start = ContinuousClock.now
        let warehouse = try await Warehouse.open(configuration, cache: cache)
        let time = ContinuousClock.now - start
        var usage = rusage()
        #if os(Linux)
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        #else
            getrusage(RUSAGE_SELF, &usage)
        #endif
        func milliseconds(_ time: timeval) -> Int { Int(time.tv_sec) * 1000 + Int(time.tv_usec) / 1000 }
        let wall = Double(time.components.seconds) * 1000 + Double(time.components.attoseconds) / 1e15
        print(
            "wall_ms \(Int(wall)) rows \(warehouse.schema.opportunityCount) "
                + "cpu_ms \(milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime)) peak_mib \(usage.ru_maxrss / 1024)"
        )
    }
}
