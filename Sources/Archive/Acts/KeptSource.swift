import EventStore

/// The text of a source, kept in the archive so that cited lines can be read for ever.
public struct KeptSource: Hashable, Sendable {
  /// The SHA-256 of the text as it was handed in, in hexadecimal; sources name it.
  public let digest: String
  /// What it is called.
  public let title: String?
  /// The text.
  public let text: String
  /// To whom it may be given; nothing where the archive's own rule counts.
  public let openness: Openness?

  /// The most bytes of a text, so that its event fits whatever must be escaped in it.
  public static let longest = EventStore.longestPayload / 6

  static let eventType = {
    guard let type = EventType("SourceKept") else { preconditionFailure("no event type") }
    return type
  }()

  /// Makes a source of a text.
  public init(text: String, title: String?, openness: Openness?) {
    digest = "\(SHA256.hash(text.utf8))"
    self.title = title
    self.text = text
    self.openness = openness
  }

  /// Reads what was kept.
  init?(_ payload: JSONValue) {
    guard let digest = payload["sha256"]?.string, let text = payload["text"]?.string else {
      return nil
    }
    self.digest = digest
    title = payload["title"]?.string
    self.text = text
    openness = payload["openness"]?.string.flatMap { Openness(rawValue: $0) }
  }

  /// What the derived index of the register finds it by.
  static func indexKey(_ digest: String) -> KeyIndex.Key {
    KeyIndex.Key(hashOf: Array("source\u{1E}\(digest)".utf8))
  }

  /// The event that keeps it.
  var event: ProposedEvent {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("sha256", digest)
      writer.member("title", title)
      writer.member("openness", openness?.rawValue)
      writer.member("text", text)
    }
    return ProposedEvent(type: KeptSource.eventType, data: writer.bytes)
  }
}
