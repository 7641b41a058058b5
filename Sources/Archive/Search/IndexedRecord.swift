import EventStore

/// What the index holds of one record.
struct IndexedRecord {
  let accession: AccessionNumber
  let kind: RecordKind
  let position: Position
  let recordedAt: Timestamp
  /// The event that recorded it.
  let event: EventType
  /// The record as it was recorded.
  let payload: [UInt8]
  let date: PartialDate
  let bodies: [Int]
  let series: Int?
  let term: Int?
  let ordinal: Int?
  let topics: [Int]
  /// Those who attend, speak, or are appointed or removed.
  let persons: [Int]
  /// Those who chair the meeting.
  let chairs: [Int]
  let number: String?
  let outcome: String?
  let stage: Int?
  /// The stricter of its own and its meeting's; the archive's where neither states one.
  let openness: Openness
  /// The meeting's place in the index, where the record is an item.
  let meeting: Int?
}
