/// One member of a record: its name in JSON, what its value must be, and whether it may be absent.
///
/// The tables of members are the one description of minutes: reading, checking, writing and showing
/// records all go by them.
struct Member: Sendable {
  let name: String
  let shape: Shape
  let isRequired: Bool
  /// The name in UTF-8, for comparing with what stands in a file.
  let bytes: [UInt8]

  init(_ name: String, _ shape: Shape, isRequired: Bool = false) {
    self.name = name
    self.shape = shape
    self.isRequired = isRequired
    bytes = Array(name.utf8)
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
struct ObjectSchema: Sendable {
  /// What the object is called in messages.
  let name: String
  let members: [Member]
  /// Says what is wrong with the members that are there, where each is right for itself.
  let check: @Sendable (PresentMembers) -> MinutesProblem?

  init(
    _ name: String, _ members: [Member],
    check: @escaping @Sendable (PresentMembers) -> MinutesProblem? = { _ in nil }
  ) {
    self.name = name
    self.members = members
    self.check = check
  }

  /// The place of a member in the table.
  func index(of name: some Collection<UInt8>) -> Int? {
    members.firstIndex { $0.bytes.count == name.count && $0.bytes.elementsEqual(name) }
  }
}
