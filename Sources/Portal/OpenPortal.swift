package import Analyst
package import Analytics
package import Core
package import Foundation
package import Publishing
package import Warehouse

/// A portal whose data is read, ready to answer questions.
package struct OpenPortal: Sendable {
    package let configuration: PortalConfiguration
    package let warehouse: Warehouse
    /// The day that figures are told for.
    package let asOf: CalendarDate
    package let catalogue: Catalogue
    package let analyst: any Analyst

    /// Reads the data.
    ///
    /// - Parameters:
    ///   - asOf: the day that figures are told for, in place of the configuration's.
    ///   - now: the time at which the command runs.
    /// - Throws: `Failure` with exit code 65 for the data, 69 where the engine is missing, 78 for the portal's own functions.
    package static func open(
        _ configuration: PortalConfiguration, asOf: CalendarDate? = nil, now: Date
    ) async throws -> OpenPortal {
        // What is wrong with the portal's own functions is told before the data is read.
        let functions = try FunctionFiles.load(folder: configuration.folder)
        let warehouse = try await configuration.openWarehouse()
        let day = try asOf ?? configuration.day(now: now, newest: warehouse.schema.newestDate)
        return try await make(configuration, warehouse, functions, asOf: day)
    }

    /// The same portal with the same data on another day.
    ///
    /// - Throws: `Failure` as `open` does, but for the data.
    package func at(_ day: CalendarDate) async throws -> OpenPortal {
        let functions = try FunctionFiles.load(folder: configuration.folder)
        return try await OpenPortal.make(configuration, warehouse, functions, asOf: day)
    }

    private static func make(
        _ configuration: PortalConfiguration, _ warehouse: Warehouse, _ functions: [PortalFunction],
        asOf day: CalendarDate
    ) async throws -> OpenPortal {
        let catalogue = try await Catalogue(
            warehouse: warehouse, asOf: day, fiscal: configuration.fiscal, forecast: configuration.forecast,
            portalFunctions: functions)
        return OpenPortal(
            configuration: configuration, warehouse: warehouse, asOf: day, catalogue: catalogue,
            analyst: OfflineAnalyst(catalogue: catalogue, format: configuration.format))
    }
}

extension PortalConfiguration {
    /// Reads the data, or what is kept of an earlier reading of the same files in `.broadsheet/imports`.
    ///
    /// - Throws: `Failure` with exit code 65 for the data, 69 where the engine is missing or cannot be reached.
    package func openWarehouse() async throws -> Warehouse {
        try await Warehouse.open(data, cache: ImportCache(folder: folder + "/.broadsheet/imports"))
    }

    /// What the pages need of it.
    package var site: SiteConfiguration {
        SiteConfiguration(
            title: title, url: url, isPublic: isPublic, format: format, language: "en", portalFolder: folder)
    }
}
