/// The currencies that amounts are written in.
package enum Currencies {
    /// The sign that several currencies share.
    static let dollarSign = "$"

    /// Currencies that are written with a plain `$`.
    private static let dollars: Set<String> = ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"]
    /// Currencies that are written with a plain `¥`.
    private static let yens: Set<String> = ["JPY", "CNY"]

    /// Signs with what is kept of them: a code, or the sign itself where several currencies have it.
    static let signs: [(bytes: [UInt8], code: String)] = [
        (Array("$".utf8), dollarSign), (Array("€".utf8), "EUR"), (Array("£".utf8), "GBP"), (Array("¥".utf8), "¥"),
        (Array("₹".utf8), "INR"),
    ]

    /// The active codes of ISO 4217 for money, without those for metals, funds and tests.
    static let codes: Set<String> = Set(
        """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP
        CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF
        IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD
        MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB
        RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD
        UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

    /// Whether both may stand for one currency: `$` and CAD do.
    static func fits(_ left: String, _ right: String) -> Bool {
        if left == right { return true }
        func covers(_ sign: String, _ code: String) -> Bool {
            (sign == dollarSign && dollars.contains(code)) || (sign == "¥" && yens.contains(code))
        }
        return covers(left, right) || covers(right, left)
    }

    /// Whether an amount that begins with `sign` may be one in the currency of the ISO 4217 code `code`; nil where `sign`
    /// is no currency's.
    package static func sign(_ sign: Character, fits code: String) -> Bool? {
        signs.first { $0.bytes == Array(String(sign).utf8) }.map { fits($0.code, code) }
    }

    /// What people call a currency: `EUR`, or `€` where the sign alone is known.
    static func isKnown(_ code: String) -> Bool { codes.contains(code) || signs.contains { $0.code == code } }

    /// What a cell of a currency column names: `eur`, `EUR - Euro`, `€`; nil where it is no code and no sign.
    static func named(by text: String) -> String? {
        let upper = text.uppercased()
        if let sign = signs.first(where: { Array(upper.utf8) == $0.bytes }) { return sign.code }
        let word = String(upper.prefix { $0.isLetter })
        return codes.contains(word) ? word : names[upper]
    }

    /// What some systems write in place of the code.
    private static let names = ["EURO": "EUR", "US DOLLAR": "USD", "POUND STERLING": "GBP", "SWISS FRANC": "CHF"]
}

/// A currency that was met, the line where it was met first, and the rows that name it.
struct FoundCurrency: Hashable, Sendable {
    /// The code, the sign that several currencies share, or a name that is neither.
    var code: String
    var line: Int
    var rows = 1

    /// Whether it can be compared with a code.
    var isKnown: Bool { Currencies.isKnown(code) }
}

extension [FoundCurrency] {
    /// The most that are told apart; no company deals in more.
    private static var maximum: Int { 200 }

    /// Counts one more row in the currency.
    mutating func include(_ code: String, line: Int) {
        if let index = firstIndex(where: { $0.code == code }) {
            self[index].rows += 1
        } else if count < Self.maximum {
            append(FoundCurrency(code: code, line: line))
        }
    }
}
