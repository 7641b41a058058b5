/// Keeps the log's derived index beside the log: opens it, brings it up to date, makes it anew.
///
/// Nothing here can fail for the caller's purposes: where there is no index to be had, the log is
/// read instead.
struct IndexKeeper: Sendable {
  let store: EventStore

  private var storage: any Storage { store.storage }
  private var description: StoreDescription { store.description }

  /// Fewer events than these are read at each opening, instead of being written to the index.
  static let worthSaving = 128
  /// So many events are gathered in memory before they are saved.
  private static let portion = 1 << 17
  private static let lock = "\(LogLayout.index)/lock"

  /// The index, as far as it was brought up; nothing where there is none that can be used.
  func open() -> LogIndex? { try? LogIndex(opening: storage, of: description) }

  /// As much of the index as is needed to read a log that is open.
  func open(toRead segments: [LineSource.Segment]) -> LogIndex? {
    if let index = try? LogIndex(opening: storage, of: description, .places, of: segments) {
      return index
    }
    // It may know of a segment that was begun just now.
    return try? LogIndex(opening: storage, of: description, .places)
  }

  /// How many bytes of the log, of which the segments are open, an index does not cover.
  func bytes(
    behind index: LogIndex?, of segments: [LineSource.Segment]
  ) throws(EventStoreError) -> Int64 {
    let start = index?.state.place ?? LogPlace(segment: .start, offset: 0)
    var bytes: Int64 = 0
    for segment in segments where segment.first >= start.segment {
      do throws(SystemError) {
        bytes += try segment.file.length() - (segment.first == start.segment ? start.offset : 0)
      } catch {
        throw .system(error)
      }
    }
    return bytes
  }

  /// Brings the index up to the end of the log and gives the new one; the old one where that cannot
  /// be done, because somebody else is at it, the disk refuses, or the log is damaged.
  ///
  /// - Parameters:
  ///   - written: The events at the end of the log, where somebody knows them without reading.
  ///   - progress: Told after every event how many bytes were read.
  func update(
    _ index: LogIndex?, with written: WrittenEvents? = nil, progress: (Int64) -> Void = { _ in }
  ) -> LogIndex? {
    guard let lock = takeLock() else { return index }
    defer { lock.release(inOrder: true) }
    // Somebody else may have brought it up meanwhile.
    let current = open() ?? index
    do throws(IndexFault) {
      try write(behind: current, with: written, progress)
    } catch {
      return current
    }
    return open() ?? current
  }

  /// Takes the state away, so that nobody uses files that were found damaged.
  func discard() { try? storage.remove(IndexState.path(LogIndexer.name)) }

  func takeLock() -> (any StorageLock)? {
    if let lock = try? storage.tryLock(IndexKeeper.lock) { return lock }
    // The directory may be missing.
    try? storage.makeDirectory(LogLayout.index)
    return try? storage.tryLock(IndexKeeper.lock)
  }

  private func write(
    behind index: LogIndex?, with written: WrittenEvents?, _ progress: (Int64) -> Void
  ) throws(IndexFault) {
    var indexer = LogIndexer(
      of: storage, try LogIndex.archive(description), from: index?.state ?? IndexState())
    var read: Int64 = 0
    let known = written.flatMap { written in
      let isUsable = !written.isGivenUp && written.end != nil
      return isUsable && written.first >= indexer.checkpoint.next ? written : nil
    }
    guard let segments = try? SegmentList.open(in: storage) else { throw .missing }
    var reader = EventReader(
      segments: segments, at: index?.readingStart ?? .start, redactions: .ignored)
    // Not one event more than needed: to give the first of a batch, a reader reads all of it.
    while indexer.checkpoint.next < known?.first ?? .end,
      let event = try IndexKeeper.next(of: &reader)
    {
      indexer.apply(event)
      read += Int64(event.length) + 1
      progress(read)
      if indexer.unsaved >= IndexKeeper.portion, !event.continues { try indexer.save() }
    }
    // Of a damaged log the place of an event says nothing.
    guard reader.damages.isEmpty else { throw .damaged }
    if let known { indexer.apply(known) }
    try indexer.save()
  }

  private static func next(of reader: inout EventReader) throws(IndexFault) -> RecordedEvent? {
    do throws(EventStoreError) { return try reader.next() } catch { throw .damaged }
  }
}
