import Core
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The lock of a portal: one build at a time.
///
/// It is `flock` on a file, so a process that dies leaves nothing behind that holds others up.
package struct BuildLock: ~Copyable {
    private let descriptor: Int32

    /// Takes the lock of the portal in `folder`, at once or not at all.
    ///
    /// - Throws: `Failure` with exit code 75 where another process holds it, 73 where the file cannot be made.
    package init(folder: String) throws {
        let directory = folder + "/.broadsheet"
        try? FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
        let descriptor = open(directory + "/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else {
            let code = errno
            // O_NOFOLLOW tells a symbolic link by ELOOP.
            if code == EISDIR || code == ELOOP {
                throw Failure(
                    .cannotCreate,
                    Diagnostic(
                        id: "portal.lock-place",
                        "a \(code == EISDIR ? "folder" : "symbolic link") stands where the lock file belongs",
                        file: ".broadsheet/lock", solution: "Remove it; the next build makes the file."))
            }
            throw Failure(
                .cannotCreate,
                Diagnostic(
                    id: "portal.not-writable", "cannot write the lock: \(PortalFiles.reason(code))",
                    file: ".broadsheet/lock",
                    solution: "The portal's folder must be writable; check its permissions and the free space."))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            guard code == EWOULDBLOCK else {
                throw Failure(
                    .inputOutput,
                    Diagnostic(
                        id: "portal.lock", "cannot lock: \(PortalFiles.reason(code))", file: ".broadsheet/lock"))
            }
            throw Failure(
                .locked,
                Diagnostic(
                    id: "portal.locked", "another build of this portal is running", file: ".broadsheet/lock",
                    solution: "Wait until it has ended, then build again."))
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}
