import Core
import SampleData
import Testing

@Suite struct SampleBytesTests {
    /// FNV-1a over the files in the order of the cases, so that the expected value below can be made with any tool.
    private func hash(_ sample: Sample) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for file in SampleFile.allCases {
            for byte in sample.bytes[file] ?? [] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        return hash
    }

    @Test func sameSeedSameBytes() {
        #expect(Sample(rows: 700, seed: 7).bytes == Sample(rows: 700, seed: 7).bytes)
    }

    /// A machine that counts otherwise would fail here, as would a change of the generator: then the committed sample
    /// has to be written anew, and this value with it.
    @Test func bytesAreThoseOfTheCommittedSample() {
        #expect(hash(Sample(rows: 2000, seed: 1)) == 0x287A_9386_3E14_6F99)
    }

    @Test func anotherSeedMakesOtherFiles() {
        let first = Sample(rows: 300, seed: 1)
        let second = Sample(rows: 300, seed: 2)
        for file in SampleFile.allCases { #expect(first.bytes[file] != second.bytes[file], "\(file.rawValue)") }
    }

    @Test func noRowsLeaveHeadersOnly() {
        for rows in [0, -5] {
            let sample = Sample(rows: rows)
            for file in SampleFile.allCases {
                #expect(String(decoding: sample.bytes[file] ?? [], as: UTF8.self) == file.header + "\n")
            }
        }
    }

    @Test(arguments: [1, 2, 10, 499, 500, 3_210]) func everyRowIsThereAndWhole(rows: Int) {
        let sample = Sample(rows: rows)
        #expect(sample.rows(.opportunities).count == rows)
        for file in SampleFile.allCases {
            #expect(sample.widths(file) == [file.header.split(separator: ",").count], "\(file.rawValue)")
        }
        #expect(!sample.rows(.accounts).isEmpty)
        #expect(!sample.rows(.owners).isEmpty)
    }

    @Test func chunksStaySmall() {
        var largest = 0
        var chunks = 0
        SampleGenerator(rows: 20_000, seed: 3).generate { _, chunk in
            largest = max(largest, chunk.count)
            chunks += 1
        }
        #expect(largest < 200_000)
        #expect(chunks > 20)
    }

    @Test(arguments: [-4_000_000, -719_162, 0, 4_000_000]) func anyDayMayBeTheAsOfDay(day: Int) {
        let sample = Sample(rows: 50, asOf: CalendarDate(daysSinceEpoch: day))
        #expect(sample.rows(.opportunities).count == 50)
    }

    @Test func anErrorOfTheWriterEndsTheWork() {
        struct Full: Error {}
        #expect(throws: Full.self) {
            try SampleGenerator(rows: 10, seed: 1).generate { _, _ in throw Full() }
        }
    }
}
