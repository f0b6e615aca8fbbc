import Core
import Foundation
import Testing

@testable import Warehouse

@Suite("Reading in blocks")
struct BlockReadingTests {
    /// What came out of a text: its records with their lines, then the fault that ended it.
    private struct Outcome: Equatable {
        var records: [String] = []
        var end = ""

        mutating func add(_ reader: CSVReader, _ bytes: UnsafeBufferPointer<UInt8>) {
            let cells = reader.cells.map { cell in
                Array(bytes[cell.start..<cell.end]).description + (cell.hasDoubledQuotes ? "\"" : "")
            }
            records.append("\(reader.line) \(reader.hasStrayText) \(cells.joined(separator: "|"))")
        }
    }

    private func source(_ folder: TestFolder, _ sizes: ReadingSizes) throws -> SourceFile {
        try SourceFile(
            try OpenFile(file: "deals.csv", folder: folder.path, key: "data"), encoding: nil, sizes: sizes)
    }

    /// The records below the header, read by one reader over all of the text.
    private func whole(_ text: [UInt8], _ source: SourceFile) -> Outcome {
        var outcome = Outcome()
        text.withUnsafeBufferPointer { bytes in
            var reader = CSVReader(
                bytes, delimiter: source.dialect.delimiter, position: source.dialect.position,
                line: source.dialect.line)
            do {
                _ = try reader.next()
                reader.expectedCells = source.headers.count
                while try reader.next() { outcome.add(reader, bytes) }
            } catch { outcome.end = "\(error)" }
        }
        return outcome
    }

    /// The same by blocks.
    private func blocks(_ source: SourceFile) throws -> Outcome {
        var outcome = Outcome()
        let blocks = try source.blocks()
        while let block = try blocks.next() {
            let bytes = block.buffer.bytes
            var reader = CSVReader(bytes, delimiter: source.dialect.delimiter, position: 0, line: block.line)
            reader.expectedCells = source.headers.count
            do {
                while try reader.next() { outcome.add(reader, bytes) }
            } catch {
                outcome.end = "\(error)"
                return outcome
            }
            blocks.reuse(block.buffer)
        }
        #expect(try blocks.finish() == ContentHash.sha256(try Data(contentsOf: URL(fileURLWithPath: source.file.path))))
        return outcome
    }

    @Test("records, lines and faults are the same at every size of block and of beginning", arguments: 0..<150)
    func splitPoints(seed: UInt64) throws {
        var random = SeededGenerator(state: seed)
        let alphabet = [
            "a", "7", " ", ",", ",", ",", "\"", "\"", "\"\"", "\",\"", "\n", "\r\n", "\r", "é", "漢", "👍", "\n\"",
            "x,y\n",
        ]
        var text = "h1,h2,h3\n1,2,3\n"
        for _ in 0..<Int.random(in: 0...70, using: &random) { text += alphabet.randomElement(using: &random) ?? "" }
        let folder = try TestFolder(["deals.csv": text])
        let standard = try source(folder, .standard)
        #expect(standard.headers == ["h1", "h2", "h3"])
        let expected = whole(Array(text.utf8), standard)
        for size in Array(1...24) + [37, 64, 101] {
            let other = try source(folder, ReadingSizes(block: size, head: Int.random(in: 1...60, using: &random)))
            #expect(other.headers == standard.headers && other.dialect == standard.dialect)
            #expect(try blocks(other) == expected, "block size \(size)")
        }
    }

    @Test("tables, schema and quality report are the same at every size of block and with every number of workers")
    func sameImport() async throws {
        let names = ["salesforce.csv", "hubspot.csv"].filter {
            FileManager.default.fileExists(atPath: fixtures + "/" + $0)
        }
        #expect(!names.isEmpty)
        for name in names {
            let configuration = DataConfiguration(folder: fixtures, opportunities: .init(file: name), maxRejected: 1)
            let expected = try await contents(configuration, .standard)
            for (block, head, workers) in [(1, 1, 1), (7, 3, 3), (31, 200, 2), (64, 1000, 4), (513, 64, 3)] {
                let sizes = ReadingSizes(block: block, head: head, workers: workers)
                #expect(try await contents(configuration, sizes) == expected)
            }
        }
    }

    private struct Contents: Equatable {
        var schema: Schema
        var quality: QualityReport
        var rows: [[Value]]
    }

    private func contents(_ configuration: DataConfiguration, _ sizes: ReadingSizes) async throws -> Contents {
        let warehouse = try await Warehouse.open(configuration, cache: nil, sizes: sizes)
        // The order of the table itself.
        return Contents(
            schema: warehouse.schema, quality: warehouse.quality,
            rows: try await warehouse.rows("SELECT * FROM opportunities"))
    }

    @Test("Row 14: 20,000 rows in hundreds of blocks keep their order, and formats are decided by all of them")
    func stream() async throws {
        var text = "opportunity_id,stage,amount,created_date,account\n"
        let count = 20_000
        for row in 1...count {
            // Only the last rows have decimals and say that the month comes first; one in a thousand is broken.
            let amount = row % 1000 == 0 ? "none" : row > count - 50 ? "\(row).25" : "\(row)"
            let day = row > count - 50 ? "2/25/2026" : "2/\(row % 12 + 1)/2026"
            text +=
                "\((row * 7919) % 100_003),\(row % 3 == 0 ? "Won" : "Lost"),\(amount),\(day),\"A \"\"\(row % 50)\"\"\"\n"
        }
        let folder = try TestFolder(["deals.csv": text])
        let warehouse = try await Warehouse.open(
            folder.configuration(), cache: nil, sizes: ReadingSizes(block: 4096, head: 2048, workers: 4))
        #expect(warehouse.quality.rejected.map(\.line) == (1...20).map { $0 * 1000 + 1 })
        #expect(warehouse.quality.rejected.allSatisfy { $0.column == "amount" && $0.reason == "not a number" })
        let rows = try await warehouse.rows(
            "SELECT line, opportunity_id, amount, created, account FROM opportunities")
        #expect(rows.count == count - 20)
        #expect(rows.map { $0[0] } == (1...count).filter { $0 % 1000 != 0 }.map { .integer($0 + 1) })
        let last = try #require(rows.last { $0[0].integer == count })
        #expect(
            last == [
                .integer(count), .text("\(((count - 1) * 7919) % 100_003)"),
                .decimal(try #require(Decimal(string: "\(count - 1).25"))),
                .date(try #require(CalendarDate(iso: "2026-02-25"))), .text("A \"\((count - 1) % 50)\""),
            ])
        let summary = try #require(warehouse.schema.datasets.first)
        #expect(summary.rows == count - 20 && summary.rejectedRows == 20)
        #expect(summary.sha256 == ContentHash.sha256(text.utf8))
        #expect(warehouse.schema.dimension("account")?.distinctCount == 50)
    }

    @Test("Row 13: a field of 100 MB and a line of 10,000 columns are refused with their lines, before they are read")
    func hugeFields() async throws {
        let header = Array("stage,amount,note\nWon,1,a\n".utf8)
        let folder = try TestFolder()
        for quote in ["", "\""] {
            try folder.write("deals.csv", header + Array("Won,2,\(quote)".utf8))
            // A hole in the file reads as NUL; text is wanted.
            let handle = try #require(FileHandle(forWritingAtPath: folder.path + "/deals.csv"))
            try handle.seekToEnd()
            let piece = Data(repeating: 0x78, count: 1 << 20)
            for _ in 0..<100 { try handle.write(contentsOf: piece) }
            try handle.close()
            let found = await failure(folder.configuration())?.diagnostics.first
            #expect(found?.id == "csv.field-too-long" && found?.line == 3)
        }
        try folder.write("deals.csv", header + Array(("Won,2,c" + String(repeating: ",", count: 9_998) + "\n").utf8))
        let wide = await failure(folder.configuration())?.diagnostics.first
        #expect(wide?.id == "csv.too-many-columns" && wide?.line == 3)
    }

    @Test("a row that is longer than any may be is refused with its line")
    func longRecord() async throws {
        let cell = String(repeating: "x", count: 1 << 20) + ","
        let text = "stage,amount\nWon,1\n" + String(repeating: cell, count: 33) + "\nWon,2\n"
        let found = try await failure(text)?.diagnostics.first
        #expect(found?.id == "csv.record-too-long" && found?.line == 3)
    }

    @Test("Row 21: a file that is cut, grows or is written again while it is read is refused")
    func changing() throws {
        let text = Array(("stage,amount\n" + String(repeating: "Won,1\n", count: 1000)).utf8)
        let changes: [(TestFolder) throws -> Void] = [
            { #expect(truncate($0.path + "/deals.csv", 3000) == 0) },
            { #expect(truncate($0.path + "/deals.csv", 9000) == 0) },
            {
                // The same size at another time.
                let handle = try #require(FileHandle(forWritingAtPath: $0.path + "/deals.csv"))
                try handle.write(contentsOf: Data("STAGE".utf8))
                try handle.close()
                var times = [timeval(tv_sec: 1, tv_usec: 0), timeval(tv_sec: 1, tv_usec: 0)]
                utimes($0.path + "/deals.csv", &times)
            },
        ]
        for change in changes {
            let folder = try TestFolder()
            try folder.write("deals.csv", text)
            let opened = try source(folder, ReadingSizes(block: 512))
            try change(folder)
            let failure = #expect(throws: Failure.self) {
                try FileReading.run(opened, nulls: NullTexts([]), request: ProfileRequest())
            }
            #expect(failure?.diagnostics.first?.id == "file.changed")
        }
        // One that takes the name meanwhile is another file.
        let folder = try TestFolder()
        try folder.write("deals.csv", text)
        let opened = try source(folder, .standard)
        try FileManager.default.removeItem(atPath: folder.path + "/deals.csv")
        try folder.write("deals.csv", Array("x\n".utf8))
        let read = try FileReading.run(opened, nulls: NullTexts([]), request: ProfileRequest())
        #expect(read.rows.accepted == 0 && read.profile?.rowCount == 1000)
        #expect(read.sha256 == ContentHash.sha256(text))
    }

    @Test("what workers found apart is what one would have found", arguments: 0..<40)
    func merging(seed: UInt64) throws {
        var random = SeededGenerator(state: seed)
        let cells = [
            "1", "0", "007", "12", "1234", "1,234", "1.234", "1,5", "2.75", "$5", "€ 3", "12%", "0.5", "x", "-3",
            "123456789012345678", "1234567890123456789", "3/4/2026", "25/12/2026", "12/25/2026", "2026-11-20",
            "2026-02-30",
            "A: b", "A: c", "B: d",
        ]
        let request = ProfileRequest(numberColumns: [0], dateColumns: [0], nameColumn: 0, currencyColumn: 0)
        var alone = FileProfile(columns: 1, request).columns[0]
        var parts = (0..<3).map { _ in FileProfile(columns: 1, request).columns[0] }
        var plain = NumberEvidence()
        for line in 1...Int.random(in: 1...60, using: &random) {
            var cell = cells.randomElement(using: &random) ?? ""
            let part = Int.random(in: 0..<3, using: &random)
            cell.withUTF8 { text in
                func include(_ column: inout ColumnProfile) {
                    column.distinct.insert(text, line: line)
                    column.numbers?.includeQuickly(text, line: line)
                    column.dates?.include(text, line: line)
                    column.parts?.include(text, line: line)
                    column.named?.include(text, line: line)
                }
                include(&alone)
                include(&parts[part])
                plain.include(text, line: line)
            }
        }
        var merged = parts[2]
        merged.merge(parts[0])
        merged.merge(parts[1])
        #expect("\(merged.numbers as Any)" == "\(alone.numbers as Any)" && "\(plain)" == "\(alone.numbers ?? plain)")
        #expect("\(merged.dates as Any)" == "\(alone.dates as Any)")
        #expect(merged.currencies == alone.currencies)
        #expect(merged.distinct.values.map(\.text) == alone.distinct.values.map(\.text))
        #expect(merged.distinct.values.map(\.count) == alone.distinct.values.map(\.count))
        #expect(merged.parts?.count == alone.parts?.count)
        #expect(merged.parts?.categories.values.map(\.text) == alone.parts?.categories.values.map(\.text))
    }

    @Test("quick conversions are the slow ones")
    func quickConversions() {
        let cells = [
            "0", "1", "99", "100", "101", "007", "123456789012", "123456789012345678", "1234567890123456789", "1.5", "",
            "x",
        ]
        for (scale, width) in [(0, 18), (2, 18), (6, 18), (6, 38), (0, 10), (2, 10), (4, 10)] {
            for quantity in [NumberFormat.Quantity.amount, .fraction, .percent] {
                var format = NumberFormat(amounts: NumberEvidence())
                (format.scale, format.width, format.quantity) = (scale, width, quantity)
                for cell in cells {
                    var text = cell
                    text.withUTF8 { bytes in
                        #expect(format.convertQuickly(bytes) == format.convert(bytes))
                        if width == 10, quantity == .percent, scale >= 2 {
                            #expect(format.convertProbabilityQuickly(bytes) == format.convertProbability(bytes))
                        }
                    }
                }
            }
        }
    }
}
