import Core

/// Reads a file from its beginning, once: its bytes become validated UTF-8 and are hashed on the way.
final class TextReader {
    private let file: OpenFile
    private let encoding: FileEncoding
    private var hasher = ContentHash.Hasher()
    private var decoder: TextDecoder
    /// Bytes of the file read so far.
    private var offset = 0
    private var raw: TextBuffer?
    /// Bytes at the end of the text given out that are the beginning of a character.
    private var incomplete = 0
    private(set) var isAtEnd = false

    /// `encoding` is the file's.
    init(_ file: OpenFile, _ encoding: FileEncoding) throws(Failure) {
        self.file = file
        self.encoding = encoding
        decoder = TextDecoder(encoding.form)
        if encoding.start > 0 {
            // The marks are part of the file's hash and not of its text.
            let marks = TextBuffer(capacity: encoding.start)
            try read(encoding.start, into: marks)
        }
    }

    /// Appends the text of up to `size` more bytes of the file to `buffer`.
    ///
    /// `line` gives the line on which `buffer` begins, for messages. Throws for the first byte that is not text.
    func read(_ size: Int, into buffer: TextBuffer, line: Int) throws(Failure) {
        guard encoding.form == .utf8 else { return try decode(size, into: buffer, line: line) }
        let unchecked = buffer.count - incomplete
        let start = offset - incomplete
        try read(size, into: buffer)
        let (invalid, unfinished) = TextCheck.firstInvalid(buffer.bytes, from: unchecked)
        if let place = invalid ?? (isAtEnd ? unfinished : nil) {
            throw failure(
                at: start + place - unchecked, isNUL: buffer.bytes[place] == 0, buffer, upTo: place, line: line)
        }
        incomplete = unfinished.map { buffer.count - $0 } ?? 0
    }

    /// Ends the reading and returns the SHA-256 of all bytes; throws where the file changed meanwhile.
    func finish() throws(Failure) -> String {
        try file.checkUnchanged(count: offset)
        var finished = ContentHash.Hasher()
        swap(&finished, &hasher)
        return finished.finish()
    }

    private func read(_ size: Int, into buffer: TextBuffer) throws(Failure) {
        let old = buffer.count
        // Not one byte more than the file had when it was opened: it may grow for ever.
        let wanted = min(size, file.status.size - offset + 1)
        try buffer.append(upTo: wanted) { target throws(Failure) in
            try file.read(into: UnsafeMutableRawBufferPointer(target), at: offset)
        }
        let got = buffer.count - old
        offset += got
        guard offset <= file.status.size else { throw file.changed }
        isAtEnd = got < wanted || offset == file.status.size
        hasher.update(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer.bytes)[old...]))
    }

    private func decode(_ size: Int, into buffer: TextBuffer, line: Int) throws(Failure) {
        let raw = self.raw ?? TextBuffer(capacity: size)
        self.raw = raw
        raw.removeAll()
        let start = offset
        try read(size, into: raw)
        do throws(TextDecoder.Fault) {
            try decoder.append(raw.bytes, isLast: isAtEnd, to: buffer)
        } catch {
            throw failure(at: start + error.offset, isNUL: error.isNUL, buffer, upTo: buffer.count, line: line)
        }
    }

    private func failure(at offset: Int, isNUL: Bool, _ buffer: TextBuffer, upTo place: Int, line: Int) -> Failure {
        let before = UnsafeBufferPointer(rebasing: buffer.bytes[..<place])
        let line = line + ByteScan.lineEnds(before)
        func failure(_ id: String, _ message: String, _ solution: String) -> Failure {
            Failure(.data, Diagnostic(id: id, message, file: file.file, line: line, solution: solution))
        }
        if isNUL {
            return failure(
                "csv.nul", "the file has a NUL byte at byte \(offset + 1)",
                "Save the file as CSV in UTF-8; it may be UTF-16 or binary")
        }
        switch encoding.form {
        case .utf8:
            return failure(
                "csv.encoding", "byte \(offset + 1) is not UTF-8",
                "Save the file as UTF-8, or set `data.encoding` in broadsheet.yml: it is probably windows-1252")
        case .windows1252, .latin1:
            return failure(
                "csv.encoding", "byte \(offset + 1) means nothing in windows-1252",
                "Correct `data.encoding` in broadsheet.yml, or save the file as UTF-8")
        case .utf16:
            return failure(
                "csv.encoding", "byte \(offset + 1) begins no character of UTF-16", "Save the file as CSV in UTF-8")
        }
    }
}
