import Core

/// A column of a table in the database, as its catalogue describes it.
struct PostgresColumn: Hashable, Sendable {
    /// What the type is to us.
    enum Kind: Hashable, Sendable {
        case text, whole, numeric, binaryFloat, money, date, timestamp, boolean
        /// Enumerations, identifiers: texts once they are cast.
        case textLike
        /// Lists, documents, bytes: nothing that a question could be about.
        case other
    }

    var name: String
    var kind: Kind
    /// The type as PostgreSQL writes it: `numeric(18,2)`.
    var typeName: String
    /// Whether it is sorted by its bytes without being told so.
    var isByteOrdered: Bool
    var isNotNull: Bool
    /// The header it was loaded from, as the loader noted it.
    var comment: String?

    static func kind(type: UInt32, isEnumeration: Bool, typeName: String) -> Kind {
        if isEnumeration || typeName == "uuid" { return .textLike }
        switch type {
        case PostgresValue.OID.text, PostgresValue.OID.varchar: return .text
        case PostgresValue.OID.character, PostgresValue.OID.name: return .textLike
        case PostgresValue.OID.smallint, PostgresValue.OID.integer, PostgresValue.OID.bigint: return .whole
        case PostgresValue.OID.numeric: return .numeric
        case PostgresValue.OID.real, PostgresValue.OID.double: return .binaryFloat
        case PostgresValue.OID.money: return .money
        case PostgresValue.OID.date: return .date
        case PostgresValue.OID.timestamp, PostgresValue.OID.timestampWithZone: return .timestamp
        case PostgresValue.OID.boolean: return .boolean
        default: return .other
        }
    }

    var isNumber: Bool { [.whole, .numeric, .binaryFloat, .money].contains(kind) }

    /// The column under `alias`.
    func reference(_ alias: String) -> String { "\(alias).\(SQL.identifier(name))" }

    /// The column as text.
    ///
    /// It is sorted by bytes, as DuckDB sorts; an explicit COLLATE only where it is needed, because one keeps conditions
    /// from being sent to foreign servers.
    func text(_ alias: String) -> String {
        let own =
            kind == .text && !typeName.hasPrefix("character") ? reference(alias) : "CAST(\(reference(alias)) AS text)"
        return kind == .text && isByteOrdered ? own : own + " COLLATE \"C\""
    }

    /// The column as an exact number.
    func number(_ alias: String) -> String {
        kind == .numeric ? reference(alias) : "CAST(\(reference(alias)) AS numeric)"
    }

    /// The column as a day; of a moment the day in UTC.
    func day(_ alias: String) -> String {
        kind == .date ? reference(alias) : "CAST(\(reference(alias)) AS date)"
    }
}
