import Analytics
import Core
import Foundation
import Warehouse
import Yams

/// Reads the root of `broadsheet.yml`; `DataSectionReader` reads its `data`.
struct ConfigurationReader {
    private static let keys = [
        "title", "url", "public", "currency", "locale", "timezone", "fiscal_year_starts", "as_of", "publish_contacts",
        "data", "forecast", "analyst", "server",
    ]

    let file: YAMLFile
    let problems: YAMLProblems

    /// nil only where problems were added.
    func read(folder: String) -> PortalConfiguration? {
        guard let node = file.root else {
            problems.add(
                file.error(
                    "empty", "the file is empty", at: nil,
                    solution: "It needs at least `title` and `data`; `broadsheet init --data FOLDER` writes one."))
            return nil
        }
        guard
            let root = YAMLMapping(
                node, path: "", keys: ConfigurationReader.keys, later: ["report"], file: file,
                problems: problems)
        else { return nil }

        if !root.has("title") {
            problems.add(
                file.error(
                    "missing-key", "`title` is missing", at: root.mark, solution: "Add `title: Our Revenue Weekly`."))
        }
        let title = root.text("title")
        let url = self.url(root)
        let isPublic = root.flag("public") ?? false
        let format = FigureFormat(localeIdentifier: locale(root) ?? "en-US", currency: currency(root) ?? "USD")
        let timeZone = self.timeZone(root)
        let startMonth = root.integer("fiscal_year_starts", in: 1...12) ?? 1
        let asOf = self.asOf(root) ?? .today
        let publishContacts = root.flag("publish_contacts") ?? false
        readAnalyst(root)
        let server = readServer(root)
        let forecast = self.forecast(root)
        let data = DataSectionReader(file: file, problems: problems).read(root, folder: folder)

        guard let title, var data, let timeZone else { return nil }
        data.currency = format.currency
        return PortalConfiguration(
            folder: folder, title: title, url: url, isPublic: isPublic, format: format, timeZone: timeZone,
            fiscal: FiscalCalendar(startMonth: startMonth), asOf: asOf, publishContacts: publishContacts, data: data,
            server: server, forecast: forecast)
    }

    /// Probabilities in percent from which on a deal counts as commit or best case.
    private func forecast(_ root: YAMLMapping) -> ForecastThresholds? {
        guard let node = root.node("forecast"),
            let forecast = YAMLMapping(
                node, path: "forecast", keys: ["commit", "best_case"], file: file, problems: problems)
        else { return nil }
        for key in ["commit", "best_case"] where !forecast.has(key) {
            problems.add(
                file.error(
                    "missing-key", "`forecast.\(key)` is missing", at: forecast.mark,
                    solution: "Write `forecast: {commit: 90, best_case: 50}`: probabilities in percent."))
        }
        guard let commit = forecast.integer("commit", in: 1...100),
            let bestCase = forecast.integer("best_case", in: 1...100)
        else { return nil }
        guard bestCase <= commit else {
            forecast.report(
                "value", "best_case", "is above `commit`, which it holds",
                solution: "Write a best case of at most the commit's probability.")
            return nil
        }
        return ForecastThresholds(commit: Decimal(commit) / 100, bestCase: Decimal(bestCase) / 100)
    }

    private func url(_ root: YAMLMapping) -> String? {
        guard let text = root.text("url") else { return nil }
        let components = URLComponents(string: text)
        guard let components, ["http", "https"].contains(components.scheme), components.host?.isEmpty == false,
            components.query == nil, components.fragment == nil, components.user == nil
        else {
            root.report(
                "value", "url", "must be an address of http or https, not `\(text)`",
                solution: "Write it like https://insights.example.com/portal/.")
            return nil
        }
        return text.hasSuffix("/") ? text : text + "/"
    }

    private func currency(_ root: YAMLMapping) -> String? {
        guard let text = root.text("currency") else { return nil }
        guard text.utf8.count == 3, text.utf8.allSatisfy({ (65...90).contains($0) }),
            Locale.Currency.isoCurrencies.contains(where: { $0.identifier == text })
        else {
            root.report(
                "value", "currency", "must be an ISO 4217 code, not `\(text)`",
                solution: "Write three capital letters, such as USD, EUR or JPY.")
            return nil
        }
        return text
    }

    private func locale(_ root: YAMLMapping) -> String? {
        guard let text = root.text("locale") else { return nil }
        let wanted = text.replacing("-", with: "_")
        guard Locale.availableIdentifiers.contains(wanted) else {
            let known = Locale.availableIdentifiers.map { $0.replacing("_", with: "-") }
            let nearest = Names.nearest(to: text, among: known)
            root.report(
                "value", "locale", "is not a known locale: `\(text)`",
                solution: nearest.map { "Did you mean `\($0)`?" } ?? "Write a language and a region, such as en-US.")
            return nil
        }
        return text
    }

    private func timeZone(_ root: YAMLMapping) -> TimeZone? {
        guard root.has("timezone") else { return .gmt }
        guard let text = root.text("timezone") else { return nil }
        let names = TimeZone.knownTimeZoneIdentifiers
        guard text == "UTC" || names.contains(text), let zone = TimeZone(identifier: text) else {
            let nearest = Names.nearest(to: text, among: names)
            root.report(
                "value", "timezone", "is not a known time zone: `\(text)`",
                solution: nearest.map { "Did you mean `\($0)`?" }
                    ?? "Write a name of the IANA database, such as America/New_York.")
            return nil
        }
        return zone
    }

    private func asOf(_ root: YAMLMapping) -> PortalConfiguration.AsOf? {
        guard let text = root.text("as_of") else { return nil }
        switch text {
        case "today": return .today
        case "data": return .newestInData
        default:
            if let day = CalendarDate(iso: text) {
                if PortalConfiguration.years.contains(day.year) { return .day(day) }
                let years = "\(PortalConfiguration.years.lowerBound) to \(PortalConfiguration.years.upperBound)"
                root.report(
                    "value", "as_of", "lies outside the years \(years): \(text)",
                    solution: "Write the day that the data was exported, such as 2026-11-20.")
                return nil
            }
            root.report(
                "value", "as_of", "must be `today`, `data` or a day, not `\(text)`",
                solution: "Write a day that exists as YYYY-MM-DD, such as 2026-11-20.")
            return nil
        }
    }

    private func readAnalyst(_ root: YAMLMapping) {
        guard let node = root.node("analyst"),
            let analyst = YAMLMapping(
                node, path: "analyst", keys: ["kind"],
                later: ["base_url", "model", "api_key_env", "budget", "prices", "timeout"], file: file,
                problems: problems)
        else { return }
        switch analyst.text("kind") {
        case "offline", nil: break
        case "model":
            analyst.report(
                "not-yet", "kind", "is `model`, which is not in this version", solution: "Write `kind: offline`.")
        case let other?:
            analyst.report("value", "kind", "must be `offline`, not `\(other)`", solution: "Write `kind: offline`.")
        }
    }

    private func readServer(_ root: YAMLMapping) -> PortalConfiguration.Server {
        guard let node = root.node("server"),
            let server = YAMLMapping(
                node, path: "server", keys: ["host", "port"],
                later: ["public_url", "allowed_origins", "rate_limit", "retention"], file: file, problems: problems)
        else { return PortalConfiguration.Server() }
        return PortalConfiguration.Server(host: server.text("host"), port: server.integer("port", in: 1...65_535))
    }
}
