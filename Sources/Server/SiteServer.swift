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
            throw Failure(
                .inputOutput,
                Diagnostic(
                    id: "serve.listen", "cannot listen on \(host), port \(port): \(error)",
                    solution: "Stop what listens there, or choose another port with --port."))
        }
    }
}
