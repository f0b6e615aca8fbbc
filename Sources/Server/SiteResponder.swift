import Core
import Foundation
import HTTPTypes
import Hummingbird
import Synchronization

/// Answers requests with the files of a site, by exact path and nothing else.
final class SiteResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    private let path: String
    private let current: Mutex<SiteSnapshot>

    /// Throws where there is no site at `path`.
    init(path: String) throws {
        self.path = path
        current = Mutex(try SiteSnapshot(path: path))
    }

    func respond(to request: Request, context: Context) async throws -> Response {
        let isHead = request.method == .head
        guard isHead || request.method == .get else {
            return SiteResponder.response(
                .methodNotAllowed, text: "This address can only be read.", [.allow: "GET, HEAD"], isHead: false)
        }
        // A build may replace the site between the look at the list and the reading of the file: then the second round
        // has the new one.
        for _ in 0..<2 {
            let site = snapshot()
            if let response = response(to: request, from: site, isHead: isHead) { return response }
        }
        return SiteResponder.response(
            .serviceUnavailable, text: "The site is being replaced. Try again.", [.retryAfter: "1"], isHead: isHead)
    }

    /// The site as published now.
    private func snapshot() -> SiteSnapshot {
        current.withLock { site in
            if let identity = SiteSnapshot.Identity(path: path), identity != site.identity,
                let newer = try? SiteSnapshot(path: path)
            {
                site = newer
            }
            return site
        }
    }

    /// nil where a listed file is gone.
    private func response(to request: Request, from site: SiteSnapshot, isHead: Bool) -> Response? {
        let wanted = SiteResponder.name(of: request.uri.path)
        if let wanted, let file = site.files[wanted] {
            return response(wanted, file, .ok, request, site, isHead: isHead)
        }
        if let wanted, site.files[wanted + "/index.html"] != nil, let last = wanted.split(separator: "/").last {
            // Relative, so that it holds behind a proxy that publishes the site under another path.
            let escaped = last.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? ""
            return SiteResponder.response(
                .permanentRedirect, text: "The page is at \(last)/.", [.location: "./\(escaped)/"], isHead: isHead)
        }
        guard let page = site.files["404.html"] else {
            return SiteResponder.response(.notFound, text: "There is no such page.", [:], isHead: isHead)
        }
        return response("404.html", page, .notFound, request, site, isHead: isHead)
    }

    private func response(
        _ name: String, _ file: SiteSnapshot.File, _ status: HTTPResponse.Status, _ request: Request,
        _ site: SiteSnapshot,
        isHead: Bool
    ) -> Response? {
        var headers = SiteHeaders.common
        headers[.contentType] = SiteHeaders.contentType(of: name)
        if status == .ok {
            let tag = "\"\(file.hash)\""
            headers[.eTag] = tag
            headers[.cacheControl] = SiteHeaders.cacheControl(of: name)
            if SiteHeaders.matches(request.headers[values: .ifNoneMatch], tag) {
                headers[.contentType] = nil
                return Response(status: .notModified, headers: headers)
            }
        }
        headers[.contentLength] = String(file.size)
        if isHead { return Response(status: status, headers: headers) }
        guard let bytes = site.bytes(of: name) else { return nil }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// The listed name that an address stands for: without the slash in front, a folder by its index page.
    ///
    /// nil where the percent-encoding is broken.
    static func name(of path: String) -> String? {
        guard path.hasPrefix("/"), let decoded = path.dropFirst().removingPercentEncoding else { return nil }
        return decoded.isEmpty || decoded.hasSuffix("/") ? decoded + "index.html" : decoded
    }

    private static func response(
        _ status: HTTPResponse.Status, text: String, _ fields: HTTPFields, isHead: Bool
    ) -> Response {
        var headers = SiteHeaders.common
        for field in fields { headers[field.name] = field.value }
        headers[.contentType] = "text/plain; charset=utf-8"
        let bytes = Array((text + "\n").utf8)
        headers[.contentLength] = String(bytes.count)
        return Response(
            status: status, headers: headers,
            body: isHead ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
