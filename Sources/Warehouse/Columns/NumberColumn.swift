import Core

/// What the cells of a column of numbers say about how they are written, gathered before any is converted.
struct NumberEvidence: Sendable {
    /// Cells that only one of the readings fits.
    var pointOnly = 0
    var commaOnly = 0
    /// Cells that are numbers of different value under both readings: `1,234` and `1.234`.
    var ambiguousComma = 0
    var ambiguousPoint = 0
    /// Lines of the first cell of each of these four kinds.
    var firstPointOnly: Int?
    var firstCommaOnly: Int?
    var firstAmbiguousComma: Int?
    var firstAmbiguousPoint: Int?
    var unreadable = 0
    var longPlain = 0
    var percentSigns = 0
    /// Currencies met, each with the line where it is met first.
    var currencies: [FoundCurrency] = []
    var point = Extent()
    var comma = Extent()

    /// Sizes of the numbers under one reading.
    struct Extent: Sendable {
        var count = 0
        var integerDigits = 0
        var fractionDigits = 0
        var isAboveOne = false
        /// Cells between 0 and 1, without both.
        var properFractions = 0

        mutating func include(_ number: ExactDecimal) {
            count += 1
            // More decimals than the column can hold do not widen it; such a cell is rejected later.
            let exact = number.withoutNeedlessZeros(beyond: NumberFormat.maximumFractionDigits)
            if exact.scale <= NumberFormat.maximumFractionDigits { fractionDigits = max(fractionDigits, exact.scale) }
            integerDigits = max(integerDigits, exact.integerDigits)
            let one = ExactDecimal(mantissa: 1, scale: 0)
            if exact.isGreater(than: one) {
                isAboveOne = true
            } else if exact.mantissa > 0, !exact.isWhole {
                properFractions += 1
            }
        }
    }

    mutating func include(_ text: CellBytes, line: Int) {
        guard let number = NumberText(text) else {
            unreadable += 1
            return
        }
        let asPoint = number.read(.point)
        let asComma = number.read(.comma)
        switch (asPoint, asComma) {
        case (nil, nil):
            unreadable += 1
            return
        case (_?, nil):
            pointOnly += 1
            firstPointOnly = firstPointOnly ?? line
        case (nil, _?):
            commaOnly += 1
            firstCommaOnly = firstCommaOnly ?? line
        case (let left?, let right?):
            if left.scale != right.scale {
                if number.contains(.comma) {
                    ambiguousComma += 1
                    firstAmbiguousComma = firstAmbiguousComma ?? line
                } else {
                    ambiguousPoint += 1
                    firstAmbiguousPoint = firstAmbiguousPoint ?? line
                }
            } else if number.isLongPlain {
                longPlain += 1
            }
        }
        if let asPoint { point.include(asPoint) }
        if let asComma { comma.include(asComma) }
        if number.hasPercentSign { percentSigns += 1 }
        if let code = number.currency { currencies.include(code, line: line) }
    }

    /// The decimal mark of the whole column under the style of the configuration, and whether it is a guess.
    ///
    /// The style decides where the cells do not: where none of them fits one reading alone, where some fit only the one and
    /// some only the other, and where so few decide that they are not to be believed.
    func decimalMark(_ style: DataConfiguration.NumberStyle?) -> (mark: DecimalMark, isGuess: Bool) {
        guard let style else { return decimalMark }
        let isOpen = (pointOnly == 0) == (commaOnly == 0) || doubtfulMark != nil
        return isOpen ? (style.mark, false) : decimalMark
    }

    /// The decimal mark that the cells of the whole column say, and whether they leave it open.
    var decimalMark: (mark: DecimalMark, isGuess: Bool) {
        if pointOnly > 0 || commaOnly > 0 { return (pointOnly >= commaOnly ? .point : .comma, false) }
        return (markOfAmbiguous, ambiguousComma > 0 || (ambiguousPoint > 0 && longPlain == 0))
    }

    /// The decimal mark under which the ambiguous cells alone would be read.
    private var markOfAmbiguous: DecimalMark {
        // Every `1.234` has three digits behind its point. Where whole thousands are written without one, as in `1234`,
        // the point is no thousands separator.
        ambiguousComma == 0 && ambiguousPoint > 0 && longPlain == 0 ? .comma : .point
    }

    /// The lines of a cell like `1,234` and of one like `1.234`, where no other cell says which of the two is thousands.
    var mixedSeparators: (comma: Int, point: Int)? {
        guard pointOnly == 0, commaOnly == 0, let comma = firstAmbiguousComma, let point = firstAmbiguousPoint else {
            return nil
        }
        return (comma, point)
    }

    /// Cells that could be read in two ways.
    var ambiguous: Int { ambiguousComma + ambiguousPoint }

    /// The lines of a decisive and of an ambiguous cell where so few cells decide that it is not to be believed: fewer
    /// than 5 % of the cells with a separator, against the reading that the others have by themselves.
    ///
    /// One cell `7,5` would make thousandths of a column of `1,234`.
    var doubtfulMark: (decisive: Int, ambiguous: Int)? {
        let mark = decimalMark.mark
        let decisive = mark == .point ? pointOnly : commaOnly
        guard decisive > 0, ambiguous > 0, mark != markOfAmbiguous,
            decisive * 20 < pointOnly + commaOnly + ambiguous,
            let line = mark == .point ? firstPointOnly : firstCommaOnly,
            let other = firstAmbiguousComma ?? firstAmbiguousPoint
        else { return nil }
        return (line, other)
    }

    func extent(_ mark: DecimalMark) -> Extent { mark == .point ? point : comma }
}

/// How the cells of a column of amounts become integers: `scale` decimal digits each.
struct NumberFormat: Hashable, Sendable {
    static let maximumFractionDigits = 6

    var mark: DecimalMark
    var scale: Int
    /// Digits of the DECIMAL type: 18 or 38.
    var width: Int
    var quantity: Quantity

    enum Quantity: Hashable, Sendable {
        case amount, fraction, percent
    }

    /// The format that holds every amount of the column.
    init(amounts evidence: NumberEvidence, style: DataConfiguration.NumberStyle? = nil) {
        mark = evidence.decimalMark(style).mark
        let extent = evidence.extent(mark)
        scale = extent.fractionDigits
        width = extent.integerDigits + scale > 18 ? 38 : 18
        quantity = .amount
    }

    /// The format of probabilities, which become fractions of one: percentages where a value is above one, a percent
    /// sign is written, or the header has one; fractions else.
    init(
        probabilities evidence: NumberEvidence, headerHasPercent: Bool, style: DataConfiguration.NumberStyle? = nil
    ) {
        mark = evidence.decimalMark(style).mark
        let extent = evidence.extent(mark)
        quantity = headerHasPercent || evidence.percentSigns > 0 || extent.isAboveOne ? .percent : .fraction
        scale = extent.fractionDigits + (quantity == .percent ? 2 : 0)
        width = 10
    }

    /// The cell times 10^scale, or why it is none.
    func convert(_ text: CellBytes) -> Result<Int128, CellFault> {
        guard let parts = NumberText(text), let number = parts.read(mark) else {
            return .failure(NumberText.hasExponent(text) ? .exponent : .notANumber)
        }
        // 12 % of what? An amount is no share.
        if parts.hasPercentSign, quantity == .amount { return .failure(.notANumber) }
        let exact = number.withoutNeedlessZeros(beyond: NumberFormat.maximumFractionDigits)
        guard exact.scale <= NumberFormat.maximumFractionDigits else { return .failure(.tooManyDecimals) }
        let fraction = ExactDecimal(mantissa: exact.mantissa, scale: exact.scale + (quantity == .percent ? 2 : 0))
        guard fraction.scale <= scale, let mantissa = fraction.rescaled(to: scale),
            fraction.integerDigits + scale <= width
        else { return .failure(.tooLarge) }
        return .success(mantissa)
    }

    /// The same for a probability: outside 0…1 it is none.
    func convertProbability(_ text: CellBytes) -> Result<Int128, CellFault> {
        convert(text).flatMap { mantissa in
            let one = ExactDecimal(mantissa: 1, scale: 0).rescaled(to: scale) ?? 0
            return mantissa >= 0 && mantissa <= one ? .success(mantissa) : .failure(.notAProbability)
        }.mapError { $0 == .tooLarge ? .notAProbability : $0 }
    }

    /// `decimal`, `fraction` or `percent`, with the decimal comma named where there is one.
    var name: String {
        let type =
            switch quantity {
            case .amount: "decimal"
            case .fraction: "fraction"
            case .percent: "percent"
            }
        return type + (mark == .comma ? " (decimal comma)" : "")
    }
}

/// Why a cell cannot be read under its column's format; never with the cell's text.
enum CellFault: Error, Hashable, Sendable {
    case notANumber, exponent, tooManyDecimals, tooLarge, notAProbability
    case notADate, spreadsheetDay, noSuchDay, implausibleDay, twoDigitYear
    case empty

    var reason: String {
        switch self {
        case .notANumber: "not a number"
        case .exponent: "a number with an exponent, whose digits a spreadsheet may have cut"
        case .tooManyDecimals: "more than \(NumberFormat.maximumFractionDigits) decimals"
        case .tooLarge: "too many digits"
        case .notAProbability: "not a probability between 0 and 100 %"
        case .notADate: "not a date"
        case .spreadsheetDay: "a day number of a spreadsheet, not a date"
        case .noSuchDay: "no such day in the calendar"
        case .implausibleDay: "not a plausible date"
        case .twoDigitYear: "a year of two digits"
        case .empty: "empty"
        }
    }
}

extension ExactDecimal {
    /// 10^exponent for 0...38.
    static func power(of exponent: Int) -> Int128 {
        var power: Int128 = 1
        for _ in 0..<min(max(exponent, 0), 38) { power *= 10 }
        return power
    }

    /// Digits before the point; 0 for a number below one.
    var integerDigits: Int {
        var rest = mantissa.magnitude / ExactDecimal.power(of: scale).magnitude
        var count = 0
        while rest > 0 {
            count += 1
            rest /= 10
        }
        return count
    }

    var isWhole: Bool { mantissa % ExactDecimal.power(of: scale) == 0 }

    func isGreater(than other: ExactDecimal) -> Bool {
        let wanted = max(scale, other.scale)
        guard let left = rescaled(to: wanted), let right = other.rescaled(to: wanted) else { return mantissa > 0 }
        return left > right
    }

    /// The mantissa at a greater or equal scale; nil where it does not fit into 128 bits.
    func rescaled(to wanted: Int) -> Int128? {
        guard wanted >= scale, wanted - scale <= 38 else { return nil }
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: ExactDecimal.power(of: wanted - scale))
        return overflow ? nil : product
    }

    /// The same number with its last zeros dropped down to `digits` decimals.
    func withoutNeedlessZeros(beyond digits: Int) -> ExactDecimal {
        var result = self
        while result.scale > digits, result.mantissa % 10 == 0 {
            result.mantissa /= 10
            result.scale -= 1
        }
        return result
    }
}
