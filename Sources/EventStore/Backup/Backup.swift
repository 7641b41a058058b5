/// Copies an archive into a directory of its own, only what is new.
///
/// The copy is an archive that can be read and verified. It is read back whole, every checksum checked
/// and its root compared with that of the archive, before anything takes the place of an earlier
/// backup; an interruption at any moment leaves the earlier one or the new one.
struct Backup {
  let store: EventStore
  let target: any Storage
  let work: LongWork

  private var directory: BackupDirectory { BackupDirectory(storage: target) }
  private var origin: String { store.description.origin }

  func run() throws(EventStoreError) -> BackupReport {
    if try isMissing() {
      try EventStoreError.telling { () throws(SystemError) in try target.makeDirectory("") }
    }
    let lock = try EventStoreError.telling { () throws(SystemError) in
      try target.tryLock(LogLayout.lock)
    }
    guard let lock else { throw .locked(location: target.location, holder: nil) }
    defer { lock.release(inOrder: true) }
    // What an earlier run had decided is done first.
    let manifest = try prepare()
    let snapshot = try readArchive(manifest)
    var report = BackupReport(checkpoint: snapshot.checkpoint)
    let staged = try stage(snapshot, &report)
    try check(snapshot, staged)
    try EventStoreError.telling { () throws(SystemError) in try commit(snapshot, staged, manifest) }
    return report
  }

  // MARK: The directory

  /// Whether there is nothing of the name; refuses a directory that is no backup of this archive.
  private func isMissing() throws(EventStoreError) -> Bool {
    let names: Set<String>
    do throws(SystemError) { names = Set(try target.names(in: "")) } catch {
      guard error.isMissing else { throw .system(error) }
      return true
    }
    if let manifest = try directory.readManifest() {
      guard manifest.checkpoint.origin == origin else {
        throw refusal(.ofAnother(origin: manifest.checkpoint.origin))
      }
    } else if names.contains(LogLayout.description) {
      throw refusal(.isArchive)
    } else if !names.subtracting([
      LogLayout.lock, BackupDirectory.manifest + StagedFile.ending,
    ]).isEmpty {
      throw refusal(.notEmpty)
    }
    return false
  }

  private func refusal(_ refusal: BackupRefusal) -> EventStoreError {
    .backupRefused(location: target.location, refusal)
  }

  private func prepare() throws(EventStoreError) -> BackupManifest {
    let known = try directory.readManifest()
    return try EventStoreError.telling { () throws(SystemError) in
      let manifest = known ?? BackupManifest(origin: origin)
      if known == nil { try directory.write(manifest) }
      do throws(SystemError) { try target.makeDirectory(LogLayout.log) } catch {
        guard error.isThere else { throw error }
      }
      return try directory.install(manifest)
    }
  }

  // MARK: Reading

  private func readArchive(_ manifest: BackupManifest) throws(EventStoreError) -> LogSnapshot {
    let kept = manifest.checkpoint
    let snapshot = try LogSnapshot(
      of: try SegmentList.open(in: store.storage), origin: origin, earlier: kept.size, work)
    guard snapshot.checkpoint.size >= kept.size else {
      throw refusal(.ahead(backup: kept.size, archive: snapshot.checkpoint.size))
    }
    guard snapshot.earlierRoot == kept.root else { throw refusal(.differs(size: kept.size)) }
    do throws(SystemError) {
      // A batch may be there and not last yet; a backup must not know more than the archive will.
      if let last = snapshot.segments.last { try last.segment.file.sync() }
      try store.storage.syncDirectory(LogLayout.log)
    } catch {
      // A disk that can only be read has nothing that is not on it.
      guard error.isForbidden || error.cause == .invalid else { throw .system(error) }
    }
    let names = try EventStoreError.telling { () throws(SystemError) in
      try target.names(in: LogLayout.log)
    }
    let expected = Set(snapshot.segments.map(\.segment.first))
    // No segment is ever taken away: such a name is of another log, or of bytes that never lasted.
    for name in names {
      guard let first = LogLayout.segment(named: name), !expected.contains(first) else { continue }
      throw refusal(.differs(size: kept.size))
    }
    return snapshot
  }

  // MARK: Copying

  /// Puts everything that the backup does not hold yet beside its place.
  ///
  /// - Returns: the paths, in the order in which they take their places.
  private func stage(
    _ snapshot: LogSnapshot, _ report: inout BackupReport
  ) throws(EventStoreError) -> [String] {
    var staged: [String] = []
    let total = snapshot.bytes
    var before: Int64 = 0
    do throws(SystemError) {
      let paths = try directory.paths()
      for (index, copy) in snapshot.segments.enumerated() {
        let path = LogLayout.segmentPath(copy.segment.first)
        let waiting = BackupDirectory.staged(path)
        var done = before
        func tell(_ count: Int) throws(SystemError) {
          done += Int64(count)
          try work.tell(.copying, min(done, before + copy.length), total)
        }
        if paths.contains(path), try holds(path, copy, tell) {
          report.unchanged += 1
        } else {
          if paths.contains(path), try !isSound(path) { report.healed.append(path) }
          done = before
          // A file that an interrupted run made is used, where it is what it should be.
          let isWaiting = paths.contains(waiting) ? try holds(waiting, copy, tell) : false
          if !isWaiting {
            done = before
            if paths.contains(waiting) { try target.remove(waiting) }
            try copy.write(
              to: waiting, of: target, readOnly: index + 1 < snapshot.segments.count, tell: tell)
          }
          report.copied += 1
          report.bytes += copy.length
          staged.append(path)
        }
        before += copy.length
      }
      for path in [LogLayout.readme, LogLayout.description] {
        if try stage(path, paths) { staged.append(path) }
      }
      try directory.clean(keeping: Set(staged.map(BackupDirectory.staged)))
      try target.syncDirectory(LogLayout.log)
      try target.syncDirectory("")
    } catch {
      throw EventStoreError(of: error)
    }
    return staged
  }

  /// Puts a small file beside its place; false where it has it already, or there is none to copy.
  private func stage(_ path: String, _ paths: Set<String>) throws(SystemError) -> Bool {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try store.storage.open(path, for: .reading).contents()
    } catch {
      // The archive is whole without its page for whoever finds it.
      guard error.isMissing, path == LogLayout.readme else { throw error }
      return false
    }
    if paths.contains(path), try target.open(path, for: .reading).contents() == bytes {
      return false
    }
    let waiting = BackupDirectory.staged(path)
    if paths.contains(waiting) { try target.remove(waiting) }
    try StagedFile.write(bytes, to: waiting, of: target)
    return true
  }

  /// Whether a file holds just what is to be copied.
  private func holds(
    _ path: String, _ copy: SegmentCopy, _ tell: (Int) throws(SystemError) -> Void
  ) throws(SystemError) -> Bool {
    let file = try target.open(path, for: .reading)
    guard try file.length() == copy.length else { return false }
    var offset: Int64 = 0
    var isSame = true
    try copy.forEachPortion { bytes throws(SystemError) in
      guard isSame else { return }
      var there: [UInt8] = []
      _ = try file.append(to: &there, count: bytes.count, at: offset)
      isSame = there == bytes
      offset += Int64(bytes.count)
      try tell(bytes.count)
    }
    return isSame
  }

  /// Whether every line of a file is sound; one that is not was spoilt where it lay.
  private func isSound(_ path: String) throws(SystemError) -> Bool {
    let file = try target.open(path, for: .reading)
    var source = LineSource(segments: [LineSource.Segment(first: .start, file: file)])
    while let raw = try source.nextLine() {
      guard raw.line != nil else { return false }
    }
    return true
  }

  // MARK: Checking and taking over

  /// Reads the copy as it will be, and compares its root with that of the archive.
  private func check(_ snapshot: LogSnapshot, _ staged: [String]) throws(EventStoreError) {
    let staged = Set(staged)
    let segments = try EventStoreError.telling { () throws(SystemError) in
      var segments: [LineSource.Segment] = []
      for copy in snapshot.segments {
        let path = LogLayout.segmentPath(copy.segment.first)
        let place = staged.contains(path) ? BackupDirectory.staged(path) : path
        segments.append(
          LineSource.Segment(
            first: copy.segment.first, file: try target.open(place, for: .reading)))
      }
      return segments
    }
    var tree = MerkleTree()
    var read: Int64 = 0
    var reader = EventReader(segments: segments, from: .start)
    while let event = try reader.next() {
      tree.append(event.leafHash)
      read += Int64(event.length + 1)
      try work.telling(.checking, read, snapshot.bytes)
    }
    let copy = Checkpoint(origin: origin, size: tree.size, root: tree.root)
    guard reader.damages.isEmpty, reader.unfinishedTail == nil, copy == snapshot.checkpoint else {
      throw refusal(.copyDiffers)
    }
  }

  /// Makes what was put beside the backup.
  private func commit(
    _ snapshot: LogSnapshot, _ staged: [String], _ before: BackupManifest
  ) throws(SystemError) {
    let manifest = BackupManifest(checkpoint: snapshot.checkpoint, installing: staged)
    guard manifest != before else { return }
    try directory.write(manifest)
    _ = try directory.install(manifest)
  }
}

/// What a backup did.
public struct BackupReport: Equatable, Sendable {
  /// What the backup holds.
  public internal(set) var checkpoint: Checkpoint
  /// The segments that were copied.
  public internal(set) var copied = 0
  /// The number of bytes in them.
  public internal(set) var bytes: Int64 = 0
  /// The segments that the backup held already.
  public internal(set) var unchanged = 0
  /// Files of the backup that had been spoilt where they lay, and were copied again.
  public internal(set) var healed: [String] = []
}

extension EventStore {
  /// Copies the archive into a directory that is new, empty, or an earlier backup of it.
  ///
  /// The copy is the log up to the last whole batch, also while somebody appends; payloads that were
  /// taken out are not in it, also where they were in an earlier backup. Segments that the backup
  /// holds already are compared and left alone. Reads the archive twice and the backup once or twice;
  /// memory for the longest line.
  /// - Parameter progress: Told how many bytes are done, and of how many.
  /// - Throws: `backupRefused`, `damaged`, `interrupted`, `locked` or `system`, after which an earlier
  ///   backup is as it was, and another run goes on where this one ended.
  public func backUp(
    to target: any Storage, progress: (BackupStage, Int64, Int64) -> Void = { _, _, _ in }
  ) throws(EventStoreError) -> BackupReport {
    try withoutActuallyEscaping(progress) { progress throws(EventStoreError) in
      try Backup(
        store: self, target: target, work: LongWork(environment: environment, progress: progress)
      ).run()
    }
  }
}
