import EventStore

/// The public record of policy meetings: minutes in, answers out.
///
///     let archive = try Archive(opening: "chongqing")
///     let outcomes = try archive.record(MinutesFile(bytes, name: "minutes.json").drafts)
///     let index = try archive.index()
///     let result = index.search(query)
///
/// Everything it knows is in the log of its `store`; everything else is built from that.
public struct Archive: Sendable {
  /// The log.
  public let store: EventStore

  /// The zone in which days begin and end, unless the archive is founded with another.
  public static let defaultZone = "Asia/Shanghai"

  /// Opens the archive in a directory; nothing is modified.
  public init(
    opening directory: String, environment: Environment = .system
  ) throws(ArchiveError) {
    try self.init(FileStorage(directory: directory), environment: environment)
  }

  /// Opens the archive of a storage; nothing is modified.
  public init(
    _ storage: any Storage, environment: Environment = .system
  ) throws(ArchiveError) {
    do throws(EventStoreError) {
      store = try EventStore(opening: storage, environment: environment)
    } catch {
      throw .store(error)
    }
  }

  private init(store: EventStore) { self.store = store }

  /// Founds an archive in a directory of the file system that is new or empty.
  ///
  /// A new directory gets its name when everything in it lasts, so that no half archive is ever
  /// seen under it. For the parameters see
  /// `found(in:name:zone:openness:jurisdiction:by:environment:)`.
  public static func found(
    at directory: String, name: String, zone: String = defaultZone,
    openness: Openness = .unconditional, jurisdiction: String? = nil, by role: Role = .clerk,
    environment: Environment = .system
  ) throws(ArchiveError) -> Archive {
    let place = FileStorage(directory: directory)
    let isNew = !place.isThere
    let founded = isNew ? place.beside : place
    let archive = try found(
      in: founded, name: name, zone: zone, openness: openness, jurisdiction: jurisdiction, by: role,
      environment: environment)
    guard isNew else { return archive }
    do throws(SystemError) {
      try founded.move(to: place)
    } catch {
      EventStore.clear(founded, withDirectory: true)
      throw .store(error.isThere ? .notEmpty(location: place.location) : .system(error))
    }
    return try Archive(place, environment: environment)
  }

  /// Founds an archive in a new or an empty directory.
  ///
  /// - Parameters:
  ///   - name: What people call it.
  ///   - zone: The IANA time zone in which its days begin and end.
  ///   - openness: The openness of every record that states none.
  ///   - jurisdiction: The area whose own bodies minutes name without it, such as 重庆市.
  public static func found(
    in storage: any Storage, name: String, zone: String = defaultZone,
    openness: Openness = .unconditional, jurisdiction: String? = nil, by role: Role = .clerk,
    environment: Environment = .system
  ) throws(ArchiveError) -> Archive {
    guard Zone.mayBeNamed(zone) else { throw .unknownZone(zone) }
    var payload = JSONWriter()
    payload.object { writer in
      writer.name("defaultOpenness")
      writer.string(openness.rawValue)
      writer.member("jurisdiction", jurisdiction)
    }
    do throws(EventStoreError) {
      return Archive(
        store: try EventStore.found(
          in: storage, name: name, zone: zone, readme: directoryReadme,
          events: [ProposedEvent(type: RecordKind.founding, data: payload.bytes)],
          stream: Streams.name(Streams.archive, 0), by: role, environment: environment))
    } catch {
      throw .store(error)
    }
  }

  /// What `README.txt` says to whoever finds the directory.
  private static let directoryReadme = """
    This directory is an archive of meeting records, made with archivist (format 1).

    archive.json   what the archive is
    log/           the record itself: text files, one event on each line, oldest first;
                   a file's name is the position of its first event
    index/         derived files; they can be deleted at any time and come back
    lock           used by the program while it writes

    Each line of log/*.jsonl is one event in JSON (UTF-8). "pos" is its position in the log:
    0, 1, 2 ... "stream" and "rev" are the record it belongs to and its place in it, "type" is
    what happened, "at" when it was recorded, "by" the role that recorded it, "data" what was
    recorded. Lines with "more":true belong to the batch that ends with the next line without it.
    "from" is the position of the first event that was written and synced together with this one.

    To check a line: "crc" is the CRC-32C of every byte after {"crc":"xxxxxxxx", up to the end of
    the line. "digest" is the SHA-256 of the salt's 32 characters followed by the bytes of "data".
    Where "redacted" stands in place of "salt" and "data", the payload was taken out by the
    $Redacted event at that position, which lists this one.

    To check the whole log: its Merkle tree is that of RFC 9162. A leaf is the SHA-256 of a zero
    byte followed by the bytes of the line from "pos": up to the comma before "salt": or
    "redacted":; an inner node is the SHA-256 of a byte 1, the left and the right node. Compare
    the root with a checkpoint that was kept elsewhere.

    Never edit these files: a change can be found by anybody who kept a checkpoint.

    """

  /// Builds the index of everything recorded, or of what was recorded until some moment.
  ///
  /// Reads the whole log; memory for every record. About 100,000 records a second.
  /// - Parameters:
  ///   - withRoot: Whether to compute the log's Merkle root on the way, which costs as much again.
  ///   - progress: Told after every event how many bytes of the log were read.
  public func index(
    asOf moment: RecordingMoment? = nil, withRoot: Bool = false,
    progress: (Int64) -> Void = { _ in }
  ) throws(ArchiveError) -> SearchIndex {
    let limit: RecordingLimit? =
      if let moment { try RecordingLimit(moment, in: store.description.zone) } else { nil }
    return try storing { () throws(EventStoreError) in
      try SearchIndex(reading: store, asOf: limit, withRoot: withRoot, progress: progress)
    }
  }
}

// MARK: - Recording

/// What became of one record's minutes.
public struct RecordingOutcome: Hashable, Sendable {
  /// The accession number.
  public let accession: AccessionNumber
  /// The title.
  public let title: String
  /// The date.
  public let date: PartialDate
  /// The number of items.
  public let itemCount: Int
  /// Whether the same minutes had been recorded before.
  public let isAlreadyRecorded: Bool
}

/// What was recorded, and what was found in the archive's way.
public struct RecordingReport: Sendable {
  /// One outcome for each of the minutes, in their order.
  public let outcomes: [RecordingOutcome]
  /// The digests of the sources that were not kept before and are now, in hexadecimal.
  public let keptSources: [String]
  /// The bodies that were registered because the minutes name them, in the order of their names there.
  public let newBodies: [NewBody]
  /// What an earlier unfinished write had left behind, and where it was put.
  public let repairs: [Repair]
  /// What an earlier redaction had not got to erase, and was erased now or could not be.
  public let erasures: ErasureReport
}

extension Archive {
  /// Records minutes, all of them or none.
  ///
  /// Minutes that are there already are left as they are. A body that nobody has registered is
  /// registered with the first minutes that name it. When this returns, everything is durable.
  /// Memory for the minutes, which is given up while they are written where the caller gives them up;
  /// the archive's size does not matter.
  /// - Parameters:
  ///   - sources: Texts of sources to keep in front of the records, unless they are kept already.
  ///   - isStrict: Refuse minutes that name a body which the archive does not know.
  ///   - wait: How many milliseconds to wait for another writer to end.
  ///   - isRehearsal: Decide and tell, but record nothing and need no lock.
  ///   - reading: Told how many bytes of the log were read, where derived files have to be made of it
  ///     first; beginning anew for each of them.
  ///   - progress: Told now and then how many records were taken in, and of how many.
  ///   - upkeep: Is given what is left to do when everything is recorded: bringing derived files up to
  ///     date, which may be done beside other work, or never.
  /// - Throws: `refused` where another record has the same identity or, where that is strict, a body
  ///   is unknown, with every such record;
  ///   `store` otherwise. Nothing was recorded then, unless the error says that it is not known.
  public func record(
    _ drafts: consuming [RecordDraft], keeping sources: [KeptSource] = [], by role: Role = .clerk,
    wait: Int = 5000, isRehearsal: Bool = false, isStrict: Bool = false,
    reading: (Int64) -> Void = { _ in }, progress: (Int, Int) -> Void = { _, _ in },
    upkeep: (@escaping @Sendable () -> Void) -> Void = { $0() }
  ) throws(ArchiveError) -> RecordingReport {
    var bodies: Set<String> = []
    var last: [String] = []
    for index in drafts.indices where drafts[index].bodies != last {
      last = drafts[index].bodies
      bodies.formUnion(last)
    }
    let identities = drafts.map(\.identity)
    let handover = Handover(consume drafts)
    return try record(
      isRehearsal, wait, by: role, reading, progress, upkeep,
      lookingFor: identities, [], bodies, sources: Set(sources.map(\.digest)),
      masking: { mask in (handover.held ?? []).map { $0.identity(without: mask) } }
    ) { register throws(ArchiveError) in
      let drafts = handover.take() ?? []
      let newBodies = try newBodies(of: drafts, register)
      return RecordingPlan(
        drafts, keeping: sources, register, isStrict: isStrict, newBodies)
    }
  }

  /// Adds items to a meeting that is recorded already, all of them or none.
  ///
  /// Items that were added to it before, just these and no others, are left as they are. For the
  /// parameters see `record(_:by:wait:isRehearsal:progress:)`.
  /// - Throws: `unknownRecord` where there is no record of the number; `refused` where that is a
  ///   document.
  public func add(
    _ items: ItemsDraft, to accession: AccessionNumber, by role: Role = .clerk, wait: Int = 5000,
    isRehearsal: Bool = false, reading: (Int64) -> Void = { _ in }
  ) throws(ArchiveError) -> RecordingReport {
    let number = AccessionNumber(serial: accession.serial)
    return try record(
      isRehearsal, wait, by: role, reading, { _, _ in }, { $0() }, lookingFor: [], [number.serial],
      []
    ) { register throws(ArchiveError) in
      guard accession.item == 0, let known = register[number.serial] else {
        throw .unknownRecord(accession)
      }
      return RecordingPlan(items, known, register)
    }
  }

  private func record(
    _ isRehearsal: Bool, _ wait: Int, by role: Role, _ reading: (Int64) -> Void,
    _ progress: (Int, Int) -> Void, _ upkeep: (@escaping @Sendable () -> Void) -> Void,
    lookingFor wanted: [RecordIdentity], _ serials: Set<UInt64>, _ bodies: Set<String>,
    sources: Set<String> = [],
    masking: @escaping (IdentityMask) -> [RecordIdentity] = { _ in [] },
    planning: (Register) throws(ArchiveError) -> RecordingPlan
  ) throws(ArchiveError) -> RecordingReport {
    let writer = try writer(wait: wait, isRehearsal, reading)
    defer { writer?.close() }
    var plan = try planning(
      register(
        lookingFor: wanted, serials, bodies, sources: sources, masking: masking,
        isSaving: !isRehearsal, reading))
    guard plan.refusals.isEmpty else { throw .refused(plan.refusals) }
    if let writer, !plan.accepted.isEmpty {
      try storing { () throws(EventStoreError) in
        try plan.carryOut(with: writer, by: role, progress)
      }
    }
    if let writer {
      let end = writer.nextPosition
      let isDue = end.rawValue - plan.register.base.next.rawValue >= EventWriter.worthIndexing
      let indexing = writer.closeBeforeIndexing(isDue: isDue)
      let registering = plan.register.indexing(in: store, upTo: end)
      upkeep { [store] in
        if let indexing {
          indexing()
          registering()
        }
        SegmentedIndex.update(store, most: SegmentedIndex.upkeep)
      }
    }
    return RecordingReport(
      outcomes: plan.outcomes, keptSources: plan.keptSources, newBodies: plan.newBodies,
      repairs: writer?.repairs ?? [],
      erasures: writer?.finishedErasures ?? ErasureReport())
  }

  /// Opens the log for writing; nothing where nothing is to be written.
  func writer(
    wait: Int, _ isRehearsal: Bool, _ reading: (Int64) -> Void = { _ in }
  ) throws(ArchiveError) -> EventWriter? {
    guard !isRehearsal else { return nil }
    return try storing { () throws(EventStoreError) in
      try store.writer(wait: wait, progress: reading)
    }
  }

  /// Closes the log after something was recorded, and brings the search index up to it.
  func finish(_ writer: EventWriter?) {
    guard let writer else { return }
    writer.close()
    SegmentedIndex.update(store, most: SegmentedIndex.upkeep)
  }

  /// What is known of some records, and of the bodies that lead them and others.
  func register(
    lookingFor wanted: [RecordIdentity], _ serials: Set<UInt64>, _ bodies: Set<String>? = nil,
    sources: Set<String> = [],
    masking: @escaping (IdentityMask) -> [RecordIdentity] = { _ in [] }, isSaving: Bool = false,
    _ reading: (Int64) -> Void = { _ in }
  ) throws(ArchiveError) -> Register {
    let bodies = bodies ?? Set(wanted.map(\.leadingBody))
    var register = Register(
      lookingFor: wanted, serials: serials, bodies: RegisteredBodies(lookingFor: bodies),
      sources: sources, masking: masking, in: store)
    try bringUp(&register, isSaving: isSaving, reading)
    guard register.mustBeReadAgain else { return register }
    register = Register(
      lookingFor: wanted, serials: serials, bodies: register.bodies.complete, sources: sources,
      masking: masking, in: store)
    try bringUp(&register, isSaving: isSaving, reading)
    return register
  }

  private func bringUp(
    _ register: inout Register, isSaving: Bool, _ reading: (Int64) -> Void
  ) throws(ArchiveError) {
    let damages = try storing { () throws(EventStoreError) in
      try register.begin(in: store)
      let damages = try register.bringUp(in: store, isSaving: isSaving, progress: reading)
      if damages.isEmpty { try register.finish(in: store) }
      return damages
    }
    guard damages.isEmpty else { throw .store(.damaged(damages)) }
  }

  /// Passes on what the store throws.
  func storing<Value>(
    _ body: () throws(EventStoreError) -> Value
  ) throws(ArchiveError) -> Value {
    do throws(EventStoreError) { return try body() } catch { throw .store(error) }
  }
}
