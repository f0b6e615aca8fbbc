import CPostgres
import Core

extension PostgresSession {
    /// Begins a COPY … FROM STDIN.
    func beginCopy(_ statement: String) throws {
        let result = PQexec(handle, statement)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COPY_IN else { throw failure(result) }
    }

    /// Sends bytes in COPY's text format.
    func copy(_ bytes: [UInt8]) throws {
        let sent = bytes.withUnsafeBytes { buffer in
            PQputCopyData(
                handle, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: buffer.count))
        }
        guard sent == 1 else { throw failure(nil) }
    }

    /// Ends the COPY; throws where the server did not take a row.
    func endCopy() throws {
        guard PQputCopyEnd(handle, nil) == 1 else { throw failure(nil) }
        var error: (any Error)?
        while let result = PQgetResult(handle) {
            defer { PQclear(result) }
            if PQresultStatus(result) != PGRES_COMMAND_OK, error == nil { error = failure(result) }
        }
        if let error { throw error }
    }

    /// The text as a literal, for the few statements that take no bound values.
    func literal(_ text: String) throws -> String {
        let copy = copyOfCString(text)
        defer { copy.deallocate() }
        guard let escaped = PQescapeLiteral(handle, copy, text.utf8.count) else { throw failure(nil) }
        defer { PQfreemem(escaped) }
        return String(cString: escaped)
    }
}
