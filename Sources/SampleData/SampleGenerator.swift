package import Core

/// Writes a coherent CRM of a software company that does not exist: three years of opportunities, their stage history
/// and contacts, the accounts and the owners.
///
/// The same rows, seed and as-of day give the same bytes on every machine: all numbers come from `RandomSource`, all
/// arithmetic is on integers.
package struct SampleGenerator: Sendable {
    /// The day on which the sample is looked at unless told otherwise: 2026-11-20.
    package static let defaultAsOf = CalendarDate(daysSinceEpoch: 20_777)
    /// More rows than this are not made; the tables of accounts would fill the memory.
    package static let maximumRows = 50_000_000
    /// From this many rows on there is a large deal that slipped.
    private static let rowsForSlippedDeal = 500

    private let rows: Int
    private let seed: UInt64
    private let asOf: CalendarDate

    /// `rows` is the number of opportunities, clamped to 0...`maximumRows`.
    package init(rows: Int, seed: UInt64, asOf: CalendarDate = SampleGenerator.defaultAsOf) {
        self.rows = min(max(0, rows), SampleGenerator.maximumRows)
        self.seed = seed
        self.asOf = asOf
    }

    /// Makes all files, each in chunks that `write` appends to the file named.
    ///
    /// The chunks of different files alternate. Every file gets at least its header line.
    package func generate(_ write: (SampleFile, [UInt8]) throws -> Void) rethrows {
        var random = RandomSource(seed: RandomSource.mixed(seed))
        let calendar = SampleCalendar(asOf: asOf)
        let team = SalesTeam(rows: rows, &random)
        let book = AccountBook(rows: rows, days: calendar.today, team: team, &random)
        try writeOwners(team, write)
        try writeAccounts(book, write)

        let width = max(6, String(rows).utf8.count)
        let writer = DealWriter(calendar: calendar, team: team, book: book, width: width)
        let directory = ContactDirectory(seed: seed)
        var planner = DealPlanner(calendar: calendar, team: team, book: book)
        var opportunities = CSVBuffer(header: SampleFile.opportunities.header)
        var history = CSVBuffer(header: SampleFile.history.header)
        var contacts = CSVBuffer(header: SampleFile.contacts.header)

        var days = CreationDays(weights: calendar.creationWeights(), rows: rows)
        var needsSlippedDeal = rows >= SampleGenerator.rowsForSlippedDeal
        for row in 0..<rows {
            let created = days.next(&random)
            var slipped: Deal?
            if needsSlippedDeal, created >= calendar.today - 260 {
                slipped = planner.slippedDeal(created: created, &random)
                needsSlippedDeal = false
            }
            let deal = slipped ?? planner.next(created: created, &random)
            let segment = book.accounts[deal.account].segment
            writer.write(deal, id: row + 1, into: &opportunities)
            writer.writeHistory(of: deal, id: row + 1, into: &history)
            let people = directory.count(for: deal, segment: segment, &random)
            directory.write(
                people, of: deal, segment: segment, id: row + 1, width: width, into: &contacts, &random)
            if opportunities.isFull { try SampleGenerator.flush(&opportunities, .opportunities, write) }
            if history.isFull { try SampleGenerator.flush(&history, .history, write) }
            if contacts.isFull { try SampleGenerator.flush(&contacts, .contacts, write) }
        }
        try SampleGenerator.flush(&opportunities, .opportunities, write)
        try SampleGenerator.flush(&history, .history, write)
        try SampleGenerator.flush(&contacts, .contacts, write)
    }

    private static func flush(
        _ buffer: inout CSVBuffer, _ file: SampleFile, _ write: (SampleFile, [UInt8]) throws -> Void
    ) rethrows {
        guard !buffer.bytes.isEmpty else { return }
        try write(file, buffer.bytes)
        buffer.removeAll()
    }

    private func writeOwners(_ team: SalesTeam, _ write: (SampleFile, [UInt8]) throws -> Void) rethrows {
        var buffer = CSVBuffer(header: SampleFile.owners.header)
        for owner in team.owners { SampleGenerator.append([owner.name, owner.team], to: &buffer) }
        try SampleGenerator.flush(&buffer, .owners, write)
    }

    private func writeAccounts(_ book: AccountBook, _ write: (SampleFile, [UInt8]) throws -> Void) rethrows {
        var buffer = CSVBuffer(header: SampleFile.accounts.header)
        for (account, label) in zip(book.accounts, book.labels) {
            let cells = [label.name, label.industry, account.region.name, label.country, account.segment.name]
            SampleGenerator.append(cells, to: &buffer)
            if buffer.isFull { try SampleGenerator.flush(&buffer, .accounts, write) }
        }
        try SampleGenerator.flush(&buffer, .accounts, write)
    }

    private static func append(_ cells: [String], to buffer: inout CSVBuffer) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { buffer.comma() }
            buffer.append(text: cell)
        }
        buffer.endLine()
    }
}
