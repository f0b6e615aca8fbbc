import Warehouse

/// How a file is written: none of it changes a figure.
struct OracleWriting {
    enum Amount { case plain, american, european }

    var amount = Amount.plain
    var date = DataConfiguration.DateOrder.yearMonthDay
    var separator = ","
    /// Texts of empty cells, in turn.
    var nothing = [""]

    /// Hundredths as this file writes them.
    func text(_ hundredths: Int128) -> String {
        let plain = OracleFiles.decimal(hundredths)
        guard amount != .plain else { return plain }
        let isNegative = hundredths < 0
        let size = isNegative ? String(plain.dropFirst()) : plain
        let (whole, cents) = (size.dropLast(3), size.suffix(2))
        var grouped = ""
        for (place, digit) in whole.enumerated() {
            if place > 0, (whole.count - place) % 3 == 0 { grouped += amount == .american ? "," : "." }
            grouped.append(digit)
        }
        let number = grouped + (amount == .american ? "." : ",") + cents
        // Excel's accounting format writes negative amounts in parentheses.
        return amount == .american
            ? (isNegative ? "($\(number))" : "$\(number)") : (isNegative ? "-" : "") + number
    }

    /// A day as this file writes it.
    func text(_ day: OracleDay) -> String {
        let parts = day.description.split(separator: "-")
        guard parts.count == 3 else { return "" }
        return switch date {
        case .yearMonthDay: day.description
        case .monthDayYear: "\(parts[1])/\(parts[2])/\(parts[0])"
        case .dayMonthYear: "\(parts[2]).\(parts[1]).\(parts[0])"
        }
    }
}
