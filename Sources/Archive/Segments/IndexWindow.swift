import EventStore

/// Makes versions of records out of the events of some positions.
///
/// What a record is after an event is what `SearchIndex` makes of it. Records that were begun before
/// the window must be given first, by their own events.
struct IndexWindow {
  private var index: SearchIndex
  private(set) var writer: SegmentWriter
  /// The first position of the window.
  private let first: Position
  /// For each record: its present version in the window, and where that begins.
  private var present: [(version: Int?, begin: Position)] = []
  private let document = JSONDocument()
  private var terms = RecordTerms()

  init(from first: Position, of store: EventStore, in memory: SegmentMemory = SegmentMemory()) {
    self.first = first
    writer = SegmentWriter(in: memory)
    index = SearchIndex(of: store)
  }

  /// Whether something could not be understood, so that no index can be made of it.
  var isDamaged: Bool { !index.damages.isEmpty }

  /// Whether an event is about a record, and not about what all records have in common.
  static func isOfRecord(_ event: RecordedEvent) -> Bool {
    let category = event.stream.category
    return category == Streams.meeting || category == Streams.document
  }

  /// Takes in the next event.
  mutating func apply(_ event: RecordedEvent) {
    guard IndexWindow.isOfRecord(event) else {
      if event.isOf(RecordKind.founding) { index.apply(event) }
      if event.position >= first { note(event) }
      return
    }
    index.apply(event)
    if index.records.count > present.count {
      present.append((nil, event.position))
      begin(index.records.count - 1, at: event.position, index.lastPayload)
      return
    }
    if event.position >= first { writer.acted.insert(event.stream.serial) }
    if let place = index.place(ofActAt: event.position), changesRecord(place) {
      change(place, at: event.position)
      guard index.records[place].kind == .meeting else { return }
      for item in index.places(ofItemsOf: place) { change(item, at: event.position) }
    }
  }

  private mutating func note(_ event: RecordedEvent) {
    switch event.stream.category {
    case Streams.source: return
    case Streams.body: writer.note(event.position, in: .bodyEvents)
    case Streams.person: writer.note(event.position, in: .personEvents)
    default: writer.note(event.position, in: .others)
    }
  }

  private func changesRecord(_ place: Int) -> Bool {
    switch index.acts(about: place).last?.act {
    case .corrected, .retracted, .reclassified: true
    case .redacted, .disputed, nil: false
    }
  }

  private mutating func change(_ place: Int, at position: Position) {
    if position >= first {
      if let version = present[place].version {
        writer.end(version, at: position)
      } else {
        writer.endings.append(
          SegmentWriter.Ending(
            accession: index.records[place].accession, begin: present[place].begin, end: position))
      }
    }
    guard (try? document.load(index.records[place].payload)) != nil else { return }
    begin(place, at: position, document.root)
  }

  private mutating func begin(_ place: Int, at position: Position, _ payload: JSONValue) {
    guard position >= first else {
      present[place] = (nil, position)
      return
    }
    let record = index.records[place]
    var version = SegmentWriter.Version(
      accession: record.accession, recorded: record.position,
      meeting: record.meeting.map { index.records[$0].position } ?? record.position,
      begin: position, kind: record.kind, date: record.date, openness: record.openness)
    (version.bodies, version.topics) = terms.lists(of: record, index, in: &writer)
    present[place] = (writer.begin(version), position)
    terms.add(record, index, to: &writer)
    addOrgans(of: record, payload)
    writer.add(fields: RecordText(kind: record.kind, payload: payload).distinctFields)
  }

  /// Adds who gives a report or proposes somebody; nearly always an organ, but a person may be asked for.
  private mutating func addOrgans(of record: IndexedRecord, _ payload: JSONValue) {
    guard record.kind == .personnel || record.kind == .report,
      payload["presenters"] != nil || payload["proposer"] != nil
    else { return }
    for (mention, _) in index.mentions(in: record, payload) where mention.role.isMostlyOrgans {
      writer.add(writer.text(.person, NameTable.key(mention.name)))
    }
  }
}

extension IndexWindow {
  /// Makes a segment of the events of some positions; nothing where that cannot be done.
  static func segment(
    of positions: Range<UInt64>, in log: LogView, _ memory: SegmentMemory = SegmentMemory()
  ) -> [UInt8]? {
    // The records are let go of before the segment is made of what was gathered of them.
    var writer = gathered(positions, log, memory)
    return writer?.finish(of: positions)
  }

  private static func gathered(
    _ positions: Range<UInt64>, _ log: LogView, _ memory: SegmentMemory
  ) -> SegmentWriter? {
    var window = IndexWindow(from: Position(positions.lowerBound), of: log.store, in: memory)
    guard window.applyEarlier(positions, log), log.read(positions, { window.apply($0) }),
      !window.isDamaged
    else { return nil }
    return window.writer
  }

  /// Takes in what came before the window and is needed in it: how the archive was founded, and all
  /// events of the records that the window goes on with.
  private mutating func applyEarlier(_ positions: Range<UInt64>, _ log: LogView) -> Bool {
    guard positions.lowerBound > 0 else { return true }
    var begun: Set<StreamName> = []
    var older: Set<StreamName> = []
    let isRead = log.read(positions) { event in
      guard IndexWindow.isOfRecord(event) else { return }
      if event.revision == 0 {
        begun.insert(event.stream)
      } else if !begun.contains(event.stream) {
        older.insert(event.stream)
      }
    }
    guard isRead, let earlier = log.positions(of: older, before: positions.lowerBound),
      let events = log.events(at: earlier.first == 0 ? earlier : [0] + earlier)
    else { return false }
    for event in events { apply(event) }
    return true
  }
}
