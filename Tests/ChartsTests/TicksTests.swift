import Testing

@testable import Charts

@Suite struct TicksTests {
    @Test func tenthsAreExact() {
        #expect(Ticks.inside(low: 0, high: 1, count: 10) == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
        #expect(Ticks.inside(low: -0.003, high: 0.003, count: 6) == [-0.003, -0.002, -0.001, 0, 0.001, 0.002, 0.003])
    }

    @Test func stepsAreOneTwoOrFive() {
        #expect(Ticks.inside(low: 0, high: 97, count: 5) == [0, 20, 40, 60, 80])
        #expect(Ticks.inside(low: 0, high: 1_340_000, count: 3) == [0, 500_000, 1_000_000])
        #expect(Ticks.inside(low: -12, high: 40, count: 5) == [-10, 0, 10, 20, 30, 40])
        #expect(Ticks.inside(low: 7, high: 7, count: 5) == [7])
    }

    @Test func niceWidensToTicks() {
        #expect(Ticks.nice(low: 0, high: 0.44, count: 5) == 0...0.5)
        #expect(Ticks.nice(low: -15, high: 30, count: 5) == -20...30)
        #expect(Ticks.nice(low: 0, high: 855_000, count: 5) == 0...1_000_000)
    }

    @Test(arguments: 0..<400)
    func properties(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let size = Decimals.power(random.int(in: -3...12))
        let low = (random.unit() - 0.5) * size * (seed % 3 == 0 ? 0 : 1)
        let high = low + (random.unit() + 0.001) * size
        let count = random.int(in: 1...12)
        let ticks = Ticks.inside(low: low, high: high, count: count)
        #expect(ticks.allSatisfy { $0 >= low && $0 <= high })
        #expect(ticks == ticks.sorted() && Set(ticks).count == ticks.count)
        // The step chosen differs from the step wished for by a factor of √2, √2.5 at the most.
        #expect(Double(ticks.count) <= Double(count) * 1.59 + 1)
        #expect(Double(ticks.count) >= Double(count) / 1.59 - 1)
        if ticks.count > 2 {
            let step = ticks[1] - ticks[0]
            let tolerance = max(abs(low), abs(high)) * 1e-12
            #expect(zip(ticks, ticks.dropFirst()).allSatisfy { abs($1 - $0 - step) <= tolerance })
        }
        let nice = Ticks.nice(low: low, high: high, count: count)
        #expect(nice.contains(low) && nice.contains(high))
    }

    @Test func extremesGiveNoTrap() {
        let values: [Double] = [0, 5e-324, 1e-300, 1, 1e300, 1.7e308, .infinity, .nan]
        for low in values {
            for high in values {
                #expect(Ticks.inside(low: -low, high: high, count: 5).allSatisfy { $0.isFinite })
                let nice = Ticks.nice(low: -low, high: high, count: 5)
                #expect(nice.lowerBound.isFinite && nice.upperBound.isFinite)
            }
        }
    }
}
