package import Analyst
import Analytics
package import Core
package import Foundation
package import Publishing
import Warehouse

/// The two stages of a build: questions to an edition, an edition to the site.
package struct PortalBuild: Sendable {
    package struct Options: Sendable {
        /// Name of the edition; nil for the ISO week of the as-of day.
        package var edition: String?
        package var asOf: CalendarDate?
        /// Slug of the one question to answer.
        package var only: String?

        package init(edition: String? = nil, asOf: CalendarDate? = nil, only: String? = nil) {
            self.edition = edition
            self.asOf = asOf
            self.only = only
        }
    }

    /// What a build says while it runs.
    package enum Progress: Sendable {
        case reading
        case read(opportunities: Int, asOf: CalendarDate, edition: String)
        /// `number` counts from 1.
        case asking(number: Int, count: Int, question: String)
        case rendering
    }

    /// A question that the edition has no figures for.
    package struct Gap: Sendable {
        package var entry: QuestionList.Entry
        package var status: Answer.Status
        /// Why, as plain text.
        package var reason: String
    }

    package struct AnswerReport: Sendable {
        package var edition: String
        package var asOf: CalendarDate
        package var answered: Int
        package var gaps: [Gap]
        /// Slugs whose Markdown a person edited, and which were therefore kept.
        package var kept: [String]
        /// What is not as it should be in the data.
        package var warnings: [Diagnostic]
    }

    private let folder: String

    /// - Parameter folder: the portal's: an absolute path.
    package init(folder: String) { self.folder = folder }

    /// Answers the questions and writes the edition; then, where `renders`, makes the site from the newest edition.
    ///
    /// - Parameter now: the time at which the command runs.
    /// - Throws: `Failure`; `CancellationError` where the task was cancelled. The published site is then as it was.
    package func run(
        _ options: Options, renders: Bool, now: Date, progress: @Sendable (Progress) -> Void
    ) async throws -> (answers: AnswerReport, site: RenderReport?) {
        let definition = try PortalDefinition.load(folder: folder)
        let lock = try BuildLock(folder: folder)
        defer { withExtendedLifetime(lock) {} }
        let answers = try await answer(definition, options, now: now, progress: progress)
        guard renders else { return (answers, nil) }
        try Task.checkCancellation()
        progress(.rendering)
        return (answers, try Site.render(definition.configuration.site))
    }

    /// Makes the site from the newest edition; needs no data.
    package func render(progress: @Sendable (Progress) -> Void) throws -> RenderReport {
        let configuration = try PortalConfiguration.load(folder: folder)
        let lock = try BuildLock(folder: folder)
        defer { withExtendedLifetime(lock) {} }
        progress(.rendering)
        return try Site.render(configuration.site)
    }

    private func answer(
        _ definition: PortalDefinition, _ options: Options, now: Date, progress: @Sendable (Progress) -> Void
    ) async throws -> AnswerReport {
        let questions = try chosen(options, definition.questions)
        progress(.reading)
        let portal = try await OpenPortal.open(definition.configuration, asOf: options.asOf, now: now)
        let wrong = questions.entries.flatMap { $0.wrongCalls(for: portal.catalogue) }
        if !wrong.isEmpty { throw Failure(.configuration, wrong) }
        let store = EditionStore(portalFolder: folder)
        let edition = options.edition ?? PortalBuild.edition(of: portal.asOf)
        try checkOpen(edition, portal.asOf, store)
        progress(
            .read(opportunities: portal.warehouse.schema.opportunityCount, asOf: portal.asOf, edition: edition))

        var answers: [String: Answer] = [:]
        var gaps: [Gap] = []
        let entries = questions.entries
        for (index, entry) in entries.enumerated() {
            try Task.checkCancellation()
            progress(.asking(number: index + 1, count: entries.count, question: entry.question.text))
            let answer = await portal.analyst.answer(entry.question) { _ in }
            answers[entry.slug] = answer
            if answer.status != .answered {
                gaps.append(Gap(entry: entry, status: answer.status, reason: AnswerText.plain(answer.answer)))
            }
        }
        try Task.checkCancellation()
        let kept = try store.write(manifest(definition, portal, edition), answers: answers)
        return AnswerReport(
            edition: edition, asOf: portal.asOf, answered: entries.count - gaps.count, gaps: gaps, kept: kept,
            warnings: portal.warehouse.quality.warnings + portal.warehouse.operatorWarnings)
    }

    /// The ISO week of a day: `2026-W47`.
    package static func edition(of day: CalendarDate) -> String {
        let (year, week) = day.isoWeek
        // Padded, so that the names of editions sort as their days do.
        let digits = String(year)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-W\(week < 10 ? "0" : "")\(week)"
    }

    private func chosen(_ options: Options, _ questions: QuestionList) throws -> QuestionList {
        guard let slug = options.only else { return questions }
        guard let one = questions.only(slug) else {
            let slugs = questions.entries.map(\.slug)
            let nearest = Names.nearest(to: slug, among: slugs)
            throw Failure(
                .usage,
                Diagnostic(
                    id: "build.unknown-slug", "there is no question with the slug `\(slug)`",
                    solution: nearest.map { "Did you mean `\($0)`?" } ?? "Known: \(slugs.joined(separator: ", "))."))
        }
        return one
    }

    /// Editions before the newest are closed: what was published stays as it was read.
    private func checkOpen(_ edition: String, _ asOf: CalendarDate, _ store: EditionStore) throws {
        guard let newest = try store.newest(), newest != edition, let newestDay = try? store.read(newest).manifest.asOf,
            asOf < newestDay
        else { return }
        throw Failure(
            .usage,
            Diagnostic(
                id: "build.closed-edition",
                "edition \(edition), as of \(asOf), is older than the newest, \(newest), as of \(newestDay), and is closed",
                solution:
                    "To look at an earlier day without publishing it, use `broadsheet ask --as-of \(asOf)`; to begin "
                    + "anew, remove the later editions below content/editions/."))
    }

    private func manifest(_ definition: PortalDefinition, _ portal: OpenPortal, _ edition: String) -> EditionManifest {
        EditionManifest(
            edition: edition, asOf: portal.asOf,
            sections: definition.questions.sections.map { section in
                EditionManifest.Section(
                    title: section.title, slug: section.slug, questions: section.entries.map(\.slug))
            }, schema: portal.warehouse.schema, quality: portal.warehouse.quality,
            fiscalYearStarts: definition.configuration.fiscal.startMonth)
    }
}
