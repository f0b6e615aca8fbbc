import Core

/// Classifies job titles in English by seniority and by function, in SQL that DuckDB and PostgreSQL read alike.
///
/// Seniority, the first that fits:
/// - An assistant *to* somebody is an individual contributor, and who works in the office of a chief is not that chief.
/// - The deputy of a chief officer is a VP.
/// - C-level: chief officers ("Chief … Officer", "Chief Executive", CEO, CFO, CIO, CTO, CRO, CMO, CISO and their like). Not
///   the Chief of Staff (a director), nor other chiefs that are no officers (Chief Engineer, Chief Architect: individual
///   contributors).
/// - VP: Vice President, AVP, SVP, EVP and their like, vice chairs.
/// - C-level are also those who head or own a company without a chief's title: founder, owner, president, chair, partner
///   (a title of its own, or managing or general partner), and a managing director of nothing narrower ("Managing
///   Director, Lending" is a director). The owner of a product, process or system is none, nor is a business partner.
/// - Director: director of any kind (Executive Director too), head, general manager, general counsel. Manager: manager, supervisor, team
///   lead, controller, treasurer, whatever is managed. Everybody else is an individual contributor.
///
/// Function: the first that fits in the order of `functions` as the rules below have them; who heads a company without a
/// field of work is general management, and an abbreviation that stands for several offices (CPO, CCO, CSO) is other.
package enum JobTitle {
    /// The values of `seniority`, the highest first.
    package static let seniorities = ["C-level", "VP", "Director", "Manager", "Individual contributor"]

    /// The values of `job_function`, `Other` last.
    package static let functions = [
        "Finance", "IT", "Sales", "Marketing", "Operations", "Engineering", "HR", "Legal", "Procurement", "Product",
        "Customer success", "General management", "Other",
    ]

    /// SQL for the seniority of a title; `column` is a quoted identifier or another expression of our own, used several
    /// times.
    package static func seniorityExpression(_ column: String) -> String {
        expression(column, TitleRules.seniority, otherwise: "Individual contributor")
    }

    /// SQL for the function of a title; `column` as above.
    package static func functionExpression(_ column: String) -> String {
        expression(column, TitleRules.functions, otherwise: "Other")
    }

    private static func expression(_ column: String, _ rules: [TitleRules.Rule], otherwise: String) -> String {
        let words = normalised(column)
        var cases = "CASE WHEN \(column) IS NULL OR replace(\(words), ' ', '') = '' THEN NULL"
        for rule in rules {
            cases += " WHEN " + condition(rule.phrases, words)
            if !rule.unless.isEmpty { cases += " AND NOT " + condition(rule.unless, words) }
            cases += " THEN '\(rule.value)'"
        }
        return cases + " ELSE '\(otherwise)' END"
    }

    /// The title in small letters between spaces, one space between words; dots and apostrophes go, so that `V.P.` is one
    /// word.
    private static func normalised(_ column: String) -> String {
        let marks = ",/&()-\u{2010}\u{2011}\u{2013}\u{2014}_|;:+\"\u{A0}\u{9}\u{A}\u{D}@*[]"
        let spaces = String(repeating: " ", count: marks.unicodeScalars.count)
        let text = "' ' || translate(lower(\(column)), '\(marks).''\u{2019}', '\(spaces)') || ' '"
        // Runs of up to a hundred spaces become one.
        return ["     ", "    ", "   ", "  ", "  "].reduce("(\(text))") { "replace(\($0), '\($1)', ' ')" }
    }

    private static func condition(_ phrases: [String], _ words: String) -> String {
        "(" + phrases.map { "\(words) LIKE '\($0)'" }.joined(separator: " OR ") + ")"
    }
}
