import Analyst
import Analytics
import Core
import Foundation
import SampleData
import Warehouse

/// How long the offline analyst takes from a question to the complete answer, charts drawn and figures checked, in a process
/// that runs: `AnalystBenchmarks FOLDER STATE QUESTIONS` with a sample's folder, a folder for the kept import, and a file of
/// questions, one on a line.
///
/// Each question is asked once to warm up and then eleven times; the table has the median and the longest of each, and the
/// median of two of its steps: the calls, and the prose with its check.
@main
struct AnalystBenchmarks {
    static let rounds = 11

    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4 else {
            print("usage: AnalystBenchmarks FOLDER STATE QUESTIONS")
            return
        }
        let warehouse = try await Warehouse.open(configuration(arguments[1]), cache: ImportCache(folder: arguments[2]))
        let catalogue = try await Catalogue(warehouse: warehouse, asOf: SampleGenerator.defaultAsOf)
        let analyst = OfflineAnalyst(catalogue: catalogue, format: FigureFormat())
        let questions = try String(contentsOfFile: arguments[3], encoding: .utf8).split(separator: "\n").map(
            String.init)
        var medians: [Double] = []
        var all: [Double] = []
        print(
            "\n\(warehouse.schema.opportunityCount) opportunities\n\n  median ms  longest ms  calls ms  prose ms  status     question"
        )
        for question in questions {
            _ = await analyst.answer(Question(question)) { _ in }
            var times: [Double] = []
            var steps: [Answer.StepName: [Double]] = [:]
            var status = ""
            for _ in 0..<rounds {
                let started = ContinuousClock.now
                let answer = await analyst.answer(Question(question)) { _ in }
                let elapsed = started.duration(to: .now).components
                times.append(Double(elapsed.seconds) * 1e3 + Double(elapsed.attoseconds) / 1e15)
                for step in answer.steps { steps[step.name, default: []].append(step.ms ?? 0) }
                status = answer.status.rawValue
            }
            times.sort()
            let median = times[times.count / 2]
            medians.append(median)
            all += times
            print(
                "  \(padded(median, 9))  \(padded(times.last ?? 0, 10))  \(padded(middle(steps[.execute]), 8))  \(padded(middle(steps[.narrate]), 8))  \(status)\(String(repeating: " ", count: max(0, 9 - status.count)))  \(question)"
            )
        }
        medians.sort()
        all.sort()
        guard let slowest = medians.last, let longest = all.last else { return }
        print(
            """

              median of all \(padded(all[all.count / 2], 1)) ms, 95 in 100 within \(padded(all[all.count * 95 / 100], 1)) ms, \
            slowest question \(padded(slowest, 1)) ms, longest single run \(padded(longest, 1)) ms
            """)
    }

    private static func middle(_ times: [Double]?) -> Double {
        guard let times, !times.isEmpty else { return 0 }
        return times.sorted()[times.count / 2]
    }

    private static func configuration(_ folder: String) -> DataConfiguration {
        DataConfiguration(
            folder: folder, opportunities: .init(file: "opportunities.csv"), contacts: .init(file: "contacts.csv"),
            history: .init(file: "stage_history.csv"),
            lookups: [.init(file: "accounts.csv", key: "account"), .init(file: "owners.csv", key: "owner")])
    }

    private static func padded(_ number: Double, _ width: Int) -> String {
        let text = String(format: "%.1f", number)
        return String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
