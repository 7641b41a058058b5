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
  /// What the derived index covers.
  var base = ProjectionCheckpoint.start
  /// The records that were met on the way or accepted, for the derived index.
  var met: [(key: KeyIndex.Key, value: UInt64)] = []
  /// Whether the derived index can be written behind `base`.
  var isIndexable = true
  private(set) var nextSerial: UInt64 = 1
  private let wanted: Set<RecordIdentity>
  private let wantedSerial: UInt64?
  private var known: [RecordIdentity: KnownRecord] = [:]
  /// The identities of the known records by their serial numbers.
  private var serials: [UInt64: RecordIdentity] = [:]
  private let document = JSONDocument()

  /// - Parameter serial: The number of one more record that is asked about.
  init(lookingFor wanted: Set<RecordIdentity>, serial: UInt64? = nil) {
    self.wanted = wanted
    wantedSerial = serial
  }

  var checkpoint: ProjectionCheckpoint { last.map { ProjectionCheckpoint(behind: $0) } ?? base }

  /// The number of identities that are asked about.
  var wantedCount: Int { wanted.count }

  /// The record of an identity.
  subscript(identity: RecordIdentity) -> KnownRecord? { known[identity] }

  /// The record of a number that was asked about.
  subscript(serial: UInt64) -> KnownRecord? { serials[serial].flatMap { known[$0] } }

  mutating func apply(_ event: RecordedEvent) {
    apply(event, Register.identity(of: event, document))
  }

  /// Takes in an event whose identity was made already.
  mutating func apply(_ event: RecordedEvent, _ identity: RecordIdentity?) {
    last = event
    take(event, identity, isNew: true)
  }

  /// The identity of the record that an event begins; nothing where it begins none, or says nothing
  /// any more.
  static func identity(of event: RecordedEvent, _ document: JSONDocument) -> RecordIdentity? {
    for kind in [RecordKind.meeting, .document] where event.isOf(kind.eventType) {
      return event.loadPayload(into: document) ? RecordIdentity(kind, document.root) : nil
    }
    return nil
  }

  private mutating func take(
    _ event: RecordedEvent, _ identity: RecordIdentity?, isNew: Bool
  ) {
    let stream = event.stream
    guard stream.category == Streams.meeting || stream.category == Streams.document,
      stream.serial < Streams.end
    else { return }
    nextSerial = max(nextSerial, stream.serial + 1)
    if let identity {
      let isDocument = event.isOf(RecordKind.document.eventType)
      add(isDocument ? .document : .meeting, identity, event, stream.serial, isNew)
    } else if let identity = serials[stream.serial],
      RecordKind.items.contains(where: { event.isOf($0.eventType) })
    {
      let data: ArraySlice<UInt8>? = if case .data(let data) = event.payload { data } else { nil }
      known[identity]?.add(item: data, revision: event.revision, from: event.groupStart)
    }
  }

  private mutating func add(
    _ kind: RecordKind, _ identity: RecordIdentity, _ event: RecordedEvent, _ serial: UInt64,
    _ isNew: Bool
  ) {
    if isNew, isIndexable { met.append((identity.indexKey, serial)) }
    guard wanted.contains(identity) || serial == wantedSerial, case .data(let data) = event.payload
    else { return }
    known[identity] = KnownRecord(
      kind: kind, serial: serial, payload: data, revision: event.revision, from: event.groupStart)
    serials[serial] = identity
  }

  /// Takes in a record that was just accepted, so that the next minutes are decided with it.
  ///
  /// - Parameter mayRecur: Whether other minutes to be decided may have the same identity.
  mutating func add(_ draft: RecordDraft, mayRecur: Bool) {
    defer { nextSerial += 1 }
    if isIndexable { met.append((draft.identity.indexKey, nextSerial)) }
    guard mayRecur else { return }
    var record = KnownRecord(
      kind: draft.kind, serial: nextSerial, payload: draft.payload, revision: 0, from: .start)
    record.source = draft.source
    for item in draft.itemPayloads { record.add(item: item, revision: 0, from: .start) }
    known[draft.identity] = record
  }
}

// MARK: - The derived index

extension Register {
  /// Begins where the derived index ends, with the records in question read from the log; leaves
  /// the register as it was, to begin at the log's beginning, where there is no index.
  mutating func begin(in store: EventStore) throws(EventStoreError) {
    guard let index = KeyIndex(opening: store, name: Register.name, version: Register.version),
      let next = index.numbers.first, (1...Streams.end).contains(next),
      let found = index.values(of: Set(wanted.map(\.indexKey))),
      found.allSatisfy({ $0 < Streams.end })
    else { return }
    var begun = self
    for serial in Set(found + (wantedSerial.map { [$0] } ?? [])).sorted() {
      for category in [Streams.meeting, Streams.document] {
        guard
          let events = try store.indexedEvents(
            of: Streams.name(category, serial), before: index.checkpoint.next)
        else { return }
        for event in events {
          begun.take(event, Register.identity(of: event, document), isNew: false)
        }
      }
    }
    begun.nextSerial = next
    begun.base = index.checkpoint
    self = begun
  }

  /// Writes the derived index, where the log's own has just been brought up to the same event.
  ///
  /// - Parameter end: The position of the next event, all before which the register knows.
  func indexing(in store: EventStore, upTo end: Position) -> @Sendable () -> Void {
    { [base, met, nextSerial, isIndexable] in
      guard isIndexable else { return }
      KeyIndex.extend(
        behind: base, of: store, name: Register.name, version: Register.version, with: met,
        upTo: .count(end.rawValue), numbers: [nextSerial])
    }
  }
}

/// A record that the archive holds already.
struct KnownRecord {
  let kind: RecordKind
  let serial: UInt64
  let payload: ArraySlice<UInt8>
  /// Its items in their order; nothing in place of one that cannot be read any more.
  private(set) var items: [ArraySlice<UInt8>?] = []
  /// How many items it had after each write, the last being what it has now.
  private(set) var versions: [Int] = [0]
  /// The revision of its last event.
  private(set) var revision: UInt64
  /// The write that its last event belongs to.
  private var group: Position
  /// Where its minutes stand, if it was accepted just now and is not recorded yet.
  var source: MinutesPlace?

  init(
    kind: RecordKind, serial: UInt64, payload: ArraySlice<UInt8>, revision: UInt64,
    from group: Position
  ) {
    self.kind = kind
    self.serial = serial
    self.payload = payload
    self.revision = revision
    self.group = group
  }

  var accession: AccessionNumber { AccessionNumber(serial: serial) }

  /// Takes in an item, which was written in the group that begins at a position.
  mutating func add(item: ArraySlice<UInt8>?, revision: UInt64, from group: Position) {
    items.append(item)
    if group == self.group { versions.removeLast() }
    versions.append(items.count)
    self.group = group
    self.revision = revision
  }

  /// Whether the record had just these items at some time.
  func hadItems(_ payloads: [ArraySlice<UInt8>]) -> Bool {
    versions.contains(payloads.count)
      && zip(items, payloads).allSatisfy { $0 == $1 }
  }

  /// Whether just these items were added to it at some time.
  func wasGiven(_ items: ItemsDraft) -> Bool {
    zip(versions, versions.dropFirst()).contains { start, end in
      self.items[start..<end].elementsEqual(items.payloads(behind: start)) { $0 == $1 }
    }
  }
}

/// The categories of streams.
enum Streams {
  static let archive = "archive"
  static let log = "log"
  static let meeting = "meeting"
  static let document = "document"
  /// No record has a serial number like this, whatever a log or an index says, so that there is always
  /// a next one.
  static let end: UInt64 = 1 << 52

  static func name(_ category: String, _ serial: UInt64) -> StreamName {
    guard let name = StreamName(category: category, serial: serial) else {
      preconditionFailure("\(category)/\(serial) is no stream name")
    }
    return name
  }
}
