/// One opportunity as it stands on the as-of day.
///
/// Days are numbers of `SampleCalendar`.
struct Deal {
    struct Step {
        let stage: Stage
        let entered: Int
    }

    let account: Int
    let owner: Int
    let type: DealType
    let product: Int
    let source: LeadSource
    let cents: Int
    let created: Int
    /// The day it closed, or is expected to.
    let closes: Int
    /// The path up to the as-of day; the last step is the present stage.
    let path: [Step]
    /// In percent.
    let probability: Int
    let forecast: ForecastCategory
    /// Index into `DealWords.lossReasons`; nil unless lost.
    let lossReason: Int?
    /// Index into `DealWords.nextSteps(in:)`; nil when there is none.
    let nextStep: Int?

    var stage: Stage { path.last?.stage ?? .prospecting }
}
