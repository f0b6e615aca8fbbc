import Core
import Foundation
import Warehouse
import Yams

/// Reads the `data` part of `broadsheet.yml`.
struct DataSectionReader {
    private static let opportunityRoles: [Role] = [
        .opportunityID, .name, .account, .owner, .stage, .amount, .probability, .product, .type, .status, .created,
        .closed, .activity, .leadSource, .forecastCategory, .nextStep, .lossReason,
    ]
    private static let contactRoles: [Role] = [.opportunityID, .account, .title, .role]
    private static let historyRoles: [Role] = [.opportunityID, .stage, .entered]

    let file: YAMLFile
    let problems: YAMLProblems

    /// nil only where problems were added.
    func read(_ root: YAMLMapping, folder: String) -> DataConfiguration? {
        guard let node = root.node("data") else {
            problems.add(
                file.error(
                    "missing-key", "`data` is missing", at: root.place(of: "data"),
                    solution: "Add `data: {opportunities: data/opportunities.csv}`."))
            return nil
        }
        guard
            let data = YAMLMapping(
                node, path: "data",
                keys: [
                    "engine", "opportunities", "contacts", "history", "lookups", "stages", "date_format",
                    "number_format", "nulls", "max_rejected", "other_currencies",
                ], later: ["url_env", "encoding"], file: file, problems: problems)
        else { return nil }

        readEngine(data)
        let opportunities = dataset(data, "opportunities", roles: DataSectionReader.opportunityRoles)
        if !data.has("opportunities") {
            problems.add(
                file.error(
                    "missing-key", "`data.opportunities` is missing", at: data.mark,
                    solution: "Name the CSV file of the opportunities, such as data/opportunities.csv."))
        }
        var configuration = DataConfiguration(
            folder: folder, opportunities: opportunities ?? DataConfiguration.Dataset(file: ""),
            contacts: dataset(data, "contacts", roles: DataSectionReader.contactRoles),
            history: dataset(data, "history", roles: DataSectionReader.historyRoles), lookups: lookups(data),
            stages: stages(data), dateFormat: dateFormat(data),
            numberFormat: choice(
                data, "number_format", "Write \"1,234.56\" or \"1.234,56\", in quotes, as the amounts are written."))
        if let others: DataConfiguration.OtherCurrencies = choice(
            data, "other_currencies", "Write `refuse`, or `leave_out` to do without the amounts in other currencies.")
        {
            configuration.otherCurrencies = others
        }
        if let nulls = data.texts("nulls") { configuration.nulls = nulls }
        if let share = maxRejected(data) { configuration.maxRejected = share }
        return opportunities == nil ? nil : configuration
    }

    private func readEngine(_ data: YAMLMapping) {
        switch data.text("engine") {
        case "duckdb", nil: break
        case "postgres":
            data.report(
                "not-yet", "engine", "is `postgres`, which is not in this version", solution: "Write `engine: duckdb`.")
        case let other?:
            data.report("value", "engine", "must be `duckdb`, not `\(other)`", solution: "Write `engine: duckdb`.")
        }
    }

    /// Either a file name or `{file: …, columns: {role: header}}`.
    private func dataset(_ data: YAMLMapping, _ key: String, roles: [Role]) -> DataConfiguration.Dataset? {
        guard let node = data.node(key) else {
            if data.has(key) { _ = data.text(key) }
            return nil
        }
        if case .scalar = node { return data.text(key).map { DataConfiguration.Dataset(file: $0) } }
        let path = "data.\(key)"
        guard
            let mapping = YAMLMapping(
                node, path: path, keys: ["file", "columns"], later: ["table"], file: file, problems: problems)
        else { return nil }
        let columns = self.columns(mapping, path: "\(path).columns", roles: roles)
        guard let name = mapping.text("file") else {
            if !mapping.has("file") {
                problems.add(
                    file.error(
                        "missing-key", "`\(path).file` is missing", at: mapping.mark,
                        solution: "Name the CSV file: `file: data/\(key).csv`."))
            }
            return nil
        }
        return DataConfiguration.Dataset(file: name, columns: columns)
    }

    private func columns(_ dataset: YAMLMapping, path: String, roles: [Role]) -> [String: String] {
        let names = roles.map(\.rawValue)
        guard let node = dataset.node("columns"),
            let mapping = YAMLMapping(node, path: path, keys: names, file: file, problems: problems)
        else { return [:] }
        var columns: [String: String] = [:]
        var owners: [String: String] = [:]
        for name in names {
            guard let header = mapping.text(name) else { continue }
            if let other = owners[header] {
                mapping.report(
                    "value", name, "names the column `\(header)`, which `\(other)` names too",
                    solution: "Give each column one meaning; remove one of the two lines.")
            }
            owners[header] = name
            columns[name] = header
        }
        return columns
    }

    private func lookups(_ data: YAMLMapping) -> [DataConfiguration.Lookup] {
        (data.nodes("lookups") ?? []).enumerated().compactMap { index, node in
            let path = "data.lookups[\(index)]"
            guard
                let mapping = YAMLMapping(node, path: path, keys: ["file", "key"], file: file, problems: problems)
            else { return nil }
            for key in ["file", "key"] where !mapping.has(key) {
                problems.add(
                    file.error(
                        "missing-key", "`\(path).\(key)` is missing", at: mapping.mark,
                        solution: "Write `{file: data/accounts.csv, key: account}`."))
            }
            guard let name = mapping.text("file"), let key = mapping.text("key") else { return nil }
            return DataConfiguration.Lookup(file: name, key: key)
        }
    }

    private func stages(_ data: YAMLMapping) -> DataConfiguration.Stages? {
        guard let node = data.node("stages"),
            let mapping = YAMLMapping(
                node, path: "data.stages", keys: ["order", "won", "lost"], file: file, problems: problems)
        else { return nil }
        let order = mapping.texts("order") ?? []
        let won = mapping.texts("won") ?? []
        let lost = mapping.texts("lost") ?? []
        for stage in won where lost.contains(stage) {
            mapping.report(
                "value", "lost", "has the stage `\(stage)`, which `won` has too",
                solution: "Remove it from one of the two.")
        }
        return DataConfiguration.Stages(order: order, won: won, lost: lost)
    }

    private func dateFormat(_ data: YAMLMapping) -> DataConfiguration.DateOrder? {
        guard let text = data.text("date_format") else { return nil }
        guard let order = DataConfiguration.DateOrder(rawValue: text) else {
            data.report(
                "value", "date_format", "must be MDY, DMY or YMD, not `\(text)`",
                solution: "Write MDY for 11/20/2026, DMY for 20/11/2026, YMD for 2026/11/20.")
            return nil
        }
        return order
    }

    /// One of the values of an enumeration, as it is written there.
    private func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ data: YAMLMapping, _ key: String, _ solution: String
    ) -> Choice? {
        guard let text = data.text(key) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            data.report("value", key, "must be one of \(known), not `\(text)`", solution: solution)
            return nil
        }
        return choice
    }

    /// A share such as 0.01, or a percentage such as 1%.
    private func maxRejected(_ data: YAMLMapping) -> Double? {
        guard let text = data.text("max_rejected") else { return nil }
        let isPercent = text.hasSuffix("%")
        let digits = (isPercent ? String(text.dropLast()) : text).trimmingCharacters(in: .whitespaces)
        let plain = digits.utf8.allSatisfy { (48...57).contains($0) || $0 == 46 }
        guard plain, let number = Double(digits), (0...1).contains(isPercent ? number / 100 : number) else {
            data.report(
                "value", "max_rejected", "must be a share from 0 to 1 or a percentage, not `\(text)`",
                solution: "Write 0.01 or 1% for one row in a hundred.")
            return nil
        }
        return isPercent ? number / 100 : number
    }
}
