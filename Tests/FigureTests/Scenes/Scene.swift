import Analyst
import Core

/// Evidence with a question, and the words that a writer needs to speak of it.
struct Scene: Sendable {
    enum Shape: String, Sendable {
        /// Groups with an amount or count that adds up to a total.
        case parts
        /// Groups with a rate or mean.
        case rates
        /// Periods in order.
        case trend
        /// Groups in two periods, with their change.
        case change
        /// Single opportunities.
        case deals
        /// Figures over all rows alone.
        case summary, forecast, twoPeriods, account
        case funnel, roles, concentration, velocity, losses, nextSteps, cross
    }

    /// How many values the evidence has, roughly.
    enum Size: String, CaseIterable, Sendable {
        case five = "5", twenty = "20", hundred = "100"

        init(_ values: Int) { self = values <= 10 ? .five : values <= 45 ? .twenty : .hundred }
    }

    var id: String
    var shape: Shape
    var question: String
    var evidence: Evidence
    /// The data that it is about, and the calls that made the evidence.
    var data = ScenePlan.Data.generated
    var pinned: [Question.PinnedCall] = []
    /// Column with the names of the rows; empty where there are none.
    var names = ""
    /// Column that is spoken of.
    var column = ""
    /// As a noun without an article: `pipeline`.
    var measure = ""
    var unit = Unit.currency
    /// The total of the column.
    var total: String?
    /// A count beside it: its column and total.
    var counts: String?
    var countTotal: String?
    /// Of what is counted: `open deal`, `open deals`.
    var counted = ("deal", "deals")
    /// What a row is: `region`, `regions`.
    var group = ("group", "groups")

    var world: World { World(calls: evidence.calls) }

    /// Numbers in the rows and totals of all calls.
    var valueCount: Int {
        evidence.calls.reduce(0) { count, call in
            count + call.totals.count { $0.value.double != nil || $0.value.date != nil }
                + call.response.reduce(0) { $0 + $1.values.count { $0.double != nil || $0.date != nil } }
        }
    }

    var size: Size { Size(valueCount) }

    /// Whether the rows stand from the highest value of the column to the lowest.
    var isRanked: Bool {
        let world = world
        let values = (0..<world.rowCount).compactMap { world.fixed($0, column) }
        return evidence.calls.first?.args["order"]?.string != "lowest" && values == values.sorted(by: >)
    }

    func name(_ row: Int) -> String? {
        guard let name = world.text(row, names), name != "(not set)" else { return nil }
        return name
    }

    func argument(_ name: String) -> String? { evidence.calls.first?.args[name]?.string }
}
