import Foundation
import HTTPTypes

/// The header fields of published files.
enum SiteHeaders {
    /// What every response carries: nothing but the site's own styles and images may load.
    static let common: HTTPFields = {
        var fields: HTTPFields = [
            .contentSecurityPolicy:
                "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
                + "frame-ancestors 'none'",
            .xContentTypeOptions: "nosniff",
        ]
        if let name = HTTPField.Name("Referrer-Policy") { fields[name] = "no-referrer" }
        return fields
    }()

    /// By the ending of the file's name.
    static func contentType(of name: String) -> String {
        switch (name as NSString).pathExtension {
        case "html": "text/html; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "json": "application/json"
        case "md": "text/markdown; charset=utf-8"
        case "csv": "text/csv; charset=utf-8"
        case "txt": "text/plain; charset=utf-8"
        case "xml": "application/xml"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "pdf": "application/pdf"
        default: "application/octet-stream"
        }
    }

    /// Assets have the hash of their content in their name; all else is asked for again each time.
    static func cacheControl(of name: String) -> String {
        name.hasPrefix("assets/") ? "public, max-age=31536000, immutable" : "no-cache"
    }

    /// Whether an `If-None-Match` names the tag (RFC 9110, section 13.1.2: weak comparison).
    static func matches(_ conditions: [String], _ tag: String) -> Bool {
        conditions.flatMap { $0.split(separator: ",") }.contains { condition in
            let text = condition.trimmingCharacters(in: .whitespaces)
            return text == "*" || text == tag || text == "W/" + tag
        }
    }
}
