/// The files of a sample CRM, named after what they hold.
package enum SampleFile: String, CaseIterable, Sendable {
    case opportunities = "opportunities.csv"
    case contacts = "contacts.csv"
    case history = "stage_history.csv"
    case accounts = "accounts.csv"
    case owners = "owners.csv"

    /// The header line without its line end.
    package var header: String {
        switch self {
        case .opportunities:
            "opportunity_id,opportunity_name,account,owner,stage,amount,probability,created_date,close_date,type,"
                + "lead_source,forecast_category,next_step,loss_reason"
        case .contacts: "opportunity_id,contact_name,title,role"
        case .history: "opportunity_id,stage,entered"
        case .accounts: "account,industry,region,country,segment"
        case .owners: "owner,team"
        }
    }
}
