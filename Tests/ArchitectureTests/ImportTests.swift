import Foundation
import Testing

/// The arrows between targets, held against the sources: what is not in the table is not allowed.
@Suite struct ImportTests {
    /// Target → the targets of ours that it may import beside Core.
    private static let allowed: [String: Set<String>] = [
        "CCrypto": [], "CDuckDB": [], "CMark": [], "CPostgres": [], "CXML": [],
        "Core": ["CCrypto"],
        "SampleData": [],
        "Warehouse": ["CDuckDB", "CPostgres"],
        "Analytics": ["Warehouse"],
        "Charts": [],
        "Analyst": ["Analytics", "Warehouse", "Charts"],
        "Publishing": ["Analyst", "Analytics", "Warehouse", "Charts", "CMark", "CXML"],
        "Portal": ["Analyst", "Analytics", "Charts", "Publishing", "Warehouse"],
        "Server": ["Analyst", "Analytics", "Charts", "Portal", "Publishing", "Warehouse"],
        "broadsheet": ["Analyst", "Analytics", "Charts", "Portal", "Publishing", "SampleData", "Server", "Warehouse"],
    ]
    /// Libraries of others → the targets that may import them.
    private static let libraries: [String: Set<String>] = [
        "ArgumentParser": ["broadsheet"], "GRDB": ["Analyst"], "HTTPTypes": ["Server"], "Hummingbird": ["Server"],
        "Logging": ["Server"],
        "Mustache": ["Publishing"], "Yams": ["Portal"],
    ]
    private static let standard: Set<String> = [
        "Darwin", "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Musl", "Synchronization",
    ]

    @Test func followTheTable() throws {
        let files = try SourceTree.swiftFiles("Sources")
        #expect(files.count > 50)
        for file in files {
            let target = file.path.split(separator: "/")[1]
            let mayImport = try #require(
                ImportTests.allowed[String(target)], "\(file.path): a target that is not in the table")
            for module in file.imports where !ImportTests.standard.contains(module) && module != "Core" {
                if let users = ImportTests.libraries[module] {
                    #expect(users.contains(String(target)), "\(file.path) imports \(module)")
                } else {
                    #expect(mayImport.contains(module), "\(file.path) imports \(module)")
                }
            }
        }
    }

    @Test func haveNoCircles() {
        // An order in which every target comes after all that it may import.
        var placed: Set<String> = []
        var waiting = ImportTests.allowed
        while !waiting.isEmpty {
            let ready = waiting.filter { $0.value.isSubset(of: placed) }
            #expect(!ready.isEmpty, "a circle among \(waiting.keys.sorted())")
            if ready.isEmpty { return }
            for target in ready.keys {
                placed.insert(target)
                waiting[target] = nil
            }
        }
    }

    @Test func agreeWithTheManifest() throws {
        let manifest = try SourceTree.text("Package.swift")
        for target in ImportTests.allowed.keys {
            #expect(manifest.contains("\"\(target)\""), "\(target) is not in Package.swift")
        }
    }

    @Test func giveEachCModuleToOneTarget() throws {
        var users: [String: Set<String>] = [:]
        for file in try SourceTree.swiftFiles("Sources") {
            for module in file.imports where module.first == "C" && module.dropFirst().first?.isUppercase == true {
                users[module, default: []].insert(String(file.path.split(separator: "/")[1]))
            }
        }
        #expect(users.keys.sorted() == ["CCrypto", "CDuckDB", "CMark", "CPostgres", "CXML"])
        for (module, targets) in users { #expect(targets.count == 1, "\(module) is imported by \(targets.sorted())") }
    }

    @Test func keepChartsAndCoreFromTheWorld() throws {
        let words = [
            "FileManager", "FileHandle", "URLSession", "Process()", "fopen(", "open(", "Date()", "contentsOf:",
        ]
        for file in try SourceTree.swiftFiles("Sources")
        where ["Charts", "Core"].contains(file.path.split(separator: "/")[1]) {
            for word in words
            where file.code.contains(word) && !(word == "contentsOf:" && file.code.contains("append(contentsOf:")) {
                Issue.record("\(file.path) uses \(word)")
            }
        }
    }

    @Test func letTheCommandLineAloneReadTheClock() throws {
        // How long ago a file changed decides whether its hash is trusted, and a deadline is no time of day: neither reaches
        // a figure.
        let exceptions: Set<String> = [
            "Sources/Warehouse/Cache/HashIndex.swift", "Sources/Warehouse/Cache/KeptImport.swift",
            "Sources/Warehouse/DuckDB/ConnectionPool.swift",
        ]
        for file in try SourceTree.swiftFiles("Sources")
        where file.path.split(separator: "/")[1] != "broadsheet" && !exceptions.contains(file.path) {
            for word in ["Date()", "Date.now", ".now(", "clock_gettime", "gettimeofday"] {
                #expect(!file.code.contains(word), "\(file.path) uses \(word)")
            }
        }
    }

    @Test func leaveWritingToFew() throws {
        let words = ["O_CREAT", "createDirectory", "createFile", "rename(", ".write(to:", "mkdir("]
        var writers: Set<String> = []
        for file in try SourceTree.swiftFiles("Sources") where words.contains(where: file.code.contains) {
            writers.insert(file.path)
        }
        // Below site/ and content/ only Publishing writes; the others are the lock, a new portal's files, the sample's, and
        // the kept imports and the conversations below .broadsheet/.
        let kept = "Sources/Warehouse/Cache/"
        #expect(
            writers.filter { !$0.hasPrefix("Sources/Publishing/") && !$0.hasPrefix(kept) }.sorted() == [
                "Sources/Analyst/Conversations/ConversationFile.swift", "Sources/Portal/BuildLock.swift",
                "Sources/Portal/PortalFiles.swift",
                "Sources/broadsheet/Commands/SampleCommand.swift",
            ])
    }

    @Test func staySmall() throws {
        for file in try SourceTree.swiftFiles("Sources") {
            #expect(file.code.split(separator: "\n", omittingEmptySubsequences: false).count <= 501, "\(file.path)")
        }
    }
}
