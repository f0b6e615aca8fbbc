/// A fenced block that stands for evidence.
enum EvidenceBlock: Equatable {
    case chart(Int)
    case table(Int)
    /// `chart` or `table` without a number.
    case unknown

    /// Nil where the block is ordinary code.
    init?(_ info: String) {
        let words = info.split(separator: " ")
        guard let first = words.first, first == "chart" || first == "table" else { return nil }
        guard words.count == 2, let index = Int(words[1]), index >= 0 else {
            self = .unknown
            return
        }
        self = first == "chart" ? .chart(index) : .table(index)
    }
}
