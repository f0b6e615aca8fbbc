import Foundation
import Testing

/// The committed questions with known answers, asked of the offline analyst over the sample data.
@Suite struct EvalBarTests {
    private struct Scores: Decodable {
        struct Share: Decodable {
            var right: Int
            var of: Int
            var rate: Double
        }
        struct Measures: Decodable {
            var values: Share
            var plan: Share
            var wrong: Share
            var refusalRecall: Share
            var figures: Share
            var digitMutantsCaught: Share
        }
        var questions: Int
        var measures: Measures
    }

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    @Test func theOfflineAnalystReachesItsBar() async throws {
        let run = try await CommandLineTool.run(
            ["eval", "questions/eval", "--format", "json", "--portal", EvalBarTests.root], in: EvalBarTests.root)
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let scores = try decoder.decode(Scores.self, from: Data(run.output.utf8))
        #expect(scores.questions >= 200)
        #expect(scores.measures.values.rate >= 0.97, "\(scores.measures.values)")
        #expect(scores.measures.plan.rate >= 0.95, "\(scores.measures.plan)")
        // Wrong is worse than refused.
        #expect(scores.measures.wrong.right <= 2, "\(scores.measures.wrong)")
        #expect(scores.measures.refusalRecall.rate == 1, "\(scores.measures.refusalRecall)")
        #expect(scores.measures.figures.rate == 1, "\(scores.measures.figures)")
        #expect(scores.measures.digitMutantsCaught.rate >= 0.995, "\(scores.measures.digitMutantsCaught)")
        // The figures stand in the log of every run.
        print("eval: \(scores.measures)")
    }

    @Test func theExpectedValuesAreThoseOfTheCalculation() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "questions/eval/expected.py", "--check"]
        process.currentDirectoryURL = URL(fileURLWithPath: EvalBarTests.root)
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(output)")
    }
}
