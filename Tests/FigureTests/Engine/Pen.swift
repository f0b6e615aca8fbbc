import Analyst
import Core

/// What a writer writes with: a scene, a manner of writing figures kept to within one text, and the slots.
final class Pen {
    enum MoneyStyle: Sendable {
        /// `$1,248,300`
        case full
        /// `$1.25M` with so many decimals; `$940K`.
        case short(Int)
        /// `$1.2 million`
        case words(Int)
        /// `$1.2m`, `$940k`
        case lower(Int)
    }

    enum NameStyle: Sendable { case plain, bold, italic, quoted }

    let scene: Scene
    let world: World
    var dice: Dice
    let money: MoneyStyle
    let percentDecimals: Int
    let percentSign: String
    let names: NameStyle
    /// Whether figures are links to `figures`, as a model leaves them that fills slots.
    let isLinking: Bool
    private(set) var figures: [Answer.Figure] = []

    init(_ scene: Scene, _ dice: Dice, isLinking: Bool = false) {
        self.isLinking = isLinking
        var dice = dice
        self.scene = scene
        world = scene.world
        money = dice.pick(.full, .short(1), .short(2), .words(1), .lower(1), .short(1), .words(2))
        percentDecimals = dice.pick(0, 1, 1)
        percentSign = dice.pick("%", "%", "%", " percent")
        names = dice.pick(.plain, .plain, .bold, .bold, .italic, .quoted)
        self.dice = dice
    }

    /// The id of the figure that a link to a quantity points at; nil where nothing can be linked.
    func link(to quantity: Quantity, _ text: String, _ unit: Core.Unit) -> String? {
        guard let source = quantity.source else { return nil }
        var figure = Answer.Figure(
            id: "f\(figures.count + 1)", text: text, value: .null, unit: unit, call: nil, path: nil)
        switch source {
        case .path(let call, let path): (figure.call, figure.path) = (call, path)
        case .derived(let operation, let operands):
            figure.derivation = .init(operation == .share && unit != .percent ? .ratio : operation, operands)
        }
        guard let found = scene.evidence.value(of: figure) else { return nil }
        figure.value = found.value
        figures.append(figure)
        return figure.id
    }

    func pick<Element>(_ first: Element, _ others: Element...) -> Element {
        let index = dice.below(others.count + 1)
        return index == 0 ? first : others[index - 1]
    }

    var count: Int { world.rowCount }
    var group: (one: String, many: String) { scene.group }

    /// The cell of the column that the scene speaks of.
    func cell(_ subject: Int) -> Quantity { .cell(subject, scene.column) }
    func cell(_ subject: Int, _ column: String) -> Quantity { .cell(subject, column) }
    /// The total of the column that the scene speaks of.
    var whole: Quantity { scene.total.map { .total($0) } ?? .number(.nan) }
    func total(_ name: String) -> Quantity { .total(name) }
    func share(_ subject: Int) -> Quantity { cell(subject) / whole }
    func top(_ number: Int) -> Quantity { .sum((0..<number).map { .fixed($0, scene.column) }) }

    /// The value of the scene's column in its own unit.
    func value(_ subject: Int) -> Slot { figure(cell(subject)) }
    func figure(_ quantity: Quantity) -> Slot { figure(quantity, scene.unit) }
}
