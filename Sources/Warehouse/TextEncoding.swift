/// How the bytes of a file are to be read where no mark at its beginning says it; the raw values are those of
/// `data.encoding`.
package enum TextEncoding: String, CaseIterable, Hashable, Sendable {
    case utf8 = "utf-8"
    case windows1252 = "windows-1252"
    case latin1 = "iso-8859-1"
    case utf16 = "utf-16"
}
