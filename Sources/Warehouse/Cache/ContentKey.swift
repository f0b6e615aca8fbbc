import Core

/// What an import depends on, as one hash.
enum ContentKey {
    /// To be raised when the same files would be imported in another way than before.
    static let format = 3

    /// The key of an import of files with these SHA-256 hashes, in the order of the configuration.
    static func key(_ configuration: DataConfiguration, hashes: [String], library: String) -> String {
        var text = "broadsheet import \(format)\nduckdb \(library)\n"
        describe(configuration, "data", &text)
        for hash in hashes { text += "file \(hash)\n" }
        return ContentHash.sha256(text.utf8)
    }

    /// Writes every stored property, so that a new one cannot be forgotten here; dictionaries and sets in sorted order.
    private static func describe(_ value: Any, _ name: String, _ text: inout String) {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional:
            if let content = mirror.children.first {
                describe(content.value, name, &text)
            } else {
                text += "\(name) nil\n"
            }
        case .dictionary:
            let pairs = mirror.children.map { child -> (String, Any) in
                let pair = Array(Mirror(reflecting: child.value).children.map(\.value))
                return ("\(pair.first ?? "")", pair.last ?? "")
            }
            text += "\(name) \(pairs.count)\n"
            for (key, value) in pairs.sorted(by: { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }) {
                describe(value, "\(name)[\(key.debugDescription)]", &text)
            }
        case .set:
            let values = mirror.children.map { "\($0.value)" }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            text += "\(name) \(values.debugDescription)\n"
        case .collection, .tuple:
            text += "\(name) \(mirror.children.count)\n"
            for (index, child) in mirror.children.enumerated() { describe(child.value, "\(name)[\(index)]", &text) }
        case .struct where !mirror.children.isEmpty, .class:
            for child in mirror.children { describe(child.value, "\(name).\(child.label ?? "")", &text) }
        case .enum where !mirror.children.isEmpty:
            for child in mirror.children { describe(child.value, "\(name).\(child.label ?? "")", &text) }
        default: text += "\(name) \("\(value)".debugDescription)\n"
        }
    }
}

extension DataConfiguration {
    /// The files that are read, with the keys that name them.
    var files: [(file: String, key: String)] {
        var files = [(opportunities.file, "data.opportunities")]
        if let contacts { files.append((contacts.file, "data.contacts")) }
        if let history { files.append((history.file, "data.history")) }
        for (index, lookup) in lookups.enumerated() { files.append((lookup.file, "data.lookups[\(index)]")) }
        return files.map { (file: $0.0, key: $0.1) }
    }
}
