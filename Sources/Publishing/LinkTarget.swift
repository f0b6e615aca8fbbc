/// Where a link in Markdown may lead.
enum LinkTarget: Equatable {
    /// `#f1`, or another place on the same page.
    case fragment(String)
    /// A page of the site, by its path from the root, and a place on it.
    case page(SitePath, fragment: String)
    case external(String)

    /// Nil where the link is of a kind that is not published, such as `javascript:`, `data:`, `file:` or `//host`.
    ///
    /// Links within the site are written from its root: `methodology/`, `/answers/top-accounts/` or `about.md`.
    init?(markdown url: String) {
        if url.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F || $0 == "\\" }) { return nil }
        if url.hasPrefix("#") {
            self = .fragment(String(url.dropFirst()))
            return
        }
        let beforePath = url.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if beforePath.contains(":") {
            let scheme = beforePath.prefix { $0 != ":" }.lowercased()
            guard ["http", "https", "mailto"].contains(scheme) else { return nil }
            self = .external(url)
            return
        }
        guard !url.hasPrefix("//"), !url.isEmpty else { return nil }
        let halves = url.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let path = SitePath("index.html").resolving(halves[0]) else { return nil }
        self = .page(
            LinkTarget.page(path.path, isFolder: halves[0].hasSuffix("/")), fragment: halves.count > 1 ? halves[1] : "")
    }

    private static func page(_ path: String, isFolder: Bool) -> SitePath {
        if path.isEmpty { return SitePath("index.html") }
        if path.hasSuffix(".md"), !path.contains("/") { return SitePath(String(path.dropLast(3)) + "/index.html") }
        let last = path.split(separator: "/").last ?? ""
        return SitePath(isFolder || !last.contains(".") ? path + "/index.html" : path)
    }
}
