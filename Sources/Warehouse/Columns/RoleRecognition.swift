import Core

/// What a column of a file stands for.
enum Meaning: Hashable, Sendable {
    case role(Role)
    /// Yes or no: whether the deal is closed, won, lost (Salesforce, HubSpot).
    case isClosed, isWon, isLost
    /// The day on which a deal was closed, beside the expected one (Pipedrive, Dynamics).
    case actualClose
    /// ISO code of the amount's currency.
    case currency

    /// As configured, or as a reader would call it.
    var name: String {
        switch self {
        case .role(let role): role.rawValue
        case .isClosed: "closed"
        case .isWon: "won"
        case .isLost: "lost"
        case .actualClose: "actual_close_date"
        case .currency: "currency"
        }
    }
}

/// What kind of rows a file holds, and so which roles its headers may have.
enum DatasetKind: String, Hashable, Sendable {
    case opportunities, contacts, history, lookup

    var roles: [Role] {
        switch self {
        case .opportunities:
            [
                .opportunityID, .name, .account, .owner, .stage, .amount, .probability, .product, .type, .status,
                .created,
                .closed, .leadSource, .forecastCategory, .nextStep, .lossReason,
            ]
        case .contacts: [.opportunityID, .account, .title, .role]
        case .history: [.opportunityID, .stage, .entered]
        case .lookup: [.opportunityID, .account, .owner, .stage, .product, .type, .leadSource]
        }
    }
}

/// Finds out from a file's headers which column plays which role.
struct RoleRecognition {
    /// Index of the column by what it means.
    private(set) var columns: [Meaning: Int] = [:]
    private(set) var errors: [Diagnostic] = []

    /// `mapping` is the reader's own (role name to header) and wins; `key` is the configuration's path to it.
    init(kind: DatasetKind, headers: [String], mapping: [String: String], file: String, key: String) {
        map(mapping, kind: kind, headers: headers, file: file, key: key)
        let folded = headers.map(Names.folded)
        var taken = Set(columns.values)
        for meaning in RoleRecognition.meanings(of: kind) where columns[meaning] == nil {
            let names = RoleRecognition.names(of: meaning, kind: kind).map(Names.folded)
            let matches = headers.indices.filter {
                !taken.contains($0) && !folded[$0].isEmpty && names.contains(RoleRecognition.withoutPrefix(folded[$0]))
            }
            guard let first = matches.first else { continue }
            if matches.count == 1 {
                columns[meaning] = first
            } else if let exact = matches.first(where: { folded[$0] == names.first }) {
                columns[meaning] = exact
            } else {
                let found = matches.map { headers[$0] }
                errors.append(
                    Diagnostic(
                        id: "columns.two-for-one-role",
                        "columns \(found.joined(separator: " and ")) may both be the \(meaning.name)", file: file,
                        line: 1,
                        solution:
                            "Name the right one in broadsheet.yml: `\(key).columns: {\(meaning.name): \"\(found[0])\"}`"
                    ))
            }
            if let index = columns[meaning] { taken.insert(index) }
        }
        takeStatusForStage(kind: kind)
    }

    subscript(role: Role) -> Int? { columns[.role(role)] }

    /// A file without a stage column whose status says it all: the status is the stage.
    private mutating func takeStatusForStage(kind: DatasetKind) {
        guard kind == .opportunities, self[.stage] == nil, let status = self[.status] else { return }
        columns[.role(.stage)] = status
        columns[.role(.status)] = nil
    }

    private mutating func map(
        _ mapping: [String: String], kind: DatasetKind, headers: [String], file: String, key: String
    ) {
        for (name, header) in mapping.sorted(by: { $0.key < $1.key }) {
            let allowed = kind.roles.map(\.rawValue)
            guard let role = Role(rawValue: name), kind.roles.contains(role) else {
                let nearest = Names.nearest(to: name, among: allowed).map { "Did you mean `\($0)`? " } ?? ""
                errors.append(
                    Diagnostic(
                        id: "columns.unknown-role", "`\(key).columns` has an unknown role `\(name)`", file: file,
                        solution: "\(nearest)Use one of: \(allowed.joined(separator: ", "))"))
                continue
            }
            let index =
                headers.firstIndex(of: header) ?? headers.firstIndex { Names.folded($0) == Names.folded(header) }
            guard let index else {
                let nearest = Names.nearest(to: header, among: headers).map { "Did you mean `\($0)`? " } ?? ""
                errors.append(
                    Diagnostic(
                        id: "columns.unknown-header",
                        "`\(key).columns.\(name)` names a header that the file does not have: \(header)",
                        file: file, line: 1, solution: "\(nearest)The file has: \(headers.joined(separator: ", "))"))
                continue
            }
            columns[.role(role)] = index
        }
    }

    private static func meanings(of kind: DatasetKind) -> [Meaning] {
        kind.roles.map(Meaning.role)
            + (kind == .opportunities ? [.isClosed, .isWon, .isLost, .actualClose, .currency] : [])
    }

    /// Pipedrive writes `Deal - Title`, Salesforce reports `Opportunity: Stage` and `Contact: Title`.
    private static func withoutPrefix(_ folded: String) -> String {
        for prefix in ["opportunity:", "contact:", "deal:"] where folded.hasPrefix(prefix) {
            return String(folded.dropFirst(prefix.count))
        }
        return folded
    }

    /// The names of a role in the exports of the usual systems; our own comes first.
    private static func names(of meaning: Meaning, kind: DatasetKind) -> [String] {
        switch meaning {
        case .isClosed: ["closed", "is closed", "deal is closed"]
        case .isWon: ["won", "is won", "is closed won", "deal is won"]
        case .isLost: ["lost", "is lost", "is closed lost", "deal is lost"]
        case .actualClose:
            [
                "actual close date", "actual closed date", "deal closed on", "deal - deal closed on", "closed on",
                "won time",
            ]
        case .currency:
            ["currency", "currency iso code", "currency code", "deal currency", "deal - currency", "amount currency"]
        case .role(let role):
            [role.rawValue] + synonyms(of: role, kind: kind)
        }
    }

    private static func synonyms(of role: Role, kind: DatasetKind) -> [String] {
        switch role {
        case .opportunityID:
            let own = ["opportunity", "opp id", "deal id", "deal - id", "deal"]
            return kind == .opportunities
                ? own.filter { $0 != "opportunity" && $0 != "deal" } + [
                    "id", "record id", "(do not modify) opportunity",
                ] : own
        case .name:
            return [
                "opportunity name", "deal name", "opportunity", "deal", "deal - title", "deal title", "topic", "title",
            ]
        case .account:
            return [
                "account name", "company", "company name", "associated company", "associated company (primary)",
                "customer",
                "customer name", "organization", "organisation", "deal - organization", "client", "potential customer",
                "primary associated company",
            ]
        case .owner:
            return [
                "opportunity owner", "deal owner", "deal - owner", "sales agent", "sales rep", "sales representative",
                "rep",
                "owner name", "account executive", "salesperson",
            ]
        case .stage:
            return ["deal stage", "deal - stage", "stage name", "opportunity stage", "sales stage", "pipeline stage"]
        case .amount:
            return [
                "close value", "deal amount", "deal value", "deal - value", "value", "opportunity amount",
                "est. revenue",
                "estimated revenue", "deal size", "total value", "amount (converted)",
            ]
        case .probability:
            return [
                "probability (%)", "deal probability", "deal - probability", "win probability", "stage probability",
            ]
        case .product: return ["product name", "product line", "deal - product", "deal - product name"]
        case .type: return ["opportunity type", "deal type", "deal - type", "business type"]
        case .status: return ["deal status", "deal - status", "opportunity status", "status reason", "outcome"]
        case .created:
            return [
                "create date", "created", "created on", "created at", "creation date", "engage date", "open date",
                "date opened",
                "deal created", "deal - deal created", "add time", "start date",
            ]
        case .closed:
            return [
                "closed date", "expected close date", "deal - expected close date", "est. close date",
                "estimated close date",
                "expected close", "closing date",
            ]
        case .leadSource: return ["source", "original source", "deal source", "deal - source", "campaign source"]
        case .forecastCategory: return ["forecast", "forecast category name", "deal - forecast category"]
        case .nextStep: return ["next steps", "next activity", "next action"]
        case .lossReason:
            return ["lost reason", "deal - lost reason", "closed lost reason", "reason lost", "loss reason detail"]
        case .title: return ["contact title", "job title", "position"]
        case .role: return ["contact role", "buying role", "stakeholder role", "opportunity contact role"]
        case .entered:
            return [
                "entered date", "entered on", "date entered", "date", "changed", "changed on", "change date",
                "last stage change date", "entered at",
            ]
        }
    }
}
