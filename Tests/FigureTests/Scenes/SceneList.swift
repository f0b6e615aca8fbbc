import Analyst
import Analytics
import Core

/// All scenes: real results of real calls.
struct SceneList: Sendable {
    let scenes: [Scene]

    private static let building = Task { try await SceneList(ScenePlan.all, CorpusData.shared()) }

    static func shared() async throws -> SceneList { try await building.value }

    init(_ plans: [ScenePlan], _ data: CorpusData) async throws {
        var list: [Scene] = []
        for plan in plans {
            let catalogue = data.catalogue(plan.data)
            var calls: [Answer.Call] = []
            for (function, arguments) in plan.calls {
                calls.append(Answer.Call(try await catalogue.call(function, arguments), durationMs: nil))
            }
            var scene = plan.scene
            scene.evidence = Evidence(
                calls: calls, asOf: catalogue.asOf, fiscal: catalogue.fiscal, format: FigureFormat())
            scene.data = plan.data
            scene.pinned = plan.calls.map { Question.PinnedCall(function: $0.0, arguments: $0.1) }
            list.append(scene)
        }
        scenes = list
    }
}

/// A scene before its calls have run.
struct ScenePlan: Sendable {
    enum Data: Sendable { case generated, small, odd }

    var data = Data.generated
    var calls: [(String, [String: JSON])]
    var scene: Scene

    static var all: [ScenePlan] { parts + rates + trends + changes + deals + wholes }

    static func plan(
        _ data: Data, _ id: String, _ shape: Scene.Shape, _ question: String,
        _ calls: [(String, [String: JSON])], _ fill: (inout Scene) -> Void
    ) -> ScenePlan {
        var scene = Scene(
            id: id, shape: shape, question: question,
            evidence: Evidence(calls: [], asOf: asOf, fiscal: FiscalCalendar(), format: FigureFormat()))
        fill(&scene)
        return ScenePlan(data: data, calls: calls, scene: scene)
    }

    static let asOf = CalendarDate(daysSinceEpoch: 20_777)

    /// Words for the rows of a dimension.
    static func group(_ dimension: String) -> (String, String) {
        switch dimension {
        case "region": ("region", "regions")
        case "country": ("country", "countries")
        case "industry": ("industry", "industries")
        case "lead_source": ("lead source", "lead sources")
        case "owner": ("owner", "owners")
        case "stage": ("stage", "stages")
        case "type": ("deal type", "deal types")
        case "segment": ("segment", "segments")
        case "team": ("team", "teams")
        case "account", "account_name": ("account", "accounts")
        case "loss_reason": ("loss reason", "loss reasons")
        default: (dimension, dimension + "s")
        }
    }
}
