/// Erases payloads that were taken out: the only rewriting of the log there is.
///
/// In each line concerned `,"salt":"…","data":{…}}` becomes `,"redacted":<position>`, spaces and `}`,
/// as long as before, so that offsets, headers, leaves and the root stay. A segment is written beside
/// itself without the payloads, synced, read back, and takes its own place. Whoever stops in between
/// leaves a log that is sound, and whose next writer begins the erasure anew.
struct Erasure {
  let storage: any Storage

  /// Finds the payloads that were taken out and whose bytes are still there.
  ///
  /// Reads their lines alone where the derived index says where those stand, and otherwise the
  /// segments in which such payloads may stand. An index is not believed where bytes are to be erased
  /// by it: then the log is read for who took them out.
  /// - Parameters:
  ///   - takenOut: The payloads that `$Redacted` events list, and those events.
  ///   - places: The derived index.
  static func pending(
    _ takenOut: [Position: Position], in segments: [LineSource.Segment], _ places: LogIndex? = nil
  ) throws(SystemError) -> [Position: Position] {
    var pending: [Position: Position] = [:]
    var unknown = takenOut
    if let places {
      for (position, by) in takenOut {
        guard let hasPayload = try places.hasPayload(at: position, in: segments) else { continue }
        unknown[position] = nil
        if hasPayload { pending[position] = by }
      }
    }
    pending.merge(try read(unknown, in: segments)) { known, _ in known }
    guard places != nil, !pending.isEmpty else { return pending }
    let listed = try Redactions(in: segments, from: .start).takenOut
    return pending.filter { listed[$0.key] == $0.value }
  }

  /// Finds the payloads that are still there in the segments.
  private static func read(
    _ takenOut: [Position: Position], in segments: [LineSource.Segment]
  ) throws(SystemError) -> [Position: Position] {
    var pending: [Position: Position] = [:]
    for index in segments.indices {
      let concerned = SegmentCopy.concerned(takenOut, in: segments, at: index)
      guard let last = concerned.keys.max() else { continue }
      var source = LineSource(segments: [segments[index]], isChecked: false)
      while let raw = try source.nextLine() {
        guard let line = raw.line else { continue }
        if line.position > last { break }
        if case .data = line.payload { pending[line.position] = concerned[line.position] }
      }
    }
    return pending
  }

  /// Erases payloads everywhere in the archive.
  ///
  /// Torn files and derived files come first: what is still in the log tells the next writer that the
  /// work is not done.
  /// - Parameters:
  ///   - pending: The payloads, and the events that took them out.
  ///   - leave: Called before a segment is replaced, for whoever has it open.
  func run(
    _ pending: [Position: Position], leave: (String) -> Void = { _ in }
  ) throws(SystemError) -> ErasureReport {
    var report = ErasureReport()
    guard let latest = pending.values.max() else { return report }
    report.blankedFiles = try TornFiles(storage: storage).blank(by: latest)
    try DerivedFiles.discard(of: storage)
    let segments: [LineSource.Segment]
    do throws(EventStoreError) {
      segments = try SegmentList.open(in: storage)
    } catch {
      guard case .system(let error) = error else { throw .missing(.list, LogLayout.log) }
      throw error
    }
    for index in segments.indices {
      let concerned = SegmentCopy.concerned(pending, in: segments, at: index)
      guard !concerned.isEmpty else { continue }
      let path = LogLayout.segmentPath(segments[index].first)
      leave(path)
      let copy = SegmentCopy(
        segment: segments[index], length: try segments[index].file.length(), takenOut: concerned)
      // Read-only also where it is the last one: what was rewritten is closed.
      try copy.write(to: path, of: storage, readOnly: true)
      try storage.syncDirectory(LogLayout.log)
      report.erased += concerned.keys.sorted()
    }
    return report
  }
}

/// What an erasure did.
public struct ErasureReport: Equatable, Sendable {
  /// The positions whose payloads were erased.
  public internal(set) var erased: [Position] = []
  /// Files with bytes that repairs had cut off, in which every payload was blanked.
  public internal(set) var blankedFiles: [String] = []
  /// Why the erasure could not be finished, where it could not; the next writer tries again.
  public internal(set) var failure: SystemError?

  /// Makes a report of nothing done.
  public init() {}
}

/// The files that are derived from the log.
enum DerivedFiles {
  /// Whether a file under `index/` never holds any part of a payload, and so outlives an erasure:
  /// the log's own index, which knows places, hashes, streams and identities, and the lock.
  ///
  /// What others find their things by are hashes of payloads' words, by which short ones can be
  /// guessed.
  private static func isWithoutPayloads(_ name: String) -> Bool {
    if name == "lock" || name.hasPrefix("log.") { return true }
    let kinds = [RunKind.ids, .streams]
    return name.hasSuffix(".run") && kinds.contains { name.hasPrefix("\($0.name)-") }
  }

  /// Removes every derived file that may hold payloads; all of them come back from the log.
  static func discard(of storage: any Storage) throws(SystemError) {
    let names: [String]
    do throws(SystemError) {
      names = try storage.names(in: LogLayout.index)
    } catch {
      guard error.isMissing else { throw error }
      return
    }
    for name in names where !isWithoutPayloads(name) {
      try remove("\(LogLayout.index)/\(name)", of: storage)
    }
    try storage.syncDirectory(LogLayout.index)
  }

  private static func remove(_ path: String, of storage: any Storage) throws(SystemError) {
    do throws(SystemError) {
      for name in try storage.names(in: path) { try remove("\(path)/\(name)", of: storage) }
    } catch {
      // No directory, but a file or a link, which is removed without following it.
      guard error.isMissing || error.isLink else { throw error }
    }
    do throws(SystemError) { try storage.remove(path) } catch {
      // Whoever derived it may have replaced it meanwhile.
      guard error.isMissing else { throw error }
    }
  }
}
