import Core
import Testing

@testable import Warehouse

/// The expectations were written by hand from the definitions, before the rules were run.
@Suite("Job titles")
struct JobTitleTests {
    private static let titles: [(title: String, seniority: String, function: String)] = [
        // Chief officers and their abbreviations.
        ("CEO", "C-level", "General management"), ("CFO", "C-level", "Finance"), ("CIO", "C-level", "IT"),
        ("CTO", "C-level", "Engineering"), ("CRO", "C-level", "Sales"), ("CMO", "C-level", "Marketing"),
        ("CISO", "C-level", "IT"), ("COO", "C-level", "Operations"), ("CHRO", "C-level", "HR"),
        ("CPO", "C-level", "Other"), ("C.F.O.", "C-level", "Finance"),
        ("Chief Executive Officer", "C-level", "General management"),
        ("chief financial officer", "C-level", "Finance"), ("Chief Information Officer", "C-level", "IT"),
        ("Chief Information Security Officer", "C-level", "IT"),
        ("Chief Technology Officer", "C-level", "Engineering"), ("Chief Revenue Officer", "C-level", "Sales"),
        ("Chief Marketing Officer", "C-level", "Marketing"), ("Chief Operating Officer", "C-level", "Operations"),
        ("Chief People Officer", "C-level", "HR"), ("Chief Product Officer", "C-level", "Product"),
        ("Chief Legal Officer", "C-level", "Legal"), ("Chief Procurement Officer", "C-level", "Procurement"),
        ("Chief Customer Officer", "C-level", "Customer success"), ("Chief Data Officer", "C-level", "IT"),
        ("Chief Commercial Officer", "C-level", "Sales"), ("Chief Executive", "C-level", "General management"),
        ("Founder & CTO", "C-level", "Engineering"), ("President/CEO", "C-level", "General management"),
        ("Interim CFO", "C-level", "Finance"), ("EVP and Chief Financial Officer", "C-level", "Finance"),
        // Chiefs that are no officers.
        ("Chief of Staff", "Director", "General management"),
        ("Chief of Staff to the CEO", "Director", "General management"),
        ("Chief Engineer", "Individual contributor", "Engineering"),
        ("Chief Architect", "Individual contributor", "Engineering"),
        ("Chief Scientist", "Individual contributor", "Engineering"),
        // In a chief's office, or a chief's deputy.
        ("Executive Assistant to the CEO", "Individual contributor", "General management"),
        ("Assistant to the CFO", "Individual contributor", "Finance"),
        ("Principal Engineer, Office of the CTO", "Individual contributor", "Engineering"),
        ("Director, Office of the CIO", "Director", "IT"), ("Deputy CFO", "VP", "Finance"),
        ("Assistant Chief Information Officer", "VP", "IT"),
        // Vice presidents.
        ("Vice President", "VP", "Other"), ("Vice-President, Sales", "VP", "Sales"), ("V.P. Finance", "VP", "Finance"),
        ("VP Sales", "VP", "Sales"), ("VP of Sales & Marketing", "VP", "Sales"),
        ("SVP Engineering", "VP", "Engineering"),
        ("EVP, Operations", "VP", "Operations"), ("AVP Treasury", "VP", "Finance"),
        ("Assistant Vice President", "VP", "Other"), ("Senior Vice President of Human Resources", "VP", "HR"),
        ("VP/GM", "VP", "General management"), ("Regional Vice President", "VP", "Other"),
        ("Group VP, Customer Success", "VP", "Customer success"), ("General Counsel", "Director", "Legal"),
        // Who heads a company without a chief's title.
        ("President", "C-level", "General management"), ("Founder", "C-level", "General management"),
        ("Co-Founder", "C-level", "General management"), ("Owner", "C-level", "General management"),
        ("Owner/Operator", "C-level", "General management"), ("Business Owner", "C-level", "General management"),
        ("Managing Director", "C-level", "General management"), ("Managing Partner", "C-level", "General management"),
        ("Chairman", "C-level", "General management"), ("Partner", "C-level", "General management"),
        ("Managing Director, Lending", "Director", "General management"),
        ("Deputy Managing Director", "Director", "General management"),
        ("Product Owner", "Individual contributor", "Product"),
        ("Process Owner", "Individual contributor", "Operations"),
        ("HR Business Partner", "Individual contributor", "HR"),
        // Directors.
        ("Director", "Director", "Other"), ("Executive Director", "Director", "General management"),
        ("Director of IT", "Director", "IT"), ("IT Director", "Director", "IT"),
        ("Associate Director, Procurement", "Director", "Procurement"), ("Head of Product", "Director", "Product"),
        ("Sr. Director - Product Marketing", "Director", "Marketing"),
        ("General Manager", "Director", "General management"), ("Director of Sales Operations", "Director", "Sales"),
        // Managers.
        ("Procurement Manager", "Manager", "Procurement"), ("Product Manager", "Manager", "Product"),
        ("Engineering Manager", "Manager", "Engineering"), ("Customer Success Manager", "Manager", "Customer success"),
        ("Financial Controller", "Manager", "Finance"), ("Supply Chain Manager", "Manager", "Operations"),
        ("Project Manager", "Manager", "Operations"), ("Account Manager", "Manager", "Sales"),
        ("Assistant Manager", "Manager", "Other"), ("R&D Manager", "Manager", "Engineering"),
        ("FP&A Manager", "Manager", "Finance"), ("Production Supervisor", "Manager", "Operations"),
        // Everybody else.
        ("Software Engineer", "Individual contributor", "Engineering"),
        ("Network Engineer", "Individual contributor", "IT"),
        ("Systems Administrator", "Individual contributor", "IT"),
        ("Data Scientist", "Individual contributor", "IT"), ("Buyer", "Individual contributor", "Procurement"),
        ("Senior Buyer", "Individual contributor", "Procurement"),
        ("Account Executive", "Individual contributor", "Sales"), ("Attorney", "Individual contributor", "Legal"),
        ("Recruiter", "Individual contributor", "HR"), ("Accountant", "Individual contributor", "Finance"),
        ("Management Trainee", "Individual contributor", "Other"), ("Nurse", "Individual contributor", "Other"),
        ("Item Clerk", "Individual contributor", "Other"), ("Vendor", "Individual contributor", "Other"),
        ("  VP   --  of\u{A0}Finance ", "VP", "Finance"),
    ]

    @Test("seniority and function of a title")
    func classification() async throws {
        let warehouse = try await openDeals("stage,amount\nWon,1\n")
        #expect(JobTitleTests.titles.count >= 80)
        let values = JobTitleTests.titles.indices.map { "(\($0), ?)" }.joined(separator: ", ")
        let found = try await warehouse.rows(
            "SELECT \(JobTitle.seniorityExpression("t.title")), \(JobTitle.functionExpression("t.title")) "
                + "FROM (VALUES \(values)) AS t(place, title) ORDER BY place",
            JobTitleTests.titles.map { .text($0.title) })
        for (expected, row) in zip(JobTitleTests.titles, found) {
            #expect(row[0].string == expected.seniority, "\(expected.title)")
            #expect(row[1].string == expected.function, "\(expected.title)")
        }
        #expect(found.count == JobTitleTests.titles.count)
        #expect(Set(found.compactMap { $0[0].string }) == Set(JobTitle.seniorities))
        #expect(Set(found.compactMap { $0[1].string }) == Set(JobTitle.functions))
    }

    @Test("no title is nothing, and no word counts inside another")
    func nothing() async throws {
        let warehouse = try await openDeals("stage,amount\nWon,1\n")
        let rows = try await warehouse.rows(
            "SELECT \(JobTitle.seniorityExpression("title")), \(JobTitle.functionExpression("title")) "
                + "FROM (VALUES (CAST(NULL AS VARCHAR)), (''), ('  - ')) AS t(title)")
        #expect(rows == [[.null, .null], [.null, .null], [.null, .null]])
    }

    @Test("only what DuckDB and PostgreSQL share")
    func portable() {
        for sql in [JobTitle.seniorityExpression("\"title\""), JobTitle.functionExpression("\"title\"")] {
            let outside = sql.replacing(/'(?:[^']|'')*'/, with: "").replacing("\"title\"", with: "")
            let words = Set(outside.split { !$0.isLetter }.map(String.init))
            #expect(
                words.isSubset(of: [
                    "CASE", "WHEN", "THEN", "ELSE", "END", "IS", "NULL", "OR", "AND", "NOT", "LIKE", "replace", "lower",
                    "translate",
                ]), "\(words)")
        }
    }

    @Test("contacts carry both")
    func contacts() async throws {
        let warehouse = try await open([
            "deals.csv": "id,account,stage,amount\n1,Acme,Open,1\n",
            "people.csv": "opportunity_id,title\n1,CFO\n1,CFO\n1,\"VP, IT\"\n1,\n",
        ]) { $0.contacts = .init(file: "people.csv", columns: ["title": "title"]) }
        let rows = try await warehouse.rows(
            "SELECT seniority, job_function, count(*) FROM contacts GROUP BY ALL ORDER BY 1 NULLS LAST")
        #expect(
            rows == [
                [.text("C-level"), .text("Finance"), .integer(2)], [.text("VP"), .text("IT"), .integer(1)],
                [.null, .null, .integer(1)],
            ])
    }
}
