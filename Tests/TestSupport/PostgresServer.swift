import Core
import Foundation
import Synchronization

/// A PostgreSQL of the tests: a cluster of its own in a temporary folder, on a free port of the loopback interface.
///
/// It is started once a process, at the first use, and stopped when the process ends.
package final class PostgresServer: Sendable {
    package struct Unavailable: Error, CustomStringConvertible {
        package let description: String
    }

    package let port: Int
    private let folder: String
    private let process: Process

    /// The server that the tests share.
    package static func shared() throws -> PostgresServer { try started.get() }

    /// Whether tests that need a server are to run: they do wherever there is one, and in continuous integration always, so
    /// that a server that is missing there is a failure.
    package static var isExpected: Bool {
        binaries != nil || ProcessInfo.processInfo.environment["CI"] == "true"
    }

    private static let started = Result { try PostgresServer() }

    /// The folder of `initdb` and `postgres`, of the highest version that is there.
    private static let binaries: String? = {
        let root = "/usr/lib/postgresql"
        let versions = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).compactMap(Int.init)
            .sorted()
        let folders = versions.reversed().map { "\(root)/\($0)/bin" } + ["/opt/homebrew/bin", "/usr/local/bin"]
        return folders.first {
            FileManager.default.isExecutableFile(atPath: $0 + "/initdb")
                && FileManager.default.isExecutableFile(atPath: $0 + "/postgres")
        }
    }()

    /// Starts a further server; the caller's to keep.
    package init(settings: [String] = []) throws {
        guard let binaries = PostgresServer.binaries else {
            throw Unavailable(
                description: "there is no PostgreSQL: run `make setup`, or install Debian's package postgresql")
        }
        let template = try PostgresServer.template.get()
        folder = try PostgresServer.makeFolder()
        let data = folder + "/data"
        // A copy takes a fifth of the time of initdb.
        _ = try PostgresServer.run(["cp", "-R", template + "/data", data])
        port = try PostgresServer.freePort()
        let options = [
            "listen_addresses=127.0.0.1", "port=\(port)", "unix_socket_directories=\(folder)", "fsync=off",
            "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB", "max_connections=400",
            "autovacuum=off", "log_min_messages=fatal", "max_wal_size=1GB",
        ]
        let server = Process()
        let command = PostgresServer.asServer(
            [binaries + "/postgres", "-D", data] + (options + settings).flatMap { ["-c", $0] })
        server.executableURL = URL(fileURLWithPath: command[0])
        server.arguments = Array(command.dropFirst())
        server.standardOutput = FileHandle.nullDevice
        server.standardError = FileHandle.nullDevice
        server.standardInput = FileHandle.nullDevice
        try server.run()
        process = server
        PostgresServer.register(server.processIdentifier, folder)
        try waitUntilReady(binaries)
    }

    /// A cluster that is never started, to be copied.
    private static let template = Result { () throws -> String in
        guard let binaries else { throw Unavailable(description: "there is no PostgreSQL") }
        let folder = try makeFolder()
        let file = folder + "/password"
        try Data((password + "\n").utf8).write(to: URL(fileURLWithPath: file))
        if isRoot { _ = try run(["chown", "postgres", file], asServer: false) }
        _ = try run([
            binaries + "/initdb", "-D", folder + "/data", "-U", "broadsheet", "--pwfile", file, "-A", "scram-sha-256",
            "-E",
            "UTF8", "--locale", "C.UTF-8", "--no-sync", "--no-instructions",
        ])
        register(nil, folder)
        return folder
    }

    private static func makeFolder() throws -> String {
        let folder = NSTemporaryDirectory() + "broadsheet-postgres-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if isRoot { _ = try run(["chown", "postgres", folder], asServer: false) }
        return folder
    }

    private static let password = "s3cret/p@ss:word"

    /// The password as it would be seen in a message.
    package static var secret: String { password }

    /// The URL of a database.
    package func url(
        database: String = "postgres", user: String = "broadsheet", password: String? = nil, port: Int? = nil,
        options: String = ""
    ) -> String {
        let secret =
            (password ?? PostgresServer.password).addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return "postgresql://\(user):\(secret)@127.0.0.1:\(port ?? self.port)/\(database)\(options)"
    }

    /// Makes an empty database and returns its URL.
    package func makeDatabase() throws -> String {
        let name = "t_" + UUID().uuidString.lowercased().replacing("-", with: "")
        try run("CREATE DATABASE \(name)")
        return url(database: name)
    }

    /// Runs statements with psql; returns what it prints, cells apart by `|`.
    @discardableResult
    package func run(_ sql: String, url: String? = nil) throws -> String {
        guard let binaries = PostgresServer.binaries else { return "" }
        return try PostgresServer.run(
            [binaries + "/psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url ?? self.url(), "-c", sql],
            asServer: false)
    }

    /// A port that nothing listens on.
    package static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Unavailable(description: "there is no socket") }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                bind(descriptor, raw, length) == 0 && getsockname(descriptor, raw, &length) == 0
            }
        }
        guard bound else { throw Unavailable(description: "there is no free port") }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    private func waitUntilReady(_ binaries: String) throws {
        for _ in 0..<600 {
            if (try? run("SELECT 1")) != nil { return }
            guard process.isRunning else { break }
            usleep(50_000)
        }
        throw Unavailable(description: "PostgreSQL did not start in \(folder)")
    }

    private static var isRoot: Bool { getuid() == 0 }

    /// initdb and the server refuse to run as root.
    private static func asServer(_ command: [String]) -> [String] {
        isRoot ? ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] + command : command
    }

    private static func run(_ command: [String], asServer: Bool = true) throws -> String {
        let full = asServer ? self.asServer(command) : command
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = full
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let message = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Unavailable(description: "\(command[0]) failed: \(message)")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Servers to stop at the end of the process, with their folders.
    private static let running = Mutex<[(pid: Int32?, folder: String)]>([])

    private static func register(_ pid: Int32?, _ folder: String) {
        let isFirst = running.withLock { list in
            list.append((pid, folder))
            return list.count == 1
        }
        guard isFirst else { return }
        atexit {
            for (pid, folder) in PostgresServer.running.withLock({ $0 }) {
                if let pid {
                    // SIGQUIT: at once; there is nothing to keep.
                    kill(pid, SIGQUIT)
                    var status: Int32 = 0
                    waitpid(pid, &status, 0)
                }
                try? FileManager.default.removeItem(atPath: folder)
            }
        }
    }
}
