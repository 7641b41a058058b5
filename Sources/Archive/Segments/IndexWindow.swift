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
  private var fields: SearchedFields
  private let log: LogView
  /// The streams of records that are known from their beginning.
  private var begun = BegunStreams()
  /// Whether something could not be read.
  private var isIncomplete = false

  init(of positions: Range<UInt64>, in log: LogView, _ memory: SegmentMemory) {
    first = Position(positions.lowerBound)
    self.log = log
    writer = SegmentWriter(of: positions.count, in: memory)
    index = SearchIndex(of: log.store, room: positions.count) { log.event(at: $0.rawValue) }
    fields = SearchedFields(in: memory.scalars)
    present.reserveCapacity(positions.count)
  }

  /// Whether something could not be read or understood, so that no index can be made of it.
  private var isDamaged: Bool { isIncomplete || index.lacksPayloads || !index.damages.isEmpty }

  /// Whether an event is about a record, and not about what all records have in common.
  static func isOfRecord(_ event: RecordedEvent) -> Bool {
    event.isIn(Streams.meeting) || event.isIn(Streams.document)
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
    case Streams.body:
      let isEntry = event.loadPayload(into: document) && BodyEvent.isEntry(event, document.root)
      writer.note(event.position, in: isEntry ? .bodyEntries : .bodyActs)
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
    let spellings = RecordTerms.Spellings(index)
    (version.bodies, version.topics) = terms.lists(of: record, spellings, in: &writer)
    present[place] = (writer.begin(version), position)
    terms.add(record, spellings, to: &writer)
    addOrgans(of: record, payload)
    for (tag, text) in RelatedTerms(record.kind, number: record.number, payload).all {
      writer.add(writer.text(tag, text))
    }
    RecordText(kind: record.kind, payload: payload).read(into: &fields)
    writer.add(fields)
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
  static func segment(of positions: Range<UInt64>, in log: LogView) -> [UInt8]? {
    var writer = gathered(positions, log, SegmentMemory())
    return writer?.finish(of: positions)
  }

  /// Makes a segment of the events of some positions and has its bytes written; gives whether that was done.
  static func makeSegment(
    of positions: Range<UInt64>, in log: LogView, _ pool: SegmentMemory.Pool,
    write: (inout [UInt8]) -> Bool
  ) -> Bool {
    pool.lend { memory in
      // The records are let go of before the segment is made of what was gathered of them.
      guard var writer = gathered(positions, log, memory) else { return false }
      return pool.lendForBytes { memory in
        guard var bytes = writer.finish(of: positions, in: memory) else { return false }
        defer { memory.segment = bytes }
        return write(&bytes)
      }
    }
  }

  private static func gathered(
    _ positions: Range<UInt64>, _ log: LogView, _ memory: SegmentMemory
  ) -> SegmentWriter? {
    var window = IndexWindow(of: positions, in: log, memory)
    window.applyFounding()
    guard !window.isIncomplete, log.read(positions, { window.applyWithEarlier($0) }),
      !window.isDamaged
    else { return nil }
    return window.writer
  }

  /// Takes in how the archive was founded, where that came before the window.
  private mutating func applyFounding() {
    guard first > .start else { return }
    guard let event = log.event(at: 0) else {
      isIncomplete = true
      return
    }
    apply(event)
  }

  /// Takes in an event of the window, and before it those of a record that was begun earlier.
  private mutating func applyWithEarlier(_ event: RecordedEvent) {
    if IndexWindow.isOfRecord(event), begun.insert(event), event.revision > 0, first > .start {
      guard let earlier = log.positions(of: [event.stream], before: first.rawValue),
        let events = log.events(at: earlier.filter { $0 > 0 })
      else {
        isIncomplete = true
        return
      }
      for event in events { apply(event) }
    }
    apply(event)
  }
}

/// Streams of records, by their numbers.
private struct BegunStreams {
  private var meetings: Set<UInt64> = []
  private var documents: Set<UInt64> = []
  private var last: (isMeeting: Bool, serial: UInt64)?

  /// Takes in the stream of an event; false where it was there before.
  mutating func insert(_ event: RecordedEvent) -> Bool {
    let stream = (isMeeting: event.isIn(Streams.meeting), serial: event.serial)
    // Items stand behind their meeting.
    if let last, last == stream { return false }
    last = stream
    return stream.isMeeting
      ? meetings.insert(stream.serial).inserted : documents.insert(stream.serial).inserted
  }
}
