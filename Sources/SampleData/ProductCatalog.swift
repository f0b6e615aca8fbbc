/// What the sample company sells.
///
/// An opportunity is called "Category: Product", so the name carries both.
struct Product: Sendable {
    let category: String
    let name: String
    /// List price of a small package, in dollars.
    let price: Int
    /// Weights by segment: enterprise, mid-market, small business.
    let demand: [Int]

    /// Whether it is bought for a year at a time.
    var isRecurring: Bool { name != "Onboarding Package" }

    var opportunityName: String { "\(category): \(name)" }

    static let all: [Product] = [
        Product(category: "Analytics", name: "Insight Starter", price: 18_000, demand: [10, 70, 240]),
        Product(category: "Analytics", name: "Insight Team", price: 52_000, demand: [60, 150, 130]),
        Product(category: "Analytics", name: "Insight Enterprise", price: 125_000, demand: [170, 70, 5]),
        Product(category: "Data Platform", name: "Stream Hub", price: 88_000, demand: [120, 90, 30]),
        Product(category: "Data Platform", name: "Warehouse Core", price: 112_000, demand: [140, 80, 10]),
        Product(category: "Data Platform", name: "Catalog Plus", price: 46_000, demand: [70, 80, 50]),
        Product(category: "Automation", name: "Flow Builder", price: 27_000, demand: [30, 110, 190]),
        Product(category: "Automation", name: "Flow Orchestrator", price: 96_000, demand: [120, 70, 10]),
        Product(category: "Security", name: "Access Guard", price: 42_000, demand: [60, 90, 110]),
        Product(category: "Security", name: "Audit Trail", price: 61_000, demand: [90, 60, 25]),
        Product(category: "Services", name: "Onboarding Package", price: 15_000, demand: [30, 60, 120]),
        Product(category: "Services", name: "Premium Support", price: 33_000, demand: [60, 50, 60]),
        Product(category: "Services", name: "Advisory Retainer", price: 70_000, demand: [40, 20, 20]),
    ]
}
