import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// What an XML parser finds in an SVG.
final class SVGReader: NSObject, XMLParserDelegate {
    private(set) var isWellFormed = false
    private(set) var ids: [String] = []
    private(set) var attributes: Set<String> = []
    private(set) var classes: Set<String> = []
    /// Every number of the attributes that hold coordinates and sizes.
    private(set) var numbers: [Double] = []
    private(set) var numberTexts: Set<String> = []

    private static let numeric: Set<String> = [
        "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "points", "viewBox", "font-size",
        "stroke-width",
        "stroke-dasharray", "d",
    ]

    init(_ svg: String) {
        super.init()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = self
        isWellFormed = parser.parse()
    }

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName qName: String?,
        attributes attributeDict: [String: String]
    ) {
        for (name, value) in attributeDict {
            attributes.insert(name)
            if name == "id" { ids.append(value) }
            if name == "class" { classes.insert(value) }
            guard SVGReader.numeric.contains(name) else { continue }
            for part in value.split(whereSeparator: { " ,MALZ".contains($0) }) {
                numberTexts.insert(String(part))
                numbers.append(Double(part) ?? .nan)
            }
        }
    }
}
