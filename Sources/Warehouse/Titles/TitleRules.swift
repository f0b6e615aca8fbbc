/// The words that say how senior a title is and to which function it belongs.
///
/// Nothing here comes from outside: the phrases become SQL as they are, and hold neither quotes nor underscores.
enum TitleRules {
    struct Rule {
        var value: String
        /// Patterns of LIKE over the title between spaces; one is enough.
        var phrases: [String]
        /// Patterns that speak against it.
        var unless: [String] = []
    }

    /// Whole words or phrases anywhere in a title.
    private static func anywhere(_ phrases: String...) -> [String] { phrases.map { "% \($0) %" } }

    private static let chiefs = anywhere(
        "ceo", "cfo", "cio", "cto", "cro", "cmo", "ciso", "coo", "cpo", "cco", "cdo", "cso", "chro", "cxo", "cao",
        "clo", "cko", "cbo", "chief % officer", "chief executive")

    /// Who works for a chief and is none.
    private static let offices = anywhere("office of", "ceo office", "cto office", "cio office", "cfo office")

    static let seniority: [Rule] = [
        Rule(
            value: "Individual contributor",
            phrases: anywhere(
                "assistant to", "executive assistant", "personal assistant", "administrative assistant", "ea to",
                "pa to", "secretary to", "advisor to", "adviser to")),
        Rule(value: "Director", phrases: anywhere("chief of staff")),
        Rule(
            value: "VP",
            phrases: anywhere("deputy", "assistant", "associate", "vice").flatMap { prefix in
                chiefs.map { String(prefix.dropLast(2)) + String($0.dropFirst()) }
            }),
        Rule(value: "C-level", phrases: chiefs, unless: offices + anywhere("petty officer", "warrant officer")),
        Rule(
            value: "VP",
            phrases: anywhere(
                "vice president", "vicepresident", "vp", "avp", "svp", "evp", "rvp", "gvp", "fvp", "vice chairman",
                "vice chair", "vice chairwoman", "vice chairperson")),
        Rule(
            value: "C-level",
            phrases: anywhere(
                "president", "founder", "cofounder", "chairman", "chairwoman", "chairperson", "managing partner",
                "general partner", "co owner", "business owner", "company owner", "principal owner",
                "chair of the board") + [
                    " owner %", " partner ", " senior partner ", " equity partner ", "% managing director ",
                ], unless: offices + anywhere("deputy managing director")),
        Rule(
            value: "Director",
            phrases: anywhere(
                "director", "dir", "head", "general manager", "gm", "country manager", "general counsel")),
        Rule(
            value: "Manager",
            phrases: anywhere(
                "manager", "mgr", "supervisor", "team lead", "team leader", "controller", "comptroller", "treasurer")),
    ]

    static let functions: [Rule] = [
        Rule(
            value: "Legal",
            phrases: anywhere(
                "legal", "counsel", "attorney", "lawyer", "paralegal", "compliance", "clo", "solicitor")),
        Rule(
            value: "HR",
            phrases: anywhere(
                "hr", "human resources", "human resource", "people", "talent", "recruiter", "recruiting", "recruitment",
                "chro", "workforce", "compensation")),
        Rule(
            value: "Procurement",
            phrases: anywhere(
                "procurement", "purchasing", "sourcing", "buyer", "category manager", "vendor management")),
        Rule(
            value: "Customer success",
            phrases: anywhere(
                "customer success", "customer support", "customer service", "customer care", "customer experience",
                "client success", "client services", "client service", "chief customer officer", "csm", "call center")),
        Rule(
            value: "Finance",
            phrases: anywhere(
                "finance", "financial", "cfo", "accounting", "accountant", "controller", "comptroller", "treasurer",
                "treasury", "audit", "auditor", "tax", "fp a", "investor relations", "billing", "accounts payable",
                "accounts receivable", "bookkeeper", "payroll", "risk")),
        Rule(
            value: "Marketing",
            phrases: anywhere(
                "marketing", "cmo", "brand", "communications", "demand generation", "demand gen", "content", "seo",
                "public relations", "growth", "events", "social media", "campaign"),
            unless: anywhere("sales marketing", "sales and marketing", "growth engineer", "growth engineering")),
        Rule(
            value: "Sales",
            phrases: anywhere(
                "sales", "revenue", "cro", "account executive", "account manager", "account director",
                "key account", "business development", "bdr", "sdr", "commercial", "presales", "channel",
                "partnerships", "partner manager", "alliances")),
        Rule(
            value: "IT",
            phrases: anywhere(
                "it", "information", "cio", "ciso", "cdo", "security", "cybersecurity", "cyber", "infrastructure",
                "network", "systems", "sysadmin", "system administrator", "help desk", "helpdesk", "database", "dba",
                "digital", "enterprise architect", "enterprise architecture", "enterprise applications")),
        Rule(
            value: "Product",
            phrases: anywhere("product", "products", "ux", "designer", "user experience"),
            unless: anywhere("product engineer", "product engineering")),
        Rule(
            value: "Engineering",
            phrases: anywhere(
                "engineer", "engineering", "engineers", "developer", "development", "software", "r d", "research",
                "architect", "architecture", "cto", "chief technology", "scientist", "devops", "qa",
                "quality assurance"),
            unless: anywhere("data scientist", "plant engineering")),
        Rule(
            value: "IT",
            phrases: anywhere(
                "technology", "technologies", "technical", "data", "analytics", "business intelligence", "bi",
                "applications", "crm", "sap", "erp")),
        Rule(
            value: "Operations",
            phrases: anywhere(
                "operations", "operating", "operational", "ops", "coo", "supply chain", "logistics", "manufacturing",
                "production", "plant", "facilities", "warehouse", "quality", "maintenance", "project manager",
                "program manager", "programme manager", "project management", "pmo", "process", "fleet",
                "administrative officer", "cao", "office manager", "transformation")),
        Rule(
            value: "General management",
            phrases: anywhere(
                "ceo", "chief executive", "founder", "cofounder", "chairman", "chairwoman", "chairperson",
                "chair of the board", "managing partner", "general partner", "managing director", "general manager",
                "gm", "country manager", "executive director", "chief of staff", "strategy")
                + [" owner %", " partner ", " senior partner ", " equity partner "]),
        Rule(
            value: "General management", phrases: anywhere("president"),
            unless: anywhere("vice president")),
        Rule(
            value: "General management",
            phrases: anywhere("co owner", "business owner", "company owner", "principal owner")),
    ]
}
