import ArgumentParser
import Core
import Foundation
import Portal
import Server

/// `broadsheet serve`: the published site over HTTP.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the published site over HTTP, to this machine unless told otherwise.")

    @OptionGroup var portal: PortalOptions

    @Option(help: "Address to listen on. Default: 127.0.0.1, which is reached from this machine alone.")
    var host: String?

    @Option(help: "Port to listen on, 0 for any. Default: $PORT, else 8083.")
    var port: Int?

    func validate() throws {
        if let port, !(0...65_535).contains(port) { throw ValidationError("A port is a number from 0 to 65535.") }
    }

    func run() async throws {
        let folder = portal.folder
        let (host, port) = (host, port)
        let environment = ProcessInfo.processInfo.environment["PORT"]
        try await CommandRun.performServing {
            let configuration = try PortalConfiguration.load(folder: folder)
            let address = host ?? configuration.server.host ?? "127.0.0.1"
            let number = try port ?? ServeCommand.port(of: environment) ?? configuration.server.port ?? 8083
            let server = try SiteServer(site: folder + "/site", host: address, port: number)
            try await server.run { bound in
                let shown = address.contains(":") ? "[\(address)]" : address
                Console.note(
                    "Serving \(Escape.terminal(configuration.title)) on http://\(Escape.terminal(shown)):\(bound)/ (Ctrl-C ends)"
                )
            }
        }
    }

    private static func port(of environment: String?) throws -> Int? {
        guard let environment, !environment.isEmpty else { return nil }
        guard let number = Int(environment), (0...65_535).contains(number) else {
            throw Failure(
                .usage,
                Diagnostic(
                    id: "serve.port", "PORT in the environment is not a port: `\(environment)`",
                    solution: "Set it to a number from 0 to 65535, or use --port."))
        }
        return number
    }
}
