import Core
import Warehouse

/// The page that says what the words mean and how figures are checked.
extension SiteRenderer {
    func renderMethodology() throws {
        let page = SitePath("methodology/index.html")
        let own = authored.first { $0.name == AuthoredPage.methodology }
        let calendar = FiscalCalendar(startMonth: manifest.fiscalYearStarts)
        let year = calendar.span(of: .year, containing: manifest.asOf)
        try write(
            page, title: "Methodology", description: "What the words mean, and how every figure is checked.",
            template: "methodology",
            [
                "stages": .list(stageContexts), "notes": .list(manifest.definitionsNotes.map { ["text": .text($0)] }),
                "hasNotes": .flag(!manifest.definitionsNotes.isEmpty), "own": .html(own?.html(on: page) ?? ""),
                "ownTitle": .text(own?.title ?? ""), "isFiscal": .flag(calendar.isFiscal),
                "yearName": .text(calendar.name(of: .year, startingOn: year.first)),
                "yearFirst": .text(format.day(year.first)), "yearLast": .text(format.day(year.last)),
                "hasHistory": .flag(manifest.schema.hasHistory), "hasContacts": .flag(manifest.schema.hasContacts),
                "hasProbability": .flag(manifest.schema.has(.probability)),
            ])
    }
}
