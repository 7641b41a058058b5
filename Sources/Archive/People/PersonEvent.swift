import EventStore

/// A person as somebody enters one in the registry.
public struct PersonRegistration: Hashable, Sendable {
  /// The name.
  public var name: String
  /// Other names and spellings.
  public var otherNames: [String] = []
  /// What tells the person from others of the name, such as 市审计局 or 1962年生; nothing where nobody
  /// else has the name.
  public var disambiguator: String?
  /// Bodies: a record of one of them that has the name is about this person.
  public var bodies: [String] = []
  /// Offices: a record that gives one of them to the name is about this person.
  public var offices: [String] = []

  /// Makes a registration with nothing but the name.
  public init(name: String) { self.name = name }

  /// The name with what tells it from others: 张伟（市审计局）.
  public var label: String { name + (disambiguator.map { "（\($0)）" } ?? "") }
}

/// What was recorded about a person, beside the records that name one.
enum PersonEvent: Hashable, Sendable {
  /// The person was entered in the registry.
  case registered(PersonRegistration)
  /// Another registered person is this one.
  case merged(name: String, other: UInt64, otherName: String)

  static let registration = type("PersonRegistered")
  static let merging = type("PersonsMerged")

  private static func type(_ name: String) -> EventType {
    guard let type = EventType(name) else { preconditionFailure("\(name) is no event type") }
    return type
  }

  /// What it is about, in one line.
  var title: String {
    switch self {
    case .registered(let person): person.label
    case .merged(let name, _, let other): "\(other) = \(name)"
    }
  }

  /// The event that records it.
  var proposed: ProposedEvent {
    var writer = JSONWriter()
    switch self {
    case .registered(let person):
      writer.object { writer in
        writer.member("name", person.name)
        writer.member("otherNames", person.otherNames)
        writer.member("disambiguator", person.disambiguator)
        guard !person.bodies.isEmpty || !person.offices.isEmpty else { return }
        writer.name("evidence")
        writer.object { writer in
          writer.member("bodies", person.bodies)
          writer.member("offices", person.offices)
        }
      }
      return ProposedEvent(type: PersonEvent.registration, data: writer.bytes)
    case .merged(let name, let other, let otherName):
      writer.object { writer in
        writer.member("name", name)
        writer.member("other", "\(Streams.name(Streams.person, other))")
        writer.member("otherName", otherName)
      }
      return ProposedEvent(type: PersonEvent.merging, data: writer.bytes)
    }
  }

  /// Reads what an event of a person's stream records; nothing where it is none that is known.
  init?(_ event: RecordedEvent, _ payload: JSONValue) {
    guard event.stream.category == Streams.person, let name = payload["name"]?.string else {
      return nil
    }
    if event.isOf(PersonEvent.registration) {
      var person = PersonRegistration(name: name)
      person.otherNames = payload.texts("otherNames")
      person.disambiguator = payload["disambiguator"]?.string
      person.bodies = payload["evidence"]?.texts("bodies") ?? []
      person.offices = payload["evidence"]?.texts("offices") ?? []
      self = .registered(person)
    } else if event.isOf(PersonEvent.merging),
      let other = payload["other"]?.string.flatMap({ StreamName($0) }),
      other.category == Streams.person
    {
      self = .merged(
        name: name, other: other.serial, otherName: payload["otherName"]?.string ?? "")
    } else {
      return nil
    }
  }
}
