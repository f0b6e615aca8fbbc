package import Analyst
import Core
import Foundation

/// The editions of a portal on disk: `content/editions/<edition>/` with `edition.json`, and for each question its prose
/// (`<slug>.md`, which a person may edit) and its evidence (`<slug>.json`).
package struct EditionStore: Sendable {
    private let portalFolder: String

    package init(portalFolder: String) { self.portalFolder = portalFolder }

    /// Writes an edition; same content, same bytes, and files that are already so are not touched.
    ///
    /// Questions of the manifest that have no answer here keep the one that the edition already has; where it has none
    /// they are left out of the edition. Files of questions that the manifest no longer names are removed. What a person
    /// edited is never replaced nor removed.
    ///
    /// - Parameter answers: by slug.
    /// - Returns: the slugs of questions whose Markdown a person edited and whose files were therefore kept, sorted.
    package func write(_ manifest: EditionManifest, answers: [String: Answer]) throws -> [String] {
        guard EditionManifest.isValidName(manifest.edition) else {
            throw Failure(
                .usage,
                Diagnostic(
                    id: "edition.name", "an edition's name has letters, digits, hyphens, dots and underscores only",
                    solution: "Name it like 2026-W47."))
        }
        let folder = self.folder(manifest.edition)
        try Disk.makeFolder(folder)
        var kept: Set<String> = []
        var written = manifest
        written.sections = []
        var position = 0
        for section in manifest.sections {
            var present = section
            present.questions = []
            for slug in section.questions {
                defer { position += 1 }
                if let answer = answers[slug] {
                    let place = Answer.Publication(
                        edition: manifest.edition, slug: slug, section: section.slug, position: position,
                        markdownSHA256: "")
                    if try write(answer, at: place) == false { kept.insert(slug) }
                } else if Disk.kind(of: "\(folder)/\(slug).json") == nil {
                    continue
                }
                present.questions.append(slug)
            }
            if !present.questions.isEmpty { written.sections.append(present) }
        }
        kept.formUnion(try removeOthers(than: Set(written.sections.flatMap(\.questions)), in: folder))
        try Disk.replace("\(folder)/edition.json", with: try CanonicalJSON.pretty(written))
        return kept.sorted()
    }

    /// The name of the edition with the latest as-of date (ties: the last by name); nil where there is none.
    package func newest() throws -> String? {
        var best: (asOf: CalendarDate, name: String)?
        for name in try names() {
            let manifest = try self.manifest(name)
            if best.map({ ($0.asOf, $0.name) < (manifest.asOf, name) }) ?? true { best = (manifest.asOf, name) }
        }
        return best?.name
    }

    /// Names of all editions, sorted.
    package func names() throws -> [String] {
        try Disk.names(in: "\(portalFolder)/content/editions").filter { name in
            EditionManifest.isValidName(name) && Disk.kind(of: "\(folder(name))/edition.json") == .file
        }
    }

    /// An edition with its answers in order.
    ///
    /// - Throws: `Failure` with 78 that names every file which is missing or cannot be read.
    package func read(_ edition: String) throws -> Edition {
        let manifest = try self.manifest(edition)
        var entries: [Edition.Entry] = []
        var found: [Diagnostic] = []
        for section in manifest.sections {
            for slug in section.questions {
                do {
                    entries.append(try entry(slug, section, edition))
                } catch let failure as Failure where failure.exitCode == .configuration {
                    found += failure.diagnostics
                }
            }
        }
        if !found.isEmpty { throw Failure(.configuration, found) }
        return Edition(manifest: manifest, entries: entries)
    }

    /// The Markdown of an answer as an edition holds it: the question as heading, then the prose.
    package static func markdown(of answer: Answer) -> String {
        let heading = answer.question.split { $0.isWhitespace }.joined(separator: " ")
        return
            "# \(Escape.markdown(heading))\n\n\(answer.answer.trimmingCharacters(in: .whitespacesAndNewlines))\n"
    }

    /// Writes one answer; false where a person edited its Markdown.
    private func write(_ answer: Answer, at place: Answer.Publication) throws -> Bool {
        let base = "\(folder(place.edition))/\(place.slug)"
        let generated = Array(EditionStore.markdown(of: answer).utf8)
        let edited = try isEdited(base, unlessEqual: generated)
        if edited, Disk.kind(of: base + ".json") == .file { return false }
        var document = answer.reproducible
        document.publication = place
        document.publication?.markdownSHA256 = ContentHash.sha256(generated)
        if !edited { try Disk.replace(base + ".md", with: generated) }
        try Disk.replace(base + ".json", with: try CanonicalJSON.pretty(document))
        return !edited
    }

    private func isEdited(_ base: String, unlessEqual generated: [UInt8] = []) throws -> Bool {
        guard let onDisk = try Disk.readIfPresent(base + ".md"), onDisk != generated else { return false }
        let evidence = try Disk.readIfPresent(base + ".json")
        let answer = evidence.flatMap { try? JSONDecoder().decode(Answer.self, from: Data($0)) }
        return answer?.publication?.markdownSHA256 != ContentHash.sha256(onDisk)
    }

    private func removeOthers(than slugs: Set<String>, in folder: String) throws -> Set<String> {
        var kept: Set<String> = []
        for name in try Disk.names(in: folder) where name.hasSuffix(".json") && name != "edition.json" {
            let slug = String(name.dropLast(5))
            if slugs.contains(slug) { continue }
            let base = "\(folder)/\(slug)"
            if try isEdited(base) {
                kept.insert(slug)
            } else {
                try Disk.remove(base + ".md")
                try Disk.remove(base + ".json")
            }
        }
        return kept
    }

    private func entry(_ slug: String, _ section: EditionManifest.Section, _ edition: String) throws -> Edition.Entry {
        let base = "content/editions/\(edition)/\(slug)"
        let answer: Answer = try decode(base + ".json")
        guard let bytes = try Disk.readIfPresent("\(portalFolder)/\(base).md") else { throw missing(base + ".md") }
        guard let markdown = String(validating: bytes, as: UTF8.self) else {
            throw Failure(
                .configuration,
                Diagnostic(
                    id: "edition.encoding", "the file is not UTF-8", file: base + ".md", solution: "Save it as UTF-8."))
        }
        guard markdown.contains(where: { !$0.isWhitespace }) else {
            throw Failure(
                .configuration,
                Diagnostic(
                    id: "edition.empty", "the file is empty", file: base + ".md",
                    solution: "Restore it from version control, or delete it and the JSON file beside it and build."))
        }
        return Edition.Entry(
            slug: slug, section: section, answer: answer, markdown: markdown, markdownFile: base + ".md",
            isEdited: answer.publication?.markdownSHA256 != ContentHash.sha256(bytes))
    }

    private func manifest(_ edition: String) throws -> EditionManifest {
        try decode("content/editions/\(edition)/edition.json")
    }

    private func decode<Document: Decodable>(_ file: String) throws -> Document {
        guard let bytes = try Disk.readIfPresent("\(portalFolder)/\(file)") else { throw missing(file) }
        do {
            return try JSONDecoder().decode(Document.self, from: Data(bytes))
        } catch {
            throw Failure(
                .configuration,
                Diagnostic(
                    id: "edition.json", "the file does not hold what an edition needs: \(EditionStore.reason(error))",
                    file: file, solution: "Restore it from version control, or delete it and run `broadsheet build`."))
        }
    }

    private func missing(_ file: String) -> Failure {
        Failure(
            .configuration,
            Diagnostic(
                id: "edition.missing", "the file is missing", file: file,
                solution: "Run `broadsheet build`, or restore the file from version control."))
    }

    private func folder(_ edition: String) -> String { "\(portalFolder)/content/editions/\(edition)" }

    private static func reason(_ error: any Error) -> String {
        func path(_ context: DecodingError.Context) -> String {
            context.codingPath.isEmpty ? "the document" : context.codingPath.map(\.stringValue).joined(separator: ".")
        }
        switch error {
        case DecodingError.keyNotFound(let key, let context): return "\(path(context)) has no `\(key.stringValue)`"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            return "\(path(context)) has a value of the wrong kind"
        case DecodingError.dataCorrupted(let context):
            return context.codingPath.isEmpty ? "not valid JSON" : "\(path(context)) cannot be read"
        default: return "not valid JSON"
        }
    }
}
