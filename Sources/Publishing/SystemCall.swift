import Foundation

/// Linux calls that Swift's view of the C library lacks, looked up by name; some C libraries lack them too.
enum SystemCall {
    /// Swaps two folders at once; false where the system or the file system cannot.
    static func exchange(_ first: String, _ second: String) -> Bool {
        #if os(Linux)
            typealias Rename =
                @convention(c) (CInt, UnsafePointer<CChar>, CInt, UnsafePointer<CChar>, CUnsignedInt) -> CInt
            guard let symbol = dlsym(nil, "renameat2") else { return false }
            // RENAME_EXCHANGE of <linux/fs.h>
            let flags: CUnsignedInt = 1 << 1
            return unsafeBitCast(symbol, to: Rename.self)(AT_FDCWD, first, AT_FDCWD, second, flags) == 0
        #else
            return renamex_np(first, second, UInt32(RENAME_SWAP)) == 0
        #endif
    }

    /// Waits until everything written to the file system of the open file has reached the disk.
    static func flush(fileSystemOf descriptor: CInt) -> Bool {
        #if os(Linux)
            typealias Sync = @convention(c) (CInt) -> CInt
            if let symbol = dlsym(nil, "syncfs") { return unsafeBitCast(symbol, to: Sync.self)(descriptor) == 0 }
        #endif
        sync()
        return true
    }
}
