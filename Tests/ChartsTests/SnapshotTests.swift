import Charts
import Testing

@Suite struct SnapshotTests {
    @Test(arguments: Examples.all.map(\.name))
    func wide(name: String) throws {
        let spec = try #require(Examples.all.first { $0.name == name }?.spec)
        try Snapshot.expect(SVGRenderer.svg(spec, frame: .wide, idPrefix: "c1"), equals: "\(name)-wide", type: "svg")
    }

    @Test(arguments: Examples.all.map(\.name))
    func narrow(name: String) throws {
        let spec = try #require(Examples.all.first { $0.name == name }?.spec)
        try Snapshot.expect(
            SVGRenderer.svg(spec, frame: .narrow, idPrefix: "c1"), equals: "\(name)-narrow", type: "svg")
    }

    @Test func styleSheet() throws {
        try Snapshot.expect(ChartPalette.css, equals: "palette", type: "css")
    }
}
