import Core

/// The bytes of a CSV file on their way out.
///
/// A million rows are written as bytes that were escaped once, in tables: formatting strings row by row would take ten
/// times as long.
struct CSVBuffer {
    /// From this size on the bytes are handed over.
    private static let limit = 1 << 17

    private static let idPrefix: [UInt8] = Array("OPP-".utf8)

    private(set) var bytes: [UInt8] = []

    init(header: String) {
        bytes.reserveCapacity(CSVBuffer.limit + 4096)
        bytes.append(contentsOf: header.utf8)
        endLine()
    }

    var isFull: Bool { bytes.count >= CSVBuffer.limit }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Cell `index` of the table.
    mutating func append(_ table: TextTable, _ index: Int) { table.copy(index, to: &bytes) }

    /// A cell that is escaped here.
    mutating func append(text: String) { bytes.append(contentsOf: Escape.csvText(text).utf8) }

    mutating func comma() { bytes.append(UInt8(ascii: ",")) }

    mutating func space() { bytes.append(UInt8(ascii: " ")) }

    mutating func endLine() { bytes.append(UInt8(ascii: "\n")) }

    /// A whole number that is not negative, padded with zeros to `width`.
    mutating func append(number: Int, width: Int = 1) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = max(0, number)
            var start = 20
            repeat {
                start -= 1
                digits[start] = UInt8(48 + rest % 10)
                rest /= 10
            } while start > 0 && (rest > 0 || 20 - start < width)
            bytes.append(contentsOf: digits[start..<20])
        }
    }

    /// An opportunity_id such as `OPP-000001`.
    mutating func appendID(_ number: Int, width: Int) {
        bytes.append(contentsOf: CSVBuffer.idPrefix)
        append(number: number, width: width)
    }

    /// An amount in cents as dollars: `1250`, or `1250.50` where there are cents.
    mutating func append(cents: Int) {
        append(number: cents / 100)
        guard cents % 100 != 0 else { return }
        bytes.append(UInt8(ascii: "."))
        append(number: cents % 100, width: 2)
    }
}
