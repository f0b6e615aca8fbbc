/// Makes one sentence or paragraph of a scene, in the manner of one kind of writer who is not the offline analyst.
struct Maker: Sendable {
    var name: String
    var shapes: Set<Scene.Shape>
    /// A text that does not hold, for a tie or a value that is not there, is dropped.
    var write: @Sendable (Pen) -> Prose

    init(_ name: String, _ shapes: Set<Scene.Shape>, _ write: @escaping @Sendable (Pen) -> Prose) {
        self.name = name
        self.shapes = shapes
        self.write = write
    }

    static var all: [Maker] {
        [
            partsInOrder, partsTogether, partsInPassing, rateMakers, trendMakers, changeMakers, twoPeriodMakers,
            dealMakers, summaryMakers, forecastMakers, accountMakers, funnelMakers, roleMakers, concentrationMakers,
            velocityMakers, lossMakers, otherMakers, questionMakers, wordMakers, memoMakers, rowMakers, spanMakers,
        ].flatMap { $0 }
    }
}

extension Pen {
    var measure: String { scene.measure }

    /// The measure at the start of a sentence.
    var title: String { scene.measure.prefix(1).uppercased() + scene.measure.dropFirst() }

    /// The form of a verb that agrees with the measure: `is` for pipeline, `are` for bookings.
    func verb(_ one: String, _ several: String) -> String { isSeveral ? several : one }
    private var isSeveral: Bool { scene.measure.hasSuffix("s") || scene.measure == "deals created" }

    var noun: (String, String) { scene.counted }

    /// `$1.2M in bookings`, `42 won deals`.
    func worth(_ subject: Int) -> Prose {
        scene.unit == .count ? "\(counted(cell(subject), scene.counted))" : "\(value(subject)) in \(measure)"
    }

    /// `$1.2M`, `42 won deals`.
    func brief(_ subject: Int) -> Prose {
        scene.unit == .count ? "\(counted(cell(subject), scene.counted))" : "\(value(subject))"
    }

    var last: Int { count - 1 }
}
