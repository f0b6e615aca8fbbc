package import Foundation

/// One cell of a result.
///
/// Money is `decimal`, exact; `number` is for ratios and means, which are quotients and never summed again.
package enum Value: Hashable, Sendable {
    case null
    case text(String)
    case integer(Int)
    case decimal(Decimal)
    case number(Double)
    case date(CalendarDate)
    case boolean(Bool)

    package var isNull: Bool { self == .null }

    /// The value as a number for drawing and for comparing with a printed figure; nil for texts, dates, nulls and anything
    /// that is not finite.
    package var double: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .decimal(let decimal):
            // Through the text: NSDecimalNumber's own conversion loses the last digits.
            decimal.isNaN ? nil : Double(decimal.description).flatMap { $0.isFinite ? $0 : nil }
        case .number(let number): number.isFinite ? number : nil
        case .null, .text, .date, .boolean: nil
        }
    }

    /// The value as an exact decimal; a `number` by its shortest text.
    package var decimal: Decimal? {
        switch self {
        case .integer(let integer): Decimal(integer)
        case .decimal(let decimal): decimal.isNaN ? nil : decimal
        case .number(let number): number.isFinite ? Decimal(string: "\(number)", locale: nil) : nil
        case .null, .text, .date, .boolean: nil
        }
    }

    package var integer: Int? {
        if case .integer(let integer) = self { integer } else { nil }
    }

    package var string: String? {
        if case .text(let text) = self { text } else { nil }
    }

    package var date: CalendarDate? {
        if case .date(let date) = self { date } else { nil }
    }
}

extension Value: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .boolean(flag)
        } else if let integer = try? container.decode(Int.self) {
            self = .integer(integer)
        } else if let decimal = try? container.decode(Decimal.self) {
            self = .decimal(decimal)
        } else {
            let text = try container.decode(String.self)
            self = CalendarDate(iso: text).map(Value.date) ?? .text(text)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .text(let text): try container.encode(text)
        case .integer(let integer): try container.encode(integer)
        case .decimal(let decimal):
            if decimal.isNaN { try container.encodeNil() } else { try container.encode(decimal) }
        case .number(let number):
            if number.isFinite { try container.encode(number) } else { try container.encodeNil() }
        case .date(let date): try container.encode(date.description)
        case .boolean(let flag): try container.encode(flag)
        }
    }
}

/// What a number means, and so how it is written.
package enum Unit: String, Hashable, Sendable, Codable {
    /// An amount in the portal's currency.
    case currency
    /// A fraction: 0.427 is written 42.7%.
    case percent
    case count
    case days
    case date
    case text
}
