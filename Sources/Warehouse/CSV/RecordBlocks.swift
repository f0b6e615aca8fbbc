import Core

/// Whole records of a file, as they lie in it one after another.
struct RecordBlock: Sendable {
    /// 0 for the first block of the file.
    var number: Int
    /// The text; the block has it to itself.
    var buffer: TextBuffer
    /// The line on which the first record begins.
    var line: Int
    /// Whether the block ends within a record that is longer than any may be.
    var isCut: Bool
}

/// How much of a file is read at a time; only tests have other sizes than the standard ones.
struct ReadingSizes: Hashable, Sendable {
    /// Bytes of the file that are read at once.
    var block = 1 << 20
    /// Bytes of the file's beginning that show how it is written.
    var head = 1 << 20
    /// Threads that convert blocks; nil for one more than there are cores, as one of them often waits for its turn.
    var workers: Int?

    static let standard = ReadingSizes()
}

/// Cuts the text of a file into blocks of whole records, in one pass.
final class RecordBlocks {
    /// Longer records are faults: what is carried over from block to block stays bounded.
    static let maximumRecordLength = 32 << 20

    private let reader: TextReader
    private let delimiter: UInt8
    private let size: Int
    /// Bytes of text that come before the first record.
    private var skipped: Int
    private var line: Int
    private var number = 0
    /// The beginning of a record whose end has not been read yet.
    private var carried: TextBuffer
    private var spare: [TextBuffer] = []

    /// Begins behind the first `skipped` bytes of text, at `line`.
    init(_ source: SourceFile, skipped: Int, line: Int, size: Int) throws(Failure) {
        reader = try TextReader(source.file, source.encoding)
        delimiter = source.dialect.delimiter
        self.size = max(1, size)
        self.skipped = skipped
        self.line = line
        carried = TextBuffer(capacity: self.size)
    }

    /// The next block, or nil at the end of the file.
    func next() throws(Failure) -> RecordBlock? {
        let buffer = carried
        if skipped > 0 {
            while buffer.count < skipped, !reader.isAtEnd { try reader.read(size, into: buffer, line: 1) }
            buffer.removeFirst(skipped)
            skipped = 0
        }
        var end = RecordBoundary.lastEnd(buffer.bytes, delimiter: delimiter, isLast: reader.isAtEnd)
        while end == 0, !reader.isAtEnd, buffer.count <= RecordBlocks.maximumRecordLength,
            !RecordBoundary.endsInHopelessCell(buffer.bytes, delimiter: delimiter)
        {
            // As much again as there is, so that a long record is not looked through for every block of it.
            let room = RecordBlocks.maximumRecordLength + 1 - buffer.count
            try reader.read(min(max(size, buffer.count), room), into: buffer, line: line)
            end = RecordBoundary.lastEnd(buffer.bytes, delimiter: delimiter, isLast: reader.isAtEnd)
        }
        let isCut = end == 0 && !reader.isAtEnd
        if isCut { end = buffer.count }
        guard end > 0 else { return nil }
        let rest = spare.popLast() ?? TextBuffer(capacity: size + size / 4)
        rest.removeAll()
        rest.append(UnsafeBufferPointer(rebasing: buffer.bytes[end...]))
        buffer.truncate(to: end)
        carried = rest
        let block = RecordBlock(number: number, buffer: buffer, line: line, isCut: isCut)
        number += 1
        line += ByteScan.lineEnds(buffer.bytes)
        return block
    }

    /// Takes back the memory of a block that is not needed any more.
    func reuse(_ buffer: TextBuffer) {
        if spare.count < 8, buffer.capacity <= size * 4 { spare.append(buffer) }
    }

    /// Ends the pass and returns the SHA-256 of the file's bytes; throws where the file changed meanwhile.
    func finish() throws(Failure) -> String { try reader.finish() }
}
