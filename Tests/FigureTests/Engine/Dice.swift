/// A seeded source of choices (SplitMix64): the same seed gives the same corpus on every machine.
struct Dice: Sendable {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    /// A source of its own for a name, so that a new maker does not change the texts of the others.
    init(_ seed: UInt64, _ name: String) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        self.init(seed ^ hash)
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// 0 ..< `bound`; 0 where the bound is not positive.
    mutating func below(_ bound: Int) -> Int { bound > 0 ? Int(next() % UInt64(bound)) : 0 }

    mutating func isHeads() -> Bool { below(2) == 0 }

    /// One of several, never of none.
    mutating func pick<Element>(_ first: Element, _ others: Element...) -> Element {
        let index = below(others.count + 1)
        return index == 0 ? first : others[index - 1]
    }

    mutating func pick<Element>(among list: [Element]) -> Element? { list.isEmpty ? nil : list[below(list.count)] }

    mutating func shuffled<Element>(_ list: [Element]) -> [Element] {
        var result = list
        for index in result.indices.reversed() where index > 0 { result.swapAt(index, below(index + 1)) }
        return result
    }
}
