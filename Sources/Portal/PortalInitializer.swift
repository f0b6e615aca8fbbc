import Analyst
import Analytics
package import Core
package import Foundation
import Warehouse

/// Makes a portal for data that is there: `broadsheet init`.
package struct PortalInitializer: Sendable {
    /// Data whose newest day lies further back is told as of that day.
    private static let maximumAge = 90

    package struct Report: Sendable {
        /// What was recognised, line by line.
        package var recognised: [String] = []
        /// Files written, relative to the portal.
        package var written: [String] = []
        /// Files that were there already and were left as they are.
        package var kept: [String] = []
        /// What is not as it should be in the data.
        package var warnings: [Diagnostic] = []
        /// What keeps the data from being read; empty where it can be.
        package var errors: [Diagnostic] = []
    }

    private let folder: String
    private let dataFolder: String
    private let writtenDataFolder: String

    /// - Parameters:
    ///   - folder: the portal's: an absolute path; made where it is not there.
    ///   - dataFolder: where the CSV files are: an absolute path.
    ///   - writtenDataFolder: the same as it is to stand in the configuration: absolute, or relative to `folder`.
    package init(folder: String, dataFolder: String, writtenDataFolder: String) {
        self.folder = folder
        self.dataFolder = dataFolder
        self.writtenDataFolder = writtenDataFolder
    }

    /// Writes the files; those that are there are kept.
    ///
    /// - Parameter now: the time at which the command runs.
    /// - Throws: `Failure`: 73 where there is a portal already or nothing can be written, 65 where no file of the folder is
    ///   one of opportunities.
    package func run(now: Date) async throws -> Report {
        if FileManager.default.fileExists(atPath: folder + "/" + PortalConfiguration.fileName) {
            throw Failure(
                .cannotCreate,
                Diagnostic(
                    id: "init.exists", "there is a portal here already", file: PortalConfiguration.fileName,
                    solution: "Edit the file, or make the new portal in another folder: `broadsheet init DIR`."))
        }
        let proposal = try DataDiscovery.propose(folder: dataFolder)
        // Before the data is read again: the way from the portal to it may lead through this folder.
        try PortalFiles.createFolder(folder)
        let data = located(proposal.configuration)
        var report = Report()
        report.warnings = proposal.warnings
        var opened: Warehouse?
        do {
            let warehouse = try await Warehouse.open(data)
            opened = warehouse
            report.recognised = recognised(warehouse.schema)
            report.warnings += warehouse.quality.warnings
        } catch let failure as Failure where failure.exitCode == .data {
            report.errors = failure.diagnostics
        }
        let today = PortalConfiguration.day(of: now, in: .gmt)
        let asOf = asOf(newest: opened?.schema.newestDate, today: today)
        var lists: [StarterQuestions.List] = []
        if let opened {
            let day = asOf == .today ? today : opened.schema.newestDate ?? today
            let catalogue = try await Catalogue(warehouse: opened, asOf: day, fiscal: FiscalCalendar())
            lists = try await StarterQuestions(schema: opened.schema)
                .answered(by: OfflineAnalyst(catalogue: catalogue, format: FigureFormat()))
        }
        let configuration = ConfigurationWriter(title: title, data: data, schema: opened?.schema, asOf: asOf).text
        try write(configuration, to: PortalConfiguration.fileName, &report)
        try writeQuestions(lists, &report)
        try write(about, to: "content/about.md", &report)
        try write(".broadsheet/\n", to: ".gitignore", &report)
        return report
    }

    private var title: String { Names.label((folder as NSString).lastPathComponent) + " Revenue Weekly" }

    private var about: String {
        """
        # About this portal

        Every week this portal answers the same questions from our CRM data. Each figure links to the evidence that it
        comes from, and the methodology page says how it is defined.
        """ + "\n"
    }

    /// The proposal with its files as they are to stand in the configuration.
    private func located(_ proposal: DataConfiguration) -> DataConfiguration {
        func place(_ name: String) -> String {
            writtenDataFolder == "." ? name : writtenDataFolder + (writtenDataFolder.hasSuffix("/") ? "" : "/") + name
        }
        func place(_ dataset: DataConfiguration.Dataset) -> DataConfiguration.Dataset {
            DataConfiguration.Dataset(file: place(dataset.file), columns: dataset.columns)
        }
        var result = proposal
        result.folder = folder
        result.opportunities = place(proposal.opportunities)
        result.contacts = proposal.contacts.map { place($0) }
        result.history = proposal.history.map { place($0) }
        result.lookups = proposal.lookups.map { DataConfiguration.Lookup(file: place($0.file), key: $0.key) }
        return result
    }

    private func asOf(newest: CalendarDate?, today: CalendarDate) -> PortalConfiguration.AsOf {
        guard let newest else { return .today }
        return today.days(since: newest) > PortalInitializer.maximumAge ? .newestInData : .today
    }

    private func recognised(_ schema: Schema) -> [String] {
        var lines = schema.datasets.map { dataset in
            let columns = dataset.columns.compactMap { column in
                column.use == "role" ? column.name.map { "\($0) = \"\(column.header)\"" } : nil
            }
            return "\(dataset.name): \(dataset.source), \(dataset.rows) rows"
                + (columns.isEmpty ? "" : " (\(columns.joined(separator: ", ")))")
        }
        for outcome in Outcome.allCases {
            let names = schema.stages.filter { $0.outcome == outcome }.map(\.name)
            if !names.isEmpty { lines.append("\(outcome.rawValue) stages: \(names.joined(separator: ", "))") }
        }
        lines.append("dimensions: \(schema.dimensions.map(\.id).joined(separator: ", "))")
        return lines
    }

    private func writeQuestions(_ lists: [StarterQuestions.List], _ report: inout Report) throws {
        if let names = try? FileManager.default.contentsOfDirectory(atPath: folder + "/questions"), !names.isEmpty {
            report.kept.append("questions/")
            return
        }
        let fallback = StarterQuestions.List(
            file: "10-pipeline.yml", section: "Pipeline", questions: ["How much open pipeline do we have?"])
        for list in lists.isEmpty ? [fallback] : lists {
            try write(StarterQuestions.yaml(list), to: "questions/" + list.file, &report)
        }
    }

    private func write(_ text: String, to name: String, _ report: inout Report) throws {
        if try PortalFiles.create(folder + "/" + name, Array(text.utf8), shownAs: name) {
            report.written.append(name)
        } else {
            report.kept.append(name)
        }
    }
}
