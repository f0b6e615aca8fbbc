/// Something a person can mend: where it is, what is wrong, what to do.
package struct Diagnostic: Hashable, Sendable, Codable {
    package enum Severity: String, Hashable, Sendable, Codable {
        case error, warning
    }

    package var severity: Severity
    /// A stable name such as `csv.unclosed-quote`, for tests and for tools that read the JSON form.
    package var id: String
    /// What is wrong, in one sentence without a full stop.
    package var message: String
    /// The file as the reader knows it: relative to the portal where it lies in it.
    package var file: String?
    /// 1 for the first line.
    package var line: Int?
    /// 1 for the first column, in bytes.
    package var column: Int?
    /// What to do next: a sentence that starts with a verb.
    package var solution: String?

    package init(
        _ severity: Severity = .error, id: String, _ message: String, file: String? = nil, line: Int? = nil,
        column: Int? = nil, solution: String? = nil
    ) {
        self.severity = severity
        self.id = id
        self.message = message
        self.file = file
        self.line = line
        self.column = column
        self.solution = solution
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `file:line:column: error: message`, and the solution on a line of its own; safe to print on a terminal.
    package var description: String {
        var place = ""
        if let file {
            place = Escape.terminal(file) + ":"
            if let line { place += "\(line):" }
            if line != nil, let column { place += "\(column):" }
            place += " "
        }
        var text = "\(place)\(severity.rawValue): \(Escape.terminal(message))"
        if let solution { text += "\n  → \(Escape.terminal(solution))" }
        return text
    }
}

extension Diagnostic: Comparable {
    /// By file, line and column, so that a list reads from top to bottom.
    package static func < (left: Diagnostic, right: Diagnostic) -> Bool {
        (left.file ?? "", left.line ?? 0, left.column ?? 0, left.id, left.message)
            < (right.file ?? "", right.line ?? 0, right.column ?? 0, right.id, right.message)
    }
}

/// How the process ends; the numbers are those of `sysexits.h` where it has one.
package enum ExitCode: Int32, Sendable, Codable {
    case done = 0
    /// Some answers failed, degraded, were unanswerable or unclear; or `check` found something.
    case incomplete = 1
    case usage = 64
    case data = 65
    /// The model or the database cannot be reached, and nothing stands in for it.
    case unavailable = 69
    case cannotCreate = 73
    /// I/O error, disk full.
    case inputOutput = 74
    /// Another build holds the lock.
    case locked = 75
    case configuration = 78
    case interrupted = 130
}

/// Ends a command: one or more diagnostics and the exit code that goes with them.
package struct Failure: Error, Sendable, CustomStringConvertible {
    package let exitCode: ExitCode
    package let diagnostics: [Diagnostic]

    package init(_ exitCode: ExitCode, _ diagnostics: [Diagnostic]) {
        self.exitCode = exitCode
        self.diagnostics = diagnostics.sorted()
    }

    package init(_ exitCode: ExitCode, _ diagnostic: Diagnostic) {
        self.init(exitCode, [diagnostic])
    }

    package var description: String {
        diagnostics.map(\.description).joined(separator: "\n")
    }
}
