/// Reads Markdown into blocks of tokens: fenced blocks are left out, markup is removed, links to figures are kept.
///
/// It works on Unicode scalars in one pass for each block, so that no text, however broken, makes it trap or crawl.
struct ProseReader {
    /// A link to a figure on the same page.
    struct Link {
        /// What follows the `#`.
        var id: String
        /// As written, markup included.
        var source: String
        var line: Int
        var column: Int
    }

    private(set) var blocks: [ProseBlock] = []
    private(set) var links: [Link] = []

    private struct Place {
        var scalar: Unicode.Scalar
        var line: Int
        var column: Int
    }

    init(_ prose: String) {
        var pending: [Place] = []
        var fence: (mark: Unicode.Scalar, length: Int)?
        var number = 0
        for line in ProseReader.lines(prose) {
            number += 1
            let indent = line.prefix { $0 == " " }.count
            let body = line.dropFirst(indent)
            if let open = fence {
                if indent < 4, body.prefix(while: { $0 == open.mark }).count >= open.length { fence = nil }
                continue
            }
            if indent < 4, let mark = body.first, mark == "`" || mark == "~" {
                let length = body.prefix { $0 == mark }.count
                if length >= 3 {
                    flush(&pending)
                    fence = (mark, length)
                    continue
                }
            }
            let rest = ProseReader.withoutMarker(body)
            let isOwnBlock = rest.count < body.count || body.first == "|"
            if isOwnBlock || body.allSatisfy({ $0 == " " || $0 == "\t" || $0 == "\r" }) { flush(&pending) }
            let start = line.count - rest.count
            for (offset, scalar) in rest.enumerated() {
                pending.append(Place(scalar: scalar, line: number, column: start + offset + 1))
            }
            if !rest.isEmpty { pending.append(Place(scalar: "\n", line: number, column: line.count + 1)) }
            if body.first == "#" {
                flush(&pending, isHeading: true)
            } else if body.first == "|" {
                flush(&pending)
            }
        }
        flush(&pending)
    }

    private static func lines(_ prose: String) -> [[Unicode.Scalar]] {
        var lines: [[Unicode.Scalar]] = [[]]
        for scalar in prose.unicodeScalars {
            if scalar == "\n" { lines.append([]) } else { lines[lines.count - 1].append(scalar) }
        }
        return lines
    }

    /// The line behind marks of headings, quotes and list items; the number of an item is no figure.
    private static func withoutMarker(_ line: some Collection<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        let rest = ArraySlice(line)
        guard let first = rest.first else { return rest }
        if first == "#" || first == ">" { return rest.drop { $0 == "#" || $0 == ">" || $0 == " " } }
        if first == "-" || first == "*" || first == "+" {
            let behind = rest.dropFirst()
            return behind.first == " " || behind.first == "\t" ? behind : rest
        }
        let digits = rest.prefix { $0.value >= 48 && $0.value <= 57 }
        let behind = rest.dropFirst(digits.count)
        if !digits.isEmpty, digits.count < 10, behind.first == "." || behind.first == ")",
            behind.dropFirst().first == " "
        {
            return behind.dropFirst()
        }
        return rest
    }

    private mutating func flush(_ pending: inout [Place], isHeading: Bool = false) {
        defer { pending = [] }
        guard !pending.isEmpty else { return }
        let tokens = tokens(of: pending)
        if !tokens.isEmpty { blocks.append(ProseBlock(tokens: tokens, isHeading: isHeading)) }
    }

    // MARK: Inline markup

    /// For each bracket that opens a link to a figure: where its text and its target end.
    private func figureLinks(_ places: [Place]) -> [Int: (close: Int, end: Int)] {
        var open: [Int] = []
        var found: [Int: (close: Int, end: Int)] = [:]
        var index = 0
        while index < places.count {
            switch places[index].scalar {
            case "\\": index += 1
            case "[": open.append(index)
            case "]":
                guard let start = open.popLast() else { break }
                guard index + 2 < places.count, places[index + 1].scalar == "(", places[index + 2].scalar == "#"
                else { break }
                var end = index + 3
                while end < places.count, places[end].scalar != ")", places[end].scalar != "\n", end < index + 80 {
                    end += 1
                }
                if end < places.count, places[end].scalar == ")" { found[start] = (index, end) }
            default: break
            }
            index += 1
        }
        return found
    }

    private mutating func tokens(of places: [Place]) -> [ProseToken] {
        let figures = figureLinks(places)
        var scanner = TokenScanner()
        var closings: [Int: Int] = [:]
        var index = 0
        while index < places.count {
            let place = places[index]
            let next = index + 1 < places.count ? places[index + 1].scalar : " "
            if let end = closings[index] {
                scanner.breakWord()
                scanner.link = nil
                index = end + 1
                continue
            }
            switch place.scalar {
            case "\\"
            where next.isASCII && !next.properties.isAlphabetic && !next.isDigit && next != " " && next != "\n":
                scanner.take(next, line: place.line, column: place.column)
                index += 1
            case "[":
                if let figure = figures[index] {
                    scanner.breakWord()
                    var source = ""
                    for inner in places[(index + 1)..<figure.close] { source.unicodeScalars.append(inner.scalar) }
                    var id = ""
                    for inner in places[(figure.close + 3)..<figure.end] { id.unicodeScalars.append(inner.scalar) }
                    scanner.link = links.count
                    links.append(Link(id: id, source: source, line: place.line, column: place.column))
                    closings[figure.close] = figure.end
                }
            case "*", "_":
                if next == place.scalar {
                    scanner.breakWord()
                    scanner.isBold.toggle()
                    index += 1
                } else {
                    scanner.breakWord()
                    scanner.isItalic.toggle()
                }
            case "`": break
            case "]" where next == "(":
                // The target of any other link is no prose.
                while index < places.count, places[index].scalar != ")", places[index].scalar != "\n" { index += 1 }
            case "<" where next.properties.isAlphabetic || next == "/" || next == "!":
                var end = index
                while end < places.count, places[end].scalar != ">", end < index + 200 { end += 1 }
                if end < places.count, places[end].scalar == ">" { index = end }
            case "&":
                if let (scalar, end) = ProseReader.entity(places, index) {
                    scanner.take(scalar, line: place.line, column: place.column)
                    index = end
                } else {
                    scanner.take(place.scalar, line: place.line, column: place.column)
                }
            default: scanner.take(place.scalar, line: place.line, column: place.column)
            }
            index += 1
        }
        return scanner.finished()
    }

    private static func entity(_ places: [Place], _ start: Int) -> (Unicode.Scalar, Int)? {
        var name = ""
        var end = start + 1
        while end < places.count, end < start + 10, places[end].scalar != ";" {
            name.unicodeScalars.append(places[end].scalar)
            end += 1
        }
        guard end < places.count, places[end].scalar == ";" else { return nil }
        if name.hasPrefix("#") {
            let digits = name.dropFirst()
            let code =
                digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return code.flatMap(Unicode.Scalar.init).map { ($0, end) }
        }
        let known: [String: Unicode.Scalar] = [
            "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "nbsp": "\u{A0}", "euro": "€", "pound": "£", "percnt": "%",
        ]
        return known[name].map { ($0, end) }
    }
}

extension Unicode.Scalar {
    /// An ASCII digit.
    var isDigit: Bool { value >= 48 && value <= 57 }
}
