import Analytics
import Core
import Foundation
import SampleData
import Warehouse

/// Runs one task for each line of standard input and answers with one line of JSON: `Benchmarks/warehouse.py` drives it.
///
/// Times are of the task alone, in milliseconds, by a monotonic clock in the process.
@main
struct WarehouseBenchmarks {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3 else {
            print("usage: WarehouseBenchmarks import|open|open-opportunities|catalogue FOLDER [STATE]")
            return
        }
        let bench = Bench(mode: arguments[1], folder: arguments[2], state: arguments.count > 3 ? arguments[3] : nil)
        var warehouse: Warehouse?
        while let line = readLine() {
            let answer: [String: JSON]
            switch (bench.mode, line) {
            case (_, "memory"): answer = ["peak_kib": .integer(Bench.peakMemory)]
            case ("import", _):
                answer = try await Bench.timed { _ = try await Warehouse.open(bench.configuration(whole: false)) }
            case (_, "open"):
                let whole = bench.mode != "open-opportunities"
                var found: Warehouse?
                var timing = try await Bench.timed { found = try await bench.open(whole: whole) }
                warehouse = found
                timing["as_of"] = .string(SampleGenerator.defaultAsOf.description)
                if let database = bench.database { timing["database"] = .string(database) }
                answer = timing
            case ("catalogue", _):
                guard let warehouse else { return }
                answer = try await bench.answer(line, warehouse)
            default: answer = [:]
            }
            print(CanonicalJSON.text(answer))
            fflush(nil)
        }
    }
}
