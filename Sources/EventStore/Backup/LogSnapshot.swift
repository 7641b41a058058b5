/// A log as it was at one moment: whole batches, and the root over them.
struct LogSnapshot {
  /// What to copy, segment by segment.
  let segments: [SegmentCopy]
  /// The size and the root.
  let checkpoint: Checkpoint
  /// The root that the log had when it was as long as somebody remembers; nothing where it never was.
  let earlierRoot: Digest?

  /// The number of bytes in the segments.
  var bytes: Int64 { segments.reduce(0) { $0 + $1.length } }

  /// Reads a log, every checksum checked, up to the last whole batch.
  ///
  /// Payloads that were taken out are left out, also where their bytes are still to be erased.
  /// - Parameters:
  ///   - earlier: The size whose root is wanted besides.
  ///   - work: Told how many bytes were read.
  /// - Throws: `damaged`, `interrupted` or `system`.
  init(
    of opened: [LineSource.Segment], origin: String, earlier: UInt64, _ work: LongWork
  ) throws(EventStoreError) {
    var tree = MerkleTree()
    var earlierRoot = earlier == 0 ? tree.root : nil
    var reader = EventReader(segments: opened, from: .start)
    var read: Int64 = 0
    let total = opened.reduce(0) { $0 + ((try? $1.file.length()) ?? 0) }
    // What is taken out while the log is read, the reader did not know when it began.
    var takenOutSince: [Position: Position] = [:]
    let document = JSONDocument()
    while let event = try reader.next() {
      if event.isOf(.redacted), event.loadPayload(into: document) {
        for position in Redactions.positions(in: document.root, before: event.position) {
          takenOutSince[position] = takenOutSince[position] ?? event.position
        }
      }
      tree.append(event.leafHash)
      if tree.size == earlier { earlierRoot = tree.root }
      read += Int64(event.length + 1)
      try work.telling(.reading, read, total)
    }
    guard reader.damages.isEmpty else { throw .damaged(reader.damages) }
    let end = reader.endPlace
    segments = try EventStoreError.telling { () throws(SystemError) -> [SegmentCopy] in
      var segments: [SegmentCopy] = []
      let takenOut = reader.takenOut.merging(takenOutSince) { known, _ in known }
      let pending = try Erasure.pending(takenOut, in: opened)
      for (index, segment) in opened.enumerated() where segment.first <= end.segment {
        let length = segment.first < end.segment ? try segment.file.length() : end.offset
        guard length > 0 else { continue }
        segments.append(
          SegmentCopy(
            segment: segment, length: length,
            takenOut: SegmentCopy.concerned(pending, in: opened, at: index)))
      }
      return segments
    }
    self.earlierRoot = earlierRoot
    checkpoint = Checkpoint(origin: origin, size: tree.size, root: tree.root)
  }
}

/// Work that takes long, is watched, and can be given up.
struct LongWork {
  let environment: Environment
  let progress: (BackupStage, Int64, Int64) -> Void

  /// Tells how many bytes are done, and of how many.
  ///
  /// - Throws: an interruption, where somebody asked for the work to end.
  func tell(_ stage: BackupStage, _ done: Int64, _ total: Int64) throws(SystemError) {
    progress(stage, done, total)
    if environment.isInterrupted() { throw .interrupted(.write, "") }
  }

  /// The same, for those who throw what the store throws.
  func telling(_ stage: BackupStage, _ done: Int64, _ total: Int64) throws(EventStoreError) {
    do throws(SystemError) { try tell(stage, done, total) } catch {
      throw EventStoreError(of: error)
    }
  }
}

/// What a backup or a restoration is at.
public enum BackupStage: Hashable, Sendable {
  /// Reading what is to be copied.
  case reading
  /// Comparing and copying.
  case copying
  /// Reading the copy.
  case checking
}

extension EventStoreError {
  /// The error of the store that an error of the system is; an interruption is one of its own.
  init(of error: SystemError) { self = error.cause == .interrupted ? .interrupted : .system(error) }

  /// Passes on what the system throws.
  static func telling<Value>(
    _ body: () throws(SystemError) -> Value
  ) throws(EventStoreError) -> Value {
    do throws(SystemError) { return try body() } catch { throw EventStoreError(of: error) }
  }
}
