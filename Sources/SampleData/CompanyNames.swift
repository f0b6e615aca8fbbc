/// Names of companies that do not exist: invented stems, a word of the industry, at times a legal form.
struct CompanyNames {
    /// A name written by hand for the marks that generated ones lack: accents, commas, ampersands, apostrophes.
    struct Special: Sendable {
        let name: String
        let industry: String
        let country: String
    }

    static let specials: [Special] = [
        Special(name: "Crèmerie Vaultour & Fils", industry: "Consumer Goods", country: "France"),
        Special(name: "Harrowby, Finch & Co", industry: "Professional Services", country: "United Kingdom"),
        Special(name: "O'Tierney Freightways", industry: "Logistics", country: "Ireland"),
        Special(name: "Grubenhöfer Maschinenbau", industry: "Manufacturing", country: "Germany"),
        Special(name: "Clínica São Belisar", industry: "Healthcare", country: "Brazil"),
        Special(name: "Tallis Bay Outfitters, Inc.", industry: "Retail", country: "United States"),
        Special(name: "Åkersvik Energi", industry: "Energy", country: "Sweden"),
        Special(name: "Compañía Andévalo", industry: "Financial Services", country: "Mexico"),
    ]

    static let industries: [(name: String, words: [String])] = [
        ("Software", ["Systems", "Labs", "Software", "Cloud", "Interactive", "Computing"]),
        ("Financial Services", ["Capital", "Financial", "Insurance", "Trust", "Payments", "Mutual"]),
        ("Healthcare", ["Health", "Clinics", "Medical", "Diagnostics", "Care Group", "Biosciences"]),
        ("Manufacturing", ["Industries", "Works", "Components", "Fabrication", "Tooling", "Motors"]),
        ("Retail", ["Stores", "Market", "Outfitters", "Home", "Retail Group", "Direct"]),
        ("Logistics", ["Logistics", "Freight", "Shipping", "Cargo", "Distribution", "Lines"]),
        ("Energy", ["Energy", "Power", "Grid", "Renewables", "Utilities", "Solar"]),
        ("Media", ["Media", "Studios", "Press", "Broadcasting", "Pictures", "Publishing"]),
        ("Professional Services", ["Advisory", "Consulting", "Partners", "Associates", "Staffing", "Legal"]),
        ("Consumer Goods", ["Foods", "Brands", "Provisions", "Beverages", "Textiles", "Goods"]),
    ]

    private static let starts = words(
        """
        Alder Brack Calder Corv Dask Delph Dorn Elmer Esk Fald Fenn Garr Glen Harr Hest Isk Jarr Kell Kest Lark Lenn \
        Lorr Mard Merr Nask Nether Oak Orm Pell Quill Rask Rend Sarn Selk Strav Tam Tarr Thorn Ulm Umber Vand Vesk \
        Wend Wick Yarr Yest Zand Zell
        """)
    private static let middles = words("a e i o al an ar el en er il in or ul")
    private static let ends = words(
        """
        adine alto amere anvil aquist arden avar bourne brook callow crest dahl dene fell field ford gate grove holm \
        ingrad iver leigh lund mont mora nova oria over quay ridge rova stead thorpe tide vale wick worth
        """)

    private var taken: Set<String> = []
    private var stems: Set<String> = []

    /// A new name that no call before has returned.
    mutating func next(industry: Int, country: String, _ random: inout RandomSource) -> String {
        let list = CompanyNames.industries[industry].words
        var attempt = 0
        while true {
            // First a stem of its own for each company; when stems run out, longer ones and shared ones.
            var stem = CompanyNames.pick(CompanyNames.starts, &random)
            for _ in 0..<(attempt / 4) { stem += CompanyNames.pick(CompanyNames.middles, &random) }
            stem += CompanyNames.pick(CompanyNames.ends, &random)
            attempt += 1
            if attempt < 4, stems.contains(stem) { continue }
            var name = stem + " " + CompanyNames.pick(list, &random)
            if random.chance(220) { name += CompanyNames.legalForm(country) }
            guard taken.insert(name).inserted else { continue }
            stems.insert(stem)
            return name
        }
    }

    private static func legalForm(_ country: String) -> String {
        switch country {
        case "Germany", "Switzerland": " GmbH"
        case "United Kingdom", "Ireland", "India": " Ltd"
        case "France", "Spain", "Brazil", "Mexico", "Colombia", "Chile", "Argentina": " S.A."
        case "Australia": " Pty Ltd"
        case "Japan": " K.K."
        case "Sweden": " AB"
        case "Netherlands": " B.V."
        case "Singapore": " Pte Ltd"
        default: " Inc"
        }
    }

    private static func pick(_ list: [String], _ random: inout RandomSource) -> String {
        list[random.below(list.count)]
    }

    private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
