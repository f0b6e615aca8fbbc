package import Analyst
import Core
import Foundation

/// The questions of a portal, in sections: all files of `questions/`, in the order of their names.
package struct QuestionList: Hashable, Sendable {
    package static let folderName = "questions"

    /// Line and column in the list's file, counted from 1; the column in bytes.
    package struct Place: Hashable, Sendable {
        package var line: Int
        package var column: Int
    }

    /// Where a pinned call stands.
    package struct CallPlaces: Hashable, Sendable {
        package var function: Place
        /// By the argument's name.
        package var arguments: [String: Place]
    }

    package struct Entry: Hashable, Sendable {
        package var question: Question
        /// The answer's name in URLs and files; unique in the portal.
        package var slug: String
        /// Relative to the portal, such as `questions/10-pipeline.yml`.
        package var file: String
        /// Line of `ask`.
        package var line: Int
        /// Where the parts of `calls` stand, in order.
        package var callPlaces: [CallPlaces]
    }

    package struct Section: Hashable, Sendable {
        package var title: String
        package var slug: String
        package var entries: [Entry]
    }

    package var sections: [Section]

    /// All questions in order.
    package var entries: [Entry] { sections.flatMap(\.entries) }

    /// The same list with one question alone; nil where no question has that slug.
    package func only(_ slug: String) -> QuestionList? {
        let sections = sections.compactMap { section in
            let entries = section.entries.filter { $0.slug == slug }
            return entries.isEmpty ? nil : Section(title: section.title, slug: section.slug, entries: entries)
        }
        return sections.isEmpty ? nil : QuestionList(sections: sections)
    }

    /// Reads the lists of a portal.
    ///
    /// - Throws: all that is wrong with them, with exit code 78.
    package static func load(folder: String) throws -> QuestionList {
        let path = folder + "/" + folderName
        let hint =
            "`broadsheet init` writes a first list into a new portal; docs of the format: a `section` and its `questions`."
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw Failure(
                .configuration,
                Diagnostic(
                    id: "questions.missing", "there is no folder \(folderName)/ in the portal", file: folderName,
                    solution: hint))
        }
        let files = names.filter { !$0.hasPrefix(".") && ($0.hasSuffix(".yml") || $0.hasSuffix(".yaml")) }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        guard !files.isEmpty else {
            throw Failure(
                .configuration,
                Diagnostic(
                    id: "questions.missing", "there is no list of questions (*.yml) in \(folderName)/",
                    file: folderName, solution: hint))
        }
        var reader = QuestionListReader()
        for name in files {
            let shown = folderName + "/" + name
            do {
                reader.add(
                    try YAMLFile(
                        name: shown, topic: "questions",
                        bytes: PortalFiles.contents(of: path + "/" + name, shownAs: shown)))
            } catch let failure as Failure {
                failure.diagnostics.forEach(reader.problems.add)
            }
        }
        return try reader.finish()
    }
}
