import EventStore

/// What the archive must know to decide about new minutes: which records there are of the
/// identities in question, and which accession number comes next.
///
/// It remembers only the identities that it is asked about, so that its memory does not grow with
/// the archive.
struct Register: Projection {
  static let name = "register"
  static let version = 1

  private var last: RecordedEvent?
  private(set) var nextSerial: UInt64 = 1
  private let wanted: Set<RecordIdentity>
  private var known: [RecordIdentity: KnownRecord] = [:]
  /// The identities of the known records by their serial numbers.
  private var serials: [UInt64: RecordIdentity] = [:]
  private let document = JSONDocument()

  init(lookingFor wanted: Set<RecordIdentity>) { self.wanted = wanted }

  var checkpoint: ProjectionCheckpoint { last.map { ProjectionCheckpoint(behind: $0) } ?? .start }

  /// The record of an identity.
  subscript(identity: RecordIdentity) -> KnownRecord? { known[identity] }

  mutating func apply(_ event: RecordedEvent) {
    last = event
    let stream = event.stream
    guard stream.category == Streams.meeting || stream.category == Streams.document else { return }
    nextSerial = max(nextSerial, stream.serial + 1)
    if event.isOf(RecordKind.meeting.eventType) {
      add(.meeting, event, stream.serial)
    } else if event.isOf(RecordKind.document.eventType) {
      add(.document, event, stream.serial)
    } else if let identity = serials[stream.serial], case .data(let data) = event.payload {
      known[identity]?.items.append(data)
    }
  }

  private mutating func add(_ kind: RecordKind, _ event: RecordedEvent, _ serial: UInt64) {
    guard !wanted.isEmpty, event.loadPayload(into: document) else { return }
    let identity = RecordIdentity(kind, document.root)
    guard wanted.contains(identity), case .data(let data) = event.payload else { return }
    known[identity] = KnownRecord(serial: serial, payload: data, items: [])
    serials[serial] = identity
  }

  /// Takes in a record that was just accepted, so that the next minutes are decided with it.
  mutating func add(_ draft: RecordDraft) {
    known[draft.identity] = KnownRecord(
      serial: nextSerial, payload: draft.payload, items: draft.itemPayloads, source: draft.source)
    nextSerial += 1
  }
}

/// A record that the archive holds already.
struct KnownRecord {
  let serial: UInt64
  let payload: ArraySlice<UInt8>
  var items: [ArraySlice<UInt8>]
  /// Where its minutes stand, if it was accepted just now and is not recorded yet.
  var source: MinutesPlace?

  var accession: AccessionNumber { AccessionNumber(serial: serial) }
}

/// The categories of streams.
enum Streams {
  static let archive = "archive"
  static let log = "log"
  static let meeting = "meeting"
  static let document = "document"

  static func name(_ category: String, _ serial: UInt64) -> StreamName {
    guard let name = StreamName(category: category, serial: serial) else {
      preconditionFailure("\(category)/\(serial) is no stream name")
    }
    return name
  }
}
