import CCrypto

/// SHA-256 of bytes, in lower-case hexadecimal (FIPS 180-4, by libcrypto).
package enum ContentHash {
    /// The hash of `bytes`: 64 hexadecimal digits.
    package static func sha256(_ bytes: some Sequence<UInt8>) -> String {
        var hasher = Hasher()
        let contiguous: Void? = bytes.withContiguousStorageIfAvailable { hasher.update(UnsafeRawBufferPointer($0)) }
        if contiguous == nil {
            Array(bytes).withUnsafeBytes { hasher.update($0) }
        }
        return hasher.finish()
    }

    /// A hash built piece by piece, for files that are read in chunks.
    package struct Hasher: ~Copyable {
        private let context: OpaquePointer?

        package init() {
            context = EVP_MD_CTX_new()
            EVP_DigestInit_ex(context, EVP_sha256(), nil)
        }

        package mutating func update(_ bytes: UnsafeRawBufferPointer) {
            EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        }

        /// The hash of everything given so far; ends this hasher.
        package consuming func finish() -> String {
            var digest = [UInt8](repeating: 0, count: 32)
            EVP_DigestFinal_ex(context, &digest, nil)
            let digits = Array("0123456789abcdef".utf8)
            var text: [UInt8] = []
            for byte in digest {
                text.append(digits[Int(byte >> 4)])
                text.append(digits[Int(byte & 15)])
            }
            return String(decoding: text, as: UTF8.self)
        }

        deinit { EVP_MD_CTX_free(context) }
    }
}
