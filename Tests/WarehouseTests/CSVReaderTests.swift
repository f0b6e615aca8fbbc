import Core
import Testing

@testable import Warehouse

@Suite("CSV reader")
struct CSVReaderTests {
    /// All records as texts, with the line on which each begins.
    private func read(_ text: String, delimiter: Character = ",") throws -> [(line: Int, cells: [String])] {
        let bytes = Array(text.utf8)
        return try bytes.withUnsafeBufferPointer { buffer in
            var reader = CSVReader(buffer, delimiter: delimiter.asciiValue ?? 0x2C, position: 0, line: 1)
            var records: [(Int, [String])] = []
            while try reader.next() {
                let cells = reader.cells.map { cell in
                    let raw = String(decoding: buffer[cell.start..<cell.end], as: UTF8.self)
                    return cell.hasDoubledQuotes ? raw.replacing("\"\"", with: "\"") : raw
                }
                records.append((reader.line, cells))
            }
            return records
        }
    }

    @Test(
        "Row 5: what a writer of RFC 4180 wrote is read back, whatever the line ends and the quoting", arguments: 0..<60
    )
    func roundTrip(seed: UInt64) throws {
        var random = SeededGenerator(state: seed)
        let alphabet = ["a", "B", "7", " ", ",", ";", "\"", "\n", "\r\n", "\r", "é", "漢", "👩‍👩‍👧", "'", "\t"]
        let width = Int.random(in: 1...6, using: &random)
        var table: [[String]] = []
        var text = ""
        var lines: [Int] = []
        var line = 1
        for _ in 0..<Int.random(in: 1...20, using: &random) {
            var row: [String] = []
            for _ in 0..<width {
                row.append(
                    (0..<Int.random(in: 0...6, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? ""
                    }.joined())
            }
            // A record of nothing but spaces is a blank line.
            if row.allSatisfy({ cell in cell.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }) { row[0] = "x" }
            table.append(row)
            lines.append(line)
            let written = row.map { cell in
                let mustQuote = cell.utf8.contains { [0x2C, 0x22, 0x0A, 0x0D].contains($0) }
                let quoted = mustQuote || Bool.random(using: &random)
                return quoted ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
            }
            let record = written.joined(separator: ",")
            line += newlines(record) + 1
            // A lone CR at the end of a record must not meet an LF that begins the next.
            text += record + (["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n")
        }
        let records = try read(text)
        #expect(records.map(\.cells).map { $0.map(bytes) } == table.map { $0.map(bytes) })
        #expect(records.map(\.line) == lines)
    }

    /// Swift compares texts by canonical equivalence; here every byte counts.
    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    private func newlines(_ text: String) -> Int {
        var count = 0
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte == 0x0D || (byte == 0x0A && previous != 0x0D) { count += 1 }
            previous = byte
        }
        return count
    }

    @Test("Row 4: line ends CRLF, LF, CR and mixed give the same records, with or without one at the end")
    func lineEnds() throws {
        let expected = [["a", "b"], ["1", "2"], ["3", "4"]]
        for text in [
            "a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4\r", "a,b\r\n1,2\r3,4\n", "a,b\n1,2\n3,4",
        ] {
            #expect(try read(text).map(\.cells) == expected)
        }
    }

    @Test("Row 5: physical lines are counted through quoted line ends and blank lines")
    func physicalLines() throws {
        let records = try read("h1,h2\n\"a\nb\r\nc\",2\n\n \n,\nx,y\n")
        #expect(records.map(\.line) == [1, 2, 8])
        #expect(records.last?.cells == ["x", "y"])
    }

    @Test("Row 6: an unclosed quote is a fault of the line on which it opens")
    func unclosedQuote() {
        #expect(throws: CSVFault(kind: .unclosedQuote, line: 3)) { try read("a,b\n1,2\n3,\"four\n5,6\n") }
    }

    @Test("a cell above 1 MiB and a line above 1,000 columns are faults")
    func limits() {
        let long = String(repeating: "x", count: CSVReader.maximumFieldLength + 1)
        #expect(throws: CSVFault(kind: .fieldTooLong, line: 2)) { try read("a\n\(long)\n") }
        #expect(throws: CSVFault(kind: .fieldTooLong, line: 2)) { try read("a\n\"\(long)\n\(long)") }
        #expect(throws: CSVFault(kind: .tooManyColumns, line: 1)) {
            try read(String(repeating: "a,", count: 1000) + "a\n")
        }
        #expect(throws: Never.self) { try read(String(repeating: "a,", count: 999) + "a\n") }
    }

    @Test("malformed bytes are found at their first byte")
    func invalidUTF8() {
        func first(_ bytes: [UInt8]) -> Int? { TextCheck.firstInvalid(Array("ab".utf8) + bytes) }
        #expect(first(Array("é漢👍".utf8)) == nil)
        // Lone continuation, overlong, surrogate, above U+10FFFF, cut short, Latin-1.
        for bytes: [UInt8] in [
            [0x80], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
            [0xE9, 0x20],
        ] {
            #expect(first(bytes) == 2)
            #expect(String(validating: bytes, as: UTF8.self) == nil)
        }
    }
}
