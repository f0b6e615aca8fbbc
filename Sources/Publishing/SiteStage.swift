import Core
import Foundation

/// The next state of the site, built beside the published one and put in its place in a single step.
final class SiteStage {
    /// Keeps the published files out of version control; and tells a site that we wrote from a folder of someone else's.
    static let ignoreFile = "*\n!.gitignore\n"

    private let site: String
    private let folder: String
    private var files: Set<SitePath> = []
    private var pages: [SitePath: PageCheck.Facts] = [:]
    private var madeFolders: Set<String> = []
    private(set) var bytes = 0

    var fileCount: Int { files.count }
    var pageCount: Int { pages.count }

    /// Prepares an empty folder on the same file system as the site.
    ///
    /// - Throws: `Failure` with 73 where the site cannot be written.
    init(portalFolder: String) throws {
        let root = (portalFolder as NSString).standardizingPath
        site = root + "/site"
        folder = root + "/.broadsheet/staging/site"
        switch Disk.kind(of: site) {
        case nil, .folder: break
        case .link:
            throw SiteStage.refusal(
                site, "the output folder is a symbolic link", "Replace the link by a folder, or remove it.")
        default:
            throw SiteStage.refusal(site, "a file stands where the output folder belongs", "Move the file away.")
        }
        guard try SiteStage.isOurs(site) else {
            throw SiteStage.refusal(
                site, "the folder holds files that Broadsheet did not write, and publishing would remove them",
                "Move the files away, or choose another folder for the portal.")
        }
        // Found out now rather than after all the work: a folder is replaced by renaming it in the one that holds it.
        for place in [root, site] where Disk.kind(of: place) == .folder && access(place, W_OK) != 0 {
            throw Disk.failure("write", place, errno)
        }
        try Disk.remove(folder)
        try Disk.makeFolder(folder)
    }

    /// Adds a file as it is.
    func add(_ path: SitePath, _ content: [UInt8]) throws {
        let target = folder + "/" + path.path
        let parent = (target as NSString).deletingLastPathComponent
        if madeFolders.insert(parent).inserted { try Disk.makeFolder(parent) }
        guard files.insert(path).inserted else { throw PageCheck.fault("two pages share one address", path, nil) }
        try Disk.write(content, to: target)
        bytes += content.count
    }

    /// Adds a page after reading it as XML.
    func add(page path: SitePath, _ html: String) throws {
        let content = Array(html.utf8)
        pages[path] = try PageCheck.read(content, page: path)
        try add(path, content)
    }

    /// Whether the site will have this file.
    func contains(_ path: SitePath) -> Bool { files.contains(path) }

    /// Holds every relative link to the files and ids that there are.
    func checkLinks() throws {
        for (page, facts) in pages.sorted(by: { $0.key < $1.key }) {
            for link in facts.links where !isExternal(link) {
                let halves = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                let target = halves[0].isEmpty ? page : page.resolving(halves[0])
                guard let target, files.contains(target) else {
                    throw PageCheck.fault("the page links to \(link), which does not exist", page, nil)
                }
                guard halves.count > 1, !halves[1].isEmpty else { continue }
                guard pages[target]?.ids.contains(halves[1]) ?? true else {
                    throw PageCheck.fault("the page links to \(link), but that page has no such place", page, nil)
                }
            }
        }
    }

    /// Puts the staged tree in the place of the site; whoever reads the site sees the old one or the new one, whole.
    func publish() throws {
        try Disk.flush(folder)
        if Disk.kind(of: site) == nil {
            guard rename(folder, site) == 0 else { throw Disk.failure("publish", site, errno) }
        } else if !SystemCall.exchange(folder, site) {
            let old = folder + ".old"
            try Disk.remove(old)
            guard rename(site, old) == 0 else { throw Disk.failure("publish", site, errno) }
            guard rename(folder, site) == 0 else {
                let code = errno
                rename(old, site)
                throw Disk.failure("publish", site, code)
            }
            try Disk.remove(old)
        }
        // After an exchange the old site lies where the new one was built.
        try Disk.remove(folder)
    }

    /// Forgets what was built.
    func discard() { try? Disk.remove(folder) }

    /// Whether nothing is lost when the folder is replaced: it is not there, it is empty, or it is a published site, which
    /// carries our own ignore file.
    private static func isOurs(_ site: String) throws -> Bool {
        let names = try Disk.names(in: site)
        guard names.contains(where: { $0 != ".gitignore" }) else { return true }
        guard Disk.kind(of: site + "/.gitignore") == .file else { return false }
        return try Disk.readIfPresent(site + "/.gitignore") == Array(ignoreFile.utf8)
    }

    private func isExternal(_ link: String) -> Bool {
        ["http:", "https:", "mailto:"].contains { link.hasPrefix($0) }
    }

    private static func refusal(_ path: String, _ message: String, _ solution: String) -> Failure {
        Failure(.cannotCreate, Diagnostic(id: "output.place", message, file: path, solution: solution))
    }
}
