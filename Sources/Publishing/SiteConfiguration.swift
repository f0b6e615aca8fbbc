package import Core

/// What the pages of a portal have in common.
package struct SiteConfiguration: Sendable {
    package var title: String
    /// The address at which the site is published, where it is known.
    ///
    /// Links within the site are relative and do not use it.
    package var url: String?
    /// Whether search engines may list the site.
    package var isPublic: Bool
    package var format: FigureFormat
    /// BCP 47 tag of the language in which the pages are written.
    package var language: String
    /// Absolute path of the folder that holds `content/`, `templates/` and `site/`.
    package var portalFolder: String

    package init(
        title: String, url: String? = nil, isPublic: Bool = false, format: FigureFormat = FigureFormat(),
        language: String = "en", portalFolder: String
    ) {
        self.title = title
        self.url = url
        self.isPublic = isPublic
        self.format = format
        self.language = language
        self.portalFolder = portalFolder
    }
}
