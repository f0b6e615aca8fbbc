package import Analytics
package import Core
import Foundation
package import Warehouse

/// Nine opportunities whose figures can be worked out by hand.
package enum SmallCRM {
    package static let asOf = CalendarDate(daysSinceEpoch: 20_777)  // 2026-11-20

    package static let opportunities = #"""
        opportunity_id,account,owner,stage,amount,probability,created_date,close_date,type,region
        O1,Acme,Ann,Closed Won,1000,100,2026-01-10,2026-03-11,New Business,EMEA
        O2,Acme,Ann,Closed Won,2000.50,100,2026-04-01,2026-07-10,Renewal,EMEA
        O3,Acme,Bob,Proposal,4000,50,2026-10-01,2026-12-15,New Business,EMEA
        O4,Birch,Bob,Closed Lost,3000,0,2026-05-01,2026-08-01,New Business,APAC
        O5,Birch,Ann,Negotiation,10000,80,2026-09-01,2026-11-10,Expansion,APAC
        O6,Cedar,Bob,Closed Won,5000,100,2026-08-01,2026-10-20,New Business,APAC
        O7,Cedar,Ann,Proposal,,50,2026-10-05,2027-01-20,Renewal,EMEA
        O8,,Bob,Proposal,700,50,2026-11-01,2026-12-01,New Business,
        O9,"Dún, ""Inc""",Ann,Closed Lost,900,0,2026-02-01,2026-10-05,Renewal,EMEA

        """#

    package static let contacts = """
        opportunity_id,contact_name,title,role
        O1,Ada,CEO,Decision Maker
        O1,Ben,VP Sales,Champion
        O3,Cyd,Manager,Champion
        O4,Dee,Manager,Champion
        O5,Eve,CFO,

        """

    package static let history = """
        opportunity_id,stage,entered
        O1,Proposal,2026-01-10
        O1,Negotiation,2026-02-01
        O1,Closed Won,2026-03-11
        O2,Proposal,2026-04-01
        O2,Closed Won,2026-07-10
        O3,Proposal,2026-10-01
        O4,Proposal,2026-05-01
        O4,Closed Lost,2026-08-01
        O5,Proposal,2026-09-01
        O5,Negotiation,2026-09-20
        O6,Proposal,2026-08-01
        O6,Negotiation,2026-09-01
        O6,Closed Won,2026-10-20
        O7,Proposal,2026-10-05
        O8,Proposal,2026-11-01
        O9,Proposal,2026-02-01
        O9,Closed Lost,2026-10-05

        """

    /// Opens files given as text.
    package static func warehouse(
        opportunities: String = opportunities, contacts: String? = contacts, history: String? = history
    ) async throws -> Warehouse {
        let folder = try TestFolder(["opportunities.csv": opportunities])
        if let contacts { try folder.write("contacts.csv", .init(contacts.utf8)) }
        if let history { try folder.write("history.csv", .init(history.utf8)) }
        return try await Warehouse.open(
            DataConfiguration(
                folder: folder.path, opportunities: .init(file: "opportunities.csv"),
                contacts: contacts == nil ? nil : .init(file: "contacts.csv"),
                history: history == nil ? nil : .init(file: "history.csv"), maxRejected: 0))
    }

    /// The three files in a folder.
    package static func configuration(_ folder: String) -> DataConfiguration {
        DataConfiguration(
            folder: folder, opportunities: .init(file: "opportunities.csv"), contacts: .init(file: "contacts.csv"),
            history: .init(file: "history.csv"), maxRejected: 0)
    }

    /// The catalogue of the plain files, opened once for all tests that only ask.
    package static let shared = Task { try await catalogue() }

    package static func catalogue(fiscalStart: Int = 1) async throws -> Catalogue {
        try await Catalogue(
            warehouse: try await warehouse(), asOf: asOf, fiscal: FiscalCalendar(startMonth: fiscalStart))
    }
}
