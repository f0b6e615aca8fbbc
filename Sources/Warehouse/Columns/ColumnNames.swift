import Core

/// The names that columns have in the exports of the usual systems, and how a header is compared with them.
///
/// Sources: the field lists of Salesforce, HubSpot, Pipedrive, Dynamics 365, Zoho, Freshsales, Sage and Odoo.
enum ColumnNames {
    /// How near a header is to a name; the nearer first.
    enum Nearness: Int, Comparable {
        /// The whole header.
        case whole
        /// Without the word for the record before it: `Deal - Stage`, `Opportunity: Stage`.
        case withoutRecord
        /// Without what stands in parentheses behind it too: `Amount (USD)`.
        case withoutNote

        static func < (left: Nearness, right: Nearness) -> Bool { left.rawValue < right.rawValue }
    }

    /// The header as it is compared: without case, accents, spaces and marks, which differ from one version of a system to
    /// the next; `(` and `%` stay.
    static func folded(_ header: String) -> String {
        String(Names.folded(header).filter { $0.isLetter || $0.isNumber || $0 == "(" || $0 == ")" || $0 == "%" })
    }

    /// The forms under which a header is looked up.
    static func forms(of header: String, kind: DatasetKind) -> [(text: String, nearness: Nearness)] {
        let whole = folded(header)
        guard !whole.isEmpty else { return [] }
        var forms = [(whole, Nearness.whole)]
        for form in withoutRecord(whole, kind: kind) { forms.append((form, .withoutRecord)) }
        if let plain = withoutNote(header) {
            forms.append((plain, .withoutNote))
            for form in withoutRecord(plain, kind: kind) { forms.append((form, .withoutNote)) }
        }
        return forms
    }

    /// The texts behind each word for the record: `dealdealcreated` gives `dealcreated` and `created`.
    private static func withoutRecord(_ folded: String, kind: DatasetKind) -> [String] {
        let records =
            switch kind {
            case .contacts:
                [
                    "opportunitycontactroles", "opportunitycontactrole", "contactroles", "contactrole", "contact",
                    "person",
                ]
            case .opportunities, .history, .lookup: ["opportunity", "deal", "opp", "hs"]
            }
        var forms: [String] = []
        var rest = Substring(folded)
        while let record = records.first(where: { rest.hasPrefix($0) && rest.count > $0.count }) {
            rest = rest.dropFirst(record.count)
            forms.append(String(rest))
        }
        return forms
    }

    /// `Amount (USD)` without its end; nil where the parentheses hold something that may change the meaning, as in
    /// `Amount (weighted)`.
    private static func withoutNote(_ header: String) -> String? {
        guard let open = header.lastIndex(of: "("), header.last == ")" else { return nil }
        let note = header[header.index(after: open)...].dropLast()
        let isHarmless =
            currency(inNote: note) != nil || ["%", "pipeline", "primary", "date"].contains(note.lowercased())
        let plain = folded(String(header[..<open]))
        return isHarmless && !plain.isEmpty ? plain : nil
    }

    /// The currency that a header names behind its name: `Amount (EUR)`.
    static func currency(of header: String) -> String? {
        if let open = header.lastIndex(of: "("), header.last == ")" {
            return currency(inNote: header[header.index(after: open)...].dropLast())
        }
        return nil
    }

    private static func currency(inNote note: Substring) -> String? {
        let text = note.trimmingPrefix { $0 == " " }
        guard text.count <= 3 else { return nil }
        return Currencies.named(by: String(text))
    }

    /// Whether amounts under this header were converted into one currency, whatever the deal's own is.
    static func isConverted(_ header: String) -> Bool {
        let text = folded(header)
        return ["converted", "companycurrency", "basecurrency", "homecurrency", "(base)"].contains { text.contains($0) }
    }

    /// The folded names of a meaning, the more usual ones first; `weak` ones count only where no other column fits.
    static func names(of meaning: Meaning, kind: DatasetKind) -> (strong: [String], weak: [String]) {
        let (strong, weak) = spelled(meaning, kind: kind)
        return (strong.map(folded), weak.map(folded))
    }

    /// The header that a column of expected close dates has, where another one holds the days of the close itself.
    static let expectedClose: [String] = [
        "expected close date", "est. close date", "estimated close date", "expected close", "expected closing",
        "expected closing date", "target close date", "forecast close date",
    ].map(folded)

    private static func spelled(_ meaning: Meaning, kind: DatasetKind) -> ([String], [String]) {
        switch meaning {
        case .isClosed: (["closed", "is closed", "is deal closed", "deal is closed"], [])
        case .isWon: (["won", "is won", "is closed won", "deal is won"], [])
        case .isLost: (["lost", "is lost", "is closed lost", "deal is lost"], [])
        case .actualClose:
            (
                [
                    "actual close date", "actual closed date", "deal closed on", "closed on", "closed time",
                    "close time",
                ], []
            )
        case .wonTime: (["won time", "won date", "date won", "won on"], [])
        case .lostTime: (["lost time", "lost date", "date lost", "lost on"], [])
        case .actualAmount: (["actual revenue", "actual value", "actual amount"], [])
        case .currency:
            (
                [
                    "amount currency", "currency of value", "currency", "currency iso code", "currency code",
                    "transaction currency", "value currency",
                ], []
            )
        case .role(let role):
            kind == .opportunities ? opportunity(role) : other(role)
        }
    }

    private static func opportunity(_ role: Role) -> ([String], [String]) {
        switch role {
        case .opportunityID:
            (["opportunity_id", "opp id", "deal id", "record id", "(do not modify) opportunity", "id"], ["object id"])
        case .name: (["name", "opportunity name", "opportunity", "deal", "title", "topic"], [])
        case .amount:
            (
                [
                    "amount", "close value", "deal value", "value", "est. revenue", "estimated revenue", "deal size",
                    "total value", "estimated value",
                ],
                ["amount (converted)", "amount in company currency", "value in company currency"]
            )
        case .probability:
            (["probability", "probability (%)", "win probability", "stage probability", "close probability"], [])
        case .status: (["status", "outcome"], ["status reason", "state code", "status code"])
        case .closed: (["close_date", "closed date", "closing date", "date closed"], [])
        case .activity:
            (
                [
                    "last_activity_date", "last activity", "last activity on", "last activity time",
                    "date of last activity",
                ],
                ["last contacted", "last engagement date", "notes last updated"]
            )
        case .forecastCategory: (["forecast_category", "forecast", "forecast category name"], [])
        case .nextStep: (["next_step", "next steps", "next activity", "next action"], [])
        case .lossReason:
            (
                [
                    "loss_reason", "lost reason", "closed lost reason", "reason lost", "reason for loss",
                    "loss reason detail",
                ], []
            )
        default: other(role)
        }
    }

    private static func other(_ role: Role) -> ([String], [String]) {
        switch role {
        case .opportunityID: (["opportunity_id", "opportunity", "opp id", "deal id", "deal"], [])
        case .account:
            (
                [
                    "account", "account name", "company", "company name", "associated company",
                    "associated company (primary)", "customer", "customer name", "organization", "organisation",
                    "client", "potential customer", "primary associated company",
                    "account: account name", "account name: account name", "sales account",
                ],
                // Pipedrive has the organization's own columns beside the deal's.
                ["organization name", "org name", "account id", "organization id", "company id"]
            )
        case .owner:
            (
                [
                    "owner", "owner name", "owner: full name", "sales agent", "sales rep", "sales representative",
                    "rep", "account executive", "salesperson", "sales owner",
                ],
                ["owner id", "hubspot owner id"]
            )
        case .stage: (["stage", "stage name", "sales stage", "pipeline stage", "pipeline phase"], [])
        case .product: (["product", "product name", "product line"], [])
        case .type: (["type", "business type"], [])
        case .created:
            (
                [
                    "created_date", "create date", "created", "created on", "created at", "creation date",
                    "created time", "date created", "engage date", "add time",
                ],
                ["open date", "date opened", "opened", "start date"]
            )
        case .leadSource:
            (
                ["lead_source", "source", "original source", "original traffic source", "campaign source"],
                ["original source type", "source channel", "source campaign"]
            )
        case .title: (["title", "contact title", "job title", "position"], [])
        case .role:
            (
                [
                    "role", "contact role", "contact roles", "opportunity contact role", "buying role",
                    "stakeholder role",
                ], []
            )
        case .entered:
            (
                [
                    "entered", "entered date", "entered on", "date entered", "date", "changed", "changed on",
                    "change date", "last stage change date", "entered at",
                ], []
            )
        default: ([role.rawValue], [])
        }
    }
}
