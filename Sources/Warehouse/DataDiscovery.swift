package import Core
import Foundation

/// Finds out which file of a folder holds what, for a portal that has no configuration yet.
package enum DataDiscovery {
    /// What was found.
    package struct Proposal: Hashable, Sendable {
        /// The files by their names in the folder; `stages` is not set.
        package var configuration: DataConfiguration
        /// The stages with their counts: the open ones in their usual order, then won, then lost.
        package var stages: [Stage]
        /// Files that are not used, and what had to be guessed.
        package var warnings: [Diagnostic]
    }

    /// Looks at the files of `folder` whose names end in `.csv`.
    ///
    /// Throws `Failure(.data)` where none of them can be the opportunities.
    package static func propose(folder: String) throws -> Proposal {
        let names = try csvFiles(folder)
        var sources: [SourceFile] = []
        var warnings: [Diagnostic] = []
        for name in names {
            do {
                sources.append(try SourceFile(try FileSnapshot(file: name, folder: folder, key: "data")))
            } catch {
                warnings += error.diagnostics.map { diagnostic in
                    var warning = diagnostic
                    warning.severity = .warning
                    return warning
                }
            }
        }
        var configuration = DataConfiguration(folder: folder, opportunities: .init(file: ""))
        let (opportunities, others) = try chooseOpportunities(sources, &configuration, &warnings)
        configuration.opportunities.file = opportunities.source.file
        var lookups: [SourceFile] = []
        for source in others {
            let history = roles(.history, source)
            let contacts = roles(.contacts, source)
            if history[.opportunityID] != nil, history[.stage] != nil, history[.entered] != nil,
                configuration.history == nil
            {
                configuration.history = .init(file: source.file)
            } else if contacts[.title] != nil || contacts[.role] != nil,
                contacts[.opportunityID] != nil || contacts[.account] != nil, configuration.contacts == nil
            {
                configuration.contacts = .init(file: source.file)
            } else {
                lookups.append(source)
            }
        }
        for source in lookups {
            if let key = try lookupKey(source, opportunities, configuration) {
                configuration.lookups.append(.init(file: source.file, key: key))
            } else {
                warnings.append(
                    Diagnostic(
                        .warning, id: "init.unused",
                        "this file is not used: no column of it is a key of the opportunities",
                        file: source.file,
                        solution: "Add it to `data.lookups` with its key where it belongs to the portal"))
            }
        }
        let stages = stages(opportunities)
        warnings += opportunities.warnings
        return Proposal(configuration: configuration, stages: stages, warnings: warnings)
    }

    private static func csvFiles(_ folder: String) throws(Failure) -> [String] {
        let found = try? FileManager.default.contentsOfDirectory(atPath: folder)
        let names = (found ?? []).filter { $0.lowercased().hasSuffix(".csv") && !$0.hasPrefix(".") }.sorted()
        guard names.isEmpty else { return names }
        throw Failure(
            .data,
            Diagnostic(
                id: "init.no-files", found == nil ? "there is no such folder" : "the folder has no CSV file",
                file: folder,
                solution: "Export the opportunities as CSV into this folder"))
    }

    private static func roles(_ kind: DatasetKind, _ source: SourceFile) -> RoleRecognition {
        RoleRecognition(
            kind: kind, headers: source.headers, mapping: [:], file: source.file, key: "data.\(kind.rawValue)")
    }

    /// The file with a stage and an amount; of several, the one with an account, then the one with most rows.
    private static func chooseOpportunities(
        _ sources: [SourceFile], _ configuration: inout DataConfiguration, _ warnings: inout [Diagnostic]
    ) throws -> (PreparedFile, [SourceFile]) {
        var best: (file: PreparedFile, score: [Int])?
        var errors: [Diagnostic] = []
        for source in sources {
            let found = roles(.opportunities, source)
            guard found[.stage] != nil, found[.amount] != nil else { continue }
            do {
                let file = try prepare(source.file, &configuration, &warnings)
                let score = [file[.account] == nil ? 0 : 1, file.profile.rowCount]
                if best.map({ $0.score.lexicographicallyPrecedes(score) }) ?? true { best = (file, score) }
            } catch let failure as Failure {
                errors += failure.diagnostics
            }
        }
        if let best { return (best.file, sources.filter { $0.file != best.file.source.file }) }
        if !errors.isEmpty { throw Failure(.data, errors) }
        let diagnostics = sources.map { source in
            Diagnostic(
                id: "init.no-opportunities",
                "these columns are not those of opportunities: \(source.headers.joined(separator: ", "))",
                file: source.file, line: source.headerLine)
        }
        throw Failure(
            .data,
            diagnostics + [
                Diagnostic(
                    id: "init.no-opportunities", "no file has both a stage and an amount", file: configuration.folder,
                    solution:
                        "Export the opportunities with columns such as Stage and Amount, or write broadsheet.yml by hand"
                )
            ])
    }

    /// Reads the file; where its dates leave the order open, month first is proposed, for a person to check.
    private static func prepare(
        _ file: String, _ configuration: inout DataConfiguration, _ warnings: inout [Diagnostic]
    ) throws -> PreparedFile {
        do {
            return try PreparedFile(.opportunities, file: file, key: "data.opportunities", configuration)
        } catch let failure as Failure where failure.diagnostics.allSatisfy({ $0.id == "date.ambiguous" }) {
            configuration.dateFormat = .monthDayYear
            warnings.append(
                Diagnostic(
                    .warning, id: "init.date-format",
                    "the dates may be month/day/year or day/month/year; MDY is proposed",
                    file: file, solution: "Check `data.date_format` in broadsheet.yml"))
            return try PreparedFile(.opportunities, file: file, key: "data.opportunities", configuration)
        }
    }

    /// The header of the column that has one row for each value and most of the values of the opportunities' column.
    private static func lookupKey(
        _ source: SourceFile, _ opportunities: PreparedFile, _ configuration: DataConfiguration
    ) throws -> String? {
        let file: PreparedFile
        do {
            file = try PreparedFile(.lookup, file: source.file, key: "data.lookups", configuration)
        } catch is Failure {
            return nil
        }
        let dimensions = DimensionPlan(opportunities)
        var best: (header: String, share: Double)?
        for (index, header) in source.headers.enumerated() where !header.isEmpty {
            let column = file.profile.columns[index]
            guard column.distinct.count == file.profile.rowCount - column.emptyCount || column.distinct.isMany,
                let side = try? LookupJoin.side(of: index, file, opportunities: opportunities, dimensions: dimensions),
                let other = side.column
            else { continue }
            let share = coverage(of: opportunities.profile.columns[other].distinct, by: column.distinct)
            if share >= 0.5, share > best?.share ?? 0 { best = (header, share) }
        }
        return best?.header
    }

    /// The share of the values that stand among the keys, as they are or folded.
    ///
    /// Where there are too many to know, the header decides.
    private static func coverage(of values: DistinctValues, by keys: DistinctValues) -> Double {
        guard !values.isMany, !keys.isMany, values.count > 0 else { return values.isMany || keys.isMany ? 0.5 : 0 }
        let known = Set(keys.values.map { Names.folded($0.text) })
        let covered = values.values.count { known.contains(Names.folded($0.text)) }
        return Double(covered) / Double(values.count)
    }

    private static func stages(_ file: PreparedFile) -> [Stage] {
        guard let index = file[.stage] else { return [] }
        let counts = Dictionary(
            file.profile.columns[index].distinct.values.map { ($0.text, $0.count) }, uniquingKeysWith: +)
        let outcome = { (name: String) in Outcomes.said(by: name) ?? .open }
        var names = StageOrder.byUsualNames(counts.keys.filter { outcome($0) == .open })
        for closed in [Outcome.won, .lost] { names += counts.keys.filter { outcome($0) == closed }.sorted() }
        return names.map { Stage(name: $0, outcome: outcome($0), count: counts[$0] ?? 0) }
    }
}
