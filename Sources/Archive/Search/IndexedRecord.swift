import EventStore

/// What the index holds of one record.
struct IndexedRecord {
  let accession: AccessionNumber
  let kind: RecordKind
  /// Where it was recorded first.
  let position: Position
  let recordedAt: Timestamp
  /// The event that recorded it.
  let event: EventType
  /// The meeting's place in the index, where the record is an item.
  var meeting: Int?
  /// The record as it is now, corrections and redactions carried out; empty where the index does not keep
  /// it.
  var payload: [UInt8]
  /// The revision of the last event of its stream; of an item, of its own event.
  var revision: UInt64
  /// Whether anything was done about it after it was recorded.
  var hasActs = false
  /// Whether it, or the meeting it belongs to, was withdrawn.
  var isRetracted = false
  /// What was decided about its openness after it was recorded.
  var reclassified: Openness?
  /// What questions ask for.
  var columns = Columns()

  init(
    _ accession: AccessionNumber, _ kind: RecordKind, _ event: RecordedEvent, payload: [UInt8],
    meeting: Int?
  ) {
    self.accession = accession
    self.kind = kind
    position = event.position
    recordedAt = event.recordedAt
    self.event = kind.eventType
    revision = event.revision
    self.payload = payload
    self.meeting = meeting
  }

  /// What questions ask for; an item has much of it from its meeting.
  struct Columns {
    var date = PartialDate.unknown
    var bodies: [Int] = []
    var series: Int?
    var term: Int?
    var ordinal: Int?
    var topics: [Int] = []
    /// Those who attend, speak, or are appointed or removed.
    var persons: [Int] = []
    /// Those who chair the meeting.
    var chairs: [Int] = []
    var number: String?
    var outcome: String?
    var stage: Int?
    /// The stricter of its own and its meeting's; the archive's where neither states one.
    var openness = Openness.unconditional
  }
}

// Questions ask for the columns as if they were the record's own.
extension IndexedRecord {
  var date: PartialDate { columns.date }
  var bodies: [Int] { columns.bodies }
  var series: Int? { columns.series }
  var term: Int? { columns.term }
  var ordinal: Int? { columns.ordinal }
  var topics: [Int] { columns.topics }
  var persons: [Int] { columns.persons }
  var chairs: [Int] { columns.chairs }
  var number: String? { columns.number }
  var outcome: String? { columns.outcome }
  var stage: Int? { columns.stage }
  var openness: Openness { columns.openness }
}
