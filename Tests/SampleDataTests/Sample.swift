import Core
import SampleData

/// A generated sample, read back by a CSV reader of the tests' own.
struct Sample {
    typealias Row = [String: String]

    let bytes: [SampleFile: [UInt8]]

    init(rows: Int, seed: UInt64 = 1, asOf: CalendarDate = SampleGenerator.defaultAsOf) {
        var bytes: [SampleFile: [UInt8]] = [:]
        SampleGenerator(rows: rows, seed: seed, asOf: asOf).generate { file, chunk in
            bytes[file, default: []] += chunk
        }
        self.bytes = bytes
    }

    /// The records of a file without its header.
    func rows(_ file: SampleFile) -> [Row] {
        let lines = Sample.parse(bytes[file] ?? [])
        guard let header = lines.first else { return [] }
        return lines.dropFirst().map { cells in
            Row(uniqueKeysWithValues: zip(header, cells))
        }
    }

    /// Numbers of cells of each record, header included.
    func widths(_ file: SampleFile) -> Set<Int> { Set(Sample.parse(bytes[file] ?? []).map(\.count)) }

    private static func parse(_ bytes: [UInt8]) -> [[String]] {
        var records: [[String]] = []
        var record: [String] = []
        var cell: [UInt8] = []
        var quoted = false
        for byte in bytes {
            switch (byte, quoted) {
            case (UInt8(ascii: "\""), _): quoted.toggle()
            case (UInt8(ascii: ","), false):
                record.append(String(decoding: cell, as: UTF8.self))
                cell = []
            case (UInt8(ascii: "\n"), false):
                records.append(record + [String(decoding: cell, as: UTF8.self)])
                record = []
                cell = []
            default: cell.append(byte)
            }
        }
        return records
    }
}

extension Sample.Row {
    /// The cell of a column; empty where there is none.
    func text(_ column: String) -> String { self[column] ?? "" }

    var isWon: Bool { text("stage") == "Closed Won" }
    var isLost: Bool { text("stage") == "Closed Lost" }
    var isOpen: Bool { !isWon && !isLost }
}
