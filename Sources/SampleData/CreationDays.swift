/// The days on which deals are created, in order, as many on each as its weight deserves.
struct CreationDays {
    private let limits: [Int]
    private let rows: Int
    private var made = 0
    private var day = 0

    init(weights: [Int], rows: Int) {
        var sum = 0
        limits = weights.map { weight in
            sum += weight
            return sum
        }
        self.rows = rows
    }

    /// The next day: row i lies at a random point of the i-th of `rows` equal parts of the whole weight.
    mutating func next(_ random: inout RandomSource) -> Int {
        let total = limits.last ?? 0
        // The weights sum to about 2^31, the rows stay below 2^26: the product fits.
        let start = made * total / max(1, rows)
        let end = (made + 1) * total / max(1, rows)
        let point = start + random.below(end - start)
        made += 1
        while day + 1 < limits.count, limits[day] <= point { day += 1 }
        return day
    }
}
