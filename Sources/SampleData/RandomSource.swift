/// A reproducible stream of random numbers: SplitMix64 (Steele, Lea and Flood, 2014).
///
/// Everything drawn from it is an integer. Floating-point functions such as `log` and `cos` differ in the last bit
/// between C libraries, and one differing bit changes every byte after it; integers are the same on every machine.
struct RandomSource {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return RandomSource.mixed(state)
    }

    /// The finalizer of SplitMix64: a bijection in which every input bit moves every output bit.
    static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number in 0..<bound; 0 when `bound` is below 1.
    mutating func below(_ bound: Int) -> Int {
        guard bound > 0 else { return 0 }
        return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A number of the range, both ends included.
    mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// True with a chance of `permille` in 1,000.
    mutating func chance(_ permille: Int) -> Bool { below(1000) < permille }

    /// The sum of eight random bytes: nearly normal, with the mean and deviation that `LogNormal` names.
    mutating func bell() -> Int {
        // Adjacent bytes, then pairs, are added in parallel lanes of one word: eight additions in three.
        var lanes = next()
        lanes = (lanes & 0x00FF_00FF_00FF_00FF) + ((lanes >> 8) & 0x00FF_00FF_00FF_00FF)
        lanes = (lanes & 0x0000_FFFF_0000_FFFF) + ((lanes >> 16) & 0x0000_FFFF_0000_FFFF)
        return Int((lanes & 0xFFFF_FFFF) + (lanes >> 32))
    }
}

/// Indices drawn in proportion to weights.
struct WeightedIndex: Sendable {
    private let limits: [Int]
    private let total: Int

    init(_ weights: [Int]) {
        var sum = 0
        limits = weights.map { weight in
            sum += weight
            return sum
        }
        total = sum
    }

    /// An index of the weights; 0 when there are none.
    func pick(_ random: inout RandomSource) -> Int {
        let point = random.below(total)
        if limits.count <= 32 {
            var index = 0
            while index + 1 < limits.count, limits[index] <= point { index += 1 }
            return index
        }
        var low = 0
        var high = limits.count - 1
        while low < high {
            let middle = (low + high) / 2
            if limits[middle] <= point { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
