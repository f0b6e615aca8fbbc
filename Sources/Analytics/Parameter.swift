package import Core

/// An argument that a function takes.
package struct Parameter: Hashable, Sendable {
    package indirect enum Kind: Hashable, Sendable {
        case integer(ClosedRange<Int>)
        case choice([String])
        /// An amount in the portal's currency.
        case amount
        case date
        /// A text that is not empty, of at most 200 characters.
        case text
        /// Id of a dimension of the opportunities.
        case dimension
        /// `[{dimension, values, exclude}]`: rows whose dimension is (or is not) one of the values.
        case filters
        /// `[{measure: amount|probability, operator: above|at_least|below|at_most, value}]`.
        case conditions
    }

    package var name: String
    package var kind: Kind
    package var summary: String
    package var defaultValue: JSON?

    package init(_ name: String, _ kind: Kind, _ summary: String, default defaultValue: JSON? = nil) {
        self.name = name
        self.kind = kind
        self.summary = summary
        self.defaultValue = defaultValue
    }

    /// The JSON Schema of one argument, for strict function calling: every key is required, optional ones take null.
    func schema(dimensions: [String]) -> JSON {
        let shape: JSON =
            switch kind {
            case .integer: ["type": ["integer", "null"]]
            case .choice(let choices):
                ["type": ["string", "null"], "enum": .array(choices.map(JSON.string) + [.null])]
            case .amount: ["type": ["number", "null"]]
            case .date: ["type": ["string", "null"]]
            case .text: ["type": ["string", "null"]]
            case .dimension:
                ["type": ["string", "null"], "enum": .array(dimensions.map(JSON.string) + [.null])]
            case .filters:
                Parameter.list([
                    "dimension": ["type": "string", "enum": .array(dimensions.map(JSON.string))],
                    "values": ["type": "array", "items": ["type": "string"]],
                    "exclude": ["type": "boolean"],
                ])
            case .conditions:
                Parameter.list([
                    "measure": ["type": "string", "enum": ["amount", "probability"]],
                    "operator": [
                        "type": "string", "enum": .array(Condition.Operator.allCases.map { .string($0.rawValue) }),
                    ],
                    "value": ["type": "number"],
                ])
            }
        guard case .object(var object) = shape else { return shape }
        object["description"] = .string(summary)
        return .object(object)
    }

    private static func list(_ properties: [String: JSON]) -> JSON {
        [
            "type": ["array", "null"],
            "items": [
                "type": "object", "properties": .object(properties),
                "required": .array(properties.keys.sorted().map(JSON.string)), "additionalProperties": false,
            ],
        ]
    }
}
