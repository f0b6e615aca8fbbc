import CPostgres
import Core
import Foundation

/// Values as PostgreSQL's text format has them.
enum PostgresValue {
    /// Type OIDs of `pg_type`, which never change.
    enum OID {
        static let boolean: UInt32 = 16
        static let name: UInt32 = 19
        static let bigint: UInt32 = 20
        static let smallint: UInt32 = 21
        static let integer: UInt32 = 23
        static let text: UInt32 = 25
        static let oid: UInt32 = 26
        static let real: UInt32 = 700
        static let double: UInt32 = 701
        static let unknown: UInt32 = 705
        static let money: UInt32 = 790
        static let character: UInt32 = 1042
        static let varchar: UInt32 = 1043
        static let date: UInt32 = 1082
        static let timestamp: UInt32 = 1114
        static let timestampWithZone: UInt32 = 1184
        static let numeric: UInt32 = 1700
    }

    /// The value's type and text, which is nil for NULL; nil where it cannot be sent.
    static func parameter(_ value: Value) -> (type: UInt32, text: String?)? {
        switch value {
        case .null: (0, nil)
        case .boolean(let flag): (OID.boolean, flag ? "t" : "f")
        case .integer(let integer): (OID.bigint, String(integer))
        case .number(let number): number.isFinite ? (OID.double, "\(number)") : nil
        case .date(let date): (OID.date, date.description)
        case .decimal(let decimal): decimal.isNaN ? nil : (OID.numeric, decimal.description)
        // A C string ends at a NUL.
        case .text(let text): text.utf8.contains(0) ? nil : (OID.text, text)
        }
    }

    /// Why a cell has no place in an answer.
    enum Fault: Error, Hashable {
        case type, notFinite, noSuchDay, tooLong

        var reason: String {
            switch self {
            case .type: "has a type that has no place in an answer"
            case .notFinite: "holds NaN or infinity, which is no number to answer with"
            case .noSuchDay: "holds a date outside the years 1 to 9999"
            case .tooLong: "holds a number of more than 38 digits"
            }
        }
    }

    /// Whether results may have the type.
    static func isKnown(_ type: UInt32) -> Bool {
        [
            OID.boolean, OID.name, OID.bigint, OID.smallint, OID.integer, OID.text, OID.oid, OID.real, OID.double,
            OID.unknown, OID.character, OID.varchar, OID.date, OID.numeric,
        ].contains(type)
    }

    static func value(_ text: UnsafeRawBufferPointer, type: UInt32) throws(Fault) -> Value {
        switch type {
        case OID.boolean: return .boolean(text.first == UInt8(ascii: "t"))
        case OID.bigint, OID.smallint, OID.integer, OID.oid:
            guard let number = Int(String(decoding: text, as: UTF8.self)) else { throw .type }
            return .integer(number)
        case OID.real, OID.double:
            guard let number = Double(String(decoding: text, as: UTF8.self)), number.isFinite else { throw .notFinite }
            return .number(number)
        case OID.date:
            guard let date = CalendarDate(iso: String(decoding: text, as: UTF8.self)) else { throw .noSuchDay }
            return .date(date)
        case OID.numeric: return .decimal(try decimal(text))
        case OID.text, OID.varchar, OID.character, OID.name, OID.unknown:
            return .text(String(decoding: text, as: UTF8.self))
        default: throw .type
        }
    }

    /// The number exactly; zeros at the end go only where it would not fit otherwise.
    static func decimal(_ text: UnsafeRawBufferPointer) throws(Fault) -> Decimal {
        let isNegative = text.first == UInt8(ascii: "-")
        var digits: [UInt8] = []
        digits.reserveCapacity(text.count)
        var scale = 0
        var afterPoint = false
        for byte in text.dropFirst(isNegative ? 1 : 0) {
            switch byte {
            case UInt8(ascii: "."): afterPoint = true
            case 0x30...0x39:
                digits.append(byte - 0x30)
                if afterPoint { scale += 1 }
            default: throw .notFinite
            }
        }
        var significant = digits.drop { $0 == 0 }
        while significant.count > 38 || scale > 38, scale > 0, digits.last == 0 {
            digits.removeLast()
            scale -= 1
            significant = digits.drop { $0 == 0 }
        }
        guard significant.count <= 38, scale <= 38 else { throw .tooLong }
        let mantissa = significant.reduce(Int128(0)) { $0 * 10 + Int128($1) }
        return ExactDecimal(mantissa: isNegative ? -mantissa : mantissa, scale: scale).decimal
    }
}
