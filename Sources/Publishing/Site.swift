package import Core
import Foundation

/// What a rendering made.
package struct RenderReport: Hashable, Sendable {
    package var edition: String
    package var pages: Int
    package var files: Int
    /// Size of all files.
    package var bytes: Int
    package var warnings: [Diagnostic]
}

/// `content/` and `templates/` become `site/`: no database, no model, no clock; same input, same bytes.
package enum Site {
    /// Renders the newest edition and publishes it.
    ///
    /// The published site is replaced in one step when everything was written and checked, and is untouched by a failure.
    ///
    /// - Throws: `Failure`: 73 where the site cannot be written, 74 for I/O errors, 78 for content and templates.
    package static func render(_ configuration: SiteConfiguration) throws -> RenderReport {
        try run(configuration, isPublished: true)
    }

    /// Renders and checks everything without touching the published site.
    package static func check(_ configuration: SiteConfiguration) throws -> RenderReport {
        try run(configuration, isPublished: false)
    }

    private static func run(_ configuration: SiteConfiguration, isPublished: Bool) throws -> RenderReport {
        let store = EditionStore(portalFolder: configuration.portalFolder)
        guard let newest = try store.newest() else {
            throw Failure(
                .configuration,
                Diagnostic(
                    id: "edition.none", "there is no edition to render", file: "content/editions",
                    solution: "Run `broadsheet build`, which answers the questions first."))
        }
        let templates = try TemplateSet(portalFolder: configuration.portalFolder)
        let edition = try store.read(newest)
        let stage = try SiteStage(portalFolder: configuration.portalFolder)
        do {
            let renderer = try checked(configuration, edition, templates, stage)
            try renderer.render()
            try stage.checkLinks()
            if isPublished { try stage.publish() } else { stage.discard() }
            return RenderReport(
                edition: newest, pages: stage.pageCount, files: stage.fileCount, bytes: stage.bytes,
                warnings: (templates.warnings + renderer.warnings).sorted())
        } catch {
            stage.discard()
            throw error
        }
    }

    /// What is wrong with the evidence and with the pages that link to it is told at once.
    private static func checked(
        _ configuration: SiteConfiguration, _ edition: Edition, _ templates: TemplateSet, _ stage: SiteStage
    ) throws -> SiteRenderer {
        let faults = try EvidenceCheck.problems(edition, format: configuration.format)
        let renderer: SiteRenderer
        do {
            renderer = try SiteRenderer(configuration, edition, templates, stage)
        } catch let failure as Failure where failure.exitCode == .configuration {
            throw Failure(.configuration, faults + failure.diagnostics)
        }
        guard faults.isEmpty else { throw Failure(.configuration, faults) }
        return renderer
    }
}
