import Analyst
import Analytics
package import Core
package import Foundation
import Publishing
import Warehouse

/// Looks at everything that a build needs, and publishes nothing.
package struct PortalCheck: Sendable {
    private let folder: String

    /// - Parameter folder: the portal's: an absolute path.
    package init(folder: String) { self.folder = folder }

    /// What was found, errors and warnings.
    ///
    /// - Throws: `Failure` where the configuration, the questions or the data are such that no more can be looked at.
    package func run(now: Date, progress: @Sendable (String) -> Void) async throws -> [Diagnostic] {
        progress("Reading the configuration and the questions")
        let definition = try PortalDefinition.load(folder: folder)
        progress("Reading the data")
        let portal = try await OpenPortal.open(definition.configuration, now: now)
        var found = portal.warehouse.quality.warnings + portal.warehouse.operatorWarnings
        let entries = definition.questions.entries
        for (index, entry) in entries.enumerated() {
            try Task.checkCancellation()
            let wrong = entry.wrongCalls(for: portal.catalogue)
            found += wrong
            // What its call is wrong about is told; what would come of running it is no news.
            guard wrong.isEmpty else { continue }
            progress("[\(index + 1)/\(entries.count)] \(entry.question.text)")
            let answer = await portal.analyst.answer(entry.question) { _ in }
            guard answer.status != .answered else { continue }
            found.append(
                Diagnostic(
                    id: "questions.\(answer.status.rawValue)",
                    "\(entry.question.text) \(AnswerText.plain(answer.answer).replacing("\n", with: " "))",
                    file: entry.file, line: entry.line,
                    solution: answer.suggestions.first.map { "Ask for instance: \($0)" }))
        }
        progress("Checking the pages")
        found += try checkPages(definition.configuration)
        return found.sorted()
    }

    private func checkPages(_ configuration: PortalConfiguration) throws -> [Diagnostic] {
        guard try EditionStore(portalFolder: folder).newest() != nil else { return [] }
        // The pages are staged where a build stages its own.
        let lock = try BuildLock(folder: folder)
        defer { withExtendedLifetime(lock) {} }
        do {
            return try Site.check(configuration.site).warnings
        } catch let failure as Failure where failure.exitCode == .configuration {
            return failure.diagnostics
        }
    }
}
