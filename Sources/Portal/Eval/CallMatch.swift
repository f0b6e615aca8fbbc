import Analyst
import Core

/// Whether a call that was executed is one that was expected.
enum CallMatch {
    /// Whether the function is the same and every expected argument is there with its value; an expected `null` is an
    /// argument that is not given.
    static func matches(_ expected: Question.PinnedCall, _ call: Answer.Call) -> Bool {
        guard expected.function == call.function else { return false }
        return expected.arguments.allSatisfy { name, value in
            value == .null ? (call.args[name] ?? .null) == .null : call.args[name].map { equal(value, $0) } ?? false
        }
    }

    /// Numbers by value, lists in any order; a key that is null or false is the same as none.
    static func equal(_ left: JSON, _ right: JSON) -> Bool {
        if let first = left.decimal, let second = right.decimal { return first == second }
        switch (left, right) {
        case (.array(let first), .array(let second)):
            guard first.count == second.count else { return false }
            var rest = second
            for item in first {
                guard let index = rest.firstIndex(where: { equal(item, $0) }) else { return false }
                rest.remove(at: index)
            }
            return true
        case (.object(let first), .object(let second)):
            let (a, b) = (said(first), said(second))
            guard a.count == b.count else { return false }
            return a.allSatisfy { name, value in b[name].map { equal(value, $0) } ?? false }
        default: return left == right
        }
    }

    private static func said(_ object: [String: JSON]) -> [String: JSON] {
        object.filter { $0.value != .null && $0.value != .boolean(false) }
    }
}
