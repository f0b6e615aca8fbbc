import Core
import Foundation
import Server
import Testing

@Suite struct SiteServerTests {
    @Test func servesFilesByTheirExactPath() async throws {
        try await withServer { site in
            let page = try await site.get("/")
            #expect(page.status == 200)
            #expect(page.body == "<p>front</p>")
            #expect(page.fields["content-type"] == "text/html; charset=utf-8")
            #expect(page.fields["content-length"] == "12")
            #expect(page.fields["x-content-type-options"] == "nosniff")
            #expect(page.fields["referrer-policy"] == "no-referrer")
            #expect(page.fields["content-security-policy"]?.contains("default-src 'none'") == true)
            #expect(page.fields["cache-control"] == "no-cache")
            #expect(try await site.get("/answers/x/").body == "<p>x</p>")
            #expect(try await site.get("/answers/x/index.html?utm=1").body == "<p>x</p>")
            #expect(try await site.get("/answers/x/index.csv").fields["content-type"] == "text/csv; charset=utf-8")
            #expect(try await site.get("/answers/x%2Findex.csv").status == 200)
            #expect(try await site.get("/assets/site-1234.css").fields["cache-control"]?.contains("immutable") == true)
        }
    }

    @Test func sendsFoldersToTheirSlash() async throws {
        try await withServer { site in
            let response = try await site.get("/answers/x")
            #expect(response.status == 308)
            #expect(response.fields["location"] == "./x/")
            #expect(try await site.get("/answers").status == 404)
        }
    }

    @Test(arguments: [
        "/nothing", "/../secret.txt", "/answers/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt",
        "/answers/x/../../index.html", "//index.html", "/index.html/", "/.gitignore", "/_headers", "/link.txt",
        "/linked/secret.txt", "/%00", "/%zz", "/index.html%00.txt", "/folder.html/",
    ])
    func findsNothingElse(path: String) async throws {
        try await withServer { site in
            let response = try await site.get(path)
            #expect(response.status == 404)
            #expect(response.body == "<p>not here</p>")
            #expect(response.fields["content-type"] == "text/html; charset=utf-8")
        }
    }

    @Test func answersConditionsAndHeads() async throws {
        try await withServer { site in
            let tag = try #require(try await site.get("/").fields["etag"])
            let same = try await site.send(
                "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nIf-None-Match: \"a\", W/\(tag)\r\n\r\n")
            #expect(same.status == 304)
            #expect(same.body.isEmpty)
            #expect(same.fields["etag"] == tag)
            let other = try await site.send(
                "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nIf-None-Match: \"a\"\r\n\r\n")
            #expect(other.status == 200)
            let head = try await site.send("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            #expect(head.fields["content-length"] == "12")
            let post = try await site.send(
                "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi")
            #expect(post.status == 405)
            #expect(post.fields["allow"] == "GET, HEAD")
            let find = try await site.send("PROPFIND / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            #expect(find.status == 405)
        }
    }

    @Test func seesASiteThatWasSwappedIn() async throws {
        try await withServer { site in
            let before = try await site.get("/").fields["etag"]
            try site.put("<p>second edition</p>", at: "next/index.html")
            try FileManager.default.moveItem(atPath: site.folder + "/site", toPath: site.folder + "/old")
            try FileManager.default.moveItem(atPath: site.folder + "/next", toPath: site.folder + "/site")
            let after = try await site.get("/")
            #expect(after.body == "<p>second edition</p>")
            #expect(after.fields["etag"] != before)
            // Without a page of its own for it, a missing page is told in plain text.
            #expect(try await site.get("/answers/x/").fields["content-type"] == "text/plain; charset=utf-8")
        }
    }

    @Test func tellsWhereThereIsNoSite() throws {
        let failure = try #require(throws: Failure.self) {
            _ = try SiteServer(site: "/nonexistent/site", host: "127.0.0.1", port: 0)
        }
        #expect(failure.exitCode == .configuration)
        #expect(failure.description.contains("broadsheet build"))
    }

    @Test func tellsThatThePortIsTaken() async throws {
        try await withServer { site in
            let second = try SiteServer(site: site.folder + "/site", host: "127.0.0.1", port: site.port)
            let failure = try await #require(throws: Failure.self) { try await second.run { _ in } }
            #expect(failure.exitCode == .inputOutput)
            #expect(failure.description.contains("port \(site.port): the port is in use"))
            #expect(!failure.description.contains("errno"))
            let elsewhere = try SiteServer(site: site.folder + "/site", host: "192.0.2.1", port: 0)
            let other = try await #require(throws: Failure.self) { try await elsewhere.run { _ in } }
            #expect(other.description.contains("this machine has no such address"))
        }
    }

    /// Runs `body` against a server on a free port, which ends with it.
    private func withServer(_ body: @escaping @Sendable (ServedSite) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "broadsheet-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var site = ServedSite(folder: folder, port: 0)
        try site.put("secret", at: "secret.txt")
        try site.put("<p>front</p>", at: "site/index.html")
        try site.put("<p>not here</p>", at: "site/404.html")
        try site.put("<p>x</p>", at: "site/answers/x/index.html")
        try site.put("a,b\n", at: "site/answers/x/index.csv")
        try site.put("p {}", at: "site/assets/site-1234.css")
        try site.put("*\n", at: "site/.gitignore")
        try site.put("/*\n", at: "site/_headers")
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/site/link.txt", withDestinationPath: folder + "/secret.txt")
        try FileManager.default.createSymbolicLink(atPath: folder + "/site/linked", withDestinationPath: folder)

        let server = try SiteServer(site: folder + "/site", host: "127.0.0.1", port: 0)
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let running = Task { try await server.run { continuation.yield($0) } }
        defer { running.cancel() }
        for await port in ports {
            site.port = port
            break
        }
        try await body(site)
    }
}
