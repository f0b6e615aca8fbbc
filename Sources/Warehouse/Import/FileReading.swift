import CDuckDB
import Core
import Foundation

/// One pass over a file with all cores: blocks are cut off one after another, read side by side, and their rows handed
/// to the database, which asks for them, in the order of the file.
final class FileReading: @unchecked Sendable {
    private let source: SourceFile
    private let blocks: RecordBlocks
    /// Guards `blocks` and `isInputOver`.
    private let input = NSLock()
    private var isInputOver = false
    /// Guards what follows but `rows`, which whoever's turn it is has to itself.
    private let order = NSCondition()
    private var turn = 0
    private var failure: Failure?
    private var rows = RowImport()
    /// Whose rows the database takes; it waits meanwhile.
    private var offered: BlockConverter?
    /// How many of the chunks that are offered were taken.
    private var taken = 0
    /// Whether there is a database that takes rows.
    private let isFeeding: Bool
    private var workersLeft = 0

    private init(_ source: SourceFile, isFeeding: Bool) throws(Failure) {
        self.source = source
        self.isFeeding = isFeeding
        blocks = try source.blocks()
    }

    /// Reads `source`, and fills `table` with its `outputs` where a session is given.
    ///
    /// Throws the first fault in the order of the file, or that the file changed meanwhile.
    static func run(
        _ source: SourceFile, nulls: NullTexts, request: ProfileRequest?, table: String = "",
        outputs: [OutputColumn] = [], _ session: DuckDBSession? = nil
    ) throws -> (profile: FileProfile?, rows: RowImport, sha256: String) {
        if let session {
            let definitions = outputs.map { SQL.identifier($0.name) + " " + $0.type.sql }
            let isKept = FinalColumns.areIn(outputs)
            try session.execute(
                "CREATE \(isKept ? "" : "TEMP ")TABLE \(SQL.identifier(table)) (\(definitions.joined(separator: ", ")))"
            )
        }
        let reading = try FileReading(source, isFeeding: session != nil)
        let count = reading.workerCount
        let converters = (0..<count).map { _ in
            BlockConverter(source, nulls: nulls, request: request, outputs: outputs, api: session?.api)
        }
        if let session {
            reading.feed(converters, into: table, types: outputs.map(\.type), session)
        } else {
            reading.read(converters)
        }
        if let failure = reading.failure {
            // What was found is of no account where the bytes were not those of one file.
            try source.file.checkUnchanged(count: source.file.status.size)
            throw failure
        }
        let sha256 = try reading.blocks.finish()
        reading.rows.finish()
        var profile: FileProfile?
        for converter in converters {
            guard let part = converter.profile else { continue }
            if profile == nil { profile = part } else { profile?.merge(part) }
        }
        profile?.sha256 = sha256
        return (profile, reading.rows, sha256)
    }

    /// What stands in the first rows of the file; nil where they cannot be read.
    static func sample(_ source: SourceFile, nulls: NullTexts, request: ProfileRequest) -> FileProfile? {
        guard let block = source.sample() else { return nil }
        let converter = BlockConverter(source, nulls: nulls, request: request, outputs: [], api: nil)
        guard (try? converter.convert(block)) != nil else { return nil }
        return converter.profile
    }

    /// A worker more than there are cores, as one of them often waits for its turn; one alone for a file of few blocks.
    private var workerCount: Int {
        let wanted = source.sizes.workers ?? ProcessInfo.processInfo.activeProcessorCount + 1
        let blocks = source.file.status.size / source.sizes.block + 1
        return max(1, min(wanted, blocks, 16))
    }

    /// Reads on threads of its own, while the database takes the rows on this one or on its own.
    private func feed(_ converters: [BlockConverter], into table: String, types: [ColumnType], _ session: DuckDBSession)
    {
        workersLeft = converters.count
        let box = Box(converters)
        for index in converters.indices {
            // Not on a dispatch queue: those who wait would hold up who works.
            let thread = Thread {
                self.work(box.converters[index])
                self.order.withLock {
                    self.workersLeft -= 1
                    self.order.broadcast()
                }
            }
            thread.stackSize = 4 << 20
            thread.start()
        }
        do {
            try RowFeed.insert(into: table, types: types, session) { () throws(Failure) in try self.nextChunk() }
        } catch {
            let reason = (error as? Failure)?.diagnostics.first?.message ?? "no reason given"
            stop(Failure(.data, Diagnostic(id: "duckdb.append", "the database does not take the rows: \(reason)")))
        }
        order.withLock { while workersLeft > 0 { order.wait() } }
    }

    /// The next chunk of rows in the order of the file; nil after the last one.
    private func nextChunk() throws(Failure) -> RowChunk? {
        order.lock()
        defer { order.unlock() }
        while true {
            if let failure { throw failure }
            if let offered {
                while taken < offered.chunks.count {
                    taken += 1
                    // A chunk whose only row was rejected is no end.
                    if offered.chunks[taken - 1].rows > 0 { return offered.chunks[taken - 1] }
                }
                self.offered = nil
                order.broadcast()
            }
            if workersLeft == 0 { return nil }
            order.wait()
        }
    }

    private func read(_ converters: [BlockConverter]) {
        let box = Box(converters)
        DispatchQueue.concurrentPerform(iterations: converters.count) { index in
            self.work(box.converters[index])
        }
    }

    /// Each of the converters is used by one thread.
    private struct Box: @unchecked Sendable {
        let converters: [BlockConverter]

        init(_ converters: [BlockConverter]) { self.converters = converters }
    }

    private var claimed = 0

    private func work(_ converter: BlockConverter) {
        while let claim = claim() {
            let result = claim.block.flatMap { block in
                Result { () throws(Failure) -> RecordBlock in
                    try converter.convert(block)
                    return block
                }
            }
            guard waitForTurn(claim.number) else { return }
            do throws(Failure) {
                let block = try result.get()
                try take(converter)
                input.withLock { blocks.reuse(block.buffer) }
                order.withLock {
                    turn += 1
                    order.broadcast()
                }
            } catch {
                stop(error)
                return
            }
        }
    }

    /// The next block, or why there is none; nil at the end.
    private func claim() -> (number: Int, block: Result<RecordBlock, Failure>)? {
        input.withLock {
            guard !isInputOver else { return nil }
            let number = claimed
            claimed += 1
            do throws(Failure) {
                if let block = try blocks.next() { return (number, .success(block)) }
                isInputOver = true
                return nil
            } catch {
                isInputOver = true
                return (number, .failure(error))
            }
        }
    }

    /// Whether the turn came; it does not where an earlier block failed.
    private func waitForTurn(_ number: Int) -> Bool {
        order.withLock {
            while turn != number, failure == nil { order.wait() }
            return failure == nil
        }
    }

    /// Returns when all rows of the block are in the database.
    private func take(_ converter: BlockConverter) throws(Failure) {
        rows.add(converter, source)
        guard isFeeding else { return }
        order.lock()
        defer { order.unlock() }
        offered = converter
        taken = 0
        order.broadcast()
        while offered != nil, failure == nil { order.wait() }
        if let failure { throw failure }
    }

    private func stop(_ error: Failure) {
        order.withLock {
            // The first failure is why the others come.
            failure = failure ?? error
            order.broadcast()
        }
        input.withLock { isInputOver = true }
    }
}
