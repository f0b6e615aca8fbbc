import Analyst
import Analytics
import Core
import Foundation
import TestSupport
import Testing
import Warehouse

/// Prose by people who had not seen the checker, about results of the sample data: reports, notes, mails.
///
/// Each text is true of the result beside it and has a twin with one word or figure changed that is not. The figures in
/// them were worked out from the CSV files. What the checker cannot read yet it rejects: the numbers say how much.
@Suite struct OtherPensTests {
    /// A set of texts, with what the checker made of it when the set was last read.
    struct Pens: Sendable, CustomTestStringConvertible {
        var file: String
        /// At most so many true texts may be rejected, at least so many false ones must be caught.
        var rejected: Int
        var caught: Int
        var testDescription: String { file }
    }

    private struct Entry: Decodable {
        struct Call: Decodable {
            var function: String
            var args: [String: JSON]
        }

        var calls: [Call]
        var `true`: [String]
        var `false`: [String]
    }

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    private static let sample = Task {
        let data = folder.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("data")
        let warehouse = try await Warehouse.open(
            DataConfiguration(
                folder: data.path, opportunities: .init(file: "opportunities.csv"),
                contacts: .init(file: "contacts.csv"), history: .init(file: "stage_history.csv"),
                lookups: [.init(file: "accounts.csv", key: "account"), .init(file: "owners.csv", key: "owner")]))
        return try await Catalogue(warehouse: warehouse, asOf: SmallCRM.asOf)
    }

    @Test(arguments: [
        Pens(file: "first", rejected: 5, caught: 282), Pens(file: "second", rejected: 17, caught: 206),
        Pens(file: "third", rejected: 74, caught: 200), Pens(file: "fourth", rejected: 63, caught: 192),
    ])
    func readsWhatOthersWrite(_ pens: Pens) async throws {
        let catalogue = try await Self.sample.value
        let file = Self.folder.appendingPathComponent("OtherPens/\(pens.file).json")
        let entries = try JSONDecoder().decode([Entry].self, from: Data(contentsOf: file))
        var (texts, rejected, caught) = (0, 0, 0)
        for entry in entries {
            var calls: [Answer.Call] = []
            for call in entry.calls {
                calls.append(Answer.Call(try await catalogue.call(call.function, call.args), durationMs: nil))
            }
            let evidence = Evidence(
                calls: calls, asOf: catalogue.asOf, fiscal: catalogue.fiscal, format: FigureFormat())
            func problems(_ text: String) -> [FigureReport.Problem] {
                FigureChecker.report(prose: text, figures: [], evidence: evidence, question: "").problems
            }
            texts += entry.true.count
            rejected += entry.true.count { !problems($0).isEmpty }
            caught += entry.false.count { !problems($0).isEmpty }
        }
        print("\(pens.file): \(rejected) of \(texts) true texts rejected, \(caught) of \(texts) false ones caught")
        #expect(texts > 100)
        #expect(rejected <= pens.rejected)
        #expect(caught >= pens.caught)
    }
}
