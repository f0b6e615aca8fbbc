/// Titles whose seniority and function nobody would argue about, with what a person says they are.
enum OracleTitles {
    struct Title {
        var text: String
        var seniority: String
        var function: String
        /// C-level or VP.
        var isExecutive: Bool { seniority == "C-level" || seniority == "VP" }
    }

    static let all: [Title] = [
        Title(text: "CEO", seniority: "C-level", function: "General management"),
        Title(text: "Chief Financial Officer", seniority: "C-level", function: "Finance"),
        Title(text: "CTO", seniority: "C-level", function: "Engineering"),
        Title(text: "Chief Marketing Officer", seniority: "C-level", function: "Marketing"),
        Title(text: "VP Sales", seniority: "VP", function: "Sales"),
        Title(text: "Vice President, Finance", seniority: "VP", function: "Finance"),
        Title(text: "SVP Marketing", seniority: "VP", function: "Marketing"),
        Title(text: "Director of Sales", seniority: "Director", function: "Sales"),
        Title(text: "Executive Director, Finance", seniority: "Director", function: "Finance"),
        Title(text: "Marketing Manager", seniority: "Manager", function: "Marketing"),
        Title(text: "Sales Manager", seniority: "Manager", function: "Sales"),
    ]

    static func known(_ text: String) -> Title? { all.first { $0.text == text } }
}
