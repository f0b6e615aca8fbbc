import Analytics
import Core

/// What the columns of a result are: what it is broken down by, and what is measured.
struct ResultShape {
    let call: Answer.Call
    /// Columns of names that rows are grouped by, without that of time.
    let dimensions: [ResultColumn]
    /// The column of periods.
    let time: ResultColumn?
    /// Columns of figures.
    let measures: [ResultColumn]
    /// Whether each row is one opportunity.
    let isListOfDeals: Bool

    init(_ call: Answer.Call) {
        self.call = call
        isListOfDeals = call.columns.first?.name == "opportunity_id"
        let group = call.args["group_by"]?.string
        time = call.columns.first { column in
            column.name == "period" && call.columns.contains { $0.name == "period_start" }
                || (column.name == group && (group == "month" || group == "quarter"))
        }
        dimensions = call.columns.filter { [time] in $0.unit == .text && $0 != time }
        measures = call.columns.filter { $0.unit != .text && $0.unit != .date }
    }

    /// Whether every row that fits is there.
    var isComplete: Bool { call.rowCount >= call.totalRowCount }

    /// The grain of the periods.
    var grain: TimeGrain? { (call.args["grain"]?.string ?? call.args["group_by"]?.string).flatMap(TimeGrain.init) }

    func value(_ row: Int, _ column: String) -> Value {
        call.response.indices.contains(row) ? call.response[row][column] ?? .null : .null
    }

    func number(_ row: Int, _ column: String) -> Double? { value(row, column).double }

    /// The column that says over how many deals a mean or a rate is taken in each row.
    ///
    /// - Parameter measure: what is a mean or a rate.
    func support(of measure: MeasureWords) -> String? {
        let names: [String] =
            switch (call.function, measure.population) {
            case ("compare_segments", _): ["opportunities"]
            case ("get_revenue_trend", _): ["deals"]
            case (_, .closed): ["closed", "closed_deals"]
            case (_, .won): ["won_deals"]
            case (_, .open): ["open_deals"]
            case (_, .lost): ["lost_deals"]
            case (_, .all): ["deals"]
            }
        return names.first { name in name != measure.name && measures.contains { $0.name == name } }
    }

    /// Whether the rows are ordered by this column, so that what stands first is first of all, even where others are cut.
    func isOrdered(by column: String) -> Bool {
        switch call.function {
        case "query_metric":
            let order = call.args["order_by"]?.string
            if time != nil, order == nil { return false }
            return (order ?? measures.first?.name) == column
        case "forecast_pipeline_revenue": return time == nil && column == "forecast"
        case "get_revenue_trend": return false
        default: return measures.first?.name == column || call.args["measure"]?.string == column
        }
    }
}
