import Core
import Foundation
import Testing

@testable import Warehouse

@Suite("Encodings")
struct EncodingTests {
    private let text = "stage,amount,account\nWon,1,Café Zürich\nLost,2,漢字 👩‍👩‍👧\nWon,3,€uro – “Co”\n"

    private func accounts(_ bytes: [UInt8], _ encoding: TextEncoding? = nil) async throws -> [[Value]] {
        let folder = try TestFolder()
        try folder.write("deals.csv", bytes)
        let warehouse = try await Warehouse.open(folder.configuration { $0.encoding = encoding })
        return try await warehouse.rows("SELECT account, amount::BIGINT FROM opportunities ORDER BY line")
    }

    private func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
        text.utf16.flatMap { unit in
            let bytes = [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)]
            return isBigEndian ? bytes.reversed() : bytes
        }
    }

    @Test("Row 2: UTF-16 of either order, with a mark, becomes the text that it is, whatever is declared")
    func wide() async throws {
        let expected: [[Value]] = [
            [.text("Café Zürich"), .integer(1)], [.text("漢字 👩‍👩‍👧"), .integer(2)], [.text("€uro – “Co”"), .integer(3)],
        ]
        for isBigEndian in [false, true] {
            let bytes = utf16("\u{FEFF}" + text, isBigEndian: isBigEndian)
            for encoding in [nil] + TextEncoding.allCases {
                #expect(try await accounts(bytes, encoding) == expected)
            }
        }
        #expect(try await accounts(Array(("\u{FEFF}" + text).utf8), .windows1252) == expected)
    }

    @Test("Row 2: UTF-16 without a mark is converted where it is evident, and refused where its order is not known")
    func wideWithoutMark() async throws {
        let plain = "stage,amount,account\nWon,1,Acme\nLost,2,Initech\n"
        for isBigEndian in [false, true] {
            #expect(
                try await accounts(utf16(plain, isBigEndian: isBigEndian))
                    == [[.text("Acme"), .integer(1)], [.text("Initech"), .integer(2)]])
        }
        let folder = try TestFolder(["deals.csv": plain])
        let found = await failure(folder.configuration { $0.encoding = .utf16 })?.diagnostics.first
        #expect(found?.id == "csv.utf-16" && found?.solution?.contains("data.encoding") == true)
    }

    @Test("Row 2: a lone surrogate and half a character at the end are refused with line and byte")
    func brokenWide() async throws {
        let good = utf16("\u{FEFF}stage,amount\nWon,1\n", isBigEndian: false)
        for (tail, offset) in [
            ([0x00, 0xD8, 0x41, 0x00], 1), ([0x00, 0xDC], 1), ([0x41], 1), ([0x41, 0, 0x3D, 0xD8], 3),
        ]
            as [([UInt8], Int)]
        {
            let found = try await failure(bytes: good + tail)?.diagnostics.first
            #expect(found?.id == "csv.encoding" && found?.line == 3)
            #expect(found?.message.contains("byte \(good.count + offset) ") == true)
        }
        let null = try await failure(bytes: good + utf16("Won,\u{0}\n", isBigEndian: false))?.diagnostics.first
        #expect(null?.id == "csv.nul" && null?.line == 3)
    }

    @Test("Row 3: a byte that is not UTF-8 is refused with line and byte, and `data.encoding` is named")
    func mixed() async throws {
        let good = Array(text.utf8)
        let found = try await failure(bytes: good + Array("Won,4,Caf".utf8) + [0xE9] + Array("\n".utf8))?.diagnostics
            .first
        #expect(found?.id == "csv.encoding" && found?.line == 5)
        #expect(found?.message.contains("byte \(good.count + 10) ") == true)
        #expect(found?.solution?.contains("data.encoding") == true)
        // A character cut off by the end of the file is none.
        let cut = try await failure(bytes: good + Array("Won,4,Caf".utf8) + [0xC3])?.diagnostics.first
        #expect(cut?.id == "csv.encoding" && cut?.line == 5)
    }

    @Test("Row 3: declared windows-1252 and Latin-1 are read as such; undefined bytes are refused with their line")
    func singleBytes() async throws {
        let head = Array("stage,amount,account\nWon,1,".utf8)
        let name: [UInt8] = [0x43, 0x61, 0x66, 0xE9, 0x20, 0x80, 0x31]
        #expect(
            try await accounts(head + name + [0x0A], .windows1252) == [[.text("Café €1"), .integer(1)]])
        #expect(
            try await accounts(head + name + [0x0A], .latin1) == [[.text("Café \u{80}1"), .integer(1)]])
        for byte: UInt8 in [0x81, 0x8D, 0x8F, 0x90, 0x9D] {
            let found = try await failure(bytes: head + name + [byte, 0x0A]) { $0.encoding = .windows1252 }?
                .diagnostics.first
            #expect(found?.id == "csv.encoding" && found?.line == 2)
            #expect(found?.message.contains("byte \(head.count + name.count + 1) ") == true)
        }
        // Every byte of windows-1252 that means something is the character that Foundation knows.
        for byte in (0x80...0xFF).map(UInt8.init) where ![0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(byte) {
            let expected = try #require(String(data: Data([byte]), encoding: .windowsCP1252))
            let buffer = TextBuffer(capacity: 8)
            var decoder = TextDecoder(.windows1252)
            try [byte].withUnsafeBufferPointer { try decoder.append($0, isLast: true, to: buffer) }
            #expect(String(decoding: buffer.bytes, as: UTF8.self) == expected)
        }
    }
}
