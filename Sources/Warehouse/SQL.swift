package import Core

/// SQL text with the values that are bound to its `?` marks, in order.
///
/// Values never become text.
package struct SQL: Hashable, Sendable {
    package var text: String
    package var bindings: [Value]

    package init(_ text: String, _ bindings: [Value] = []) {
        self.text = text
        self.bindings = bindings
    }

    /// A double-quoted identifier.
    ///
    /// Only names from the schema are passed in; a quote in one is doubled all the same.
    package static func identifier(_ name: String) -> String {
        "\"" + name.replacing("\"", with: "\"\"") + "\""
    }

    package static func + (left: SQL, right: SQL) -> SQL {
        SQL(left.text + right.text, left.bindings + right.bindings)
    }
}
