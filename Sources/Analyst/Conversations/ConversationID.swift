/// Names of conversations: 1 to 64 letters, digits, hyphens and underscores of ASCII.
package enum ConversationID {
    /// Thrown for a name that no conversation can have.
    package struct Invalid: Error, Hashable, Sendable, CustomStringConvertible {
        package let id: String

        package init(id: String) { self.id = id }

        package var description: String {
            "the name of a conversation has 1 to 64 letters (a-z, A-Z), digits, hyphens and underscores"
        }
    }

    /// Whether a conversation can have this name.
    package static func isValid(_ id: String) -> Bool {
        (1...64).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (97...122).contains(byte | 0x20) || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: "_")
            }
    }

    /// - Throws: `Invalid`.
    package static func check(_ id: String) throws {
        guard isValid(id) else { throw Invalid(id: id) }
    }

    /// A name of 128 random bits that nobody can guess: 32 hexadecimal digits.
    package static func random() -> String {
        (0..<16).map { _ in
            let byte = UInt8.random(in: 0...255)
            return String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }
}
