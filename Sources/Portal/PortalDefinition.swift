import Core

/// A portal's configuration and questions, read and checked.
package struct PortalDefinition: Sendable {
    package var configuration: PortalConfiguration
    package var questions: QuestionList

    /// Reads both; throws what is wrong with either at once, with exit code 78.
    package static func load(folder: String) throws -> PortalDefinition {
        var found: [Diagnostic] = []
        var configuration: PortalConfiguration?
        do {
            configuration = try PortalConfiguration.load(folder: folder)
        } catch let failure as Failure {
            // Without a configuration the folder is hardly a portal: its missing questions are no news.
            if failure.diagnostics.contains(where: { ["config.missing", "config.root"].contains($0.id) }) {
                throw failure
            }
            found += failure.diagnostics
        }
        do {
            let questions = try QuestionList.load(folder: folder)
            if let configuration { return PortalDefinition(configuration: configuration, questions: questions) }
        } catch let failure as Failure {
            found += failure.diagnostics
        }
        throw Failure(.configuration, found)
    }
}
