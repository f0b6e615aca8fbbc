import Core
import Foundation
import Hummingbird
import Logging

/// Serves a published site over HTTP until the process is told to end.
package struct SiteServer: Sendable {
    private let host: String
    private let port: Int
    private let responder: SiteResponder

    /// - Parameters:
    ///   - site: path of the folder with the site.
    ///   - host: address to listen on; `127.0.0.1` is reached from this machine alone.
    ///   - port: 0 for any that is free.
    /// - Throws: `Failure` with exit code 78 where there is no site.
    package init(site: String, host: String, port: Int) throws {
        self.host = host
        self.port = port
        responder = try SiteResponder(path: site)
    }

    /// Runs until SIGINT or SIGTERM; responses that have begun are finished first.
    ///
    /// - Parameter started: called with the port when connections are accepted.
    /// - Throws: `Failure` with exit code 74 where the address cannot be listened on.
    package func run(started: @escaping @Sendable (Int) -> Void) async throws {
        var logger = Logger(label: "broadsheet")
        // The life of the server is told by the command line, in one line.
        logger.logLevel = .critical
        let application = Application(
            responder: responder,
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in started(channel.localAddress?.port ?? 0) }, logger: logger)
        do {
            try await application.runService()
        } catch let failure as Failure {
            throw failure
        } catch {
            let (reason, solution) = SiteServer.words(for: error)
            throw Failure(
                .inputOutput,
                Diagnostic(
                    id: "serve.listen", "cannot listen on \(host), port \(port): \(reason)", solution: solution))
        }
    }

    /// Why an address cannot be listened on, and what to do.
    ///
    /// The number of the error is read from its text: its type belongs to a library below the one that serves.
    private static func words(for error: any Error) -> (reason: String, solution: String) {
        let text = "\(error)"
        switch text.firstMatch(of: /errno: (\d+)/).flatMap({ Int32($0.1) }) {
        case EADDRINUSE:
            return ("the port is in use", "Stop what listens there, or choose another port with --port.")
        case EACCES:
            return ("the system does not allow it", "Choose a port from 1024 on with --port.")
        case EADDRNOTAVAIL:
            return ("this machine has no such address", "Choose one that it has with --host, such as 127.0.0.1.")
        case let code?: return (String(cString: strerror(code)), "Choose another address or port.")
        case nil where text.contains("UnknownHost"):
            return ("there is no such host", "Choose an address of this machine with --host, such as 127.0.0.1.")
        case nil: return (text, "Choose another address with --host or another port with --port.")
        }
    }
}
