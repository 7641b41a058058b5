/// Brings the log's derived index up to the end of the log.
///
/// New files stand beside the old ones until the state names them, so that readers of the old state
/// go on; files that grow hold the same bytes as before up to where the old state counts.
struct LogIndexer: Projection {
  static let name = "log"
  static let version = LogIndex.version

  private let storage: any Storage
  private let archive: (UInt64, UInt64)
  /// What the files on the disk are.
  private var saved: LogIndexState
  /// What they are to be.
  private var state: LogIndexState

  // What was read since the state was saved last.
  private var ids: [IndexEntry] = []
  private var streams: [IndexEntry] = []
  private var places: [UInt64] = []
  private var leaves: [Digest] = []
  private var lastCategory: (bytes: [UInt8], number: UInt64)?
  /// Whether the log has more than the index can hold, so that it is never saved.
  private var isBeyondLimits = false
  private let document = JSONDocument()

  /// A run is merged with the one before it where that is not so many times longer.
  private static let growth: UInt64 = 4

  init(of storage: any Storage, _ archive: (UInt64, UInt64), from state: LogIndexState) {
    self.storage = storage
    self.archive = archive
    saved = state
    self.state = state
  }

  var checkpoint: ProjectionCheckpoint { state.checkpoint }

  /// The number of events that were read and are not saved.
  var unsaved: Int { leaves.count }

  mutating func apply(_ event: RecordedEvent) {
    let position = event.position.rawValue
    ids.append(IndexEntry(event.id.high, event.id.low, value: position))
    if let category = category(of: event), event.revision < StreamKey.mostRevisions {
      let key = StreamKey(category: category, revision: event.revision)
      streams.append(IndexEntry(event.fields.serial, key.word, value: position))
    } else {
      isBeyondLimits = true
    }
    places.append(UInt64(event.place.offset))
    let leaf = event.leafHash
    leaves.append(leaf)
    state.checkpoint = ProjectionCheckpoint(next: event.position.next, lastLeaf: leaf)
    state.place = LogPlace(
      segment: event.place.segment, offset: event.place.offset + Int64(event.line.count) + 1)
    state.lastEventAt = event.recordedAt
    guard event.isOf(.redacted), event.loadPayload(into: document) else { return }
    state.redactions += Redactions.positions(in: document.root, before: event.position)
      .map { ($0, event.position) }
  }

  private mutating func category(of event: RecordedEvent) -> UInt64? {
    let bytes = event.line[event.fields.category]
    if let lastCategory, lastCategory.bytes.elementsEqual(bytes) { return lastCategory.number }
    let name = String(decoding: bytes, as: UTF8.self)
    var number = state.categories.firstIndex(of: name)
    if number == nil, state.categories.count < StreamKey.mostCategories {
      number = state.categories.count
      state.categories.append(name)
    }
    guard let number else { return nil }
    lastCategory = (Array(bytes), UInt64(number))
    return UInt64(number)
  }
}

// MARK: - Saving

extension LogIndexer {
  /// Makes what was read count.
  ///
  /// The state is replaced last, by one renaming; whatever happens before leaves the old one as it
  /// was. What the new one does not need is removed afterwards.
  mutating func save() throws(IndexFault) {
    guard !isBeyondLimits, unsaved > 0 else { return }
    do throws(SystemError) {
      try makeDirectory()
      ids.sort()
      streams.sort()
      try write(run: .ids, ids)
      try write(run: .streams, streams)
    } catch {
      throw IndexFault(error)
    }
    try mergeRuns()
    try appendPlaces()
    try appendTree()
    do throws(SystemError) {
      try replaceState()
    } catch {
      throw IndexFault(error)
    }
    saved = state
    ids.removeAll()
    streams.removeAll()
    places.removeAll()
    leaves.removeAll()
    removeOthers()
  }

  private func makeDirectory() throws(SystemError) {
    do throws(SystemError) {
      _ = try storage.names(in: LogLayout.index)
    } catch {
      guard error.isMissing else { throw error }
      try storage.makeDirectory(LogLayout.index)
    }
  }

  private func path(_ name: String) -> String { "\(LogLayout.index)/\(name)" }

  /// Makes a file anew under a name that nobody reads, whatever stood there.
  private func create(_ path: String) throws(SystemError) -> any StorageFile {
    do throws(SystemError) {
      return try storage.open(path, for: .creating)
    } catch {
      guard error.isThere else { throw error }
      try storage.remove(path)
      return try storage.open(path, for: .creating)
    }
  }

  private mutating func write(
    run kind: RunKind, _ entries: [IndexEntry]
  ) throws(SystemError) {
    guard !entries.isEmpty else { return }
    let run = RunDescription(
      kind: kind, first: saved.count, end: state.count, count: UInt64(entries.count))
    try write(run) { writer throws(SystemError) in
      for entry in entries { try writer.append(entry) }
    }
    state.runs.append(run)
  }

  private func write(
    _ run: RunDescription, _ entries: (inout RunWriter) throws(SystemError) -> Void
  ) throws(SystemError) {
    let temporary = path(run.name + ".new")
    var writer = RunWriter(try create(temporary), of: run.origin(archive))
    try entries(&writer)
    try writer.finish()
    try storage.rename(temporary, to: path(run.name))
  }

  /// Joins runs at the end that are not much shorter than their neighbours, so that there are few.
  private mutating func mergeRuns() throws(IndexFault) {
    for kind in RunKind.allCases {
      while true {
        let runs = state.runs.filter { $0.kind == kind }
        guard runs.count > 1 else { break }
        let (first, second) = (runs[runs.count - 2], runs[runs.count - 1])
        guard first.count < second.count * LogIndexer.growth else { break }
        let merged = try merge(first, second)
        state.runs.removeAll { $0 == first || $0 == second }
        state.runs.append(merged)
      }
    }
  }

  private func merge(
    _ first: RunDescription, _ second: RunDescription
  ) throws(IndexFault) -> RunDescription {
    let merged = RunDescription(
      kind: first.kind, first: first.first, end: second.end, count: first.count + second.count)
    var fault: IndexFault?
    do throws(SystemError) {
      let runs = try [first, second].map { run throws(SystemError) in
        SortedRun(run, try storage.open(path(run.name), for: .reading), archive: archive)
      }
      try write(merged) { writer throws(SystemError) in
        do throws(IndexFault) {
          try LogIndexer.merge(runs[0], runs[1], into: &writer)
        } catch {
          if case .system(let failure) = error { throw failure }
          fault = error
        }
      }
    } catch {
      throw IndexFault(error)
    }
    if let fault { throw fault }
    return merged
  }

  private static func merge(
    _ first: SortedRun, _ second: SortedRun, into writer: inout RunWriter
  ) throws(IndexFault) {
    var (one, other) = (0, 0)
    var heads: (IndexEntry?, IndexEntry?) = (nil, nil)
    while true {
      if heads.0 == nil, one < first.count { heads.0 = try first[one] }
      if heads.1 == nil, other < second.count { heads.1 = try second[other] }
      let takesFirst: Bool
      switch heads {
      case (nil, nil): return
      case (let a?, let b?): takesFirst = a < b
      case (_?, nil): takesFirst = true
      case (nil, _?): takesFirst = false
      }
      guard let entry = takesFirst ? heads.0 : heads.1 else { return }
      do throws(SystemError) { try writer.append(entry) } catch { throw .system(error) }
      if takesFirst {
        heads.0 = nil
        one += 1
      } else {
        heads.1 = nil
        other += 1
      }
    }
  }

  private func appendPlaces() throws(IndexFault) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(places.count * 8)
    for place in places { IndexBlock.append(place, to: &bytes) }
    try append(
      bytes, width: 8, behind: Int(saved.count), to: LogIndex.placesPath,
      of: LogIndex.placesOrigin(archive))
  }

  /// Appends the new leaves, and in each tier above the roots of the blocks that they fill.
  private func appendTree() throws(IndexFault) {
    var nodes = leaves
    for tier in 0..<LogIndex.tiers(of: state.count) {
      let before = Int(saved.count >> UInt64(tier * LogIndex.levelsPerTier))
      let origin = LogIndex.treeOrigin(tier, archive)
      let path = LogIndex.treePath(tier)
      let open = try tail(of: path, origin, width: Digest.length, behind: before)
      try append(
        nodes.flatMap(\.bytes), width: Digest.length, behind: before, to: path, of: origin)
      // The nodes of the tier above are the roots of the blocks that are full now.
      let all =
        stride(from: 0, to: open.count, by: Digest.length).compactMap {
          Digest(bytes: open[$0..<$0 + Digest.length])
        } + nodes
      let size = LogIndex.nodesPerBlock
      nodes = (0..<all.count / size).map {
        LogIndex.root(of: Array(all[($0 * size)..<(($0 + 1) * size)]))
      }
    }
  }

  /// The entries of the last block of a file, where that is not full.
  private func tail(
    of path: String, _ origin: IndexBlock.Origin, width: Int, behind count: Int
  ) throws(IndexFault) -> [UInt8] {
    let perBlock = IndexBlock.payload / width
    guard count % perBlock > 0 else { return [] }
    let file: any StorageFile
    do throws(SystemError) {
      file = try storage.open(path, for: .reading)
    } catch {
      throw IndexFault(error)
    }
    return try BlockReader(file, of: origin).entries(
      count % perBlock, width: width, inBlock: count / perBlock)
  }

  /// Appends entries to a file that grows, behind so many that count.
  private func append(
    _ entries: [UInt8], width: Int, behind count: Int, to path: String,
    of origin: IndexBlock.Origin
  ) throws(IndexFault) {
    guard !entries.isEmpty else { return }
    let perBlock = IndexBlock.payload / width
    let all = try tail(of: path, origin, width: width, behind: count) + entries
    var number = count / perBlock
    var blocks: [UInt8] = []
    for start in stride(from: 0, to: all.count, by: perBlock * width) {
      let end = min(start + perBlock * width, all.count)
      blocks += IndexBlock.encode(
        all[start..<end], count: (end - start) / width, number: number, of: origin)
      number += 1
    }
    do throws(SystemError) {
      let file = count == 0 ? try create(path) : try storage.open(path, for: .writing)
      try file.writeAll(blocks, at: Int64(count / perBlock) * Int64(IndexBlock.length))
      try file.sync()
    } catch {
      throw IndexFault(error)
    }
  }

  private func replaceState() throws(SystemError) {
    let temporary = LogIndexState.path + ".new"
    let file = try create(temporary)
    try file.writeAll(state.encoded(archive: archive), at: 0)
    try file.sync()
    try storage.rename(temporary, to: LogIndexState.path)
    try storage.syncDirectory(LogLayout.index)
  }

  /// Removes runs that the state does not name.
  private func removeOthers() {
    let named = Set(state.runs.map(\.name))
    for name in (try? storage.names(in: LogLayout.index)) ?? [] {
      let isRun = RunKind.allCases.contains { name.hasPrefix("\($0.name)-") }
      if isRun, !named.contains(name) { try? storage.remove(path(name)) }
    }
  }
}
