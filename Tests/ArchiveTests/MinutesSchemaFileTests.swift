import EventStore
import Foundation
import TestSupport
import Testing

@testable import Archive

/// `Documentation/Minutes.schema.json` has the members of the tables that minutes are read by.
///
/// `Scripts/check-schemas` compares what both say of values; this tells a forgotten member at once.
@Suite struct MinutesSchemaFileTests {
  private static func definitions() throws -> JSONValue {
    let url = Places.package.appending(path: "Documentation/Minutes.schema.json")
    let document = try JSONDocument(Array(Data(contentsOf: url)))
    return try #require(document.root["$defs"])
  }

  private static let tables =
    [("meeting", MinutesSchema.meeting), ("document", MinutesSchema.document)] + MinutesSchema.items

  @Test(arguments: tables.map(\.0))
  func `the schema has the members of a record in the order of its table`(name: String) throws {
    let table = try #require(Self.tables.first { $0.0 == name }?.1)
    try Self.compare(table, with: name, in: Self.definitions())
  }

  @Test func `the schema has the kinds of items`() throws {
    let item = try #require(try Self.definitions()["item"])
    let kinds = item["properties"]?["item"]?["enum"]?.elements.compactMap(\.string)
    #expect(kinds == MinutesSchema.items.map(\.name))
    let branches = item["allOf"]?.elements.compactMap { $0["then"]?["$ref"]?.string }
    #expect(branches == MinutesSchema.items.map { "#/$defs/\($0.name)" })
  }

  private static func compare(
    _ table: ObjectSchema, with name: String, in definitions: JSONValue
  ) throws {
    let definition = try #require(definitions[name], "\(name)")
    let properties = try #require(definition["properties"], "\(name)")
    // The items of a meeting are no part of its payload, and stand in no table.
    let names = properties.members.compactMap(\.name.string).filter { $0 != "items" }
    #expect(names == table.members.map(\.name), "\(name)")
    let required = definition["required"]?.elements.compactMap(\.string) ?? []
    #expect(required == table.members.filter(\.isRequired).map(\.name), "\(name)")
    #expect(definition["additionalProperties"]?.kind == .false, "\(name)")
    for member in table.members {
      let property = try #require(properties[member.name], "\(name).\(member.name)")
      try compare(member.shape, with: property, "\(name).\(member.name)", in: definitions)
    }
  }

  private static func compare(
    _ shape: Shape, with property: JSONValue, _ name: String, in definitions: JSONValue
  ) throws {
    let reference = (property["$ref"] ?? property["items"]?["$ref"])?.string ?? ""
    let target = String(reference.dropFirst("#/$defs/".count))
    switch shape {
    case .text: #expect(target == "text", "\(name)")
    case .texts: #expect(target == "texts", "\(name)")
    case .count: #expect(target == "count", "\(name)")
    case .ordinal(let counter):
      #expect(target == (counter == .term ? "term" : "ordinal"), "\(name)")
    case .date: #expect(target == "date", "\(name)")
    case .page: #expect(target == "page", "\(name)")
    case .lines: #expect(target == "lines", "\(name)")
    case .digest: #expect(target == "digest", "\(name)")
    case .choice(let allowed):
      let values = (definitions[target] ?? property)
      let listed = values["enum"]?.elements.compactMap(\.string) ?? []
      let single = values["const"]?.string.map { [$0] } ?? []
      #expect(listed + single == allowed, "\(name)")
    case .object(let table): try compare(table, with: target, in: definitions)
    case .objects(let table):
      #expect(property["type"]?.isString("array") == true, "\(name)")
      try compare(table, with: target, in: definitions)
    }
  }
}
