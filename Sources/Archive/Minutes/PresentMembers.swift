import EventStore

/// The members that an object has, each already found right for itself.
struct PresentMembers {
  let schema: ObjectSchema
  /// The value of each member of the schema, by its place in the table.
  let values: ArraySlice<JSONValue?>

  subscript(name: String) -> JSONValue? {
    schema.members.firstIndex { $0.name == name }.flatMap { values[values.startIndex + $0] }
  }

  /// At least one of the members must be there.
  func needsOne(of names: [String]) -> MinutesProblem? {
    names.contains { self[$0] != nil } ? nil : .needsOne(of: names, in: schema.name)
  }

  /// Exactly one of the members must be there.
  func needsExactlyOne(of names: [String]) -> MinutesProblem? {
    let there = names.filter { self[$0] != nil }
    if there.count > 1 { return .excludeEachOther(there) }
    return there.isEmpty ? .needsOne(of: names, in: schema.name) : nil
  }

  /// An item must say something.
  func needsWords(in names: [String]) -> MinutesProblem? {
    names.contains { self[$0] != nil } ? nil : .withoutWords(schema.name, members: names)
  }

  /// A member may be there only where another is.
  func mayStand(_ name: String, onlyBeside other: String) -> MinutesProblem? {
    self[name] == nil || self[other] != nil ? nil : .onlyBeside(name, other: other)
  }

  /// A member may be there only where another has one of these values.
  func mayStand(
    _ name: String, onlyWhere other: String, isOneOf values: [String]
  ) -> MinutesProblem? {
    guard self[name] != nil else { return nil }
    if let value = self[other]?.string, values.contains(value) { return nil }
    return .onlyWhere(name, other: other, isOneOf: values)
  }
}
