import Core
import Mustache

/// What a template may ask for.
enum TemplateValue {
    /// Text of any origin; escaped for text and for attributes.
    case text(String)
    /// Mark-up that this module wrote itself.
    case html(String)
    case flag(Bool)
    case list([TemplateContext])

    /// Empty texts count as absent in sections: `{{#note}}…{{/note}}`.
    private struct Rendered: MustacheCustomRenderable {
        let renderText: String
        var isNull: Bool { renderText.isEmpty }
    }

    var mustache: Any {
        switch self {
        case .text(let text): Rendered(renderText: Escape.attribute(text))
        case .html(let html): Rendered(renderText: html)
        case .flag(let flag): flag
        case .list(let items): items.map { $0.mapValues(\.mustache) }
        }
    }
}

typealias TemplateContext = [String: TemplateValue]
