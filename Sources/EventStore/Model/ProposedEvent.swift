/// An event that somebody wants recorded and that has no place in the log yet.
public struct ProposedEvent: Sendable {
  /// The event's identity, where the caller gives one: the same append may then be tried again, and
  /// is recorded once.
  public var id: EventID?
  /// What happened.
  public var type: EventType
  /// The version of the payload's schema, from 1.
  public var version: UInt64
  /// The payload: one JSON object in UTF-8.
  ///
  /// No duplicate members, no lone surrogates, no integer beyond 2⁵³, at most 64 levels deep, and
  /// no line feed outside of an escape.
  public var data: ArraySlice<UInt8> {
    didSet { isCanonical = false }
  }
  /// Whether the payload was written by somebody whose payloads keep the rules, so that it is not
  /// checked again.
  private(set) var isCanonical = false

  /// Makes a proposal; the payload is checked when it is appended.
  public init(type: EventType, version: UInt64 = 1, data: [UInt8], id: EventID? = nil) {
    self.init(type: type, version: version, data: data[...], id: id)
  }

  /// Makes a proposal whose payload is a part of other bytes, of which no copy is made.
  public init(
    type: EventType, version: UInt64 = 1, data: ArraySlice<UInt8>, id: EventID? = nil
  ) {
    self.id = id
    self.type = type
    self.version = version
    self.data = data
  }

  /// Makes a proposal whose payload is known to keep the rules, because of how it was written.
  ///
  /// It is checked in debug builds alone, which the tests are.
  package init(type: EventType, canonical data: ArraySlice<UInt8>) {
    self.init(type: type, data: data)
    isCanonical = true
  }
}
