import Foundation
import Testing

/// The portal in the repository's root, built in a copy.
@Suite(.serialized) struct SamplePortalTests {
    private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func withCopy(_ body: (SmallPortal) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "broadsheet-sample-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in ["broadsheet.yml", "questions", "content", "templates", "data"] {
            try FileManager.default.copyItem(
                atPath: root.appendingPathComponent(name).path, toPath: folder + "/" + name)
        }
        try await body(SmallPortal(folder: folder))
    }

    @Test func theCommittedEditionIsWhatTheBuildMakes() async throws {
        try await withCopy { portal in
            let committed = try portal.tree("content/editions")
            #expect(committed.count > 40)
            try portal.remove("content/editions")
            let build = try await portal.run("build")
            #expect(build.code == 0, "\(build.errors)")
            let made = try portal.tree("content/editions")
            #expect(made.keys.sorted() == committed.keys.sorted())
            for (name, bytes) in committed {
                #expect(
                    made[name] == bytes,
                    "\(name) differs: run `broadsheet build` in the root and commit content/editions")
            }
        }
    }

    @Test func theCommittedDataIsWhatTheGeneratorWrites() async throws {
        try await withCopy { portal in
            let run = try await portal.run("sample", "--rows", "2000", "--seed", "1", "--output", "again")
            #expect(run.code == 0, "\(run.errors)")
            let (again, data) = (try portal.tree("again"), try portal.tree("data"))
            #expect(again == data)
        }
    }

    @Test func theCheckFindsNothing() async throws {
        try await withCopy { portal in
            let check = try await portal.run("check")
            #expect(check.code == 0, "\(check.output)\(check.errors)")
        }
    }
}
