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
        case boolean
        /// A share of one: 0…1.
        case fraction
        /// Names of measures, each once.
        case measures(ClosedRange<Int>)
        /// Ids of dimensions, each once.
        case dimensions(ClosedRange<Int>)
        /// `[{measure, operator: above|at_least|below|at_most, value}]`: bounds on the groups of a result.
        case bounds
    }

    package var name: String
    package var kind: Kind
    package var summary: String
    package var defaultValue: JSON?
    /// Whether a call without it is refused.
    package var isRequired: Bool

    package init(
        _ name: String, _ kind: Kind, _ summary: String, default defaultValue: JSON? = nil, isRequired: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.summary = summary
        self.defaultValue = defaultValue
        self.isRequired = isRequired
    }

    /// The JSON Schema of one argument, for strict function calling: every key is required, optional ones take null.
    func schema(dimensions: [String], traits: [String]) -> JSON {
        let shape: JSON =
            switch kind {
            case .integer: ["type": ["integer", "null"]]
            case .choice(let choices):
                ["type": ["string", "null"], "enum": .array(choices.map(JSON.string) + [.null])]
            case .amount, .fraction: ["type": ["number", "null"]]
            case .date, .text: ["type": ["string", "null"]]
            case .boolean: ["type": ["boolean", "null"]]
            case .dimension:
                ["type": ["string", "null"], "enum": .array(dimensions.map(JSON.string) + [.null])]
            case .filters:
                Parameter.list([
                    "dimension": ["type": "string", "enum": .array((dimensions + traits).map(JSON.string))],
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
            case .measures: Parameter.names(Measure.names)
            case .dimensions: Parameter.names(dimensions)
            case .bounds:
                Parameter.list([
                    "measure": ["type": "string", "enum": .array(Measure.names.map(JSON.string))],
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

    private static func names(_ known: [String]) -> JSON {
        ["type": ["array", "null"], "items": ["type": "string", "enum": .array(known.map(JSON.string))]]
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
