import Analytics
import Core

/// Single opportunities that were asked for by name.
extension Narrator {
    mutating func opportunity(_ call: Int) {
        let isOne = calls[call].totalRowCount == 1
        let amount = number(call, 0, "amount") == nil ? "no amount" : ledger.cell(call, 0, "amount")
        var text = "\(dealName(call, 0)): \(amount)"
        if !name(call, 0, "stage").isNull { text += ", in stage \(bold(name(call, 0, "stage")))" }
        if !name(call, 0, "closed").isNull { text += ", close date \(ledger.cell(call, 0, "closed"))" }
        if !name(call, 0, "created").isNull { text += ", created on \(ledger.cell(call, 0, "created"))" }
        if !name(call, 0, "owner").isNull { text += ", owned by \(bold(name(call, 0, "owner")))" }
        if number(call, 0, "probability") != nil { text += ", probability \(ledger.cell(call, 0, "probability"))" }
        if !isOne {
            let count = ledger.figure(call, "total_row_count")
            text = "There are \(count) opportunities of this name. The largest is \(text)"
        }
        let known: Set<String> = ["opportunity_id", "name", "account", "owner", "stage"]
        let others = calls[call].columns.filter { $0.unit == .text && !known.contains($0.name) }
        let rest = others.compactMap { column -> String? in
            let cell = name(call, 0, column.name)
            return cell.isNull ? nil : "\(lower(column.label)) \(bold(cell))"
        }
        if isOne, !rest.isEmpty { text += "; \(rest.joined(separator: ", "))" }
        paragraphs.append(text + ".")
        metric("Amount", ledger.cell(call, 0, "amount"))
        metric("Close date", ledger.cell(call, 0, "closed"))
    }
}
