/// Numbers and places in words.
enum NumberWords {
    private static let small = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    private static let tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

    /// `twenty-one`; nil outside 0...99.
    static func cardinal(_ number: Int) -> String? {
        guard (0...99).contains(number) else { return nil }
        if number < 20 { return small[number] }
        return tens[number / 10] + (number % 10 == 0 ? "" : "-" + small[number % 10])
    }

    /// `second`; nil outside 1...12.
    static func ordinal(_ number: Int) -> String? {
        let words = [
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
            "twelfth",
        ]
        return (1...12).contains(number) ? words[number - 1] : nil
    }

    /// Parts of a whole that people name in words.
    static let fractions: [(words: String, value: Double)] = [
        ("half", 1.0 / 2), ("a third", 1.0 / 3), ("two thirds", 2.0 / 3), ("a quarter", 1.0 / 4),
        ("three quarters", 3.0 / 4), ("a fifth", 1.0 / 5), ("two fifths", 2.0 / 5), ("a tenth", 1.0 / 10),
    ]

    /// Multiples that people name in words.
    static let multiples: [(words: String, value: Double)] = [
        ("twice", 2), ("three times", 3), ("four times", 4), ("five times", 5), ("six times", 6), ("seven times", 7),
    ]
}
