import Core
import Foundation
import GRDB

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Opens the SQLite file of the conversations: makes it, checks it, brings its tables up to date.
enum ConversationFile {
    /// Seconds that a process waits for another that writes.
    private static let patience = 10

    /// Opens the file; one that is damaged is set aside and an empty one begun, which the warnings tell.
    ///
    /// It blocks: it must not run on the cooperative pool.
    ///
    /// - Throws: `Failure` with exit code 73 where the file cannot be made, 74 where it cannot be read or written.
    static func open(_ path: String) throws -> (pool: DatabasePool, warnings: [Diagnostic]) {
        try make(path)
        // One process at a time makes the tables and judges what is damaged.
        let lock = try hold(path + ".lock")
        defer { close(lock) }
        do {
            do {
                return (try checked(path), [])
            } catch let error as DatabaseError where isDamage(error) {
                let name = try setAside(path)
                try make(path)
                let warning = Diagnostic(
                    .warning, id: "conversations.damaged",
                    "the file of conversations was damaged and is set aside; an empty one is begun", file: shown(path),
                    solution: "Look at .broadsheet/\(name) with sqlite3's `.recover`, or delete it.")
                return (try checked(path), [warning])
            }
        } catch {
            throw failure(error, path)
        }
    }

    /// What a person can do about an error of SQLite; other errors stay.
    static func failure(_ error: any Error, _ path: String) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        let reason = error.message ?? "SQLite error \(error.resultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            return unwritable(path, reason)
        case .SQLITE_BUSY, .SQLITE_LOCKED: return busy(path)
        default:
            return Failure(
                .inputOutput,
                Diagnostic(
                    id: "conversations.io", "the conversations cannot be read or written: \(reason)", file: shown(path),
                    solution: "Check the disk and its free space."))
        }
    }

    private static func checked(_ path: String) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(TimeInterval(patience))
        configuration.label = "conversations"
        let pool = try DatabasePool(path: path, configuration: configuration)
        do {
            try pool.writeWithoutTransaction { database in
                // The pool's own setting is NORMAL, with which a power cut takes the last turns.
                try database.execute(sql: "PRAGMA synchronous = FULL")
                let found = try String.fetchOne(database, sql: "PRAGMA quick_check(1)")
                guard found == "ok" else {
                    throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: found)
                }
                if try migrator.hasBeenSuperseded(database) {
                    throw Failure(
                        .inputOutput,
                        Diagnostic(
                            id: "conversations.newer", "the file was written by a later version of Broadsheet",
                            file: shown(path), solution: "Use that version, or move the file away."))
                }
            }
            try migrator.migrate(pool)
            return pool
        } catch {
            try? pool.close()
            throw error
        }
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("turns") { database in
            // The question is kept as bytes: a text of SQLite ends at its first NUL.
            try database.execute(
                sql: """
                    CREATE TABLE turns (
                        conversation TEXT NOT NULL,
                        number INTEGER NOT NULL,
                        question BLOB NOT NULL,
                        answer TEXT NOT NULL,
                        asked_at INTEGER,
                        PRIMARY KEY (conversation, number)
                    ) STRICT
                    """)
        }
        return migrator
    }

    private static func isDamage(_ error: DatabaseError) -> Bool {
        [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
    }

    /// Moves the file with its log to the first free name; the name.
    private static func setAside(_ path: String) throws -> String {
        let files = FileManager.default
        var number = 1
        while files.fileExists(atPath: "\(path).damaged-\(number)") { number += 1 }
        let target = "\(path).damaged-\(number)"
        do {
            try files.moveItem(atPath: path, toPath: target)
            for suffix in ["-wal", "-shm"] where files.fileExists(atPath: path + suffix) {
                try files.moveItem(atPath: path + suffix, toPath: target + suffix)
            }
        } catch {
            throw unwritable(path, "it is damaged and cannot be set aside")
        }
        return (target as NSString).lastPathComponent
    }

    /// Makes the folder and an empty file that its owner alone can read: people's questions are in it.
    private static func make(_ path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        close(try descriptor(path))
    }

    private static func hold(_ path: String) throws -> Int32 {
        let descriptor = try descriptor(path)
        for _ in 0..<(patience * 50) {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
            let code = errno
            guard code == EWOULDBLOCK || code == EINTR else {
                close(descriptor)
                throw unwritable(path, String(cString: strerror(code)))
            }
            usleep(20_000)
        }
        close(descriptor)
        throw busy(path)
    }

    private static func descriptor(_ path: String) throws -> Int32 {
        let descriptor = systemOpen(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
        guard descriptor >= 0 else {
            let code = errno
            // O_NOFOLLOW tells a symbolic link by ELOOP.
            throw unwritable(path, code == ELOOP ? "it is a symbolic link" : String(cString: strerror(code)))
        }
        return descriptor
    }

    private static func systemOpen(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
        #if canImport(Glibc)
            Glibc.open(path, flags, mode)
        #else
            Darwin.open(path, flags, mode)
        #endif
    }

    private static func busy(_ path: String) -> Failure {
        Failure(
            .inputOutput,
            Diagnostic(
                id: "conversations.busy",
                "another process has held the conversations for more than \(patience) seconds", file: shown(path),
                solution: "Ask again; if nothing else of Broadsheet runs, a stopped process holds the file."))
    }

    private static func unwritable(_ path: String, _ reason: String) -> Failure {
        Failure(
            .cannotCreate,
            Diagnostic(
                id: "conversations.not-writable", "the conversations cannot be written: \(reason)", file: shown(path),
                solution:
                    "Check the permissions of the portal's folder and what lies there, or ask without a conversation."
            ))
    }

    /// The file as the reader knows it: `.broadsheet/conversations.sqlite`.
    static func shown(_ path: String) -> String {
        path.split(separator: "/").suffix(2).joined(separator: "/")
    }
}
