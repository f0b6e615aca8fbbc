import Core

/// Finds out which of the files holds the opportunities.
struct OpportunityChoice {
    let file: PreparedFile
    /// All files but that one.
    let others: [SourceFile]
    /// The files that could be the opportunities, the chosen one among them.
    private(set) var candidates: Set<String> = []
    private(set) var warnings: [Diagnostic] = []

    /// Takes the file with a stage and an amount; of several, the one with an account, then the one with most rows.
    ///
    /// `unreadable` is what is wrong with the files that are not among `sources`; it is thrown with the rest where no file
    /// is left to be chosen.
    init(_ sources: [SourceFile], unreadable: [Diagnostic], _ configuration: DataConfiguration) throws {
        var found: [(file: PreparedFile, score: [Int], warnings: [Diagnostic])] = []
        var errors: [Diagnostic] = []
        for source in sources {
            let roles = DataDiscovery.roles(.opportunities, source)
            guard roles[.stage] != nil, roles[.amount] != nil else { continue }
            candidates.insert(source.file)
            do {
                let (file, warnings) = try OpportunityChoice.prepare(source.file, configuration)
                found.append((file, [file[.account] == nil ? 0 : 1, file.profile.rowCount], warnings))
            } catch let failure as Failure {
                errors += failure.diagnostics
            }
        }
        // A history that has amounts too names its opportunities several times.
        let histories = found.filter {
            DataDiscovery.isHistory($0.file.source) && OpportunityChoice.repeatsIDs($0.file)
        }
        if histories.count < found.count {
            let names = Set(histories.map(\.file.source.file))
            found.removeAll { names.contains($0.file.source.file) }
            candidates.subtract(names)
        }
        var best = found.first
        for next in found.dropFirst() where best?.score.lexicographicallyPrecedes(next.score) ?? true { best = next }
        guard let best else {
            throw OpportunityChoice.failure(sources, errors: errors, unreadable: unreadable, configuration.folder)
        }
        file = best.file
        others = sources.filter { $0.file != best.file.source.file }
        warnings = errors.map(\.asWarning) + best.warnings
        if candidates.count > 1 {
            let names = candidates.sorted().joined(separator: ", ")
            warnings.append(
                Diagnostic(
                    .warning, id: "init.several-opportunities",
                    "\(candidates.count) files look like opportunities: \(names); "
                        + "\(best.file.source.file) is taken and the others are not read",
                    file: best.file.source.file,
                    solution: "Name the right one in `data.opportunities` of broadsheet.yml"))
        }
    }

    /// Reads the file; dates that leave the order open are left to a person, without whom the build stops.
    private static func prepare(
        _ file: String, _ configuration: DataConfiguration
    ) throws -> (PreparedFile, [Diagnostic]) {
        do {
            return (try PreparedFile(.opportunities, file: file, key: "data.opportunities", configuration), [])
        } catch let failure as Failure {
            // Whichever way it is decided, the other columns are the same.
            var either = configuration
            guard let first = failure.diagnostics.first, let warning = decide(first, file, &either),
                failure.diagnostics.allSatisfy({ $0.id == first.id })
            else { throw failure }
            let (prepared, more) = try prepare(file, either)
            return (prepared, [warning] + more)
        }
    }

    /// Decides what a person has to decide before a build, and says so; nil where that is not what is wrong, or where it has
    /// been decided already.
    private static func decide(
        _ problem: Diagnostic, _ file: String, _ configuration: inout DataConfiguration
    ) -> Diagnostic? {
        switch problem.id {
        case "date.ambiguous" where configuration.dateFormat == nil:
            configuration.dateFormat = .monthDayYear
            return Diagnostic(
                .warning, id: "init.date-format",
                "the dates may be month/day/year or day/month/year, and no cell says which", file: file,
                line: problem.line,
                solution: "Set `data.date_format: MDY` or `DMY` in broadsheet.yml: until then the build stops")
        case "number.doubtful-separator" where configuration.numberFormat == nil:
            configuration.numberFormat = .decimalPoint
            return Diagnostic(
                .warning, id: "init.number-format", problem.message, file: file, line: problem.line,
                solution:
                    "Set `data.number_format: \"1,234.56\"` or `\"1.234,56\"` in broadsheet.yml: until then the build "
                    + "stops")
        case "amount.currencies" where configuration.otherCurrencies == .refuse:
            configuration.otherCurrencies = .leaveOut
            configuration.currency = configuration.currency ?? "USD"
            return Diagnostic(
                .warning, id: "init.currencies", problem.message, file: file, line: problem.line,
                solution:
                    "Set `currency:` and `data.other_currencies: leave_out` in broadsheet.yml: until then the build "
                    + "stops")
        default: return nil
        }
    }

    private static func repeatsIDs(_ file: PreparedFile) -> Bool {
        guard let index = DataDiscovery.roles(.history, file.source)[.opportunityID] else { return false }
        let column = file.profile.columns[index]
        return !column.distinct.isMany && column.distinct.count < file.profile.rowCount - column.emptyCount
    }

    private static func failure(
        _ sources: [SourceFile], errors: [Diagnostic], unreadable: [Diagnostic], _ folder: String
    ) -> Failure {
        if !errors.isEmpty { return Failure(.data, errors + unreadable) }
        let diagnostics = sources.map { source in
            Diagnostic(
                id: "init.no-opportunities",
                "these columns are not those of opportunities: \(source.headers.joined(separator: ", "))",
                file: source.file, line: source.headerLine)
        }
        let summary = Diagnostic(
            id: "init.no-opportunities", "no file has both a stage and an amount", file: folder,
            solution: "Export the opportunities with columns such as Stage and Amount, or write broadsheet.yml by hand")
        return Failure(.data, diagnostics + unreadable + [summary])
    }
}

extension Diagnostic {
    /// The same for a file that can be left out.
    var asWarning: Diagnostic {
        var warning = self
        warning.severity = .warning
        return warning
    }
}
