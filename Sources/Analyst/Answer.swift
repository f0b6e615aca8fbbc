package import Analytics
package import Core

/// The answer to one question with all its evidence: the JSON of `ask --format json`, of an edition's `<slug>.json`, of
/// the API and of the last event of a stream.
package struct Answer: Hashable, Sendable, Codable {
    package enum Status: String, Hashable, Sendable, Codable {
        case answered
        case needsClarification = "needs_clarification"
        case unanswerable
        case failed
    }

    /// The six steps of the pipeline, in order.
    package enum StepName: String, CaseIterable, Hashable, Sendable, Codable {
        case classify, plan, execute, narrate, visualize, assemble
    }

    package struct Step: Hashable, Sendable, Codable {
        package var name: StepName
        /// Milliseconds; left out in an edition, where only what is the same from run to run is kept.
        package var ms: Double?
        package var detail: [String: JSON]

        package init(name: StepName, ms: Double?, detail: [String: JSON]) {
            self.name = name
            self.ms = ms
            self.detail = detail
        }
    }

    package struct KeyMetric: Hashable, Sendable, Codable {
        /// Id of the figure that it shows.
        package var id: String
        package var label: String
        package var value: Value
        package var unit: Unit
        package var formatted: String
        /// The same measure in the period before, where there is one.
        package var previous: Value?
        package var previousLabel: String?

        enum CodingKeys: String, CodingKey {
            case id, label, value, unit, formatted, previous
            case previousLabel = "previous_label"
        }

        package init(
            id: String, label: String, value: Value, unit: Unit, formatted: String, previous: Value? = nil,
            previousLabel: String? = nil
        ) {
            self.id = id
            self.label = label
            self.value = value
            self.unit = unit
            self.formatted = formatted
            self.previous = previous
            self.previousLabel = previousLabel
        }
    }

    package struct Visualization: Hashable, Sendable, Codable {
        package enum Kind: String, Hashable, Sendable, Codable {
            case bar, line, pie, tile, table, funnel
            /// Several columns, or a column split by `series`, as bars on top of one another: parts of a whole.
            case stackedBar = "stacked_bar"
            /// The same beside each other, for what does not add up: two periods, rates.
            case groupedBar = "grouped_bar"
        }

        package var type: Kind
        package var title: String
        /// What the chart shows, in one sentence, for readers who cannot see it.
        package var summary: String
        /// Name of the column with the categories.
        package var x: String
        /// Names of the columns with the values.
        package var y: [String]
        /// Name of the column whose texts split the first of `y` into several lines or bars of one category.
        ///
        /// The rows stay those of the call in their order; whoever draws them turns them.
        package var series: String?
        package var format: Unit
        /// Index in `functions_executed` of the call that it draws.
        package var call: Int
        /// The first rows of the call in its order: only the columns of `x`, `series` and `y`.
        package var data: [[String: Value]]
        package var svg: String?

        package init(
            type: Kind, title: String, summary: String, x: String, y: [String], series: String? = nil, format: Unit,
            call: Int, data: [[String: Value]], svg: String? = nil
        ) {
            self.type = type
            self.title = title
            self.summary = summary
            self.x = x
            self.y = y
            self.series = series
            self.format = format
            self.call = call
            self.data = data
            self.svg = svg
        }
    }

    package struct Call: Hashable, Sendable, Codable {
        package var function: String
        package var args: [String: JSON]
        /// The columns of `response`, in the order in which a table shows them.
        package var columns: [ResultColumn]
        package var response: [[String: Value]]
        package var totals: [Total]
        package var rowCount: Int
        package var totalRowCount: Int
        package var truncated: Bool
        package var sql: String
        package var notes: [String]
        package var durationMs: Double?

        enum CodingKeys: String, CodingKey {
            case function, args, columns, response, totals, truncated, sql, notes
            case rowCount = "row_count"
            case totalRowCount = "total_row_count"
            case durationMs = "duration_ms"
        }

        package init(_ result: FunctionResult, durationMs: Double?) {
            function = result.function
            args = result.arguments
            columns = result.columns
            response = result.rows.map { row in
                Dictionary(zip(result.columns.map(\.name), row), uniquingKeysWith: { first, _ in first })
            }
            totals = result.totals
            rowCount = result.rows.count
            totalRowCount = result.totalRowCount
            truncated = result.truncated
            sql = result.sql
            notes = result.notes
            self.durationMs = durationMs
        }
    }

    package struct DataSource: Hashable, Sendable, Codable {
        package var dataset: String
        /// File name without its folder.
        package var source: String
        package var rows: Int
        package var rejectedRows: Int
        package var sha256: String
        package var asOf: CalendarDate
        package var columns: [String]

        enum CodingKeys: String, CodingKey {
            case dataset, source, rows, sha256, columns
            case rejectedRows = "rejected_rows"
            case asOf = "as_of"
        }

        package init(
            dataset: String, source: String, rows: Int, rejectedRows: Int, sha256: String, asOf: CalendarDate,
            columns: [String]
        ) {
            self.dataset = dataset
            self.source = source
            self.rows = rows
            self.rejectedRows = rejectedRows
            self.sha256 = sha256
            self.asOf = asOf
            self.columns = columns
        }
    }

    /// A figure of the prose, bound to the evidence that it came from.
    package struct Figure: Hashable, Sendable, Codable {
        /// How it was derived from other evidence values.
        package struct Derivation: Hashable, Sendable, Codable {
            package enum Operation: String, Hashable, Sendable, Codable {
                /// first ÷ second, as a part of it
                case share
                /// first ÷ second, as so many times: "twice as much"
                case ratio
                /// first − second
                case difference
                /// (first − second) × 100 of two fractions, to a tenth: the percentage points between two rates
                case points
                /// (first − second) ÷ |second|
                case growth
                /// the sum of all
                case sum
            }
            package var operation: Operation
            /// Each is `<call>/<path>`, with the path as in `Figure.path`, or `sum:` and several such joined by `+`.
            package var operands: [String]

            package init(_ operation: Operation, _ operands: [String]) {
                self.operation = operation
                self.operands = operands
            }
        }

        /// `f1`, `f2`, …: the link target in the prose.
        package var id: String
        /// As written in the prose.
        package var text: String
        package var value: Value
        package var unit: Unit
        /// Index in `functions_executed`; nil for a value that no call returned, such as the as-of date.
        package var call: Int?
        /// Where in that call: `response/0/total_value`, `totals/pipeline`, `args/limit`; nil when derived.
        package var path: String?
        package var derivation: Derivation?

        package init(
            id: String, text: String, value: Value, unit: Unit, call: Int?, path: String?, derivation: Derivation? = nil
        ) {
            self.id = id
            self.text = text
            self.value = value
            self.unit = unit
            self.call = call
            self.path = path
            self.derivation = derivation
        }
    }

    package struct AnalystRecord: Hashable, Sendable, Codable {
        package var kind: String
        package var model: String?
        package var calls: Int
        package var tokens: Int

        package init(kind: String, model: String? = nil, calls: Int = 0, tokens: Int = 0) {
            self.kind = kind
            self.model = model
            self.calls = calls
            self.tokens = tokens
        }
    }

    /// Where the answer stands in an edition; absent in a live answer.
    package struct Publication: Hashable, Sendable, Codable {
        package var edition: String
        package var slug: String
        package var section: String
        /// Place in the edition, counted over all sections from 0.
        package var position: Int
        /// SHA-256 of the Markdown file as generated; another hash on disk means that a person edited it.
        package var markdownSHA256: String

        enum CodingKeys: String, CodingKey {
            case edition, slug, section, position
            case markdownSHA256 = "markdown_sha256"
        }

        package init(edition: String, slug: String, section: String, position: Int, markdownSHA256: String) {
            self.edition = edition
            self.slug = slug
            self.section = section
            self.position = position
            self.markdownSHA256 = markdownSHA256
        }
    }

    package var schema: Int
    package var question: String
    package var conversationID: String?
    package var status: Status
    /// How the question was read, in plain words: `Total value of all opportunities by account, the top 5`.
    package var reading: String
    /// Markdown: the first paragraph answers the question; figures are links (`[$1.25M](#f1)`), charts and tables fenced
    /// blocks (```` ```chart 0 ````, ```` ```table 0 ````).
    package var answer: String
    package var keyMetrics: [KeyMetric]
    package var visualizations: [Visualization]
    package var functionsExecuted: [Call]
    package var dataSources: [DataSource]
    package var figures: [Figure]
    package var suggestions: [String]
    package var analyst: AnalystRecord
    package var steps: [Step]
    package var warnings: [String]
    package var asOf: CalendarDate
    package var publication: Publication?

    enum CodingKeys: String, CodingKey {
        case schema, question, status, reading, answer, visualizations, figures, suggestions, analyst, steps, warnings
        case publication
        case conversationID = "conversation_id"
        case keyMetrics = "key_metrics"
        case functionsExecuted = "functions_executed"
        case dataSources = "data_sources"
        case asOf = "as_of"
    }

    package init(
        question: String, status: Status, reading: String, answer: String, keyMetrics: [KeyMetric] = [],
        visualizations: [Visualization] = [], functionsExecuted: [Call] = [], dataSources: [DataSource] = [],
        figures: [Figure] = [], suggestions: [String] = [], analyst: AnalystRecord, steps: [Step] = [],
        warnings: [String] = [], asOf: CalendarDate, conversationID: String? = nil, publication: Publication? = nil
    ) {
        schema = 1
        self.question = question
        self.conversationID = conversationID
        self.status = status
        self.reading = reading
        self.answer = answer
        self.keyMetrics = keyMetrics
        self.visualizations = visualizations
        self.functionsExecuted = functionsExecuted
        self.dataSources = dataSources
        self.figures = figures
        self.suggestions = suggestions
        self.analyst = analyst
        self.steps = steps
        self.warnings = warnings
        self.asOf = asOf
        self.publication = publication
    }

    /// The answer without what differs from run to run: conversation, durations.
    package var reproducible: Answer {
        var copy = self
        copy.conversationID = nil
        for index in copy.steps.indices { copy.steps[index].ms = nil }
        for index in copy.functionsExecuted.indices { copy.functionsExecuted[index].durationMs = nil }
        return copy
    }
}
