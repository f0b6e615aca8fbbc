import ArgumentParser
import Core
import Foundation
import Portal

/// The option that all commands on a portal have.
struct PortalOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The portal's folder; the current one if left out.", valueName: "dir"))
    var portal = "."

    /// The absolute path of the folder, without `.`, `..` and a slash at the end.
    var folder: String { Paths.absolute(portal) }
}

/// The option of the commands that tell figures for a day.
struct AsOfOptions: ParsableArguments {
    @Option(
        name: .customLong("as-of"),
        help: ArgumentHelp("The day that figures are told for: YYYY-MM-DD. Default: `as_of` of the configuration."),
        transform: AsOfOptions.day)
    var asOf: CalendarDate?

    @Sendable private static func day(_ text: String) throws -> CalendarDate {
        guard let day = CalendarDate(iso: text) else {
            throw ValidationError(
                "'\(Escape.terminal(text))' is not a day; write it as YYYY-MM-DD, such as 2026-11-20.")
        }
        guard PortalConfiguration.years.contains(day.year) else {
            let years = PortalConfiguration.years
            throw ValidationError("\(text) lies outside the years \(years.lowerBound) to \(years.upperBound).")
        }
        return day
    }
}

/// Paths as given on the command line.
enum Paths {
    /// Absolute and without `.` and `..`; symbolic links stay.
    static func absolute(_ path: String) -> String {
        let whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        var parts: [Substring] = []
        for part in whole.split(separator: "/") {
            switch part {
            case ".": continue
            case "..": _ = parts.popLast()
            default: parts.append(part)
            }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// Whether something other than a folder lies there.
    static func isFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }

    /// The folder that holds a file, both absolute.
    static func parent(_ path: String) -> String { (path as NSString).deletingLastPathComponent }

    /// The way from one absolute folder to another; `.` where they are the same.
    static func relative(_ target: String, from folder: String) -> String {
        let here = folder.split(separator: "/")
        let there = target.split(separator: "/")
        let common = zip(here, there).prefix { $0 == $1 }.count
        let steps = Array(repeating: "..", count: here.count - common) + there[common...].map(String.init)
        return steps.isEmpty ? "." : steps.joined(separator: "/")
    }
}
