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
            velocityMakers, lossMakers, otherMakers,
        ].flatMap { $0 }
    }
}

extension Pen {
    var measure: String { scene.measure }

    /// At the start of a sentence.
    var Measure: String { scene.measure.prefix(1).uppercased() + scene.measure.dropFirst() }

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
