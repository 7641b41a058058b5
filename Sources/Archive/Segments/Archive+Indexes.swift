import EventStore

/// What the derived files cover.
public struct IndexReport: Hashable, Sendable {
  /// The number of events in the log.
  public let events: UInt64
  /// The number of events that the search index has read.
  public let searchable: UInt64
  /// The number of files that the search index is in.
  public let segments: Int
}

extension Archive {
  /// Brings all derived files up to the end of the log, or makes them anew where there are none that
  /// can be used, or where a file of the search index is damaged.
  ///
  /// Nothing needs it: what is missing is read from the log. About 100,000 events a second where they
  /// are made anew; memory for the longest two segments.
  /// - Parameters:
  ///   - wait: How many milliseconds to wait for a writer to end.
  ///   - reading: Told how many bytes of the log were read; beginning anew for each kind of file.
  ///   - indexing: Told now and then how many events were read for searching, and of how many.
  /// - Throws: `store` where the log cannot be opened for writing.
  public func makeIndexes(
    wait: Int = 5000, reading: (Int64) -> Void = { _ in },
    indexing: (UInt64, UInt64) -> Void = { _, _ in }
  ) throws(ArchiveError) -> IndexReport {
    let writer = try storing { () throws(EventStoreError) in
      try store.writer(wait: wait, progress: reading)
    }
    defer { writer.close() }
    let register = try register(lookingFor: [], [], isSaving: true, reading)
    let events = writer.nextPosition
    writer.closeBeforeIndexing(isDue: true)?()
    register.indexing(in: store, upTo: events)()
    SegmentedIndex.discardDamaged(store)
    SystemCalls.releaseMemory()
    SegmentedIndex.update(store, progress: indexing)
    let files = SegmentedIndex.files(of: store)
    return IndexReport(
      events: events.rawValue, searchable: files?.covered ?? 0, segments: files?.count ?? 0)
  }

  /// Divides the files of the search index into segments of no more positions than these.
  ///
  /// For measuring what a division costs; the shorter segments are the usual ones. Whoever records
  /// something next divides them as usual again.
  /// - Returns: whether they are there.
  package func divideSearchIndex(longestSegment: UInt64) -> Bool {
    var layout = SegmentedIndex.Layout()
    layout.levels = [longestSegment] + layout.levels.filter { $0 < longestSegment }
    return SegmentedIndex.update(store, layout: layout)
  }
}

extension Archive {
  /// Why there is no search index: damage of the log, or a folder where nothing can be written.
  func reasonForNoIndex() throws(ArchiveError) -> ArchiveError {
    let damages = try storing { () throws(EventStoreError) in
      var reader = try store.events()
      while try reader.next() != nil {}
      return reader.damages
    }
    return damages.isEmpty ? .noIndex : .store(.damaged(damages))
  }
}
