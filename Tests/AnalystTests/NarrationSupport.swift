import Analytics
import Core
import Foundation
import TestSupport
import Warehouse

@testable import Analyst

/// Calls run and told, without a question.
struct Narrated {
    let calls: [Answer.Call]
    let narrator: Narrator
    let evidence: Evidence

    /// - Parameters:
    ///   - calls: functions with their arguments.
    ///   - comparison: index of the call for the period before the first.
    init(
        _ calls: [(String, [String: JSON])], _ emphases: [Plan.Emphasis] = [], comparison: Int? = nil,
        _ catalogue: Catalogue, format: FigureFormat = FigureFormat()
    ) async throws {
        var results: [Answer.Call] = []
        for (function, arguments) in calls {
            results.append(Answer.Call(try await catalogue.call(function, arguments), durationMs: nil))
        }
        self.init(results, emphases, comparison: comparison, asOf: catalogue.asOf, fiscal: catalogue.fiscal, format)
    }

    init(
        _ results: [Answer.Call], _ emphases: [Plan.Emphasis] = [], comparison: Int? = nil, asOf: CalendarDate,
        fiscal: FiscalCalendar = FiscalCalendar(), _ format: FigureFormat = FigureFormat()
    ) {
        self.calls = results
        evidence = Evidence(calls: results, asOf: asOf, fiscal: fiscal, format: format)
        var narrator = Narrator(evidence: evidence, emphases: emphases)
        for index in results.indices where index != comparison {
            narrator.narrate(index, comparison: index == 0 ? comparison : nil)
        }
        self.narrator = narrator
    }

    /// All prose, without the links.
    var text: String { Narrated.bare(markdown) }

    var markdown: String { (narrator.paragraphs + narrator.remarks).joined(separator: "\n\n") }

    /// The first paragraph, without the links.
    var lead: String { Narrated.bare(narrator.paragraphs.first ?? "") }

    var remarks: [String] { narrator.remarks.map(Narrated.bare) }

    /// What of it is not bound by a link.
    var problems: [String] {
        LinkedProse.problems(markdown, narrator.ledger.figures, evidence)
    }

    static func bare(_ markdown: String) -> String {
        markdown.replacing(#/(^|[^\\])\[((?:[^\[\]\\]|\\.)*)\]\(#f\d+\)/#) { $0.output.1 + $0.output.2 }
    }
}

/// The portal that comes with the project.
enum SamplePortal {
    private static let opened = Task { try await open() }

    /// Read once for all tests.
    static func catalogue() async throws -> Catalogue { try await opened.value }

    private static func open() async throws -> Catalogue {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let warehouse = try await Warehouse.open(
            DataConfiguration(
                folder: root.appending(path: "data").path(percentEncoded: false),
                opportunities: .init(file: "opportunities.csv"), contacts: .init(file: "contacts.csv"),
                history: .init(file: "stage_history.csv"),
                lookups: [.init(file: "accounts.csv", key: "account"), .init(file: "owners.csv", key: "owner")],
                maxRejected: 0))
        return try await Catalogue(warehouse: warehouse, asOf: SmallCRM.asOf)
    }
}
