package import Analytics
package import Core
package import Foundation
package import Warehouse

/// `broadsheet.yml`, checked.
package struct PortalConfiguration: Sendable {
    package static let fileName = "broadsheet.yml"
    /// Years that figures can be told for: a day outside them is a slip of the pen, or a placeholder.
    package static let years = 1990...2100

    /// The day that figures are told for.
    package enum AsOf: Hashable, Sendable {
        /// The day on which the command runs, in the portal's time zone.
        case today
        case day(CalendarDate)
        /// The newest created date, or close date of a won or lost deal, in the data.
        case newestInData
    }

    /// Where `serve` listens; nil where the file does not say.
    package struct Server: Hashable, Sendable {
        package var host: String?
        package var port: Int?

        package init(host: String? = nil, port: Int? = nil) {
            self.host = host
            self.port = port
        }
    }

    /// The portal's folder: an absolute path.
    package var folder: String
    package var title: String
    /// Where the site is published, with a slash at the end.
    package var url: String?
    /// Whether search engines may list the site.
    package var isPublic: Bool
    package var format: FigureFormat
    package var timeZone: TimeZone
    package var fiscal: FiscalCalendar
    package var asOf: AsOf
    /// Whether names of contacts may be published.
    package var publishContacts: Bool
    package var data: DataConfiguration
    package var server: Server
    /// Where commit and best case begin, for data without a forecast category; nil where the file does not say.
    package var forecast: ForecastThresholds?

    /// Reads the file of the portal in `folder` (an absolute path).
    ///
    /// Throws all that is wrong with it, with exit code 78.
    package static func load(folder: String) throws -> PortalConfiguration {
        guard folder != "/" else {
            throw Failure(
                .configuration,
                Diagnostic(
                    id: "config.root", "the portal's folder is `/`",
                    solution: "Name a folder of its own with --portal, or change to it."))
        }
        let path = folder + "/" + fileName
        guard FileManager.default.fileExists(atPath: path) else {
            throw Failure(
                .configuration,
                Diagnostic(
                    id: "config.missing", "there is no \(fileName) in \(folder)", file: fileName,
                    solution: "Make a portal with `broadsheet init --data FOLDER`, or name its folder with --portal."))
        }
        return try parse(PortalFiles.contents(of: path, shownAs: fileName), folder: folder)
    }

    /// Reads the bytes of a configuration for the portal in `folder`.
    package static func parse(_ bytes: [UInt8], folder: String) throws -> PortalConfiguration {
        let file = try YAMLFile(name: fileName, topic: "config", bytes: bytes)
        let problems = YAMLProblems()
        let configuration = ConfigurationReader(file: file, problems: problems).read(folder: folder)
        guard problems.diagnostics.isEmpty, let configuration else {
            throw Failure(.configuration, problems.diagnostics)
        }
        return configuration
    }

    /// The day that figures are told for.
    ///
    /// - Parameters:
    ///   - now: the time at which the command runs; used where the configuration says `today`.
    ///   - newest: the newest day in the data; used where it says `data`.
    /// - Throws: `Failure` with exit code 65 where the data has no day.
    package func day(now: Date, newest: CalendarDate?) throws -> CalendarDate {
        switch asOf {
        case .day(let day): return day
        case .today: return PortalConfiguration.day(of: now, in: timeZone)
        case .newestInData:
            guard let newest else {
                throw Failure(
                    .data,
                    Diagnostic(
                        id: "config.as-of", "`as_of` is `data`, but the data has no created date and no closed deal",
                        file: PortalConfiguration.fileName, solution: "Set `as_of` to a day, such as 2026-11-20."))
            }
            return newest
        }
    }

    /// The calendar day that it is at `instant` in `timeZone`.
    package static func day(of instant: Date, in timeZone: TimeZone) -> CalendarDate {
        let seconds = instant.timeIntervalSince1970 + Double(timeZone.secondsFromGMT(for: instant))
        let days = (seconds / 86_400).rounded(.down)
        return CalendarDate(daysSinceEpoch: Int(exactly: min(max(days, -4_000_000), 4_000_000)) ?? 0)
    }
}
