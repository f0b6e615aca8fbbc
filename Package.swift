// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// One set of settings for every Swift target, tests included.
///
/// `MemberImportVisibility` is not among them: glibc's structures, such as `stat`, belong to whichever of several modules
/// was loaded first, so that a clean build refused what an incremental one accepted.
let swiftSettings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// A target of our own; everything may import Core, other arrows are named.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: ["Core"] + dependencies, swiftSettings: swiftSettings)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name)] + (name == "Core" ? [] : ["Core"]) + dependencies,
        exclude: exclude,
        swiftSettings: swiftSettings)
}

let package = Package(
    name: "broadsheet",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "broadsheet", targets: ["broadsheet"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
        .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(name: "CDuckDB", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),

        .target(name: "Core", dependencies: ["CCrypto"], swiftSettings: swiftSettings),
        room("SampleData"),
        room("Warehouse", ["CDuckDB", "CPostgres"]),
        room("Analytics", ["Warehouse"]),
        room("Charts"),
        room("Analyst", ["Analytics", "Warehouse", "Charts", .product(name: "GRDB", package: "GRDB.swift")]),
        .target(
            name: "Publishing",
            dependencies: [
                "Core", "Warehouse", "Analytics", "Analyst", "Charts", "CMark", "CXML",
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            resources: [.embedInCode("Templates")], swiftSettings: swiftSettings),
        room("Portal", ["Warehouse", "Analytics", "Analyst", "Publishing", "Yams"]),
        room(
            "Server",
            [
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"), .product(name: "Logging", package: "swift-log"),
            ]),
        .executableTarget(
            name: "broadsheet",
            dependencies: [
                "Core", "SampleData", "Warehouse", "Analytics", "Charts", "Analyst", "Publishing", "Portal", "Server",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: swiftSettings),

        tests(of: "Core"),
        tests(of: "SampleData"),
        tests(of: "Charts", exclude: ["Snapshots"]),
        .target(
            name: "TestSupport", dependencies: ["Core", "Warehouse", "Analytics"], path: "Tests/TestSupport",
            swiftSettings: swiftSettings),
        tests(of: "Warehouse", ["TestSupport"], exclude: ["Fixtures"]),
        tests(of: "Analytics", ["Warehouse", "SampleData", "TestSupport"]),
        tests(of: "Analyst", ["Warehouse", "Analytics", "TestSupport"]),
        .testTarget(
            name: "FigureTests",
            dependencies: ["Core", "SampleData", "Warehouse", "Analytics", "Analyst", "TestSupport"],
            exclude: ["OtherPens"],
            swiftSettings: swiftSettings),
        tests(of: "Publishing", ["Warehouse", "Analytics", "Analyst", "Charts"]),
        tests(of: "Portal", ["Warehouse", "Analytics", "Analyst", "Publishing"]),
        tests(of: "Server"),
        .testTarget(name: "ArchitectureTests", swiftSettings: swiftSettings),
        .testTarget(name: "EndToEndTests", dependencies: ["Analyst"], swiftSettings: swiftSettings),
    ],
    swiftLanguageModes: [.v6]
)

// Benchmarks are no part of an ordinary build: `Benchmarks/run` sets the variable.
if ProcessInfo.processInfo.environment["BROADSHEET_BENCHMARKS"] != nil {
    for (name, analyst) in [("WarehouseBenchmarks", []), ("AnalystBenchmarks", ["Analyst"])] as [(String, [String])] {
        package.targets.append(
            .executableTarget(
                name: name,
                dependencies: (["Core", "SampleData", "Warehouse", "Analytics"] + analyst).map { .byName(name: $0) },
                path: "Benchmarks/\(name)", exclude: name == "AnalystBenchmarks" ? ["questions.txt"] : [],
                swiftSettings: swiftSettings))
        package.products.append(.executable(name: name, targets: [name]))
    }
}
