/// Columns of an export of opportunities that are about their contacts: `Contact: Title`, `Contact Roles: Role`.
enum ContactColumns {
    private static let names = Set(
        [
            "contact: title", "contact title", "contact: job title", "contact job title", "person - job title",
            "contact roles: role", "contact role: role", "contact role", "contact: role",
            "opportunity contact role: role",
            "opportunity contact role", "contact roles", "buying role",
        ].map(ColumnNames.folded))

    static func isTitleOrRole(_ header: String) -> Bool { names.contains(ColumnNames.folded(header)) }
}
