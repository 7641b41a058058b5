/// Brings the log into a state in which it can be appended to, without losing a byte.
///
/// Only a torn tail is cut off, and its bytes are kept beside the log. A damaged log is left as it
/// is.
struct Recovery {
  let storage: any Storage
  let environment: Environment
  /// Whether the last writer ended before it could say that everything was synced.
  let mayBeUnsynced: Bool

  /// Reads the log, cuts off what an unfinished write left, and says where to go on.
  ///
  /// - Parameters:
  ///   - segments: The log's segments, opened under the lock.
  ///   - start: Where to begin, where what is before is known to be sound; nothing for the whole log.
  ///   - note: Who writes, which must be told before anything is written.
  func run(
    _ segments: [LineSource.Segment], from start: ReadingStart?, _ note: inout HolderNote
  ) throws(EventStoreError) -> LogState {
    var reader = EventReader(segments: segments, at: start ?? .start)
    var state = LogState()
    var lastGroup: LogPlace?
    while let event = try reader.next() {
      state.read += 1
      state.revisions.set(event.stream, to: event.revision)
      state.lastEventAt = event.recordedAt
      if event.groupStart == event.position { lastGroup = event.place }
    }
    guard reader.damages.isEmpty else { throw .damaged(reader.damages) }
    state.next = reader.end
    state.lastSegment = segments.last?.first
    state.takenOut = reader.takenOut
    do throws(SystemError) {
      if let tail = reader.unfinishedTail {
        try note.insist()
        for segment in segments.reversed() where segment.first >= tail.place.segment {
          try cut(segment, tail, &state)
        }
        state.repairs.reverse()
      }
      if mayBeUnsynced, let lastGroup {
        try note.insist()
        try settle(from: lastGroup, to: reader.endPlace)
      }
    } catch {
      throw .system(error)
    }
    return state
  }

  /// Makes the last group last, of which nobody knows whether it was synced.
  ///
  /// What is read may be nowhere but in memory, and the next group must not be built on it. Syncing
  /// alone would not do: after a failed sync the kernel takes pages for clean that were never
  /// written. So the same bytes are written once more.
  private func settle(from start: LogPlace, to end: LogPlace) throws(SystemError) {
    let path = LogLayout.segmentPath(start.segment)
    let file = try storage.open(path, for: .reading)
    guard try file.isWritable() else {
      try file.sync()
      try storage.syncDirectory(LogLayout.log)
      return
    }
    let writable = try storage.open(path, for: .writing)
    var offset = start.offset
    while offset < end.offset {
      var bytes: [UInt8] = []
      let most = Int(min(1 << 20, end.offset - offset))
      guard try file.append(to: &bytes, count: most, at: offset) > 0 else { break }
      try writable.writeAll(bytes, at: offset)
      offset += Int64(bytes.count)
    }
    try writable.sync()
    try storage.syncDirectory(LogLayout.log)
  }

  /// Saves what stands behind the log's end in one segment, then removes it there.
  private func cut(
    _ segment: LineSource.Segment, _ tail: UnfinishedTail, _ state: inout LogState
  ) throws(SystemError) {
    let isWhole = segment.first > tail.place.segment
    let place = LogPlace(segment: segment.first, offset: isWhole ? 0 : tail.place.offset)
    let length = try segment.file.length()
    if length > place.offset {
      let path = try save(segment.file, from: place)
      state.repairs.append(Repair(place: place, bytes: length - place.offset, savedAs: path))
    }
    let path = LogLayout.segmentPath(segment.first)
    if isWhole {
      try storage.remove(path)
      try storage.syncDirectory(LogLayout.log)
      state.lastSegment = tail.place.segment
    } else {
      let file = try storage.open(path, for: .writing)
      try file.truncate(to: place.offset)
      try file.sync()
    }
  }

  /// Copies what stands behind a place into a file of its own; gives the file's path.
  private func save(_ file: any StorageFile, from place: LogPlace) throws(SystemError) -> String {
    let (path, copy) = try makeTornFile(for: place)
    let start = place.offset
    var offset = start
    while true {
      var bytes: [UInt8] = []
      guard try file.append(to: &bytes, count: 1 << 20, at: offset) > 0 else { break }
      try copy.writeAll(bytes, at: offset - start)
      offset += Int64(bytes.count)
    }
    try copy.sync()
    // The name must survive too, so sync the directory.
    try storage.syncDirectory(LogLayout.log)
    return path
  }

  /// Makes a file of a name that no other has: an earlier repair may have been stopped in the same
  /// place, and the clock may say the same time again.
  private func makeTornFile(
    for place: LogPlace
  ) throws(SystemError) -> (path: String, file: any StorageFile) {
    let name = LogLayout.tornPath(place, at: environment.now())
    var path = name
    var number = 1
    while true {
      do throws(SystemError) {
        return (path, try storage.open(path, for: .creating))
      } catch {
        guard error.isThere else { throw error }
        number += 1
        path = "\(name)-\(number)"
      }
    }
  }
}
