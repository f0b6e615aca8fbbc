/// Columns of an export of opportunities that are about their contacts: `Contact: Title`, `Contact Roles: Role`.
enum ContactColumns {
    /// Folded.
    static let names = Set(
        [
            "contact: title", "contact title", "contact: job title", "contact job title", "person - job title",
            "contact roles: role", "contact role: role", "contact role", "contact: role",
            "opportunity contact role: role",
            "opportunity contact role", "contact roles", "buying role",
        ].map(ColumnNames.folded))

    private static let persons = Set(
        [
            "contact", "contacts", "primary contact", "contact name", "contact person", "contact: full name",
            "contact: name", "contact: first name", "contact: last name", "first name", "last name",
            "associated contact",
            "associated contacts", "person - name", "deal - contact person", "primary contact: full name",
        ].map(ColumnNames.folded))

    /// Whether the column holds names or addresses of persons at the customers', which no page may show.
    static func namesPersons(_ header: String) -> Bool {
        let words = header.lowercased().replacing("e-mail", with: "email").split { !$0.isLetter }
        return persons.contains(ColumnNames.folded(header))
            || words.contains { ["email", "emails", "phone", "mobile", "telephone"].contains($0) }
    }

    static func isTitleOrRole(_ header: String) -> Bool { names.contains(ColumnNames.folded(header)) }
}
