import CPostgres
import Core
import Dispatch
import Synchronization

/// One connection.
///
/// libpq blocks, so all calls run on a serial queue of the connection's own and never on the threads of Swift's concurrency.
final class PostgresConnection: Sendable {
    private let settings: ConnectionSettings
    private let queue = DispatchQueue(label: "broadsheet.postgres")
    // Used only on `queue`, which runs one block at a time, and in deinit.
    nonisolated(unsafe) private var handle: OpaquePointer?
    /// What cancels the query that runs now; nil while none does.
    private let running = Mutex<Cancel?>(nil)

    /// The handle by which libpq reaches the server a second time.
    private struct Cancel: ~Copyable, @unchecked Sendable {
        let pointer: OpaquePointer
        deinit { PQfreeCancel(pointer) }
    }

    init(_ settings: ConnectionSettings) { self.settings = settings }

    deinit { if let handle { PQfinish(handle) } }

    /// Connects.
    ///
    /// Throws `Failure(.unavailable)` with libpq's reason.
    func open() async throws {
        try await onQueue {
            var keywords: [UnsafePointer<CChar>?] = []
            var values: [UnsafePointer<CChar>?] = []
            let texts = self.settings.parameters.map { (copyOfCString($0.keyword), copyOfCString($0.value)) }
            defer {
                for (keyword, value) in texts {
                    keyword.deallocate()
                    value.deallocate()
                }
            }
            for (keyword, value) in texts {
                keywords.append(UnsafePointer(keyword))
                values.append(UnsafePointer(value))
            }
            keywords.append(nil)
            values.append(nil)
            self.handle = PQconnectdbParams(keywords, values, 0)
            guard PQstatus(self.handle) == CONNECTION_OK else {
                throw PostgresFailure.connecting(String(cString: PQerrorMessage(self.handle)), self.settings)
            }
            // Notices of the server would go to stderr, past the output that the command line controls.
            _ = PQsetNoticeReceiver(self.handle, { _, _ in }, nil)
            try PostgresSession(handle: self.handle, settings: self.settings).prepare()
        }
    }

    /// Runs one block with the session, alone; cancels what it has the server do where the task is cancelled.
    func run<Result: Sendable>(
        _ body: @escaping @Sendable (PostgresSession) throws -> Result
    ) async throws -> Result {
        try await withTaskCancellationHandler {
            try await onQueue {
                if let cancel = PQgetCancel(self.handle) { self.running.withLock { $0 = Cancel(pointer: cancel) } }
                // Waits for a cancel that is under way, so that it never meets a later query.
                defer { self.running.withLock { $0 = nil } }
                return try body(PostgresSession(handle: self.handle, settings: self.settings))
            }
        } onCancel: {
            DispatchQueue.global().async {
                self.running.withLock { cancel in
                    var message = [CChar](repeating: 0, count: 256)
                    if let pointer = cancel?.pointer { _ = PQcancel(pointer, &message, Int32(message.count)) }
                }
            }
        }
    }

    /// Whether the connection may serve another query: it is up and in no transaction.
    func isUsable() async -> Bool {
        (try? await onQueue {
            PQstatus(self.handle) == CONNECTION_OK && PQtransactionStatus(self.handle) == PQTRANS_IDLE
        })
            ?? false
    }

    private func onQueue<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Swift.Result { try body() }) }
        }
    }
}

/// A copy of the text with a NUL at its end, to be deallocated by the caller.
func copyOfCString(_ text: String) -> UnsafeMutablePointer<CChar> {
    let bytes = text.utf8CString
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    for (index, byte) in bytes.enumerated() { (copy + index).initialize(to: byte) }
    return copy
}
