/// An append-only log of events in files that a text editor can read, opened for reading.
///
/// The log is the only truth: lines of JSON, each with a checksum, a position and the hash of its
/// payload, so that it can be verified without this program. `Line` tells the bytes, `LogScanner`
/// tells when a log is sound.
///
///     let store = try EventStore(opening: FileStorage(directory: "chongqing"))
///     var reader = try store.events()
///     while let event = try reader.next() { print(event.position, event.type.name) }
///
///     let writer = try store.writer()
///     try writer.append([event], to: stream, expecting: .revision(4))
///
/// Readers need no lock and never disturb the writer, in this process or another.
public struct EventStore: Sendable {
  /// The format that this library reads and writes.
  public static let format = 1

  /// The disk that holds the archive.
  public let storage: any Storage
  /// What `archive.json` says.
  public let description: StoreDescription
  let environment: Environment
  /// The time by the clock that stamps events.
  public var now: Timestamp { environment.now() }
  /// Segments are closed at the first group boundary past this many bytes.
  package var segmentLength = LogLayout.segmentLength

  /// Opens the archive of a storage.
  ///
  /// - Throws: `notAnArchive`, `newerFormat`, `descriptionUnreadable` or `system`; nothing is
  ///   modified.
  public init(
    opening storage: any Storage, environment: Environment = .system
  ) throws(EventStoreError) {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try storage.open(LogLayout.description, for: .reading).contents()
    } catch {
      guard error.isMissing else { throw .system(error) }
      throw .notAnArchive(location: storage.location)
    }
    description = try StoreDescription.decode(bytes, at: storage.location)
    try EventStore.refuseLink(to: LogLayout.index, of: storage)
    self.storage = storage
    self.environment = environment
  }

  /// An archive whose description is known already, and perhaps not written yet.
  init(_ storage: any Storage, description: StoreDescription, environment: Environment) {
    self.storage = storage
    self.description = description
    self.environment = environment
  }

  /// Refuses an archive of which a part is a link to elsewhere.
  private static func refuseLink(
    to directory: String, of storage: any Storage
  ) throws(EventStoreError) {
    do throws(SystemError) {
      try storage.refuseLink(directory)
    } catch {
      // Missing or unreadable is all the same: the directory holds nothing but derived files.
      if error.isLink { throw .system(error) }
    }
  }

  /// Reads the events from a position on.
  public func events(from first: Position = .start) throws(EventStoreError) -> EventReader {
    try events(from: first, in: SegmentList.open(in: storage))
  }

  private func events(
    from first: Position, in segments: [LineSource.Segment]
  ) -> EventReader {
    let index = index(of: segments)
    guard first > .start, let start = index?.start(at: first, in: segments) else {
      return EventReader(segments: segments, from: first, knowing: index?.readingStart)
    }
    return EventReader(segments: segments, at: start)
  }

  /// The events of a stream in front of a position, found by the derived index; nothing where that
  /// does not reach so far.
  package func indexedEvents(
    of stream: StreamName, before end: Position
  ) throws(EventStoreError) -> [RecordedEvent]? {
    try indexedEvents(of: [stream], before: end)
  }

  /// The events of some streams in front of a position, stream by stream, with the derived index
  /// opened once; nothing where that does not reach so far.
  package func indexedEvents(
    of streams: [StreamName], before end: Position
  ) throws(EventStoreError) -> [RecordedEvent]? {
    guard !streams.isEmpty else { return [] }
    let segments = try SegmentList.open(in: storage)
    guard let index = index(of: segments), index.state.checkpoint.next >= end else { return nil }
    var events: [RecordedEvent] = []
    var redactions: Redactions?
    for stream in streams {
      guard let positions = try? index.positions(of: stream) else { return nil }
      for position in positions where position < end {
        guard let event = try index.event(at: position, in: segments, &redactions),
          event.stream == stream
        else { return nil }
        events.append(event)
      }
    }
    return events
  }

  /// The event at a position; nothing where the log is shorter.
  ///
  /// Reads its line alone where the derived index covers it, and otherwise from the beginning of its
  /// segment.
  /// - Throws: `damaged` where it cannot be read, `system` or `logMissing`.
  public func event(at position: Position) throws(EventStoreError) -> RecordedEvent? {
    let segments = try SegmentList.open(in: storage)
    var redactions: Redactions?
    if let event = try index(of: segments)?.event(at: position, in: segments, &redactions) {
      return event
    }
    var reader = events(from: position, in: segments)
    let event = try reader.next()
    if event?.position == position { return event }
    guard reader.damages.isEmpty else { throw .damaged(reader.damages) }
    return nil
  }

  /// The derived index as it is now; nothing where there is none that can be used.
  var index: LogIndex? { IndexKeeper(store: self).open() }

  /// As much of it as is needed to read the log, of which the segments are open.
  private func index(of segments: [LineSource.Segment]) -> LogIndex? {
    IndexKeeper(store: self).open(toRead: segments)
  }

  /// Becomes the one writer, repairs what an unfinished write left behind, and erases what an
  /// unfinished redaction left.
  ///
  /// Reads what the derived index does not cover, which is little: an index that is missing or far
  /// behind is brought up first. Where that cannot be done, the whole log is read once, with memory
  /// for the last revision of each stream, four bytes each.
  /// - Parameters:
  ///   - wait: How many milliseconds to wait for another writer to end.
  ///   - progress: Told how many bytes were read while the index is brought up.
  /// - Throws: `isBackup`, `locked`, `damaged`, `logMissing` or `system`.
  public func writer(
    wait: Int = 5000, progress: (Int64) -> Void = { _ in }
  ) throws(EventStoreError) -> EventWriter {
    try refuseBackup()
    let lock = try lock(wait: wait)
    do throws(EventStoreError) {
      var note = try holderNote(in: lock)
      let keeper = IndexKeeper(store: self)
      // Whoever was stopped noted nothing; whoever left in order noted how the log looked.
      let isOurs = !lock.wasLeftInOrder || SeenLog(storage: storage).isUnchanged
      if !isOurs { keeper.discard() }
      var index = keeper.open()
      // Nobody else begins a segment, or has one written anew, while the lock is held.
      let segments = try SegmentList.open(in: storage)
      if try keeper.bytes(behind: index, of: segments) > EventStore.longestTail {
        index = keeper.update(index, progress: progress)
      }
      let recovery = Recovery(
        storage: storage, environment: environment, mayBeUnsynced: !lock.wasLeftInOrder)
      let state = try recovery.run(segments, from: index?.readingStart, &note)
      let writer = try EventWriter(
        storage: storage, environment: environment, lock: lock, note: note, state: state,
        segmentLength: segmentLength, keeper: keeper, index: index)
      writer.finishErasures(state.takenOut)
      return writer
    } catch {
      lock.release(inOrder: lock.wasLeftInOrder)
      throw error
    }
  }

  /// A tail of more bytes is written to the index when the log is opened for writing.
  private static let longestTail: Int64 = 4 << 20

  private func lock(wait: Int) throws(EventStoreError) -> any StorageLock {
    let step = 50
    var waited = 0
    do throws(SystemError) {
      while true {
        if let lock = try storage.tryLock(LogLayout.lock) {
          return lock
        }
        guard waited < wait, !environment.isInterrupted() else { break }
        environment.sleep(min(step, wait - waited))
        waited += step
      }
    } catch {
      throw .system(error)
    }
    throw environment.isInterrupted()
      ? .interrupted : .locked(location: storage.location, holder: holder())
  }

  private func holderNote(in lock: any StorageLock) throws(EventStoreError) -> HolderNote {
    do throws(SystemError) {
      return try HolderNote(
        "process \(SystemCalls.processID), since \(environment.now())\n", in: lock)
    } catch {
      throw .system(error)
    }
  }

  private func holder() -> String? {
    // For whoever has to wait, the name is a courtesy; the lock itself is what counts.
    guard let bytes = try? storage.open(LogLayout.lock, for: .reading).contents() else {
      return nil
    }
    let text = String(decoding: bytes.prefix { $0 >= 0x20 && $0 < 0x7F }, as: UTF8.self)
    return text.isEmpty ? nil : text
  }

  /// The number of bytes in the log now; nothing where it cannot be told.
  public var logLength: Int64? {
    guard let segments = try? SegmentList.open(in: storage) else { return nil }
    return segments.reduce(0) { $0 + ((try? $1.file.length()) ?? 0) }
  }

  /// What the whole log is now: its size and its Merkle root.
  ///
  /// Reads what the derived index does not cover, where the log's files are as the last writer left
  /// them; otherwise the whole log, of which every header is hashed. Checks nothing else: that is what
  /// `verify` is for.
  /// - Parameter progress: Told now and then how many bytes were read.
  /// - Throws: `damaged` where what was read has places that cannot be read, since the log then has no
  ///   root.
  public func checkpoint(
    progress: (Int64) -> Void = { _ in }
  ) throws(EventStoreError) -> Checkpoint {
    if let nodes = try indexedNodes(progress) { return try checkpoint(of: nodes) }
    var tree = MerkleTree()
    var reader = try events()
    var read: Int64 = 0
    while let event = try reader.next() {
      tree.append(event.leafHash)
      read += Int64(event.length + 1)
      progress(read)
    }
    guard reader.damages.isEmpty else { throw .damaged(reader.damages) }
    return Checkpoint(origin: description.origin, size: tree.size, root: tree.root)
  }
}

// MARK: - Founding

extension EventStore {
  /// Founds an archive in a new or an empty directory and records its first events.
  ///
  /// `archive.json` is written last of all, so that a directory is an archive only when everything
  /// else in it lasts.
  /// - Parameter readme: What `README.txt` says to whoever finds the directory.
  /// - Throws: `notEmpty`, `system` or what an append throws. What was made is taken away again.
  public static func found(
    in storage: any Storage, name: String, zone: String, readme: String,
    events: [ProposedEvent], stream: StreamName, by role: Role, environment: Environment = .system
  ) throws(EventStoreError) -> EventStore {
    var random = RandomSource(environment)
    let now = environment.now()
    let description: StoreDescription
    let isNew: Bool
    do throws(SystemError) {
      // Chance first: where there is none, nothing was made that had to be taken away.
      let id = try random.eventID(at: now).description
      isNew = try prepare(storage)
      description = StoreDescription(id: id, name: name, zone: zone, created: now)
    } catch {
      throw error.isThere ? .notEmpty(location: storage.location) : .system(error)
    }
    do throws(EventStoreError) {
      try write(Array(readme.utf8), to: LogLayout.readme, of: storage)
      try makeDirectories(in: storage)
      try recordFirst(events, in: storage, stream, role, environment)
      try write(description.encoded(), to: LogLayout.description, of: storage)
      return try EventStore(opening: storage, environment: environment)
    } catch {
      clear(storage, withDirectory: isNew)
      throw error
    }
  }

  /// Makes the directory, unless it is there and empty; tells whether it did.
  private static func prepare(_ storage: any Storage) throws(SystemError) -> Bool {
    let names: [String]
    do throws(SystemError) {
      names = try storage.names(in: "")
    } catch {
      guard error.isMissing else { throw error }
      try storage.makeDirectory("")
      return true
    }
    guard names.isEmpty else { throw .there(.found, storage.location) }
    return false
  }

  private static func makeDirectories(in storage: any Storage) throws(EventStoreError) {
    do throws(SystemError) {
      try storage.makeDirectory(LogLayout.log)
      try storage.makeDirectory(LogLayout.index)
      // They must be there whenever archive.json is.
      try storage.syncDirectory("")
    } catch {
      throw .system(error)
    }
  }

  private static func recordFirst(
    _ events: [ProposedEvent], in storage: any Storage, _ stream: StreamName, _ role: Role,
    _ environment: Environment
  ) throws(EventStoreError) {
    let lock: (any StorageLock)?
    do throws(SystemError) { lock = try storage.tryLock(LogLayout.lock) } catch {
      throw .system(error)
    }
    guard let lock else { throw .locked(location: storage.location, holder: nil) }
    let writer = try EventWriter(
      storage: storage, environment: environment, lock: lock, note: nil, state: LogState(),
      segmentLength: LogLayout.segmentLength, keeper: nil, index: nil)
    defer { writer.close() }
    try writer.append(events, to: stream, expecting: .noStream, by: role)
  }

  private static func write(
    _ bytes: [UInt8], to path: String, of storage: any Storage
  ) throws(EventStoreError) {
    let temporary = path + ".new"
    do throws(SystemError) {
      let file = try storage.open(temporary, for: .creating)
      try file.writeAll(bytes, at: 0)
      try file.sync()
      try storage.rename(temporary, to: path)
      // The name must survive too, so sync the directory.
      try storage.syncDirectory("")
    } catch {
      throw .system(error)
    }
  }

  /// Takes away what a founding that failed has made.
  package static func clear(_ storage: any Storage, withDirectory: Bool) {
    for name in (try? storage.names(in: LogLayout.log)) ?? [] {
      try? storage.remove("\(LogLayout.log)/\(name)")
    }
    for name in (try? storage.names(in: "")) ?? [] { try? storage.remove(name) }
    if withDirectory { try? storage.remove("") }
  }
}

extension EventStore {
  /// The longest payload of one event, in bytes.
  public static let longestPayload = Line.longest - LineEncoder.longestFrame

  /// The longest line that the format allows, in bytes.
  public static let longestLine = Line.longest
}
