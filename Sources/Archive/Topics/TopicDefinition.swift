import EventStore

/// A topic that phrases define: every record that has one of them in a field that words search has
/// the topic, whenever it was recorded.
public struct TopicDefinition: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// The phrases, any of which will do.
  public let phrases: [String]
  /// The topic that has every record of this one too.
  public let broader: String?

  /// Makes a definition.
  public init(name: String, phrases: [String], broader: String?) {
    self.name = name
    self.phrases = phrases
    self.broader = broader
  }

  static let defined = type("TopicDefined")
  static let undefined = type("TopicUndefined")

  private static func type(_ name: String) -> EventType {
    guard let type = EventType(name) else { preconditionFailure("\(name) is no event type") }
    return type
  }

  /// The event that records it.
  var event: ProposedEvent {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("name", name)
      writer.member("broader", broader)
      writer.name("match")
      writer.array { writer in
        for phrase in phrases { writer.string(phrase) }
      }
    }
    return ProposedEvent(type: TopicDefinition.defined, data: writer.bytes)
  }

  /// Reads what was recorded.
  init?(_ payload: JSONValue) {
    guard let name = payload["name"]?.string else { return nil }
    self.init(
      name: name, phrases: payload["match"]?.elements.compactMap(\.string) ?? [],
      broader: payload["broader"]?.string)
  }
}

/// Why a topic is not defined, or not taken back; nothing was recorded then.
public enum TopicRefusal: Error, Hashable, Sendable {
  /// A phrase has nothing in it that could be found.
  case nothingToFind(String)
  /// There is neither a phrase nor a broader topic.
  case saysNothing
  /// The broader topics would lead back to the topic itself.
  case loop([String])
  /// The topic is defined just so.
  case isSoAlready(String)
  /// No such topic is defined; the nearest that is.
  case notDefined(String, nearest: String?)
}

extension TopicRefusal: CustomStringConvertible {
  /// The reason, and what to do.
  public var description: String {
    switch self {
    case .nothingToFind(let phrase): "'\(phrase)' has nothing in it that could be found"
    case .saysNothing: "a topic needs a phrase that matches it, or a broader topic"
    case .loop(let names): "the broader topics lead back: \(names.joined(separator: " → "))"
    case .isSoAlready(let name): "\(name) is defined just so"
    case .notDefined(let name, let nearest):
      "no topic \(name) is defined" + (nearest.map { "; did you mean \($0)?" } ?? "")
    }
  }
}
