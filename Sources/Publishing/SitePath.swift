/// A file of the site by its path from the site's root: `answers/top-accounts/index.html`.
struct SitePath: Hashable, Comparable {
    let path: String

    init(_ path: String) { self.path = path }

    /// The relative link from this file to another; `..` as often as it takes, so that it works under any address and from
    /// a folder on disk.
    func link(to target: SitePath) -> String {
        let here = path.split(separator: "/").dropLast()
        let there = target.path.split(separator: "/")
        var common = 0
        while common < here.count, common < there.count - 1, here[common] == there[common] { common += 1 }
        let up = Array(repeating: "..", count: here.count - common)
        return (up + there[common...].map(String.init)).joined(separator: "/")
    }

    /// The path that a link in this file leads to; nil where it leaves the site.
    func resolving(_ link: String) -> SitePath? {
        var parts = path.split(separator: "/").dropLast().map(String.init)
        for part in link.split(separator: "/", omittingEmptySubsequences: false) {
            switch part {
            case ".", "": continue
            case "..": if parts.popLast() == nil { return nil }
            default: parts.append(String(part))
            }
        }
        return SitePath(parts.joined(separator: "/"))
    }

    static func < (left: SitePath, right: SitePath) -> Bool { left.path < right.path }
}
