import Analyst
import Analytics
import Core
import Foundation
import SampleData
import TestSupport
import Warehouse

/// The data that the corpus speaks of, opened once for the whole target.
struct CorpusData: Sendable {
    /// 1,500 opportunities with accounts, owners, contacts and history.
    let generated: Catalogue
    let small: Catalogue
    /// Accounts whose names hold digits, signs and marks of Markdown.
    let odd: Catalogue

    private static let opening = Task { try await CorpusData(seed: 11) }

    static func shared() async throws -> CorpusData { try await opening.value }

    func catalogue(_ data: ScenePlan.Data) -> Catalogue {
        switch data {
        case .generated: generated
        case .small: small
        case .odd: odd
        }
    }

    init(seed: UInt64) async throws {
        var files: [String: Data] = [:]
        SampleGenerator(rows: 1500, seed: seed).generate { file, bytes in
            files[file.rawValue, default: Data()].append(contentsOf: bytes)
        }
        let folder = try TestFolder()
        for (name, bytes) in files { try folder.write(name, bytes) }
        let warehouse = try await Warehouse.open(
            DataConfiguration(
                folder: folder.path, opportunities: .init(file: "opportunities.csv"),
                contacts: .init(file: "contacts.csv"), history: .init(file: "stage_history.csv"),
                lookups: [.init(file: "accounts.csv", key: "account"), .init(file: "owners.csv", key: "owner")],
                maxRejected: 0))
        generated = try await Catalogue(warehouse: warehouse, asOf: SampleGenerator.defaultAsOf)
        small = try await SmallCRM.catalogue()
        odd = try await Catalogue(
            warehouse: try await SmallCRM.warehouse(
                opportunities: CorpusData.oddNames, contacts: nil, history: nil), asOf: SmallCRM.asOf)
    }

    private static let oddNames = #"""
        opportunity_id,account,owner,stage,amount,probability,created_date,close_date,type,region
        P1,3 Rivers Co,Ann 2,Closed Won,52000,100,2026-01-10,2026-03-11,New Business,Zone 1
        P2,3 Rivers Co,Ann 2,Proposal,41000,50,2026-04-01,2026-12-10,Renewal,Zone 1
        P3,24/7 Care,Bob,Proposal,87500,50,2026-10-01,2026-12-15,New Business,Zone 2
        P4,A_B *Star*,Bob,Closed Lost,30000,0,2026-05-01,2026-08-01,New Business,Zone 2
        P5,A_B *Star*,Ann 2,Negotiation,118000,80,2026-09-01,2026-11-10,Expansion,Zone 3
        P6,"Q4 Systems, Inc.",Bob,Closed Won,64250.75,100,2026-08-01,2026-10-20,New Business,Zone 3
        P7,"Q4 Systems, Inc.",Ann 2,Proposal,23000,50,2026-10-05,2027-01-20,Renewal,Zone 1
        P8,Route 66 [West],Bob,Proposal,71000,50,2026-11-01,2026-12-01,New Business,Zone 10
        P9,1st & Main,Ann 2,Closed Lost,9000,0,2026-02-01,2026-10-05,Renewal,Zone 10
        P10,1st & Main,Cyd,Closed Won,12500,100,2026-02-01,2026-09-05,Renewal,Zone 2
        P11,Above 100% GmbH,Cyd,Negotiation,55000,80,2026-06-01,2026-11-02,Expansion,Zone 1
        P12,Two Thirds Ltd,Cyd,Closed Won,33000,100,2026-03-01,2026-06-05,New Business,Zone 3
        P13,Nine Elms,Bob,Negotiation,16000,80,2026-07-01,2026-12-20,Expansion,Zone 10
        P14,#1 Foods,Cyd,Proposal,28750,50,2026-07-15,2026-12-11,New Business,Zone 2

        """#
}
