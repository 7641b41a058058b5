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
  /// The name as it is written in front of a value: in quotation marks, with a colon.
  let key: [UInt8]

  init(_ name: String, _ shape: Shape, isRequired: Bool = false) {
    self.name = name
    self.shape = shape
    self.isRequired = isRequired
    key = Array("\"\(name)\":".utf8)
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
  /// The names of the members in UTF-8, one behind the other, for comparing with what stands in a
  /// file.
  private let names: [UInt8]
  /// Where each of them ends there.
  private let ends: [Int]

  init(_ name: String, _ members: [Member], rules: [MemberRule] = []) {
    self.name = name
    self.members = members
    required = MemberSet(members.filter(\.isRequired).map(\.name), of: members)
    self.rules = rules.map { ResolvedRule($0, of: members) }
    var names: [UInt8] = []
    ends = members.map { member in
      names += Array(member.name.utf8)
      return names.count
    }
    self.names = names
  }

  /// The place of a member in the table.
  ///
  /// - Parameter start: Where to begin looking: behind the member found last, since most objects
  ///   are written in the order of the table.
  func index(of name: ByteView, from start: Int = 0) -> Int? {
    names.withUnsafeBytes { names in
      let names = ByteView(names)
      var index = start < ends.count ? start : 0
      for _ in ends.indices {
        let begin = index == 0 ? 0 : ends[index - 1]
        if ends[index] - begin == name.count, names[begin..<ends[index]].equals(name) {
          return index
        }
        index = index + 1 < ends.count ? index + 1 : 0
      }
      return nil
    }
  }

  /// The place of the member of a name as it stands in a document.
  func index(of name: JSONValue, from start: Int) -> Int? {
    if let index = name.number(ofPlainString: { index(of: $0, from: start) }) { return index }
    return name.stringBytes?.withUnsafeBytes { index(of: ByteView($0), from: start) }
  }

  /// What is wrong with members that are there, where each is right for itself.
  func problem(of present: MemberSet, _ value: (Int) -> JSONValue?) -> MinutesProblem? {
    for rule in rules {
      if let problem = rule.problem(of: present, in: self, value) { return problem }
    }
    return nil
  }
}
