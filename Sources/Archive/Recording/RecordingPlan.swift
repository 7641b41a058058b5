import EventStore

/// What is to be done with minutes, all decided before anything is written.
struct RecordingPlan {
  private(set) var outcomes: [RecordingOutcome] = []
  private(set) var refusals: [RefusedRecord] = []
  /// The digests of the sources that are kept from now on.
  private(set) var keptSources: [String] = []
  private(set) var accepted:
    [(stream: StreamName, events: [ProposedEvent], expected: ExpectedRevision)] = []

  /// What is known of the archive, with what was accepted.
  private(set) var register: Register
  /// The bodies that are registered on the way.
  private(set) var newBodies: [NewBody] = []

  /// - Parameter unknown: The bodies that no one has registered, by the names that the minutes have.
  init(
    _ drafts: [RecordDraft], keeping sources: [KeptSource], _ register: Register, isStrict: Bool,
    _ unknown: [String: NewBody]
  ) {
    self.register = register
    for source in sources where !self.register.keeps(source) {
      let stream = Streams.name(Streams.source, self.register.keep(source))
      accepted.append((stream, [source.event], .noStream))
      keptSources.append(source.digest)
    }
    var unknown = unknown
    // Most of the time all the minutes of a batch are of different records.
    let mayRecur = register.wantedCount < drafts.count
    outcomes.reserveCapacity(drafts.count)
    accepted.reserveCapacity(accepted.count + drafts.count)
    for draft in drafts {
      switch decide(.record(draft), self.register) {
      case .accepted(let stream, let events, let expected):
        if !unknown.isEmpty { add(&unknown, of: draft, isStrict: isStrict) }
        accepted.append((stream, events, expected))
        add(draft, AccessionNumber(serial: stream.serial), isAlreadyRecorded: false)
        self.register.add(draft, mayRecur: mayRecur)
      case .alreadyRecorded(let accession): add(draft, accession, isAlreadyRecorded: true)
      case .refused(let refusal):
        refusals.append(RefusedRecord(source: draft.source, title: draft.title, refusal: refusal))
      }
    }
  }

  /// Registers the bodies that nobody knows yet, or refuses the minutes that name them.
  private mutating func add(
    _ unknown: inout [String: NewBody], of draft: RecordDraft, isStrict: Bool
  ) {
    for name in draft.bodies {
      // Another form of the name may have been registered in front.
      guard let new = unknown[name], !register.bodies.isKnown(name) else {
        unknown[name] = nil
        continue
      }
      if isStrict {
        refusals.append(
          RefusedRecord(
            source: draft.source, title: draft.title,
            refusal: .unknownBody(new.name, near: new.near)))
        continue
      }
      let body = BodyRegistration.automatic(new.name)
      let stream = register.add(body)
      accepted.append((stream, [BodyEvent.registered(body).proposed], .noStream))
      newBodies.append(new)
      unknown[name] = nil
    }
  }

  /// Decides about items for a meeting.
  init(_ items: ItemsDraft, _ known: KnownRecord, _ register: Register) {
    self.register = register
    let payload = try? JSONDocument(Array(known.payload)).root
    let title = payload?["title"]?.string ?? ""
    var isAlreadyRecorded = false
    switch decide(.add(items, to: known), Register(lookingFor: [], in: nil)) {
    case .accepted(let stream, let events, let expected):
      accepted.append((stream, events, expected))
    case .alreadyRecorded: isAlreadyRecorded = true
    case .refused(let refusal):
      refusals.append(RefusedRecord(source: items.source, title: title, refusal: refusal))
      return
    }
    let date = payload?["date"]?.string.flatMap { PartialDate($0) } ?? .unknown
    outcomes.append(
      RecordingOutcome(
        accession: known.accession, title: title, date: date, itemCount: items.count,
        isAlreadyRecorded: isAlreadyRecorded))
  }

  private mutating func add(
    _ draft: RecordDraft, _ accession: AccessionNumber, isAlreadyRecorded: Bool
  ) {
    outcomes.append(
      RecordingOutcome(
        accession: accession, title: draft.title, date: draft.date, itemCount: draft.itemCount,
        isAlreadyRecorded: isAlreadyRecorded))
  }

  /// Appends everything that was accepted as one batch, and forgets the events on the way.
  mutating func carryOut(
    with writer: EventWriter, by role: Role, _ progress: (Int, Int) -> Void
  ) throws(EventStoreError) {
    var batch = try writer.batch(by: role)
    let total = accepted.count - newBodies.count
    var count = 0
    for index in accepted.indices {
      let record = accepted[index]
      accepted[index].events = []
      try batch.append(record.events, to: record.stream, expecting: record.expected)
      guard record.stream.category != Streams.body else { continue }
      count += 1
      progress(count, total)
    }
    _ = try batch.commit()
  }
}
