import EventStore

/// What was recorded about a body, beside the records that name it.
///
/// Bodies are named by their names, which no other body ever has: a reader of the log needs no table
/// of numbers.
enum BodyEvent: Hashable, Sendable {
  /// The body was entered in the registry.
  case registered(BodyRegistration)
  /// The body has another name beside its own.
  case aliased(name: String, alias: String)
  /// The body was given another name.
  case renamed(from: String, to: String, date: PartialDate)
  /// The body belongs to others, and to no others than these.
  case placed(name: String, parents: [String])
  /// The body ceased.
  case dissolved(name: String, date: PartialDate, successor: String?)
  /// Another registered body is this one, with all the names that it had.
  case merged(name: String, other: String, names: [String])
}

/// A body as it is entered in the registry.
public struct BodyRegistration: Hashable, Sendable {
  /// Its name, without a term of office.
  public var name: String
  /// Other names.
  public var aliases: [String] = []
  /// What kind of organ it is, such as 人大常委会 or 政府部门.
  public var classification: String?
  /// The bodies that it belongs to.
  public var parents: [String] = []
  /// The area that it is responsible for.
  public var jurisdiction: String?
  /// Whether it was entered because minutes named it, and nobody decided about it.
  var isAutomatic = false

  /// Makes a registration with nothing but the name.
  public init(name: String) { self.name = name }

  /// The registration of a body because minutes name it.
  static func automatic(_ name: String) -> BodyRegistration {
    var body = BodyRegistration(name: name)
    body.isAutomatic = true
    return body
  }
}

extension BodyEvent {
  static let registration = type("BodyRegistered")
  static let alias = type("BodyAliased")
  static let renaming = type("BodyRenamed")
  static let placing = type("BodyPlaced")
  static let dissolution = type("BodyDissolved")
  static let merging = type("BodiesMerged")
  /// The event of the archive's stream that says to which area relative names belong.
  static let jurisdiction = type("JurisdictionSet")

  private static func type(_ name: String) -> EventType {
    guard let type = EventType(name) else { preconditionFailure("\(name) is no event type") }
    return type
  }

  /// The type of the event that records it.
  var eventType: EventType {
    switch self {
    case .registered: BodyEvent.registration
    case .aliased: BodyEvent.alias
    case .renamed: BodyEvent.renaming
    case .placed: BodyEvent.placing
    case .dissolved: BodyEvent.dissolution
    case .merged: BodyEvent.merging
    }
  }

  /// Whether an event enters a body in the registry by one name, and says nothing of what other names it
  /// has or what it belongs to.
  ///
  /// Which names mean the same body is known without it.
  static func isEntry(_ event: RecordedEvent, _ payload: JSONValue) -> Bool {
    event.isOf(BodyEvent.registration) && payload["name"]?.string != nil
      && payload["aliases"] == nil && payload["parents"] == nil
  }

  /// Every name that stands in it.
  var names: [String] {
    switch self {
    case .registered(let body): [body.name] + body.aliases + body.parents
    case .aliased(let name, let alias): [name, alias]
    case .renamed(let from, let to, _): [from, to]
    case .placed(let name, let parents): [name] + parents
    case .dissolved(let name, _, let successor): [name] + (successor.map { [$0] } ?? [])
    case .merged(let name, let other, let names): [name, other] + names
    }
  }

  /// What it is about, in one line.
  var title: String {
    switch self {
    case .registered(let body): ([body.name] + body.aliases).joined(separator: " = ")
    case .aliased(let name, let alias): "\(name) = \(alias)"
    case .renamed(let from, let to, _): "\(from) → \(to)"
    case .placed(let name, let parents): "\(name) ⊂ " + parents.joined(separator: "、")
    case .dissolved(let name, _, let successor):
      name + (successor.map { " → \($0)" } ?? "")
    case .merged(let name, let other, _): "\(other) = \(name)"
    }
  }

  /// The event that records it.
  var proposed: ProposedEvent {
    var writer = JSONWriter()
    writer.object { writer in
      switch self {
      case .registered(let body): body.write(to: &writer)
      case .aliased(let name, let alias):
        writer.member("name", name)
        writer.member("alias", alias)
      case .renamed(let from, let to, let date):
        writer.member("from", from)
        writer.member("to", to)
        writer.member("date", "\(date)")
      case .placed(let name, let parents):
        writer.member("name", name)
        writer.name("parents")
        writer.array { writer in
          for parent in parents { writer.string(parent) }
        }
      case .dissolved(let name, let date, let successor):
        writer.member("name", name)
        writer.member("date", "\(date)")
        writer.member("successor", successor)
      case .merged(let name, let other, let names):
        writer.member("name", name)
        writer.member("other", other)
        writer.member("names", names)
      }
    }
    return ProposedEvent(type: eventType, data: writer.bytes)
  }

  /// Reads what an event of a body's stream records; nothing where it is none that is known.
  init?(_ event: RecordedEvent, _ payload: JSONValue) {
    func text(_ name: String) -> String? { payload[name]?.string }
    func texts(_ name: String) -> [String] { payload.texts(name) }
    guard event.stream.category == Streams.body, let name = text("name") ?? text("from") else {
      return nil
    }
    if event.isOf(BodyEvent.registration) {
      var body = BodyRegistration(name: name)
      body.aliases = texts("aliases")
      body.classification = text("classification")
      body.parents = texts("parents")
      body.jurisdiction = text("jurisdiction")
      body.isAutomatic = payload["automatic"]?.boolean ?? false
      self = .registered(body)
    } else if event.isOf(BodyEvent.alias), let alias = text("alias") {
      self = .aliased(name: name, alias: alias)
    } else if event.isOf(BodyEvent.renaming), let new = text("to") {
      let date = text("date").flatMap { PartialDate($0) } ?? .unknown
      self = .renamed(from: name, to: new, date: date)
    } else if event.isOf(BodyEvent.placing) {
      self = .placed(name: name, parents: texts("parents"))
    } else if event.isOf(BodyEvent.dissolution) {
      let date = text("date").flatMap { PartialDate($0) } ?? .unknown
      self = .dissolved(name: name, date: date, successor: text("successor"))
    } else if event.isOf(BodyEvent.merging), let other = text("other") {
      self = .merged(name: name, other: other, names: texts("names"))
    } else {
      return nil
    }
  }
}

extension BodyRegistration {
  /// Writes it as members of an object.
  func write(to writer: inout JSONWriter) {
    writer.member("name", name)
    writer.member("aliases", aliases)
    writer.member("classification", classification)
    writer.member("parents", parents)
    writer.member("jurisdiction", jurisdiction)
    guard isAutomatic else { return }
    writer.name("automatic")
    writer.boolean(true)
  }
}

extension JSONWriter {
  /// Writes a member that is an array of strings, where there is any.
  mutating func member(_ name: String, _ values: [String]) {
    guard !values.isEmpty else { return }
    self.name(name)
    array { writer in
      for value in values { writer.string(value) }
    }
  }
}

extension JSONValue {
  /// The strings of a member that is an array.
  func texts(_ name: String) -> [String] {
    guard let list = self[name], list.kind == .array else { return [] }
    return list.elements.compactMap(\.string)
  }
}
