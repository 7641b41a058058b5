import EventStore

/// A record that was read from minutes and found right, ready to be recorded.
///
/// Its payloads are canonical: members in the order of the schema, no spaces, no more escapes than
/// needed, so that equal minutes have equal bytes.
public struct RecordDraft: Sendable {
  /// A meeting or a document.
  public let kind: RecordKind
  /// What makes it the same record as another.
  public let identity: RecordIdentity
  /// The title.
  public let title: String
  /// The date; of a document, the first known of its dates.
  public let date: PartialDate
  /// The organs of the meeting, the first leading, or the document's issuers.
  public let bodies: [String]
  /// Where it stands in the minutes.
  public internal(set) var source: MinutesPlace
  private let payloads: CanonicalRecord

  init(
    identity: RecordIdentity, bodies: [String], title: String, date: PartialDate,
    source: MinutesPlace, payloads: CanonicalRecord
  ) {
    kind = payloads.kind
    self.identity = identity
    self.bodies = bodies
    self.title = title
    self.date = date
    self.source = source
    self.payloads = payloads
  }

  /// Takes payloads that a reader has just written, and the minutes of which it made them.
  init(_ payloads: CanonicalRecord, source: MinutesPlace, of minutes: JSONValue) {
    let date =
      payloads.kind == .document
      ? RecordIdentity.date(ofDocument: minutes)
      : minutes["date"]?.stringBytes.flatMap { PartialDate(utf8: $0) } ?? .unknown
    self.init(
      identity: RecordIdentity(payloads.kind, minutes),
      bodies: minutes.texts(payloads.kind == .document ? "issuers" : "body"),
      title: minutes["title"]?.string ?? "", date: date, source: source, payloads: payloads)
  }

  /// The number of items.
  public var itemCount: Int { payloads.items.count }

  /// The payload of the record itself.
  var payload: ArraySlice<UInt8> { payloads.bytes[payloads.record] }

  /// The payloads of its items, in their order.
  var itemPayloads: [(kind: RecordKind, payload: ArraySlice<UInt8>)] {
    payloads.items.map { ($0.kind, payloads.bytes[$0.range]) }
  }

  /// The events that record it: its own, then one for each item.
  var events: [ProposedEvent] {
    [ProposedEvent(type: kind.eventType, canonical: payload)]
      + payloads.items.map { item in
        ProposedEvent(type: item.kind.eventType, canonical: payloads.bytes[item.range])
      }
  }
}

/// The canonical payloads of a record, one behind the other in one stretch of memory.
struct CanonicalRecord: Sendable {
  let kind: RecordKind
  let bytes: [UInt8]
  let record: Range<Int>
  let items: [(kind: RecordKind, range: Range<Int>)]
}

/// Where a record begins in a file.
public struct MinutesPlace: Hashable, Sendable {
  /// The file's name as the user gave it.
  public let file: String
  /// The line, from 1.
  public internal(set) var line: Int
}
