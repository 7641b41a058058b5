import EventStore

/// What holds between the members of an object, each of them right for itself.
enum MemberRule: Sendable {
  /// At least one of the members must be there.
  case needsOne(of: [String])
  /// Exactly one of the members must be there.
  case needsExactlyOne(of: [String])
  /// An item must say something: one of the members must be there.
  case needsWords(in: [String])
  /// A member may be there only where another is.
  case onlyBeside(String, other: String)
  /// A member may be there only where another has one of these values.
  case onlyWhere(String, other: String, isOneOf: [String])
}

/// The members of a schema that an object has, a bit for each place in the table.
struct MemberSet: Sendable {
  private(set) var bits: UInt64 = 0

  init() {}

  /// The members of these names.
  init(_ names: [String], of members: [Member]) {
    for name in names {
      guard let index = members.firstIndex(where: { $0.name == name }) else {
        preconditionFailure("there is no member \(name)")
      }
      insert(index)
    }
  }

  mutating func insert(_ index: Int) { bits |= 1 << UInt64(index) }

  func contains(_ index: Int) -> Bool { bits & 1 << UInt64(index) != 0 }

  func intersection(_ other: MemberSet) -> MemberSet {
    var both = self
    both.bits &= other.bits
    return both
  }

  func union(_ other: MemberSet) -> MemberSet {
    var both = self
    both.bits |= other.bits
    return both
  }

  var isEmpty: Bool { bits == 0 }
  var count: Int { bits.nonzeroBitCount }

  /// The places of the members, in order.
  var places: Places { Places(bits: bits) }

  /// The places of some members, in order.
  struct Places: Sequence, IteratorProtocol {
    fileprivate var bits: UInt64

    mutating func next() -> Int? {
      guard bits != 0 else { return nil }
      defer { bits &= bits - 1 }
      return bits.trailingZeroBitCount
    }
  }
}

/// A rule with its members looked up.
final class ResolvedRule: Sendable {
  private let rule: MemberRule
  /// The members that the rule is about.
  private let members: MemberSet
  /// The member that they depend on, where they depend on one.
  private let other: Int?

  init(_ rule: MemberRule, of table: [Member]) {
    self.rule = rule
    switch rule {
    case .needsOne(let names), .needsExactlyOne(let names), .needsWords(let names):
      members = MemberSet(names, of: table)
      other = nil
    case .onlyBeside(let name, let on), .onlyWhere(let name, let on, _):
      members = MemberSet([name], of: table)
      other = MemberSet([on], of: table).places.first { _ in true }
    }
  }

  /// What is wrong with an object that has some members; nothing where the rule is kept.
  func problem(
    of present: MemberSet, in schema: ObjectSchema, _ value: (Int) -> JSONValue?
  ) -> MinutesProblem? {
    let found = members.intersection(present)
    switch rule {
    case .needsOne(let names): return found.isEmpty ? .needsOne(of: names, in: schema.name) : nil
    case .needsExactlyOne(let names):
      if found.count == 1 { return nil }
      return found.isEmpty
        ? .needsOne(of: names, in: schema.name)
        : .excludeEachOther(found.places.map { schema.members[$0].name })
    case .needsWords(let names):
      return found.isEmpty ? .withoutWords(schema.name, members: names) : nil
    case .onlyBeside(let name, let on):
      guard let other, !found.isEmpty, !present.contains(other) else { return nil }
      return .onlyBeside(name, other: on)
    case .onlyWhere(let name, let on, let values):
      guard let other, !found.isEmpty else { return nil }
      if let value = value(other), values.contains(where: { value.isString($0) }) { return nil }
      return .onlyWhere(name, other: on, isOneOf: values)
    }
  }
}
