import EventStore

/// What the archive must know to decide about new minutes: which records there are of the
/// identities in question, and which accession number comes next.
///
/// It remembers only the identities and bodies that it is asked about, so that its memory does not
/// grow with the archive.
struct Register: Projection {
  static let name = "register"
  static let version = 3

  private var last: RecordedEvent?
  /// What the derived index covers.
  var base = ProjectionCheckpoint.start
  /// The records and sources that were met on the way, for the derived index.
  var met: [(key: KeyIndex.Key, value: UInt64)] = []
  /// The identities of the records that were accepted, whose keys are made when the index is.
  private var accepted: [(identity: RecordIdentity, serial: UInt64)] = []
  /// Whether the derived index can be written behind `base`.
  var isIndexable = true
  private(set) var nextSerial: UInt64 = 1
  private(set) var nextSource: UInt64 = 1
  private let wantedSources: Set<String>
  /// Those of the wanted sources that are kept.
  private var keptSources: Set<String> = []
  /// The identities that are asked about, each under the name that stands for its body.
  private var wanted: Set<RecordIdentity> = []
  private let asked: [RecordIdentity]
  /// The bodies that are asked about, and more.
  private(set) var bodies: RegisteredBodies
  private var wantedSerials: Set<UInt64>
  /// The records that were asked about, by their serial numbers.
  private var known: [UInt64: KnownRecord] = [:]
  /// The serial numbers of the records that have or had an identity.
  private var serials: [RecordIdentity: UInt64] = [:]
  /// Records whose identity follows from more than one event, by a correction or a redaction, and
  /// which were not asked about until then.
  private var renamed: Set<UInt64> = []
  /// Records that were asked about and lost a part of their identity, or may have: whether the index
  /// has yet to be told.
  private var unsettled: [UInt64: Bool] = [:]
  /// Finds what lost a part of its identity.
  private var masked: MaskedIdentities
  private let document = JSONDocument()
  private var remains: Remains?

  /// - Parameters:
  ///   - asked: The identities that are asked about.
  ///   - serials: The numbers of more records that are asked about.
  ///   - bodies: The bodies that are asked about, those that lead the meetings included.
  ///   - sources: The digests of sources that are asked about.
  ///   - masking: The identities that are asked about, without members that were erased.
  ///   - store: Where redactions tell what remains of payloads.
  init(
    lookingFor asked: [RecordIdentity], serials: Set<UInt64> = [],
    bodies: RegisteredBodies = RegisteredBodies(lookingFor: []), sources: Set<String> = [],
    masking: @escaping (IdentityMask) -> [RecordIdentity] = { _ in [] }, in store: EventStore?
  ) {
    self.asked = asked
    masked = MaskedIdentities(masking)
    self.bodies = bodies
    wantedSources = sources
    remains = store.map { Remains(of: $0) }
    wantedSerials = serials
    findSynonyms()
  }

  /// Looks for every record under the name that stands for its body.
  private mutating func findSynonyms() {
    let isNew = bodies.haveOtherSynonyms || wanted.isEmpty
    bodies.findSynonyms()
    if isNew {
      wanted = bodies.haveSynonyms ? Set(asked.map(bodies.canonical)) : Set(asked)
      masked.findSynonyms(bodies)
    }
  }

  /// Whether a body that is asked about turned out on the way to have other names than it was known
  /// by, so that everything must be read once more, with `bodies` from the beginning.
  var mustBeReadAgain: Bool { bodies.haveOtherSynonyms }

  var checkpoint: ProjectionCheckpoint { last.map { ProjectionCheckpoint(behind: $0) } ?? base }

  /// The number of identities that are asked about.
  var wantedCount: Int { wanted.count }

  /// The record that has or had an identity.
  subscript(identity: RecordIdentity) -> KnownRecord? {
    serials[bodies.canonical(identity)].flatMap { known[$0] }
  }

  /// The records that lost a part of their identity, and of which it may have been that of minutes.
  func records(missingPartsOf draft: RecordDraft) -> [KnownRecord] {
    masked.serials(of: draft, bodies).compactMap { known[$0] }
  }

  /// The record of a number that was asked about.
  subscript(serial: UInt64) -> KnownRecord? { known[serial] }

  /// What stands in the derived index besides the keys.
  var numbers: [UInt64] {
    [nextSerial, bodies.nextSerial, bodies.haveArea ? 1 : 0, nextSource]
      + masked.masks.sorted().map(\.bits)
  }

  /// The keys that the derived index does not have yet, but for those of what was accepted.
  var keys: [(key: KeyIndex.Key, value: UInt64)] {
    met + bodies.met.map { (RegisteredBodies.key($0.name), $0.serial) }
  }

  /// Forgets the keys, which the derived index has now.
  mutating func forgetKeys() {
    met = []
    bodies.forgetMet()
  }

  mutating func apply(_ event: RecordedEvent) {
    last = event
    take(event, isNew: true)
  }

  /// Whether a source that was asked about is kept.
  func keeps(_ source: KeptSource) -> Bool { keptSources.contains(source.digest) }

  /// Takes in a source that is about to be kept, and tells its number.
  mutating func keep(_ source: KeptSource) -> UInt64 {
    defer { nextSource += 1 }
    keptSources.insert(source.digest)
    if isIndexable { met.append((KeptSource.indexKey(source.digest), nextSource)) }
    return nextSource
  }

  private mutating func take(_ event: RecordedEvent, isNew: Bool) {
    let stream = event.stream
    guard stream.serial < Streams.end else { return }
    if event.isOf(KeptSource.eventType) {
      nextSource = max(nextSource, stream.serial + 1)
      guard load(event), let source = KeptSource(document.root) else { return }
      if isNew, isIndexable { met.append((KeptSource.indexKey(source.digest), stream.serial)) }
      if wantedSources.contains(source.digest) { keptSources.insert(source.digest) }
      return
    }
    guard stream.category == Streams.meeting || stream.category == Streams.document else {
      bodies.take(event, isNew: isNew)
      return
    }
    nextSerial = max(nextSerial, stream.serial + 1)
    if event.isOf(RecordKind.meeting.eventType) {
      add(.meeting, event, stream.serial, isNew)
    } else if event.isOf(RecordKind.document.eventType) {
      add(.document, event, stream.serial, isNew)
    } else if RecordAct.isRecorded(by: event) {
      takeAct(event, stream.serial, isNew)
    } else if known[stream.serial] != nil,
      let kind = RecordKind.items.first(where: { event.isOf($0.eventType) })
    {
      let item = payload(of: event)
      known[stream.serial]?.add(
        kind, item: item, revision: event.revision, from: event.groupStart)
    }
  }

  private func payload(of event: RecordedEvent) -> ArraySlice<UInt8>? {
    if case .data(let data) = event.payload { return data }
    return remains?.payload(of: event)
  }

  private func load(_ event: RecordedEvent) -> Bool {
    remains?.loadPayload(of: event, into: document) ?? event.loadPayload(into: document)
  }

  private mutating func add(
    _ kind: RecordKind, _ event: RecordedEvent, _ serial: UInt64, _ isNew: Bool
  ) {
    guard load(event) else { return }
    var isWanted = wantedSerials.contains(serial)
    if event.isWhole {
      let identity = RecordIdentity(kind, document.root)
      note(identity, of: serial, isNew)
      isWanted = isWanted || wanted.contains(bodies.canonical(identity))
    }
    if isNew { bodies.take(namesIn: document.root[kind == .document ? "issuers" : "body"]) }
    if isWanted, let data = payload(of: event) {
      known[serial] = KnownRecord(
        kind: kind, serial: serial, payload: data, revision: event.revision, from: event.groupStart)
    }
    if !event.isWhole { settleLater(serial, isNew) }
  }

  /// Leaves it to `settle` to note what identities a record had, when everything of it is known.
  private mutating func settleLater(_ serial: UInt64, _ isNew: Bool) {
    if known[serial] != nil {
      unsettled[serial] = isNew || (unsettled[serial] ?? false)
    } else if isNew {
      renamed.insert(serial)
    }
  }

  /// Notes the identities of the records that lost parts of theirs.
  private mutating func settle() {
    for (serial, isNew) in unsettled.sorted(by: { $0.key < $1.key }) {
      for (identity, mask) in known[serial]?.identities ?? [] {
        guard let mask else {
          note(identity, of: serial, isNew)
          continue
        }
        if isNew, isIndexable { met.append((identity.indexKey, serial)) }
        masked.note(identity, mask, of: serial, bodies)
      }
    }
    unsettled = [:]
  }

  private mutating func takeAct(_ event: RecordedEvent, _ serial: UInt64, _ isNew: Bool) {
    guard load(event), let act = RecordedAct(event, document.root) else { return }
    let changesIdentity =
      if case .corrected(let correction) = act.act, act.target.item == 0 {
        RecordIdentity.members.contains(correction.change.path.member)
      } else {
        false
      }
    if act.target.item == 0, act.isRedaction {
      known[serial]?.add(act, revision: event.revision, from: event.groupStart)
      return settleLater(serial, isNew)
    }
    guard known[serial] != nil else {
      // What it says now follows from events that were not kept.
      if changesIdentity, isNew { renamed.insert(serial) }
      return
    }
    known[serial]?.add(act, revision: event.revision, from: event.groupStart)
    guard changesIdentity else { return }
    // What it said before may have been masked, or something of this be erased.
    if !event.isWhole || unsettled[serial] != nil || known[serial]?.isRedacted ?? false {
      return settleLater(serial, isNew)
    }
    if let record = known[serial],
      (try? document.load(Array(record.payload))) != nil
    {
      note(RecordIdentity(record.kind, document.root), of: serial, isNew)
    }
  }

  private mutating func note(_ identity: RecordIdentity, of serial: UInt64, _ isNew: Bool) {
    if isNew, isIndexable { met.append((identity.indexKey, serial)) }
    // The first one that had it keeps it: a correction is refused where another record has it.
    let identity = bodies.canonical(identity)
    if wanted.contains(identity), serials[identity] == nil { serials[identity] = serial }
  }

  /// Takes in a body that is about to be registered; gives the stream that it gets.
  mutating func add(_ body: BodyRegistration) -> StreamName { bodies.add(body) }

  /// Takes in a record that was just accepted, so that the next minutes are decided with it.
  ///
  /// - Parameter mayRecur: Whether other minutes to be decided may have the same identity.
  mutating func add(_ draft: RecordDraft, mayRecur: Bool) {
    defer { nextSerial += 1 }
    if isIndexable { accepted.append((draft.identity, nextSerial)) }
    guard mayRecur else { return }
    var record = KnownRecord(
      kind: draft.kind, serial: nextSerial, payload: draft.payload, revision: 0, from: .start)
    record.source = draft.source
    for (kind, item) in draft.itemPayloads {
      record.add(kind, item: item, revision: 0, from: .start)
    }
    known[nextSerial] = record
    serials[bodies.canonical(draft.identity)] = nextSerial
  }
}

// MARK: - The derived index

extension Register {
  /// Begins where the derived index ends, with the records in question read from the log; leaves
  /// the register to begin at the log's beginning where there is no index.
  mutating func begin(in store: EventStore) throws(EventStoreError) {
    guard try !beginBehindIndex(in: store) else { return }
    bodies.readFounding(of: store)
    findSynonyms()
  }

  private mutating func beginBehindIndex(in store: EventStore) throws(EventStoreError) -> Bool {
    guard let index = KeyIndex(opening: store, name: Register.name, version: Register.version),
      index.numbers.count >= 4, index.numbers.allSatisfy({ (0...Streams.end).contains($0) }),
      index.numbers[0] > 0, index.numbers[1] > 0, index.numbers[3] > 0
    else { return false }
    var begun = self
    for bits in index.numbers[4...] {
      guard let mask = IdentityMask(bits: bits) else { return false }
      begun.masked.use(mask, begun.bodies)
    }
    guard try begun.bodies.read(index, of: store) else { return false }
    begun.findSynonyms()
    let wanted = begun.wanted.union(begun.masked.wanted)
    let keys =
      begun.bodies.haveSynonyms
      ? Set(wanted.flatMap(begun.bodies.forms).map(\.indexKey))
      : Set(wanted.map(\.indexKey))
    guard let found = index.values(of: keys) else { return false }
    for serial in Set(found + wantedSerials).sorted() {
      for category in [Streams.meeting, Streams.document] {
        guard
          let events = try store.indexedEvents(
            of: Streams.name(category, serial), before: index.checkpoint.next)
        else { return false }
        // The record is wanted for an identity that it may have got later.
        begun.wantedSerials.insert(serial)
        for event in events {
          begun.take(event, isNew: false)
        }
      }
    }
    begun.settle()
    for digest in wantedSources {
      guard let kept = index.values(of: [KeptSource.indexKey(digest)]) else { return false }
      if !kept.isEmpty { begun.keptSources.insert(digest) }
    }
    begun.nextSerial = index.numbers[0]
    begun.nextSource = index.numbers[3]
    begun.base = index.checkpoint
    self = begun
    return true
  }

  /// Reads the records that got an identity by a correction, or lost a part of theirs by a redaction,
  /// where that was met in reading the log: what they say follows from events that were not kept on
  /// the way.
  mutating func finish(in store: EventStore) throws(EventStoreError) {
    settle()
    guard !renamed.isEmpty else { return }
    var second = Register(
      lookingFor: asked, serials: renamed, bodies: bodies.complete, masking: masked.masking,
      in: store)
    for serial in renamed.sorted() {
      for category in [Streams.meeting, Streams.document] {
        let stream = Streams.name(category, serial)
        for event in try store.indexedEvents(of: stream, before: base.next) ?? [] {
          second.take(event, isNew: false)
        }
      }
    }
    var reader = try store.events(from: base.next)
    while let event = try reader.next(), event.position < checkpoint.next {
      if renamed.contains(event.stream.serial) {
        second.take(event, isNew: true)
      }
    }
    second.settle()
    masked.merge(second.masked, bodies)
    // Their first identities were met already; to be told twice does no harm.
    if isIndexable { met += second.met }
    for serial in renamed { self.known[serial] = second.known[serial] }
    serials.merge(second.serials) { first, _ in first }
    renamed = []
  }

  /// Writes the derived index, where the log's own has just been brought up to the same event.
  ///
  /// - Parameter end: The position of the next event, all before which the register knows.
  func indexing(in store: EventStore, upTo end: Position) -> @Sendable () -> Void {
    { [base, keys, accepted, numbers, isIndexable] in
      guard isIndexable else { return }
      KeyIndex.extend(
        behind: base, of: store, name: Register.name, version: Register.version,
        with: keys + accepted.map { ($0.identity.indexKey, $0.serial) },
        upTo: .count(end.rawValue), numbers: numbers)
    }
  }
}
