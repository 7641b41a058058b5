import EventStore

/// Everything that was recorded, ready to be asked.
///
/// It is built by reading the log, and answers by looking at every record; words are looked for in
/// the records that every other filter lets through.
public struct SearchIndex: Projection {
  /// The projection's name.
  public static let name = "search"
  /// The version of what it makes of events.
  public static let version = 2

  private var last: RecordedEvent?
  /// The log's Merkle tree as far as it was read, where somebody wants its root.
  private var tree: MerkleTree?
  /// The log's size and root, where they were not made by reading it here.
  var knownCheckpoint: Checkpoint?
  /// Damage that was read around.
  public private(set) var damages: [Damage] = []
  /// The number of events read.
  public var eventCount: UInt64 { last?.position.next.rawValue ?? 0 }
  /// How far the log was read.
  public var checkpoint: ProjectionCheckpoint {
    last.map { ProjectionCheckpoint(behind: $0) } ?? .start
  }

  var records: [IndexedRecord] = []
  private var places = PlaceTable()
  /// The items that were added to a meeting after other records, by the meeting's place.
  private var laterItems: [Int: [Int]] = [:]
  /// What was done about records after they were recorded, by their places.
  private var acts: [Int: [RecordedAct]] = [:]
  /// The records that later events are about, by the positions of these.
  private var placesOfActs: [Position: Int] = [:]
  /// Where sources are kept, by their digests, and how open each is by itself.
  private(set) var sources: [String: (position: Position, openness: Openness?)] = [:]
  private var sourcesByPosition: [Position: String] = [:]
  /// The records that name a source, by its digest.
  var citing: [String: Set<Int>] = [:]
  /// The topics that phrases define.
  var topicRules = TopicRegistry()
  var bodyNames = BodyRegistry()
  /// What was recorded about bodies, by the positions of the events.
  private(set) var bodyEvents: [Position: BodyEvent] = [:]
  var persons = PersonRegistry()
  /// What was recorded about persons, by the positions of the events.
  private(set) var personEvents: [Position: (serial: UInt64, event: PersonEvent)] = [:]
  var openNames = OpenNames()
  /// The keys of topics that only records above the ceiling of the question name, where the index has not
  /// all records and these were found otherwise.
  var withheldTopics: Set<[UInt8]>?
  var topicNames = NameTable()
  var personNames = NameTable()
  var otherNames = NameTable()
  private(set) var defaultOpenness = Openness.unconditional
  private var document = JSONDocument()
  let remains: Remains
  /// Whether nobody asks for anything but entries: names by which records are found are left out, and
  /// payloads that were read are kept for them.
  private(set) var isForEntries = false
  /// Payloads as they were read, by the places of their records, where they did not change since; as far as
  /// these are for entries.
  private var read: [JSONDocument?] = []
  /// Titles that are known, by the places of their records.
  private var titles: [String?] = []
  /// Reads an event again, where the index keeps payloads of those records only about which something was
  /// done since.
  private var recall: ((Position) -> RecordedEvent?)?
  /// Whether a payload was needed and could not be read again.
  private(set) var lacksPayloads = false

  /// The archive that was read.
  public let description: StoreDescription

  init(
    reading store: EventStore, asOf moment: RecordingLimit?, withRoot: Bool,
    progress: (Int64) -> Void
  ) throws(EventStoreError) {
    description = store.description
    remains = Remains(of: store)
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

  /// An index of nothing, for events that are taken in one by one.
  ///
  /// - Parameters:
  ///   - room: For so many records; what is not needed of it costs nothing.
  ///   - recall: Reads an event again. Where it is given, payloads are not kept, and are not to be asked
  ///     for, but those of records about which something is done.
  init(of store: EventStore, room: Int = 0, recalling recall: ((Position) -> RecordedEvent?)? = nil)
  {
    self.recall = recall
    records.reserveCapacity(room)
    if room > 0 { places.reserveCapacity(room) }
    description = store.description
    remains = Remains(of: store)
    tree = nil
  }

  /// An index of nothing, for those events of a log that another index has taken in all of.
  init(of store: EventStore, like other: SearchIndex) {
    self.init(of: store)
    defaultOpenness = other.defaultOpenness
  }

  /// The same index, for whoever asks for nothing but entries of what it takes in next.
  ///
  /// - Parameter count: So many events.
  func forEntries(of count: Int) -> SearchIndex {
    var index = self
    index.isForEntries = true
    index.document = JSONDocument()
    index.records.reserveCapacity(count)
    index.places.reserveCapacity(count)
    index.read.reserveCapacity(count)
    return index
  }

  /// Meets some spellings of bodies before records do.
  mutating func meet(bodies spellings: [[UInt8]]) {
    for spelling in spellings { _ = bodyNames.number(of: spelling[...]) }
  }

  /// The log's size and root as far as it was read; nothing where nobody asked for it when the
  /// index was built, and where damage leaves no root.
  public var logCheckpoint: Checkpoint? {
    if let knownCheckpoint { return knownCheckpoint }
    guard damages.isEmpty, let tree else { return nil }
    return Checkpoint(origin: description.origin, size: tree.size, root: tree.root)
  }

  /// The payload of the event that was taken in last, or what remains of it; to be read before the next
  /// one is taken in.
  var lastPayload: JSONValue { document.root }

  /// The place of a record.
  func place(of accession: AccessionNumber) -> Int? { places[accession] }

  /// The record's payload, to be read.
  func payload(of place: Int) -> JSONValue {
    if place < read.count, let document = read[place] { return document.root }
    // Only what could be read was taken in.
    guard let document = try? JSONDocument(records[place].payload) else {
      preconditionFailure("the index holds a payload that is no JSON")
    }
    return document.root
  }

  /// The record's title, or one made from its parts, as it stands there or follows from that.
  func recordedTitle(of place: Int, in payload: JSONValue) -> String {
    if place < titles.count, let title = titles[place] { return title }
    return RecordText(kind: records[place].kind, payload: payload).title
  }

  /// What was done about a record after it was recorded, in order.
  func acts(about place: Int) -> [RecordedAct] { records[place].hasActs ? acts[place] ?? [] : [] }

  /// The place of the record that a later event is about.
  func place(ofActAt position: Position) -> Int? { placesOfActs[position] }

  /// The place of the record that an event recorded, or is about.
  func place(ofEventAt position: Position) -> Int? {
    if let place = placesOfActs[position] { return place }
    // Records stand in the order of their events.
    var low = 0
    var high = records.count
    while low < high {
      let middle = (low + high) / 2
      if records[middle].position < position { low = middle + 1 } else { high = middle }
    }
    guard low < records.count, records[low].position == position else { return nil }
    return low
  }

  /// The digest of the source that an event keeps.
  func digest(ofSourceAt position: Position) -> String? {
    sourcesByPosition[position] ?? openNames.sourcesByPosition[position]
  }

  /// The places of a meeting's items, in their order.
  func places(ofItemsOf place: Int) -> [Int] {
    var items: [Int] = []
    var next = place + 1
    while next < records.count, records[next].meeting == place {
      items.append(next)
      next += 1
    }
    items += laterItems[place] ?? []
    return items.sorted { records[$0].accession < records[$1].accession }
  }
}

// MARK: - Taking in events

extension SearchIndex {
  /// Takes in the next event.
  public mutating func apply(_ event: RecordedEvent) {
    last = event
    tree?.append(event.leafHash)
    defer { note(revisionOf: event) }
    // Of these there are most.
    if IndexWindow.isOfRecord(event), let kind = RecordKind(recordedBy: event) {
      add(kind, event)
    } else if event.isOf(RecordKind.founding) {
      guard event.loadPayload(into: document) else { return }
      defaultOpenness =
        document.root["defaultOpenness"]?.string.flatMap { Openness(rawValue: $0) }
        ?? .unconditional
      bodyNames.set(jurisdiction: document.root["jurisdiction"]?.string)
    } else if event.isIn(Streams.body) {
      addBody(event)
    } else if event.isIn(Streams.person) {
      guard load(event), let person = PersonEvent(event, document.root) else { return }
      persons.apply(person, serial: event.stream.serial)
      personEvents[event.position] = (event.stream.serial, person)
    } else if event.isOf(BodyEvent.jurisdiction) {
      guard let name = BodyRegistry.jurisdiction(after: event, document) else { return }
      bodyNames.set(jurisdiction: name)
    } else if let kind = RecordKind(recordedBy: event) {
      add(kind, event)
    } else if event.isOf(KeptSource.eventType) {
      guard load(event), let source = KeptSource(document.root) else { return }
      sources[source.digest] = (event.position, source.openness)
      sourcesByPosition[event.position] = source.digest
    } else if event.isIn(Streams.topic) {
      if load(event) { topicRules.apply(event, document.root) }
    } else if RecordAct.isRecorded(by: event), load(event) {
      guard let act = RecordedAct(event, document.root), let place = places[act.target],
        (records[place].kind == .document) == (event.stream.category == Streams.document)
      else { return }
      add(act, about: place)
    }
  }

  private mutating func addBody(_ event: RecordedEvent) {
    guard load(event), let body = BodyEvent(event, document.root) else { return }
    bodyNames.apply(body, serial: event.stream.serial)
    bodyEvents[event.position] = body
  }

  private mutating func note(revisionOf event: RecordedEvent) {
    guard event.revision > 0, event.isIn(Streams.meeting) || event.isIn(Streams.document),
      let place = places[AccessionNumber(serial: event.serial)]
    else { return }
    records[place].revision = event.revision
  }

  /// Reads the payload of an event, or what remains of it; notes damage where it is no JSON.
  private mutating func load(_ event: RecordedEvent) -> Bool {
    guard event.hasPayload else { return remains.loadPayload(of: event, into: document) }
    do throws(JSONError) {
      try event.readPayload(into: document)
      return true
    } catch {
      damages.append(
        Damage(place: event.place, position: event.position, kind: .wrongPayload(error)))
      return false
    }
  }

  private mutating func add(_ kind: RecordKind, _ event: RecordedEvent) {
    let isRead = load(event)
    if !isRead, event.hasPayload { return }
    // A record of which nothing remains still has its number, and may have items.
    if !isRead { try? document.load(SearchIndex.nothing) }
    let payload = recall == nil ? document.bytes : []
    let serial = event.serial
    guard RecordKind.items.contains(kind) else {
      append(
        IndexedRecord(
          AccessionNumber(serial: serial), kind, event, payload: payload, meeting: nil))
      return
    }
    guard let meeting = places[AccessionNumber(serial: serial)] else { return }
    let order = document.root["order"]?.integer ?? places(ofItemsOf: meeting).count + 1
    let isLater = meeting != records.count - 1 && records.last?.meeting != meeting
    if isLater || laterItems[meeting] != nil {
      laterItems[meeting, default: []].append(records.count)
    }
    append(
      IndexedRecord(
        AccessionNumber(serial: serial, item: order), kind, event, payload: payload,
        meeting: meeting))
  }

  private static let nothing = Array("{}".utf8)

  /// Reads the payload of a record again where it was not kept.
  private mutating func recallPayload(of place: Int) {
    guard let recall, records[place].payload.isEmpty else { return }
    let document = JSONDocument()
    guard let event = recall(records[place].position) else {
      lacksPayloads = true
      records[place].payload = SearchIndex.nothing
      return
    }
    let isRead = remains.loadPayload(of: event, into: document)
    records[place].payload = isRead ? document.bytes : SearchIndex.nothing
  }

  private mutating func append(_ record: consuming IndexedRecord) {
    record.columns = columns(of: record, document.root)
    record.isRetracted = record.meeting.map { records[$0].isRetracted } ?? false
    place(record, document)
    if isForEntries { document = JSONDocument() }
  }

  /// Puts a record behind the others.
  private mutating func place(_ record: consuming IndexedRecord, _ document: JSONDocument) {
    let place = records.count
    places[record.accession] = place
    records.append(record)
    noteSources(of: place, document.root)
    guard isForEntries else { return }
    while read.count < place { read.append(nil) }
    read.append(document)
  }

  /// The record that the last event recorded, as entries show it; nothing where that follows from more than this
  /// event and the meeting's, as the order of an item that does not say it.
  var lastShown: ShownRecords.Shown? {
    guard isForEntries, let last, let record = records.last, record.position == last.position,
      read.count == records.count, let payload = read.last ?? nil,
      record.meeting == nil || payload.root["order"]?.integer != nil
    else { return nil }
    return ShownRecords.Shown(
      record: record, payload: payload,
      title: recordedTitle(of: records.count - 1, in: payload.root))
  }

  /// Takes in a record as another index for entries showed it that knew the same of bodies.
  mutating func take(_ shown: ShownRecords.Shown) {
    var record = shown.record
    if record.meeting != nil {
      guard let meeting = places[AccessionNumber(serial: record.accession.serial)] else { return }
      record.meeting = meeting
    }
    while titles.count < records.count { titles.append(nil) }
    titles.append(shown.title)
    place(record, shown.payload)
  }

  /// Takes in what was done about a record.
  private mutating func add(_ act: RecordedAct, about place: Int) {
    placesOfActs[act.position] = place
    acts[place, default: []].append(act)
    records[place].hasActs = true
    if recall != nil {
      recallPayload(of: place)
      for item in places(ofItemsOf: place) { recallPayload(of: item) }
    }
    switch act.act {
    case .corrected(let correction):
      let change = correction.change
      let schema = MinutesSchema.schema(of: records[place].kind)
      defer {
        if place < read.count { read[place] = nil }
        if place < titles.count { titles[place] = nil }
      }
      records[place].payload = PayloadEdit(schema).set(
        change.path, to: change.new, in: payload(of: place))
    case .retracted: records[place].isRetracted = true
    case .reclassified(let decision): records[place].reclassified = decision.openness
    // What was erased is missing in the payloads already.
    // What another source says changes nothing; a correction beside it may.
    case .redacted, .disputed: return
    }
    refresh(place)
    guard records[place].kind == .meeting else { return }
    for item in places(ofItemsOf: place) {
      if records[place].isRetracted { records[item].isRetracted = true }
      refresh(item)
    }
  }

  private mutating func refresh(_ place: Int) {
    let root = payload(of: place)
    records[place].columns = columns(of: records[place], root)
    noteSources(of: place, root)
  }

  private mutating func noteSources(of place: Int, _ payload: JSONValue) {
    guard let sources = payload["sources"] else { return }
    for source in sources.elements {
      if let digest = source["sha256"]?.string { citing[digest, default: []].insert(place) }
    }
  }
}
