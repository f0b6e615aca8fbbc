package import Analyst
package import Core
package import Warehouse

/// One dated issue of a portal, as `content/editions/<edition>/edition.json` holds it.
package struct EditionManifest: Hashable, Sendable, Codable {
    package struct Section: Hashable, Sendable, Codable {
        package var title: String
        package var slug: String
        /// Slugs of its questions, in the order in which they are read.
        package var questions: [String]

        package init(title: String, slug: String, questions: [String]) {
            self.title = title
            self.slug = slug
            self.questions = questions
        }
    }

    /// `2026-W47`, or the name given for it: `A-Z`, `a-z`, `0-9`, `.`, `-` and `_`.
    package var edition: String
    package var asOf: CalendarDate
    package var sections: [Section]
    package var schema: Schema
    package var quality: QualityReport
    /// Month in which the fiscal year starts, 1...12.
    package var fiscalYearStarts: Int
    /// Definitions that this portal's data or configuration chose, one sentence each.
    package var definitionsNotes: [String]

    package init(
        edition: String, asOf: CalendarDate, sections: [Section], schema: Schema, quality: QualityReport,
        fiscalYearStarts: Int = 1, definitionsNotes: [String] = []
    ) {
        self.edition = edition
        self.asOf = asOf
        self.sections = sections
        self.schema = schema
        self.quality = quality
        self.fiscalYearStarts = fiscalYearStarts
        self.definitionsNotes = definitionsNotes
    }

    enum CodingKeys: String, CodingKey {
        case edition, sections, schema, quality
        case asOf = "as_of"
        case fiscalYearStarts = "fiscal_year_starts"
        case definitionsNotes = "definitions_notes"
    }

    /// Whether `name` can be a folder's name on every file system that a portal is carried on.
    package static func isValidName(_ name: String) -> Bool {
        guard let first = name.utf8.first, first != UInt8(ascii: "."), name.utf8.count <= 64 else { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
    }
}

/// An edition as read from disk.
package struct Edition: Sendable {
    /// A question's answer with its prose as it stands on disk, perhaps edited by a person.
    package struct Entry: Sendable {
        package var slug: String
        package var section: EditionManifest.Section
        package var answer: Answer
        package var markdown: String
        /// The Markdown file relative to the portal, for diagnostics.
        package var markdownFile: String
        /// Whether a person changed the Markdown after it was generated.
        package var isEdited: Bool
    }

    package var manifest: EditionManifest
    /// In the order of the sections and of the questions in them.
    package var entries: [Entry]

    /// The entries of one section, in order.
    package func entries(of section: EditionManifest.Section) -> [Entry] {
        entries.filter { $0.section.slug == section.slug }
    }
}
