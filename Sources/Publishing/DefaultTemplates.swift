/// The templates and the style sheet that come with the product: the files of `Templates`, compiled in.
enum DefaultTemplates {
    /// By name without extension.
    static let pages: [String: String] = [
        "answer": text(PackageResources.answer_mustache),
        "card": text(PackageResources.card_mustache),
        "data": text(PackageResources.data_mustache),
        "footer": text(PackageResources.footer_mustache),
        "front": text(PackageResources.front_mustache),
        "illustration": text(PackageResources.illustration_mustache),
        "layout": text(PackageResources.layout_mustache),
        "methodology": text(PackageResources.methodology_mustache),
        "notfound": text(PackageResources.notfound_mustache),
        "page": text(PackageResources.page_mustache),
        "section": text(PackageResources.section_mustache),
        "tile": text(PackageResources.tile_mustache),
    ]

    static let styles = text(PackageResources.site_css)

    /// The sign of the site in a browser's tabs; without one, browsers ask for a file that is not there.
    static let icon = PackageResources.icon_svg

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
