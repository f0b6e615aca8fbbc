import Mustache

/// The outermost values of a page.
///
/// A name that reaches it and is not there is one that the template should not have used: Mustache would silently write
/// nothing.
final class TemplateRoot: MustacheParent {
    private let values: [String: Any]
    private(set) var missing: [String] = []

    init(_ context: TemplateContext) { values = context.mapValues(\.mustache) }

    func child(named name: String) -> Any? {
        if let value = values[name] { return value }
        missing.append(name)
        return nil
    }
}
