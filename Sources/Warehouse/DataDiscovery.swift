package import Core
import Foundation

/// Finds out which file of a folder holds what, for a portal that has no configuration yet.
package enum DataDiscovery {
    /// What was found.
    package struct Proposal: Hashable, Sendable {
        /// The files by their names in the folder; `stages` is not set, and `dateFormat` is nil also where the dates leave
        /// the order open and the build asks for it.
        package var configuration: DataConfiguration
        /// The stages with their counts: the open ones in their usual order, then won, then lost.
        package var stages: [Stage]
        /// Files that are not used, and what had to be guessed.
        package var warnings: [Diagnostic]
    }

    /// Looks at the files of `folder` whose names end in `.csv`.
    ///
    /// Throws `Failure(.data)` where none of them can be the opportunities, with what is wrong with each.
    package static func propose(folder: String) throws -> Proposal {
        let names = try csvFiles(folder)
        var sources: [SourceFile] = []
        var unreadable: [Diagnostic] = []
        for name in names {
            do {
                sources.append(try SourceFile(try OpenFile(file: name, folder: folder, key: "data"), encoding: nil))
            } catch {
                unreadable += error.diagnostics
            }
        }
        var configuration = DataConfiguration(folder: folder, opportunities: .init(file: ""))
        let choice = try OpportunityChoice(sources, unreadable: unreadable, configuration)
        let opportunities = choice.file
        var warnings = unreadable.map(\.asWarning) + choice.warnings
        configuration.opportunities.file = opportunities.source.name
        var lookups: [SourceFile] = []
        var taken = [opportunities.source]
        for source in choice.others {
            if let twin = taken.first(where: { haveSameColumns($0, source) }) {
                warnings.append(
                    Diagnostic(
                        .warning, id: "init.same-columns",
                        "this file has the same columns as \(twin.name): only one file is read", file: source.name,
                        solution: "Join them into one where both belong to the portal"))
                continue
            }
            // A second file of opportunities is no table to look something up in.
            if choice.candidates.contains(source.name) { continue }
            let contacts = roles(.contacts, source)
            if isHistory(source), configuration.history == nil {
                configuration.history = .init(file: source.name)
                taken.append(source)
            } else if contacts[.title] != nil || contacts[.role] != nil,
                contacts[.opportunityID] != nil || contacts[.account] != nil, configuration.contacts == nil
            {
                configuration.contacts = .init(file: source.name)
                taken.append(source)
            } else {
                lookups.append(source)
            }
        }
        for source in lookups {
            if let key = try lookupKey(source, opportunities, configuration) {
                configuration.lookups.append(.init(file: source.name, key: key))
            } else {
                warnings.append(
                    Diagnostic(
                        .warning, id: "init.unused",
                        "this file is not used: no column of it is a key of the opportunities",
                        file: source.name,
                        solution: "Add it to `data.lookups` with its key where it belongs to the portal"))
            }
        }
        let stages = stages(opportunities)
        warnings += opportunities.warnings
        return Proposal(configuration: configuration, stages: stages, warnings: warnings)
    }

    /// Whether the headers are the same, in whatever order, case and spacing.
    private static func haveSameColumns(_ left: SourceFile, _ right: SourceFile) -> Bool {
        Set(left.headers.map(Names.folded)) == Set(right.headers.map(Names.folded))
    }

    static func isHistory(_ source: SourceFile) -> Bool {
        let history = roles(.history, source)
        return history[.opportunityID] != nil && history[.stage] != nil && history[.entered] != nil
    }

    private static func csvFiles(_ folder: String) throws(Failure) -> [String] {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), !isFolder.boolValue {
            throw Failure(
                .data,
                Diagnostic(
                    id: "init.not-a-folder", "this is a file, not a folder", file: folder,
                    solution: "Give the folder that the file lies in"))
        }
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

    static func roles(_ kind: DatasetKind, _ source: SourceFile) -> RoleRecognition {
        RoleRecognition(
            kind: kind, headers: source.headers, mapping: [:], file: source.name, key: "data.\(kind.rawValue)")
    }

    /// The header of the column that has one row for each value and most of the values of the opportunities' column.
    private static func lookupKey(
        _ source: SourceFile, _ opportunities: PreparedFile, _ configuration: DataConfiguration
    ) throws -> String? {
        let file: PreparedFile
        do {
            file = try PreparedFile(.lookup, file: source.name, key: "data.lookups", configuration)
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
