import ArgumentParser

/// The command line.
@main
struct Broadsheet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "broadsheet",
        abstract: "Publishes a newspaper of answers from CRM data.",
        discussion: """
            A portal is a folder with broadsheet.yml, questions/ and content/. `build` answers the questions from the data \
            and publishes the answers as a static site in site/.

            Exit codes: 0 done; 1 some answers have no figures, or check or eval found something; 64 usage; 65 data; \
            69 the engine is missing; 73 output cannot be written; 74 I/O; 75 another build is running; \
            78 configuration, questions or content; 130 interrupted.
            """,
        version: "0.1.0",
        subcommands: [
            InitCommand.self, BuildCommand.self, AnswerCommand.self, RenderCommand.self, ServeCommand.self,
            AskCommand.self, CheckCommand.self, DataCommand.self, SampleCommand.self, EvalCommand.self,
        ])
}
