/// Checks everything that the log promises, and reports every place where it is broken.
///
/// Beyond what every reader checks: each payload against its digest and the rules for payloads, the
/// order of each stream and of time, that no identity is used twice, that every payload that is
/// gone was taken out by an event that says so, and the Merkle root. Reads the whole log; memory
/// for one identity an event.
struct Verifier {
  private(set) var report: VerificationReport
  private var tree = MerkleTree()
  private var revisions = StreamRevisions()
  private var ids = EventIDSet()
  private var lastEventAt: Timestamp?
  /// Payloads that are gone: where, and by which event.
  private var blanked: [(event: Position, place: LogPlace, by: Position)] = []
  /// The positions that each `$Redacted` event lists.
  private var redactions: [Position: Set<Position>] = [:]
  /// So many bytes of lines are looked at at once.
  private static let portion = 1 << 20
  private var waiting: [RecordedEvent] = []
  private var waitingBytes = 0
  /// The portion before those that wait, looked at on another core meanwhile.
  private var pending: PendingFacts?
  private let kept: [Checkpoint]
  private let keptSizes: Set<UInt64>
  private var rootsAt: [UInt64: Digest] = [:]
  /// How many events from the beginning can all be read.
  private var wholeUpTo = UInt64.max

  init(origin: String, kept: [Checkpoint]) {
    report = VerificationReport(
      checkpoint: Checkpoint(origin: origin, size: 0, root: SHA256.hash([])))
    self.kept = kept
    keptSizes = Set(kept.map(\.size))
    if keptSizes.contains(0) { rootsAt[0] = tree.root }
  }

  /// Checks the next event in the order of the log; what comes of it may be told only later.
  mutating func check(_ event: RecordedEvent) {
    waiting.append(event)
    waitingBytes += event.length
    if waitingBytes >= Verifier.portion { checkPending() }
  }

  /// Checks the events of the portion before against their neighbours, while those that wait are
  /// looked at by themselves.
  private mutating func checkPending() {
    let facts = pending?.facts() ?? []
    let events = pending?.events ?? []
    pending = PendingFacts(of: waiting)
    waiting = []
    waiting.reserveCapacity(events.count)
    waitingBytes = 0
    grow(by: facts.map(\.leaf))
    for (event, facts) in zip(events, facts) { check(event, facts) }
  }

  /// Appends leaves to the tree, and notes the roots that checkpoints speak of.
  private mutating func grow(by leaves: [Digest]) {
    let end = tree.size + UInt64(leaves.count)
    guard keptSizes.contains(where: { $0 > tree.size && $0 <= end }) else {
      return tree.append(leaves)
    }
    for leaf in leaves {
      tree.append(leaf)
      if keptSizes.contains(tree.size) { rootsAt[tree.size] = tree.root }
    }
  }

  private mutating func check(_ event: RecordedEvent, _ facts: EventFacts) {
    report.streams += event.revision == 0 ? 1 : 0
    checkPayload(event, facts)
    let stream = event.stream
    let expected = revisions.last(of: stream).map { $0 + 1 } ?? 0
    if event.revision != expected {
      found(.wrongRevision(stream: stream, found: event.revision, expected: expected), event)
    }
    revisions.set(stream, to: event.revision)
    if !ids.insert(event.id) { found(.repeatedID(event.id), event) }
    if let last = lastEventAt, event.recordedAt < last {
      found(.earlierThanBefore(event.recordedAt), event)
    }
    lastEventAt = event.recordedAt
  }

  private mutating func found(_ kind: Damage.Kind, _ event: RecordedEvent) {
    report.damages.append(Damage(place: event.place, position: event.position, kind: kind))
  }

  private mutating func checkPayload(_ event: RecordedEvent, _ facts: EventFacts) {
    switch event.fields.payload {
    case .redacted(let by):
      blanked.append((event.position, event.place, by))
    case .data:
      if !facts.hasRightDigest { found(.wrongDigest, event) }
      if let problem = facts.problem {
        found(.wrongPayload(problem), event)
        return
      }
      if event.isOf(.redacted) { noteRedaction(event) }
    }
  }

  private mutating func noteRedaction(_ event: RecordedEvent) {
    let document = JSONDocument()
    guard event.loadPayload(into: document) else { return }
    redactions[event.position] = Set(
      Redactions.positions(in: document.root, before: event.position))
  }

  /// Ends the check: what could not be told before the last event was read.
  mutating func finish(_ reader: EventReader) {
    // Once for the portion before, and once for the last one.
    checkPending()
    checkPending()
    report.checkpoint.size = tree.size
    report.checkpoint.root = tree.root
    report.unfinishedTail = reader.unfinishedTail
    report.damages.append(contentsOf: reader.damages)
    wholeUpTo = reader.damages.reduce(.max) { min($0, $1.position.rawValue) }
    var erased: Set<Position> = []
    for (event, place, by) in blanked {
      if redactions[by]?.contains(event) == true {
        erased.insert(event)
      } else {
        report.damages.append(
          Damage(place: place, position: event, kind: .unfoundedRedaction(by: by)))
      }
    }
    let listed = redactions.values.reduce(into: Set<Position>()) { $0.formUnion($1) }
    report.pendingErasures = listed.subtracting(erased).sorted()
    for checkpoint in kept { compare(checkpoint) }
    report.damages.sort {
      ($0.place.segment, $0.place.offset) < ($1.place.segment, $1.place.offset)
    }
  }

  private mutating func compare(_ kept: Checkpoint) {
    if kept.origin != report.checkpoint.origin {
      report.mismatches.append(.otherLog(origin: kept.origin))
    } else if kept.size > wholeUpTo {
      report.mismatches.append(.unreadable(size: kept.size))
    } else if kept.size > tree.size {
      report.mismatches.append(.cutShort(kept: kept.size, found: tree.size))
    } else if let root = rootsAt[kept.size], root != kept.root {
      let found = Checkpoint(origin: kept.origin, size: kept.size, root: root)
      report.mismatches.append(
        .differentRoot(size: kept.size, kept: kept.base64Root, found: found.base64Root))
    } else {
      report.confirmed.append(kept)
    }
  }
}

/// What a verification found.
public struct VerificationReport: Sendable {
  /// The log as it was read: events of whole batches, and their root.
  public internal(set) var checkpoint: Checkpoint
  /// The number of streams.
  public internal(set) var streams = 0
  /// The number of segments.
  public internal(set) var segments = 0
  /// The number of bytes in them.
  public internal(set) var bytes: Int64 = 0
  /// Every place where the log is not what it must be, in the order of the log.
  public internal(set) var damages: [Damage] = []
  /// Where checkpoints kept elsewhere say something else than the log.
  public internal(set) var mismatches: [CheckpointMismatch] = []
  /// Checkpoints kept elsewhere that the log is a continuation of.
  public internal(set) var confirmed: [Checkpoint] = []
  /// What an unfinished write left behind; the next writer cuts it off.
  public internal(set) var unfinishedTail: UnfinishedTail?
  /// Positions whose payloads are to be erased and are still there; the next writer erases them.
  public internal(set) var pendingErasures: [Position] = []

  /// Whether nothing at all was found.
  public var isSound: Bool {
    damages.isEmpty && mismatches.isEmpty && unfinishedTail == nil && pendingErasures.isEmpty
  }
}

/// How a checkpoint kept elsewhere differs from the log.
public enum CheckpointMismatch: Hashable, Sendable {
  /// It says another root for the log's first events: they were changed, or the log written anew.
  case differentRoot(size: UInt64, kept: String, found: String)
  /// It says that there were more events: the log's end was cut off.
  case cutShort(kept: UInt64, found: UInt64)
  /// Not all of the events that it counts can be read.
  case unreadable(size: UInt64)
  /// It is one of another log.
  case otherLog(origin: String)
}

extension CheckpointMismatch: CustomStringConvertible {
  /// What the checkpoint says, and what the log has.
  public var description: String {
    switch self {
    case .differentRoot(let size, let kept, let found):
      "the checkpoint says the root \(kept) for the first \(size) events, the log has \(found)"
    case .cutShort(let kept, let found):
      "the checkpoint counts \(kept) events, the log has only \(found)"
    case .unreadable(let size):
      "not all of the checkpoint's \(size) events can be read, so nobody can tell whether it fits"
    case .otherLog(let origin): "the checkpoint is one of \(origin)"
    }
  }
}

extension EventStore {
  /// Checks the whole log, and compares it with checkpoints kept elsewhere.
  ///
  /// About 150 MB/s for each of two cores, half of it SHA-256.
  /// - Parameter progress: Told now and then how many bytes were read, and of how many.
  public func verify(
    against kept: [Checkpoint] = [], progress: (Int64, Int64) -> Void = { _, _ in }
  ) throws(EventStoreError) -> VerificationReport {
    let segments = try SegmentList.open(in: storage)
    var bytes: Int64 = 0
    do throws(SystemError) {
      for segment in segments { bytes += try segment.file.length() }
    } catch {
      throw .system(error)
    }
    var verifier = Verifier(origin: description.origin, kept: kept)
    var reader = EventReader(segments: segments, from: .start, redactions: .ignored)
    var read: Int64 = 0
    while let event = try reader.next() {
      verifier.check(event)
      read += Int64(event.length + 1)
      progress(read, bytes)
    }
    verifier.finish(reader)
    var report = verifier.report
    report.segments = segments.count
    report.bytes = bytes
    return report
  }
}
