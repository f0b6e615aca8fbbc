import Analytics
import Core
import TestSupport
import Testing

@Suite struct ArgumentTests {
    private func message(_ function: String, _ arguments: [String: JSON]) async throws -> String {
        let catalogue = try await SmallCRM.catalogue()
        do {
            _ = try await catalogue.call(function, arguments)
            return "no error"
        } catch let error as CatalogueError {
            return error.message
        }
    }

    @Test func unknownFunctionNamesTheNearest() async throws {
        #expect(
            try await message("analyse_win_rate", [:])
                == "there is no function analyse_win_rate; did you mean analyze_win_rate?")
    }

    @Test func unknownArgumentNamesTheNearest() async throws {
        #expect(
            try await message("analyze_win_rate", ["dimensions": "region"])
                == "analyze_win_rate: dimensions is not an argument of it; did you mean dimension?")
    }

    @Test func unknownDimensionListsWhatThereIs() async throws {
        let text = try await message("analyze_win_rate", ["dimension": "regio"])
        #expect(text.contains("names no dimension: regio"))
        #expect(text.hasSuffix("did you mean region?"))
    }

    @Test func unknownValueNamesTheNearest() async throws {
        let text = try await message("analyze_win_rate", ["filters": [["dimension": "region", "values": ["EMAE"]]]])
        #expect(text.hasSuffix("did you mean EMEA?"))
    }

    private static let bad: [(String, JSON)] = [
        ("limit", 0), ("limit", "ten"), ("from", "20 Nov"), ("status", "pending"), ("min_amount", "big"),
        ("filters", "EMEA"), ("conditions", [["measure": "age", "operator": "above", "value": 1]]),
    ]

    @Test(arguments: bad)
    func badArgumentsAreRefused(_ name: String, _ value: JSON) async throws {
        #expect(try await message("get_top_accounts_by_value", [name: value]).contains(name))
    }

    @Test func aPeriodThatEndsBeforeItBeginsIsRefused() async throws {
        #expect(
            try await message("analyze_win_rate", ["from": "2026-02-01", "to": "2026-01-01"]).contains(
                "lies before from"))
    }

    @Test func valuesAreBoundNotWritten() async throws {
        let filter: JSON = [["dimension": "account", "values": ["Dún, \"Inc\""]]]
        let result = try await SmallCRM.catalogue().call("analyze_win_rate", ["filters": filter])
        #expect(result.total("closed") == .integer(1))
        #expect(result.sql.contains("\"account\" IN (?)"))
    }

    @Test func schemasAreStrict() async throws {
        let catalogue = try await SmallCRM.catalogue()
        for function in catalogue.functions {
            let schema = catalogue.parametersSchema(function).object ?? [:]
            let properties = schema["properties"]?.object ?? [:]
            #expect(schema["additionalProperties"] == false)
            #expect(schema["required"]?.array?.compactMap(\.string) == properties.keys.sorted())
            #expect(function.parameters.count == properties.count)
        }
    }
}
