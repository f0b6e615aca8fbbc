/// What a column of a file stands for.
enum Meaning: Hashable, Sendable {
    case role(Role)
    /// Yes or no: whether the deal is closed, won, lost (Salesforce, HubSpot).
    case isClosed, isWon, isLost
    /// The day on which a deal was closed, beside the expected one (Pipedrive, Dynamics).
    case actualClose
    /// The day on which a deal was won, and the one on which it was lost, each with a column of its own (Pipedrive).
    case wonTime, lostTime
    /// What a won deal brought, beside what was expected of it (Dynamics).
    case actualAmount
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
        case .wonTime: "won_date"
        case .lostTime: "lost_date"
        case .actualAmount: "actual_amount"
        case .currency: "currency"
        }
    }

    /// The columns of the opportunities that hold days, with their names in table `staged`.
    static let opportunityDates: [(meaning: Meaning, column: String)] = [
        (.role(.created), "created"), (.role(.closed), "closed"), (.actualClose, "actual_close"),
        (.wonTime, "won_time"), (.lostTime, "lost_time"), (.role(.activity), "last_activity"),
    ]

    /// Whether a figure depends on it, so that one of two columns that fit must not be taken by a guess.
    var isFigure: Bool {
        switch self {
        case .role(let role):
            switch role {
            case .account, .stage, .amount, .probability, .created, .closed, .entered: true
            default: false
            }
        case .isClosed, .isWon, .isLost, .actualClose, .wonTime, .lostTime, .actualAmount: true
        case .currency: false
        }
    }
}

/// What kind of rows a file holds, and so which roles its headers may have.
enum DatasetKind: String, Hashable, Sendable {
    case opportunities, contacts, history, lookup

    /// Of each group one column has to be there.
    var neededRoles: [[Role]] {
        switch self {
        case .opportunities: [[.stage], [.amount]]
        case .contacts: [[.opportunityID, .account], [.title, .role]]
        case .history: [[.opportunityID], [.stage], [.entered]]
        case .lookup: []
        }
    }

    var roles: [Role] {
        switch self {
        case .opportunities:
            [
                .opportunityID, .name, .account, .owner, .stage, .amount, .probability, .product, .type, .status,
                .created, .closed, .activity, .leadSource, .forecastCategory, .nextStep, .lossReason,
            ]
        case .contacts: [.opportunityID, .account, .title, .role]
        case .history: [.opportunityID, .stage, .entered]
        case .lookup: [.opportunityID, .account, .owner, .stage, .product, .type, .leadSource]
        }
    }

    var meanings: [Meaning] {
        let others: [Meaning] = [
            .isClosed, .isWon, .isLost, .actualClose, .wonTime, .lostTime, .actualAmount, .currency,
        ]
        return roles.map(Meaning.role) + (self == .opportunities ? others : [])
    }
}
