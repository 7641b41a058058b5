import EventStore

/// Everything that was recorded, ready to be asked.
///
/// It is built by reading the log, and answers by looking at every record; words are looked for in
/// the records that every other filter lets through.
public struct SearchIndex: Projection {
  /// The projection's name.
  public static let name = "search"
  /// The version of what it makes of events.
  public static let version = 1

  private var last: RecordedEvent?
  /// The log's Merkle tree as far as it was read, where somebody wants its root.
  private var tree: MerkleTree?
  /// Damage that was read around.
  public private(set) var damages: [Damage] = []
  /// The number of events read.
  public var eventCount: UInt64 { last?.position.next.rawValue ?? 0 }
  /// How far the log was read.
  public var checkpoint: ProjectionCheckpoint {
    last.map { ProjectionCheckpoint(behind: $0) } ?? .start
  }

  private(set) var records: [IndexedRecord] = []
  private var places: [AccessionNumber: Int] = [:]
  private(set) var bodyNames = NameTable()
  private(set) var topicNames = NameTable()
  private(set) var personNames = NameTable()
  private(set) var otherNames = NameTable()
  private var defaultOpenness = Openness.unconditional
  private let document = JSONDocument()

  /// The archive that was read.
  public let description: StoreDescription

  init(
    reading store: EventStore, asOf moment: RecordingLimit?, withRoot: Bool,
    progress: (Int64) -> Void
  ) throws(EventStoreError) {
    description = store.description
    tree = withRoot ? MerkleTree() : nil
    var reader = try store.events()
    var read: Int64 = 0
    while let event = try reader.next(), moment?.includes(event) ?? true {
      if last == nil, event.position > .start || !event.isOf(RecordKind.founding) {
        // A founding event that was cut away founded nothing. One that is there and cannot be read
        // may have said that nothing is open.
        let isLost = reader.damages.contains { $0.position == .start }
        defaultOpenness = isLost ? .undetermined : .unconditional
      }
      apply(event)
      read += Int64(event.length + 1)
      progress(read)
    }
    damages += reader.damages
    damages.sort { $0.position < $1.position }
  }

  /// The log's size and root as far as it was read; nothing where nobody asked for it when the
  /// index was built, and where damage leaves no root.
  public var logCheckpoint: Checkpoint? {
    guard damages.isEmpty, let tree else { return nil }
    return Checkpoint(origin: description.origin, size: tree.size, root: tree.root)
  }

  /// The place of a record.
  func place(of accession: AccessionNumber) -> Int? { places[accession] }

  /// The record's payload, to be read.
  func payload(of place: Int) -> JSONValue {
    // Only what could be read was taken in.
    guard let document = try? JSONDocument(records[place].payload) else {
      preconditionFailure("the index holds a payload that is no JSON")
    }
    return document.root
  }
}

// MARK: - Taking in events

extension SearchIndex {
  /// Takes in the next event.
  public mutating func apply(_ event: RecordedEvent) {
    last = event
    tree?.append(event.leafHash)
    if event.isOf(RecordKind.founding) {
      guard event.loadPayload(into: document) else { return }
      defaultOpenness =
        document.root["defaultOpenness"]?.string.flatMap { Openness(rawValue: $0) }
        ?? .unconditional
      return
    }
    guard let kind = RecordKind.allCases.first(where: { event.isOf($0.eventType) }),
      case .data(let data) = event.payload
    else { return }
    do throws(JSONError) {
      try event.readPayload(into: document)
    } catch {
      damages.append(
        Damage(place: event.place, position: event.position, kind: .wrongPayload(error)))
      return
    }
    switch kind {
    case .meeting, .document: add(standing: kind, event, Array(data))
    case .report, .resolution, .personnel, .matter, .agreement: add(item: kind, event, Array(data))
    }
  }

  private mutating func append(_ record: IndexedRecord) {
    places[record.accession] = records.count
    records.append(record)
  }

  private mutating func add(standing kind: RecordKind, _ event: RecordedEvent, _ data: [UInt8]) {
    let payload = document.root
    let attendance = payload["attendance"]
    append(
      IndexedRecord(
        accession: AccessionNumber(serial: event.stream.serial), kind: kind,
        position: event.position, recordedAt: event.recordedAt, event: event.type, payload: data,
        date: kind == .document
          ? RecordIdentity.date(ofDocument: payload)
          : payload["date"]?.string.flatMap { PartialDate($0) } ?? .unknown,
        bodies: numbers(payload[kind == .document ? "issuers" : "body"], in: \.bodyNames),
        series: kind == .meeting
          ? otherNames.number(of: payload["series"]?.string ?? Query.plainSeries) : nil,
        term: payload["term"]?.integer, ordinal: payload["ordinal"]?.integer,
        topics: numbers(payload["topics"], in: \.topicNames),
        persons: persons(attendance) { _ in true },
        chairs: persons(attendance) { $0["capacity"]?.isString("chair") ?? false },
        number: payload["number"]?.string.map { DocumentNumber($0).canonical },
        outcome: nil, stage: nil, openness: openness(payload) ?? defaultOpenness, meeting: nil))
  }

  private mutating func add(item kind: RecordKind, _ event: RecordedEvent, _ data: [UInt8]) {
    let payload = document.root
    guard let order = payload["order"]?.integer,
      let place = places[AccessionNumber(serial: event.stream.serial)]
    else { return }
    let meeting = records[place]
    let ownOpenness = openness(payload) ?? meeting.openness
    append(
      IndexedRecord(
        accession: AccessionNumber(serial: event.stream.serial, item: order), kind: kind,
        position: event.position, recordedAt: event.recordedAt, event: event.type, payload: data,
        date: payload["date"]?.string.flatMap { PartialDate($0) } ?? meeting.date,
        bodies: meeting.bodies, series: meeting.series, term: meeting.term,
        ordinal: meeting.ordinal, topics: numbers(payload["topics"], in: \.topicNames),
        persons: itemPersons(payload), chairs: meeting.chairs,
        number: (payload["number"] ?? payload["document"]?["number"])?.string
          .map { DocumentNumber($0).canonical },
        outcome: payload["outcome"]?.string,
        stage: number(payload["document"]?["stage"], in: \.otherNames),
        // The stricter of the two; the item's own where they are equally strict.
        openness: ownOpenness.stricter(meeting.openness), meeting: place))
  }

  private func openness(_ payload: JSONValue) -> Openness? {
    payload["openness"]?.string.flatMap { Openness(rawValue: $0) }
  }

  private mutating func number(
    _ value: JSONValue?, in table: WritableKeyPath<SearchIndex, NameTable>
  ) -> Int? {
    value?.string.map { self[keyPath: table].number(of: $0) }
  }

  private mutating func numbers(
    _ value: JSONValue?, in table: WritableKeyPath<SearchIndex, NameTable>
  ) -> [Int] {
    value.map { $0.elements.compactMap(\.string) }?.map { self[keyPath: table].number(of: $0) }
      ?? []
  }

  private mutating func persons(
    _ attendance: JSONValue?, where fits: (JSONValue) -> Bool
  ) -> [Int] {
    var numbers: [Int] = []
    for entry in attendance.map({ Array($0.elements) }) ?? [] where fits(entry) {
      if let person = number(entry["person"], in: \.personNames) { numbers.append(person) }
    }
    return numbers
  }

  private mutating func itemPersons(_ payload: JSONValue) -> [Int] {
    [payload["person"], payload["speaker"]?["person"]].compactMap {
      number($0, in: \.personNames)
    }
  }
}
