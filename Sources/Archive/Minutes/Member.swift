import EventStore

/// One member of a record: its name in JSON, what its value must be, and whether it may be absent.
///
/// The tables of members are the one description of minutes: reading, checking, writing and showing
/// records all go by them.
///
/// A class, so that passing one on counts one reference instead of one for each of its parts.
final class Member: Sendable {
  let name: String
  let shape: Shape
  let isRequired: Bool
  /// The name in UTF-8, for comparing with what stands in a file.
  let bytes: [UInt8]
  /// The name as it is written in front of a value: in quotation marks, with a colon.
  let key: [UInt8]

  init(_ name: String, _ shape: Shape, isRequired: Bool = false) {
    self.name = name
    self.shape = shape
    self.isRequired = isRequired
    bytes = Array(name.utf8)
    key = Array("\"\(name)\":".utf8)
  }

  @inline(__always)
  func isNamed(_ name: UnsafeRawBufferPointer) -> Bool {
    bytes.count == name.count && bytes.withUnsafeBytes { $0.elementsEqual(name) }
  }
}

/// What the value of a member must be.
indirect enum Shape: Sendable {
  /// A string with something in it.
  case text
  /// An array of such strings.
  case texts
  /// One of these strings.
  case choice([String])
  /// An integer of 0 or more.
  case count
  /// An integer of 1 or more, or a text such as 第四十次.
  case ordinal(OrdinalText.Counter)
  /// A date, as far as it is known.
  case date
  /// A page of a newspaper: an integer of 1 or more, or a text such as A3.
  case page
  /// Line numbers: an array of `L3` and `L1-L23`.
  case lines
  /// A SHA-256 digest in hexadecimal.
  case digest
  /// An object.
  case object(ObjectSchema)
  /// An array of objects.
  case objects(ObjectSchema)
}

/// The members of an object, in the order in which they are written, and what holds between them.
final class ObjectSchema: Sendable {
  /// What the object is called in messages.
  let name: String
  let members: [Member]
  /// The members that must be there.
  let required: MemberSet
  private let rules: [ResolvedRule]

  init(_ name: String, _ members: [Member], rules: [MemberRule] = []) {
    self.name = name
    self.members = members
    required = MemberSet(members.filter(\.isRequired).map(\.name), of: members)
    self.rules = rules.map { ResolvedRule($0, of: members) }
  }

  /// The place of a member in the table.
  ///
  /// - Parameter start: Where to begin looking: behind the member found last, since most objects
  ///   are written in the order of the table.
  func index(of name: ArraySlice<UInt8>, from start: Int = 0) -> Int? {
    name.withUnsafeBytes { name in
      var index = start < members.count ? start : 0
      for _ in members.indices {
        if members[index].isNamed(name) { return index }
        index = index + 1 < members.count ? index + 1 : 0
      }
      return nil
    }
  }

  /// What is wrong with members that are there, where each is right for itself.
  func problem(of present: MemberSet, _ value: (Int) -> JSONValue?) -> MinutesProblem? {
    for rule in rules {
      if let problem = rule.problem(of: present, in: self, value) { return problem }
    }
    return nil
  }
}
