package import Analytics
import Charts
package import Core
import Warehouse

/// Answers questions without a model: by the catalogue, the dimensions and the values in the data.
///
/// Deterministic: the same question on the same data is the same answer, byte for byte, but for the durations.
package struct OfflineAnalyst: Analyst {
    let catalogue: Catalogue
    private let format: FigureFormat
    let reader: QuestionReader

    package init(catalogue: Catalogue, format: FigureFormat) {
        self.catalogue = catalogue
        self.format = format
        reader = QuestionReader(catalogue: catalogue, currency: format.currency)
    }

    package func answer(_ question: Question, progress: @escaping @Sendable (Answer.Step) -> Void) async -> Answer {
        var run = PipelineRun(question: question, progress: progress)
        guard question.text.unicodeScalars.count <= QuestionTokens.maximumLength else {
            run.end(.classify, ["type": "too long"])
            return run.refusal(
                .needsClarification, "The question is too long to be read with certainty: ask for one thing at a time.",
                context, dimensions: [])
        }
        let parts = parts(
            question,
            FollowUp(reader: reader, schema: schema, periods: PeriodWords(fiscal: catalogue.fiscal, format: format)))
        let reading = parts.last?.reading ?? QuestionReading()
        var outcome = joined(parts.map { self.plan(question, $0.reading) })
        if question.calls.isEmpty, let named = await singleDeal(question.text, reading, outcome) {
            outcome = .plan(named)
        }
        run.end(.classify, ["type": .string(kind(of: outcome, pinned: !question.calls.isEmpty))])
        let plan: Plan
        switch outcome {
        case .clarify(let reason):
            return run.refusal(
                .needsClarification, reason, self.context, dimensions: schema.dimensions.map(\.label), near: reading)
        case .unanswerable(let reason):
            return run.refusal(
                .unanswerable, reason, self.context, dimensions: schema.dimensions.map(\.label), near: reading)
        case .plan(let chosen): plan = chosen
        }
        run.end(
            .plan,
            ["calls": .array(plan.calls.map { ["function": .string($0.function), "args": .object($0.arguments)] })])
        var calls: [Answer.Call] = []
        var used: [FunctionResult] = []
        var comparison = plan.comparison
        for (index, outcome) in await outcomes(of: plan.calls).enumerated() {
            let call = plan.calls[index]
            do {
                let (result, milliseconds) = try outcome.get()
                if index == plan.comparison, result.arguments["data_begin"] != nil {
                    // A period that the data know only in part is no yardstick.
                    comparison = nil
                    continue
                }
                used.append(result)
                calls.append(Answer.Call(result, durationMs: milliseconds))
            } catch let error as CatalogueError where index == plan.comparison {
                // Without the period before, the answer stands; it only says less.
                run.warnings.append("No comparison with the period before: \(error.message).")
                comparison = nil
            } catch let error as CatalogueError {
                return run.refusal(
                    error.isRefusal ? .unanswerable : .failed, sentence(error.message), self.context,
                    dimensions: schema.dimensions.map(\.label), near: reading)
            } catch {
                // The engine's own words name tables and values; they are for the log, not for a page.
                run.warnings.append("\(call.function): the query failed")
                return run.refusal(
                    .failed, "The data could not be queried, so there is no figure to state.", self.context,
                    dimensions: [])
            }
        }
        run.end(.execute, ["rows": .array(calls.map { .integer($0.rowCount) })])
        let isPinned = !question.calls.isEmpty
        return assemble(
            question, plan,
            isPinned
                ? Taken()
                : Taken(
                    corrections: parts.flatMap(\.reading.corrections), carried: parts.flatMap(\.carried),
                    unread: parts.flatMap(\.reading.unread)),
            calls,
            used, comparison, &run)
    }

    /// What became of a call, with its milliseconds.
    private typealias Outcome = Result<(result: FunctionResult, milliseconds: Double), any Error>

    /// The calls run side by side.
    private func outcomes(of calls: [Question.PinnedCall]) async -> [Outcome] {
        await withTaskGroup { group in
            for (index, call) in calls.enumerated() {
                group.addTask { () -> (Int, Outcome) in
                    let started = ContinuousClock.now
                    do {
                        let result = try await catalogue.call(call.function, call.arguments)
                        return (index, .success((result, PipelineRun.milliseconds(since: started))))
                    } catch {
                        return (index, .failure(error))
                    }
                }
            }
            var outcomes: [Int: Outcome] = [:]
            for await (index, outcome) in group { outcomes[index] = outcome }
            return calls.indices.compactMap { outcomes[$0] }
        }
    }

    private var schema: Schema { catalogue.schema }
    private var context: RefusalContext {
        RefusalContext(asOf: catalogue.asOf, suggestions: Suggestions(schema: schema))
    }

    private func plan(_ question: Question, _ reading: QuestionReading) -> PlanOutcome {
        if !question.calls.isEmpty { return .plan(Plan(calls: question.calls, comparison: nil, chart: question.chart)) }
        let planner = Planner(
            schema: schema, asOf: catalogue.asOf, fiscal: catalogue.fiscal, closedSince: catalogue.closedSince)
        let outcome = planner.plan(reading)
        guard case .plan(var plan) = outcome else { return outcome }
        plan.chart = question.chart ?? plan.chart
        return .plan(plan)
    }

    /// What the reading rests on beside the question's own words.
    private struct Taken {
        /// Slips and parts of names.
        var corrections: [String] = []
        /// From the questions before.
        var carried: [String] = []
        /// Sentences without a word about the data.
        var unread: [String] = []

        var words: String {
            (corrections.isEmpty ? "" : "; taken: " + corrections.joined(separator: ", "))
                + (carried.isEmpty ? "" : "; carried over: " + carried.joined(separator: ", "))
                + (unread.isEmpty
                    ? "" : "; left out: " + unread.map { "“\($0.prefix(80))”" }.prefix(3).joined(separator: ", "))
        }
    }

    /// Narrate, visualize, assemble.
    private func assemble(
        _ question: Question, _ plan: Plan, _ taken: Taken, _ calls: [Answer.Call], _ used: [FunctionResult],
        _ comparison: Int?, _ run: inout PipelineRun
    ) -> Answer {
        let evidence = Evidence(calls: calls, asOf: catalogue.asOf, fiscal: catalogue.fiscal, format: format)
        let shown = calls.indices.filter { $0 != comparison }
        var narrator = Narrator(evidence: evidence, emphases: plan.emphases)
        var dropped: [String] = []
        // What does not check is written once more in plainer words: by the function alone, without the period before.
        for (emphases, before) in [(plan.emphases, comparison), ([], nil)] {
            narrator = Narrator(evidence: evidence, emphases: emphases)
            for index in shown { narrator.narrate(index, comparison: index == 0 ? before : nil) }
            dropped = dropUnchecked(&narrator, question, evidence)
            if !narrator.paragraphs.isEmpty { break }
        }
        let figures = narrator.ledger.figures
        run.end(.narrate, ["figures": .integer(figures.count), "unchecked": .integer(dropped.count)])
        run.warnings += dropped
        guard !narrator.paragraphs.isEmpty else {
            return run.refusal(
                .failed, "A figure of this answer did not check, so nothing is stated.", context, dimensions: [])
        }
        let chooser = ChartChooser(calls: calls, emphases: plan.emphases, evidence: evidence)
        var (charts, notes) = chooser.charts(for: shown, wish: plan.chart)
        narrator.remarks += notes
        for index in charts.indices {
            charts[index].svg = ChartBinding.svg(
                charts[index], columns: calls[charts[index].call].columns, format: format, frame: .wide,
                idPrefix: "chart-\(index)")
        }
        run.end(.visualize, ["charts": .array(charts.map { .string($0.type.rawValue) })])
        let words = CallWords(schema: schema, periods: PeriodWords(fiscal: catalogue.fiscal, format: format))
        let text = body(narrator, charts: charts, calls: calls, shown: shown)
        let metrics = Array(narrator.metrics.prefix(4))
        let answer = Answer(
            question: question.text, status: .answered,
            reading: shown.map { words.describe(calls[$0]) }.joined(separator: "; and ")
                + taken.words,
            answer: text, keyMetrics: metrics, visualizations: charts, functionsExecuted: calls,
            dataSources: sources(used),
            figures: figures.filter { figure in
                text.contains("](#\(figure.id))") || metrics.contains { $0.id == figure.id }
            },
            suggestions: context.suggestions.questions(after: calls, asked: question.text),
            analyst: Answer.AnalystRecord(kind: "offline"), steps: [], warnings: run.warnings, asOf: catalogue.asOf)
        return run.finished(answer)
    }

    /// Takes out what the checker does not accept, and says so; without its first paragraph there is no answer.
    ///
    /// - Returns: the warnings.
    private func dropUnchecked(_ narrator: inout Narrator, _ question: Question, _ evidence: Evidence) -> [String] {
        var warnings: [String] = []
        while true {
            let blocks = narrator.paragraphs + narrator.remarks
            let report = FigureChecker.report(
                prose: blocks.joined(separator: "\n\n"), figures: narrator.ledger.figures, evidence: evidence,
                question: question.text)
            guard let problem = report.problems.first else { return warnings }
            warnings.append("A sentence was left out, as it did not check: “\(problem.text)” \(problem.reason).")
            // Between two blocks there is an empty line.
            var line = 1
            var index = 0
            while index + 1 < blocks.count {
                let next = line + blocks[index].split(separator: "\n", omittingEmptySubsequences: false).count + 1
                if next > problem.line { break }
                line = next
                index += 1
            }
            guard index > 0 else {
                narrator.paragraphs = []
                return warnings
            }
            if index < narrator.paragraphs.count {
                narrator.paragraphs.remove(at: index)
            } else {
                narrator.remarks.remove(at: index - narrator.paragraphs.count)
            }
        }
    }

    /// First paragraph, charts, remarks, tables.
    private func body(_ narrator: Narrator, charts: [Answer.Visualization], calls: [Answer.Call], shown: [Int])
        -> String
    {
        var blocks = narrator.paragraphs
        blocks += charts.indices.map { "```chart \($0)\n```" }
        if !narrator.remarks.isEmpty { blocks.append(narrator.remarks.map { "- \($0)" }.joined(separator: "\n")) }
        // A table that was asked for stands where a chart would; it is not shown twice.
        let tabulated = Set(charts.filter { $0.type == .table }.map(\.call))
        blocks += shown.filter { calls[$0].rowCount > 1 && !tabulated.contains($0) }.map { "```table \($0)\n```" }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    private func sources(_ results: [FunctionResult]) -> [Answer.DataSource] {
        var columns: [String: Set<String>] = [:]
        for result in results { columns.merge(result.sources.mapValues(Set.init)) { $0.union($1) } }
        return schema.datasets.compactMap { dataset in
            guard let used = columns[dataset.name] else { return nil }
            return Answer.DataSource(
                dataset: dataset.name, source: dataset.source, rows: dataset.rows, rejectedRows: dataset.rejectedRows,
                sha256: dataset.sha256, asOf: catalogue.asOf, columns: used.sorted())
        }
    }

    private func kind(of outcome: PlanOutcome, pinned: Bool) -> String {
        switch outcome {
        case .clarify: "unclear"
        case .unanswerable: "not in the data"
        case .plan(let plan): pinned ? "pinned" : plan.calls.first?.function ?? ""
        }
    }

    private func sentence(_ text: String) -> String {
        guard let first = text.first else { return text }
        return first.uppercased() + text.dropFirst() + "."
    }
}

extension CatalogueError {
    /// Whether the data cannot carry the answer, rather than the call being wrong.
    var isRefusal: Bool {
        switch self {
        case .missingData, .noFigure: true
        case .unknownFunction, .invalidArgument: false
        }
    }
}
