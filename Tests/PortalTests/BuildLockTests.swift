import Core
import Foundation
import Portal
import Testing

@Suite struct BuildLockTests {
    @Test func holdsOthersUpUntilItIsGone() throws {
        try TemporaryFolder.with { folder in
            do {
                let lock = try BuildLock(folder: folder.path)
                let failure = try #require(throws: Failure.self) { _ = try BuildLock(folder: folder.path) }
                #expect(failure.exitCode == .locked)
                withExtendedLifetime(lock) {}
            }
            let again = try BuildLock(folder: folder.path)
            withExtendedLifetime(again) {}
        }
    }

    @Test func tellsThatAFolderStandsInItsPlace() throws {
        try TemporaryFolder.with { folder in
            try folder.write("", to: ".broadsheet/lock/file")
            let failure = try #require(throws: Failure.self) { _ = try BuildLock(folder: folder.path) }
            #expect(failure.exitCode == .cannotCreate)
            #expect(failure.description.contains("a folder stands where the lock file belongs"))
        }
    }

    @Test func tellsThatThePortalIsNotWritable() throws {
        try TemporaryFolder.with { folder in
            try folder.write("a file in place of the folder", to: ".broadsheet")
            let failure = try #require(throws: Failure.self) { _ = try BuildLock(folder: folder.path) }
            #expect(failure.exitCode == .cannotCreate)
            #expect(failure.description.contains(".broadsheet/lock"))
        }
    }
}
