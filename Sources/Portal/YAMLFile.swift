import Core
import Foundation
import Yams

/// A YAML file as nodes that know their places.
///
/// Values are never decoded untyped: YAML reads `012` as ten and `no` as false. The readers take the text of a scalar
/// and judge it by their own rules.
struct YAMLFile {
    /// More nodes than this are refused: aliases of aliases grow without bound.
    private static let maximumNodes = 100_000

    /// The file's name as the reader knows it.
    let name: String
    /// What diagnostic ids start with: `config`, `questions`.
    let topic: String
    /// nil where the file holds nothing but comments.
    let root: Node?
    private let lines: [ArraySlice<UInt8>]

    /// Throws the diagnostic of the first place that is not YAML.
    init(name: String, topic: String, bytes: [UInt8]) throws {
        self.name = name
        self.topic = topic
        lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        if let line = lines.firstIndex(where: { String(validating: $0, as: UTF8.self) == nil }) {
            throw Failure(
                .configuration,
                Diagnostic(
                    id: "\(topic).encoding", "the file is not UTF-8", file: name, line: line + 1,
                    solution: "Save the file as UTF-8."))
        }
        let text = String(decoding: bytes, as: UTF8.self)
        do {
            root = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw Failure(
                .configuration,
                YAMLFile.diagnostic(of: error, text: text, name: name, topic: topic, lines: lines))
        }
        if let root, YAMLFile.isTooLarge(root) {
            throw Failure(
                .configuration,
                Diagnostic(
                    id: "\(topic).too-large", "the file has more than \(YAMLFile.maximumNodes) values", file: name,
                    solution: "Write out what the aliases stand for, or split the file."))
        }
    }

    /// An error at a place of this file.
    func error(_ id: String, _ message: String, at mark: Mark?, solution: String) -> Diagnostic {
        Diagnostic(
            id: "\(topic).\(id)", message, file: name, line: mark?.line,
            column: mark.map { YAMLFile.byteColumn(of: $0, lines) }, solution: solution)
    }

    /// A place of this file, for what is found wrong with it later; the first line where there is no mark.
    func place(_ mark: Mark?) -> QuestionList.Place {
        guard let mark else { return QuestionList.Place(line: 1, column: 1) }
        return QuestionList.Place(line: mark.line, column: YAMLFile.byteColumn(of: mark, lines))
    }

    private static func isTooLarge(_ root: Node) -> Bool {
        var pending = [root]
        var seen = 0
        while let node = pending.popLast() {
            seen += 1
            if seen > maximumNodes { return true }
            switch node {
            case .mapping(let mapping):
                for (key, value) in mapping {
                    pending.append(key)
                    pending.append(value)
                }
            case .sequence(let sequence): pending.append(contentsOf: sequence)
            case .scalar, .alias: break
            }
        }
        return false
    }

    /// Marks count Unicode scalars; diagnostics count bytes.
    private static func byteColumn(of mark: Mark, _ lines: [ArraySlice<UInt8>]) -> Int {
        guard lines.indices.contains(mark.line - 1) else { return mark.column }
        let scalars = String(decoding: lines[mark.line - 1], as: UTF8.self).unicodeScalars
        return scalars.prefix(max(0, mark.column - 1)).reduce(1) { $0 + UTF8.width($1) }
    }

    private static func diagnostic(
        of error: YamlError, text: String, name: String, topic: String, lines: [ArraySlice<UInt8>]
    ) -> Diagnostic {
        let indentation = "Check the indentation (spaces, no tabs), the quotes and the colons on and above this line."
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let whole = [context?.text, problem].compactMap(\.self).joined(separator: ": ")
            return Diagnostic(
                id: "\(topic).syntax", "not valid YAML: \(whole)", file: name, line: mark.line,
                column: byteColumn(of: mark, lines), solution: indentation)
        case .duplicatedKeysInMapping(let duplicates, let context):
            let keys = duplicates.sorted().map { "`\($0)`" }.joined(separator: ", ")
            return Diagnostic(
                id: "\(topic).duplicate-key", "\(keys) is given twice", file: name, line: context.mark.line,
                column: byteColumn(of: context.mark, lines), solution: "Keep one of them.")
        case .reader(let problem, let offset, _, _):
            let line = offset.map { text.prefix($0).utf8.count { $0 == 0x0A } + 1 }
            return Diagnostic(
                id: "\(topic).syntax", "not valid YAML: \(problem)", file: name, line: line,
                solution: "Remove the control character.")
        default:
            return Diagnostic(
                id: "\(topic).syntax", "not valid YAML: \(error)", file: name, solution: indentation)
        }
    }
}

extension UTF8 {
    /// Bytes that the scalar takes.
    fileprivate static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0..<0x80: 1
        case 0x80..<0x800: 2
        case 0x800..<0x1_0000: 3
        default: 4
        }
    }
}
