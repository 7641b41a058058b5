/// The one writer of an archive: appends batches, each whole or not at all.
///
/// It holds the archive's lock until it is closed or forgotten. What it appends is one write group
/// each time: its lines are written, synced with `fdatasync`, and only then acknowledged. For one
/// caller at a time; `SharedEventWriter` joins the appends of many into groups.
public final class EventWriter {
  let storage: any Storage
  private let environment: Environment
  private var random: RandomSource
  private var encoder = PortionEncoder()
  private var lock: (any StorageLock)?
  /// Who writes, as the lock tells it; nothing for an archive that is being founded.
  private var note: HolderNote?
  private let segmentLength: Int64
  /// The last revisions of the streams that were met, which are all of them where there is no index.
  var revisions: StreamRevisions
  /// What is known of the log as it was some time ago.
  var index: LogIndex?
  let keeper: IndexKeeper?
  /// The identities of the events that the index does not cover; nothing before somebody asks.
  var recentIDs: [EventID: Position]?
  /// The number of events that the index does not cover.
  var unindexed: Int
  /// What was appended since the writer was opened; nothing where there is no index to tell.
  private var written: WrittenEvents?
  /// The segment that is being written; nothing where the next group begins a new one.
  private var active: ActiveSegment?
  private var lastEventAt: Timestamp?
  private var isLatched = false
  /// What the group that is being written holds so far.
  private(set) var group: OpenGroup?

  /// The position of the next event.
  public private(set) var nextPosition: Position
  /// What was cut off when the archive was opened, and into which file it was put.
  public let repairs: [Repair]
  /// What an earlier writer had taken out and not erased, and was erased when the archive was opened.
  public internal(set) var finishedErasures = ErasureReport()
  /// Whether payloads that were taken out are still there, for the next writer to erase.
  var hasPendingErasures = false

  private struct ActiveSegment {
    let first: Position
    let file: any StorageFile
    let path: String
    /// The bytes that are acknowledged.
    var length: Int64
    /// Whether the file's name may still get lost.
    var isNew: Bool
  }

  struct OpenGroup {
    let start: Position
    let recordedAt: Timestamp
    var next: Position
    /// Events whose lines are not made yet; the last one waits to know whether it is the last.
    var waiting: [PlacedEvent] = []
    var waitingBytes = 0
    /// Bytes of the group that are in the file already.
    var written: Int64 = 0
    /// Whether some of its events have identities that the caller gave.
    var hasIDs = false
    /// The requests that are placed in it whose first event has an identity of its caller's, by that.
    var placed: [EventID: PlacedRequest] = [:]
    /// What the streams' revisions were before.
    var undo: [(stream: StreamName, revision: UInt64?)] = []

    /// Takes the events whose lines can be made: all that wait, or all but the last one.
    mutating func takeWaiting(withLast: Bool) -> (events: [PlacedEvent], bytes: Int) {
      var taken: [PlacedEvent] = []
      swap(&taken, &waiting)
      var bytes = waitingBytes
      waitingBytes = 0
      if !withLast, let last = taken.popLast() {
        waiting.reserveCapacity(taken.count)
        waiting.append(last)
        waitingBytes = last.data.count
        bytes -= waitingBytes
      }
      return (taken, bytes)
    }
  }

  /// Lines are made and written in portions of this many payload bytes.
  package var portion = 1 << 18

  init(
    storage: any Storage, environment: Environment, lock: any StorageLock, note: HolderNote?,
    state: LogState, segmentLength: Int64, keeper: IndexKeeper?, index: LogIndex?
  ) throws(EventStoreError) {
    self.storage = storage
    self.keeper = keeper
    self.index = index
    unindexed = state.read
    written = keeper.map { _ in WrittenEvents(from: state.next) }
    self.environment = environment
    self.lock = lock
    self.note = note
    self.segmentLength = segmentLength
    random = RandomSource(environment)
    revisions = state.revisions
    nextPosition = state.next
    lastEventAt = state.lastEventAt ?? index?.state.lastEventAt
    repairs = state.repairs
    active = try EventWriter.activeSegment(of: storage, state, segmentLength)
  }

  private static func activeSegment(
    of storage: any Storage, _ state: LogState, _ segmentLength: Int64
  ) throws(EventStoreError) -> ActiveSegment? {
    guard let segment = state.lastSegment else { return nil }
    let path = LogLayout.segmentPath(segment)
    do throws(SystemError) {
      let readable = try storage.open(path, for: .reading)
      let length = try readable.length()
      guard try readable.isWritable(), length <= segmentLength else { return nil }
      return ActiveSegment(
        first: segment, file: try storage.open(path, for: .writing), path: path, length: length,
        // Nobody knows whether the last writer lived to make the name of an empty segment last.
        isNew: length == 0)
    } catch {
      throw .system(error)
    }
  }

  /// Gives up the lock; the writer can append no more.
  ///
  /// Writes the derived index, where there is enough that it does not cover.
  public func close() { closeBeforeIndexing()?() }

  /// Gives up the lock, and gives what is left to do.
  ///
  /// That is writing the derived index, where there is enough that it does not cover. It may be done
  /// at any time, on any thread, or never.
  /// - Parameter isDue: Whether to do it however little there is.
  package func closeBeforeIndexing(isDue: Bool = false) -> (@Sendable () -> Void)? {
    abandon()
    var work: (@Sendable () -> Void)?
    if let keeper, lock != nil, !isLatched, isDue || unindexed >= IndexKeeper.worthSaving {
      work = { [written] in _ = keeper.update(nil, with: written) }
    }
    releaseLock()
    isLatched = true
    return work
  }

  deinit { releaseLock() }

  private func releaseLock() {
    guard let lock else { return }
    if keeper != nil, !isLatched { SeenLog(storage: storage).note() }
    lock.release(inOrder: !isLatched && !hasPendingErasures)
    self.lock = nil
    note = nil
  }

  /// Makes sure that the lock tells who writes, before anything is written.
  func insistOnNote() throws(SystemError) { try note?.insist() }

  /// Leaves a segment whose place another file takes; the next group begins a new one.
  func leaveSegment(at path: String) {
    if active?.path == path { active = nil }
  }

  /// Appends events to one stream, or none of them.
  ///
  /// - Returns: where the events stand; they are durable by then.
  /// - Throws: `wrongRevision`, `payloadRefused`, `lineTooLong`, `clockBehind`, `interrupted` or
  ///   `notRecorded`, after which nothing was recorded; `outcomeUnknown` after a failed sync;
  ///   `latched` after either of the last two.
  @discardableResult
  public func append(
    _ events: [ProposedEvent], to stream: StreamName, expecting expected: ExpectedRevision = .any,
    by role: Role = .clerk
  ) throws(EventStoreError) -> AppendReceipt {
    if let receipt = try receipt(ofEarlier: events, in: stream) { return receipt }
    var batch = try batch(by: role)
    try batch.append(events, to: stream, expecting: expected)
    return try batch.commit()
  }

  /// Begins a batch over any number of streams and of any length.
  ///
  /// Its lines go to the file as they gather, so that its length is not bounded by memory; until
  /// it is committed no reader sees them. One batch at a time.
  public func batch(by role: Role = .clerk) throws(EventStoreError) -> EventBatch {
    try beginGroup()
    return EventBatch(writer: self, role: role)
  }

  func beginGroup() throws(EventStoreError) {
    precondition(group == nil, "a batch is open already")
    guard !isLatched else { throw .latched }
    do throws(SystemError) { try insistOnNote() } catch { throw .system(error) }
    let now = environment.now()
    if let last = lastEventAt, last.milliseconds - now.milliseconds > Timestamp.day {
      throw .clockBehind(lastEvent: last, clock: now)
    }
    group = OpenGroup(
      start: nextPosition, recordedAt: max(now, lastEventAt ?? now), next: nextPosition)
  }

  /// Fails the log for good, so that nobody builds on a state that nobody knows.
  private func latch() { isLatched = true }
}

/// Where a batch stands in the log.
public struct AppendReceipt: Hashable, Sendable {
  /// The position of its first event.
  public let first: Position
  /// The number of its events.
  public let count: Int
  /// When it was recorded.
  public let recordedAt: Timestamp
  /// Whether the same events, with the same identities, had been appended before.
  public var wasThereBefore = false
}

/// A batch that is being put together; one that is not committed is taken back.
public struct EventBatch: ~Copyable {
  private let writer: EventWriter
  private let role: Role

  fileprivate init(writer: EventWriter, role: Role) {
    self.writer = writer
    self.role = role
  }

  deinit { writer.abandon() }

  /// Adds events to one stream.
  ///
  /// - Throws: `wrongRevision`, `lineTooLong` or `interrupted`; for events added before also
  ///   `payloadRefused` or `notRecorded`, since lines are made and written in portions.
  public mutating func append(
    _ events: [ProposedEvent], to stream: StreamName, expecting expected: ExpectedRevision = .any
  ) throws(EventStoreError) {
    try writer.add(events, to: stream, expecting: expected, by: role)
  }

  /// Makes the batch durable and visible.
  ///
  /// - Throws: what `EventWriter.append` throws.
  public consuming func commit() throws(EventStoreError) -> AppendReceipt {
    try writer.commit()
  }
}

// MARK: - A group's life

extension EventWriter {
  func add(
    _ events: [ProposedEvent], to stream: StreamName, expecting expected: ExpectedRevision,
    by role: Role, areChecked: Bool = false
  ) throws(EventStoreError) {
    try refuseKnownIDs(of: events)
    let last = try lastRevision(of: stream)
    guard expected.fits(last) else {
      throw .wrongRevision(stream: stream, expected: expected, actual: last)
    }
    guard group != nil else { throw .latched }
    for event in events {
      let length = event.data.count + LineEncoder.longestFrame
      guard length <= Line.longest else { throw .lineTooLong(stream: stream, length: length) }
    }
    group?.undo.append((stream, last))
    if events.contains(where: { $0.id != nil }) { group?.hasIDs = true }
    noteIDs(of: events)
    var revision = last
    for event in events {
      revision = revision.map { $0 + 1 } ?? 0
      try place(event, in: stream, revision: revision ?? 0, by: role, isChecked: areChecked)
    }
    revisions.set(stream, to: revision)
    if group?.waitingBytes ?? 0 > portion { try writePortion(isLast: false) }
  }

  private func place(
    _ event: ProposedEvent, in stream: StreamName, revision: UInt64, by role: Role,
    isChecked: Bool
  ) throws(EventStoreError) {
    guard var open = group else { return }
    group = nil
    defer { group = open }
    do throws(SystemError) {
      let id = if let id = event.id { id } else { try random.eventID(at: open.recordedAt) }
      open.waiting.append(
        PlacedEvent(
          position: open.next, groupStart: open.start,
          id: id, stream: stream, revision: revision,
          type: event.type, version: event.version, recordedAt: open.recordedAt, role: role,
          salt: (try random.next(), try random.next()), data: event.data,
          isChecked: isChecked || event.isCanonical))
    } catch {
      throw .notRecorded(error)
    }
    open.waitingBytes += event.data.count
    open.next = open.next.next
  }

  fileprivate func commit() throws(EventStoreError) -> AppendReceipt {
    guard let open = group else { throw .latched }
    let receipt = AppendReceipt(
      first: open.start, count: Int(open.next.rawValue - open.start.rawValue),
      recordedAt: open.recordedAt)
    guard receipt.count > 0 else {
      abandon()
      return receipt
    }
    try finishGroup()
    return receipt
  }

  /// Notes what was placed in the group, so that it is known again when it is asked for once more.
  func notePlaced(_ placed: PlacedRequest) {
    guard let id = placed.request.events.first?.id else { return }
    group?.placed[id] = placed
  }

  /// Ends the batch that is open in the group, so that the next event begins another.
  func endBatch() {
    guard let last = group?.waiting.indices.last else { return }
    group?.waiting[last].continues = false
  }

  /// Writes what is left of the group, makes it durable and takes it into account.
  func finishGroup() throws(EventStoreError) {
    endBatch()
    try writePortion(isLast: true)
    try sync()
    settleGroup()
  }

  private func settleGroup() {
    guard let open = group, var segment = active else { return }
    group = nil
    unindexed += Int(open.next.rawValue - nextPosition.rawValue)
    nextPosition = open.next
    lastEventAt = open.recordedAt
    segment.length += open.written
    segment.isNew = false
    active = segment
    written?.settle(
      at: LogPlace(segment: segment.first, offset: segment.length), open.recordedAt)
    guard segment.length > segmentLength else { return }
    // A courtesy to people: the segment counts as closed as soon as a later one exists.
    try? segment.file.setReadOnly()
    active = nil
  }

  /// Takes back what was written of the group.
  func abandon() {
    encoder.removeAll()
    guard let open = group else { return }
    group = nil
    for (stream, revision) in open.undo.reversed() { revisions.set(stream, to: revision) }
    if open.hasIDs { recentIDs = nil }
    written?.abandon()
    guard open.written > 0, let segment = active else { return }
    do throws(SystemError) {
      try segment.file.truncate(to: segment.length)
      // Lines of this group that reached the disk must not come back between those of the next one.
      try segment.file.sync()
    } catch {
      // What is left has no last event, so that no reader sees it and the next writer cuts it off.
      latch()
    }
  }
}

// MARK: - Writing

extension EventWriter {
  /// Has the lines made of what waits, and writes those that are made.
  private func writePortion(isLast: Bool) throws(EventStoreError) {
    if environment.isInterrupted() {
      abandon()
      throw .interrupted
    }
    guard let ready = group?.takeWaiting(withLast: isLast) else { return }
    if !ready.events.isEmpty { encoder.begin(ready.events, bytes: ready.bytes) }
    do throws(EventStoreError) {
      while let portion = try encoder.next(isLast: isLast) {
        try write(portion, isLast: isLast && encoder.isEmpty)
        encoder.giveBack(portion)
      }
    } catch {
      abandon()
      if case .notRecorded = error { latch() }
      throw error
    }
  }

  private func write(_ portion: EncodedPortion, isLast: Bool) throws(EventStoreError) {
    do throws(SystemError) {
      let segment = try openSegment()
      let start = segment.length + (group?.written ?? 0)
      let end = start + Int64(portion.bytes.count)
      written?.note(portion.events, portion.lines, from: start)
      // Counted before it is done: after a failure the file may hold any part of it.
      group?.written += end - start
      try segment.file.writeAll(portion.bytes, at: start)
      if !isLast { segment.file.begin(writingOut: start..<end) }
    } catch {
      throw .notRecorded(error)
    }
  }

  private func openSegment() throws(SystemError) -> ActiveSegment {
    if let active { return active }
    let path = LogLayout.segmentPath(nextPosition)
    let segment = ActiveSegment(
      first: nextPosition, file: try storage.open(path, for: .creating), path: path, length: 0,
      isNew: true)
    active = segment
    return segment
  }

  private func sync() throws(EventStoreError) {
    guard let segment = active else { return }
    do throws(SystemError) {
      try segment.file.sync()
      if segment.isNew { try storage.syncDirectory(LogLayout.log) }
    } catch {
      // Not taken back and not tried again: the kernel may have thrown the pages away already.
      group = nil
      latch()
      throw .outcomeUnknown(error)
    }
  }
}
