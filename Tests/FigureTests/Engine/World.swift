import Analyst
import Core

/// What a text is about: the evidence, and which row each of its subjects stands for.
///
/// A subject is a row as the writer meant it. Putting another name for it is the same as letting it stand for another
/// row: whatever the text says of it is then judged by that row.
struct World: Sendable {
    let calls: [Answer.Call]
    /// Subject → row; a subject that is not in it stands for its own row.
    private var rows: [Int: Int] = [:]

    init(calls: [Answer.Call]) { self.calls = calls }

    func row(_ subject: Int) -> Int { rows[subject] ?? subject }

    func standing(_ subject: Int, for row: Int) -> World {
        var copy = self
        copy.rows[subject] = row
        return copy
    }

    /// The cell of the row that a subject stands for.
    func number(_ subject: Int, _ column: String) -> Double? { fixed(row(subject), column) }

    /// The cell of a row of the first call, whatever the subjects stand for.
    func fixed(_ row: Int, _ column: String) -> Double? {
        guard let call = calls.first, call.response.indices.contains(row) else { return nil }
        return call.response[row][column]?.double
    }

    func date(_ subject: Int, _ column: String) -> CalendarDate? {
        guard let call = calls.first, call.response.indices.contains(row(subject)) else { return nil }
        return call.response[row(subject)][column]?.date
    }

    func text(_ row: Int, _ column: String) -> String? {
        guard let call = calls.first, call.response.indices.contains(row) else { return nil }
        return call.response[row][column]?.string
    }

    func total(_ name: String, call: Int = 0) -> Double? {
        calls.indices.contains(call) ? calls[call].totals.first { $0.name == name }?.value.double : nil
    }

    var rowCount: Int { calls.first?.response.count ?? 0 }

    /// Whether the first call shows every row that there is.
    var isComplete: Bool { calls.first.map { $0.rowCount == $0.totalRowCount } ?? false }
}
