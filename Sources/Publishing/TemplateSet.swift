import Core
import Mustache

/// The templates of a portal: the product's own, each replaced by the portal's file of the same name where there is one.
struct TemplateSet {
    private struct Source {
        var file: String
        var text: String
        var tags: [TemplateTag]
    }

    private var library = MustacheLibrary()
    private var sources: [String: Source] = [:]
    /// The style sheet, the portal's own rules last.
    let styles: String
    /// Files of the portal that nothing uses.
    let warnings: [Diagnostic]

    /// - Throws: `Failure` with 78 that lists what is wrong in all templates.
    init(portalFolder: String) throws {
        for (name, text) in DefaultTemplates.pages {
            sources[name] = Source(
                file: "templates/\(name).mustache (built in)", text: text, tags: TemplateTag.scan(text))
        }
        var styles = DefaultTemplates.styles
        for fileName in try Disk.names(in: portalFolder + "/templates") {
            let file = "templates/\(fileName)"
            if fileName == "portal.css" { styles += try TemplateSet.text(portalFolder, file) }
            guard fileName.hasSuffix(".mustache") else { continue }
            let text = try TemplateSet.text(portalFolder, file)
            sources[String(fileName.dropLast(9))] = Source(file: file, text: text, tags: TemplateTag.scan(text))
        }
        self.styles = styles

        var found: [Diagnostic] = []
        for (name, source) in sources.sorted(by: { $0.key < $1.key }) {
            found += TemplateSet.problems(source.tags, file: source.file, partials: sources.keys)
            do {
                // Values come escaped (see `TemplateValue`): Mustache's own escaping goes by grapheme clusters, so that a
                // quotation mark followed by a combining mark passes it unescaped and ends an attribute.
                try library.register("{{% CONTENT_TYPE:TEXT}}" + source.text, named: name)
            } catch let error as MustacheTemplate.ParserError {
                found.append(
                    Diagnostic(
                        id: "template.syntax", TemplateSet.reason(error.error), file: source.file,
                        line: error.context.lineNumber, column: error.context.columnNumber,
                        solution: "Close every tag with }} and every section with its own name."))
            }
        }
        found += TemplateSet.cycles(sources)
        if !found.isEmpty { throw Failure(.configuration, found) }
        let used = Set(sources.values.flatMap(\.tags).filter { $0.sigil == ">" }.map(\.name))
        warnings = sources.keys.filter { DefaultTemplates.pages[$0] == nil && !used.contains($0) }.sorted().map {
            name in
            let near = Names.nearest(to: name, among: DefaultTemplates.pages.keys).map {
                "; did you mean \($0).mustache?"
            }
            return Diagnostic(
                .warning, id: "template.unused", "no page uses this template\(near ?? "")",
                file: "templates/\(name).mustache", solution: "Rename or remove it.")
        }
    }

    /// One page or part of a page.
    ///
    /// - Throws: `Failure` with 78 where a template uses a name that the page does not have.
    func render(_ name: String, _ context: TemplateContext) throws -> String {
        let root = TemplateRoot(context)
        let text = library.render(root, withTemplate: name) ?? ""
        guard root.missing.isEmpty else {
            throw Failure(
                .configuration,
                Set(root.missing).sorted().map { missing in
                    let place = self.place(of: missing, from: name)
                    let near = Names.nearest(to: missing, among: names(in: context)).map { "; did you mean `\($0)`?" }
                    return Diagnostic(
                        id: "template.key", "the page has no value named `\(missing)`\(near ?? "")", file: place.file,
                        line: place.line, solution: "Use one of the names in the built-in template.")
                })
        }
        return text
    }

    /// Where a name is used: in the template itself, else in the parts that it includes.
    private func place(of name: String, from template: String) -> (file: String, line: Int?) {
        var queue = [template]
        var seen: Set<String> = []
        while let next = queue.first {
            queue.removeFirst()
            guard seen.insert(next).inserted, let source = sources[next] else { continue }
            if let tag = source.tags.first(where: { $0.name == name && $0.sigil != ">" }) {
                return (source.file, tag.line)
            }
            queue += source.tags.filter { $0.sigil == ">" }.map(\.name)
        }
        return (sources[template]?.file ?? template, nil)
    }

    private func names(in context: TemplateContext) -> Set<String> {
        var names = Set(context.keys)
        for case .list(let items) in context.values {
            for item in items { names.formUnion(self.names(in: item)) }
        }
        return names
    }

    private static func problems(
        _ tags: [TemplateTag], file: String, partials: some Collection<String>
    ) -> [Diagnostic] {
        tags.compactMap { tag in
            switch tag.sigil {
            case ">" where !partials.contains(tag.name):
                let near = Names.nearest(to: tag.name, among: partials).map { "; did you mean `\($0)`?" } ?? ""
                return Diagnostic(
                    id: "template.partial", "there is no template named `\(tag.name)`\(near)", file: file,
                    line: tag.line,
                    solution: "Add templates/\(tag.name).mustache, or remove the tag.")
            case "=", "%":
                return Diagnostic(
                    id: "template.tag", "templates do not change delimiters or content types", file: file,
                    line: tag.line,
                    solution: "Remove the tag.")
            case "!", ">", "$", "<", "/": return nil
            default:
                guard tag.name != ".", tag.name.contains(".") || tag.name.contains("(") else { return nil }
                return Diagnostic(
                    id: "template.tag", "templates use plain names, not `\(tag.name)`", file: file, line: tag.line,
                    solution: "Open the list with a section and use the name within it.")
            }
        }
    }

    /// Tags that lead back to the template that they stand in: rendering it would never end.
    private static func cycles(_ sources: [String: Source]) -> [Diagnostic] {
        func parts(_ name: String) -> [TemplateTag] { sources[name]?.tags.filter { "><".contains($0.sigil) } ?? [] }
        func reaches(_ start: String, _ target: String) -> Bool {
            var queue = [start]
            var seen: Set<String> = []
            while let next = queue.popLast() {
                if next == target { return true }
                if seen.insert(next).inserted { queue += parts(next).map(\.name) }
            }
            return false
        }
        return sources.sorted { $0.key < $1.key }.flatMap { name, source in
            parts(name).filter { reaches($0.name, name) }.map { tag in
                let way = tag.name == name ? "" : " by way of `\(tag.name)`"
                return Diagnostic(
                    id: "template.cycle", "the template includes itself\(way)", file: source.file, line: tag.line,
                    solution: "Remove the tag, here or in the template that leads back.")
            }
        }
    }

    private static func text(_ portalFolder: String, _ file: String) throws -> String {
        let bytes = try Disk.readIfPresent("\(portalFolder)/\(file)") ?? []
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(
                .configuration,
                Diagnostic(id: "template.encoding", "the file is not UTF-8", file: file, solution: "Save it as UTF-8."))
        }
        return text
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case MustacheTemplate.Error.sectionCloseNameIncorrect:
            "a section is closed by another name than it was opened with"
        case MustacheTemplate.Error.unfinishedName: "a tag is not closed"
        case MustacheTemplate.Error.expectedSectionEnd: "a section is never closed"
        default: "the template cannot be read"
        }
    }
}
