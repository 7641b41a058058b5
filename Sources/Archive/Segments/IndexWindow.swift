import EventStore

/// Makes versions of records out of the events of some positions.
///
/// What a record is after an event is what `SearchIndex` makes of it. Records that were begun before
/// the window must be given first, by their own events.
struct IndexWindow {
  private var index: SearchIndex
  private(set) var writer = SegmentWriter()
  /// The first position of the window.
  private let first: Position
  /// For each record: its present version in the window, and where that begins.
  private var present: [(version: Int?, begin: Position)] = []
  private let document = JSONDocument()

  private var terms = Terms()

  /// The terms of names, by the numbers that the index gives these.
  private struct Terms {
    var bodies: [Int: UInt32] = [:]
    var topics: [Int: UInt32] = [:]
    var persons: [Int: UInt32] = [:]
    var series: [Int: UInt32] = [:]
    var stages: [Int: UInt32] = [:]
    var numbersOfTerms: [Int: UInt32] = [:]
    var ordinals: [Int: UInt32] = [:]
    var kinds: [RecordKind: UInt32] = [:]
    var openness: [Openness: UInt32] = [:]
  }

  init(from first: Position, of store: EventStore) {
    self.first = first
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
      begin(index.records.count - 1, at: event.position)
    } else if let place = index.place(ofActAt: event.position), changesRecord(place) {
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
    begin(place, at: position)
  }

  private mutating func begin(_ place: Int, at position: Position) {
    guard position >= first else {
      present[place] = (nil, position)
      return
    }
    let record = index.records[place]
    var version = SegmentWriter.Version(
      accession: record.accession, recorded: record.position, begin: position, kind: record.kind,
      date: record.date, openness: record.openness)
    version.bodies = writer.list(record.bodies.map { index.bodyNames.spellings[$0] })
    version.topics = writer.list(record.topics.map { index.topicNames.spellings[$0] })
    present[place] = (writer.begin(version), position)
    addTerms(of: record)
    guard (try? document.load(record.payload)) != nil else { return }
    addOrgans(of: record)
    writer.add(
      fields: RecordText(kind: record.kind, payload: document.root).normalizedFields)
  }

  // MARK: Terms

  private mutating func addTerms(of record: IndexedRecord) {
    for body in record.bodies {
      writer.add(
        term(.body, body, in: \.bodies) { Array($0.bodyNames.spellings[body].utf8) })
    }
    for topic in record.topics {
      writer.add(
        term(.topic, topic, in: \.topics) { NameTable.key($0.topicNames.spellings[topic]) })
    }
    for person in record.persons + record.chairs {
      writer.add(
        term(.person, person, in: \.persons) { NameTable.key($0.personNames.spellings[person]) })
    }
    addName(.series, record.series, \.series)
    addName(.stage, record.stage, \.stages)
    addNumber(.term, record.term, \.numbersOfTerms)
    addNumber(.ordinal, record.ordinal, \.ordinals)
    writer.add(
      term(.kind, record.kind, in: \.kinds) { _ in Array(record.kind.rawValue.utf8) })
    writer.add(
      term(.openness, record.openness, in: \.openness) { _ in Array(record.openness.rawValue.utf8) }
    )
    if let number = record.number { writer.add(writer.text(.number, Array(number.utf8))) }
    if let outcome = record.outcome { writer.add(writer.text(.outcome, Array(outcome.utf8))) }
    if record.isRetracted { writer.add(writer.text(.retracted, [])) }
  }

  /// Adds who gives a report or proposes somebody; nearly always an organ, but a person may be asked for.
  private mutating func addOrgans(of record: IndexedRecord) {
    guard PersonFilter.mayNameOrgans(record) else { return }
    for (mention, _) in index.mentions(in: record, document.root)
    where mention.role.isMostlyOrgans {
      writer.add(writer.text(.person, NameTable.key(mention.name)))
    }
  }

  private mutating func addName(
    _ tag: TermTag, _ name: Int?, _ table: WritableKeyPath<Terms, [Int: UInt32]>
  ) {
    guard let name else { return }
    writer.add(term(tag, name, in: table) { NameTable.key($0.otherNames.spellings[name]) })
  }

  private mutating func addNumber(
    _ tag: TermTag, _ number: Int?, _ table: WritableKeyPath<Terms, [Int: UInt32]>
  ) {
    guard let number else { return }
    writer.add(term(tag, number, in: table) { _ in Array(String(number).utf8) })
  }

  private mutating func term<Name: Hashable>(
    _ tag: TermTag, _ name: Name, in table: WritableKeyPath<Terms, [Name: UInt32]>,
    _ text: (SearchIndex) -> [UInt8]
  ) -> UInt32 {
    if let known = terms[keyPath: table][name] { return known }
    let term = writer.text(tag, text(index))
    terms[keyPath: table][name] = term
    return term
  }
}

extension IndexWindow {
  /// Makes a segment of the events of some positions; nothing where that cannot be done.
  static func segment(of positions: Range<UInt64>, in log: LogView) -> [UInt8]? {
    var window = IndexWindow(from: Position(positions.lowerBound), of: log.store)
    guard window.applyEarlier(positions, log), log.read(positions, { window.apply($0) }),
      !window.isDamaged
    else { return nil }
    return window.writer.finish()
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
