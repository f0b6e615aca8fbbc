import Foundation

/// A portal of a dozen deals in a folder that is gone when the test ends.
struct SmallPortal: Sendable {
    /// The deals, small enough to add up by hand.
    ///
    /// Open: 100 + 200.50 + 300 = 600.50. Won in the fourth quarter of 2026: 1,000 and 500; won before: 250. Lost: two.
    static let opportunities = """
        opportunity_id,account,owner,stage,amount,probability,created_date,close_date,region
        1,Acme,Ann,Prospecting,100.00,10%,2026-09-01,2026-12-15,East
        2,Bolt & Sons,Ann,Negotiation,200.50,50%,2026-08-01,2026-12-20,West
        3,"Cargo, Inc",Bob,Negotiation,300.00,50%,2026-08-15,2027-02-01,East
        4,Acme,Bob,Closed Won,1000.00,100%,2026-05-01,2026-10-05,East
        5,Dune,Ann,Closed Won,500.00,100%,2026-06-01,2026-11-10,West
        6,Dune,Bob,Closed Won,250.00,100%,2026-01-10,2026-04-30,West
        7,Acme,Ann,Closed Lost,400.00,0%,2026-02-01,2026-06-30,East
        8,Elm,Bob,Closed Lost,800.00,0%,2026-03-01,2026-09-12,West

        """
    static let configuration = """
        title: Small Weekly
        as_of: 2026-11-20
        data:
          opportunities: data/opportunities.csv
        """
    static let questions = """
        section: Pipeline
        questions:
          - ask: How much open pipeline do we have?
            slug: pipeline
          - ask: What is our win rate by region?
            slug: win-rate
        """

    let folder: String

    /// Makes the portal, runs `body`, removes the portal.
    static func with(_ body: (SmallPortal) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "broadsheet-" + UUID().uuidString
        let portal = SmallPortal(folder: folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try portal.write(opportunities, to: "data/opportunities.csv")
        try portal.write(configuration + "\n", to: "broadsheet.yml")
        try portal.write(questions + "\n", to: "questions/10-pipeline.yml")
        try await body(portal)
    }

    func run(
        _ arguments: String..., environment: [String: String] = [:]
    ) async throws -> CommandLineTool.Outcome {
        try await CommandLineTool.run(arguments, in: folder, environment: environment)
    }

    func write(_ text: String, to name: String) throws {
        let path = folder + "/" + name
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    func read(_ name: String) throws -> String { try CommandLineTool.text(of: folder + "/" + name) }

    func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder + "/" + name) }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: folder + "/" + name) }

    /// All files below a folder of the portal with their bytes.
    func tree(_ name: String) throws -> [String: Data] {
        let root = folder + "/" + name
        var files: [String: Data] = [:]
        for case let path as String in FileManager.default.enumerator(atPath: root) ?? FileManager.DirectoryEnumerator()
        {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: root + "/" + path, isDirectory: &isFolder)
            if !isFolder.boolValue { files[path] = try Data(contentsOf: URL(fileURLWithPath: root + "/" + path)) }
        }
        return files
    }
}
