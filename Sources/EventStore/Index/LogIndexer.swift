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
  private var saved: IndexState
  /// What they are to be.
  private var state: IndexState

  // What was read since the state was saved last.
  private var ids: [IndexEntry] = []
  private var streams: [IndexEntry] = []
  private var places: [UInt64] = []
  private var leaves: [Digest] = []
  private var lastCategory: (bytes: [UInt8], number: UInt64)?
  /// Whether the log has more than the index can hold, so that it is never saved.
  private var isBeyondLimits = false
  private let document = JSONDocument()

  init(of storage: any Storage, _ archive: (UInt64, UInt64), from state: IndexState) {
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
      segment: event.place.segment, offset: event.place.offset + Int64(event.length) + 1)
    state.lastEventAt = event.recordedAt
    guard event.isOf(.redacted), event.loadPayload(into: document) else { return }
    state.redactions += Redactions.positions(in: document.root, before: event.position)
      .map { ($0, event.position) }
  }

  /// Takes in events that a writer has just appended.
  mutating func apply(_ written: WrittenEvents) {
    guard let end = written.end, written.first == state.checkpoint.next else {
      isBeyondLimits = true
      return
    }
    var position = written.first.rawValue
    for event in written.entries {
      ids.append(IndexEntry(event.id.high, event.id.low, value: position))
      if let category = category(named: Array(event.stream.category.utf8)),
        event.revision < StreamKey.mostRevisions
      {
        let key = StreamKey(category: category, revision: event.revision)
        streams.append(IndexEntry(event.stream.serial, key.word, value: position))
      } else {
        isBeyondLimits = true
      }
      places.append(UInt64(event.offset))
      leaves.append(event.leaf)
      position += 1
    }
    state.checkpoint = ProjectionCheckpoint(
      next: Position(position), lastLeaf: written.entries.last?.leaf ?? state.checkpoint.lastLeaf)
    state.place = end.place
    state.lastEventAt = end.recordedAt
  }

  private mutating func category(of event: RecordedEvent) -> UInt64? {
    category(named: event.bytes(event.fields.category))
  }

  /// The number of a category; nothing where there are too many.
  private mutating func category(named bytes: some Collection<UInt8>) -> UInt64? {
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
  /// Nothing is synced: what a loss of power leaves is told by its checksums and made anew. The state
  /// is replaced last, by one renaming; whatever happens before leaves the old one as it
  /// was. What the new one does not need is removed afterwards.
  mutating func save() throws(IndexFault) {
    guard !isBeyondLimits, unsaved > 0 else { return }
    do throws(SystemError) {
      try files.makeDirectory()
    } catch {
      throw IndexFault(error)
    }
    let range = saved.count..<state.count
    try files.add(ids, .ids, madeOf: range, to: &state.runs)
    try files.add(streams, .streams, madeOf: range, to: &state.runs)
    try appendPlaces()
    try appendTree()
    do throws(SystemError) {
      try files.replace(state: state, of: LogIndexer.name, version: LogIndexer.version)
    } catch {
      throw IndexFault(error)
    }
    saved = state
    ids.removeAll()
    streams.removeAll()
    places.removeAll()
    leaves.removeAll()
    files.removeRuns(of: [.ids, .streams], except: state.runs)
  }

  private var files: RunFiles { RunFiles(storage: storage, archive: archive) }

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
      var bytes: [UInt8] = []
      bytes.reserveCapacity(nodes.count * Digest.length)
      for node in nodes { node.append(to: &bytes) }
      try append(
        bytes, width: Digest.length, behind: before, to: path, of: origin)
      // The nodes of the tier above are the roots of the blocks that are full now.
      let all =
        stride(from: 0, to: open.count, by: Digest.length).compactMap {
          Digest(bytes: open[$0..<$0 + Digest.length])
        } + nodes
      nodes = LogIndexer.roots(of: all)
    }
  }

  /// The roots of the blocks that nodes fill.
  private static func roots(of nodes: [Digest]) -> [Digest] {
    let size = LogIndex.nodesPerBlock
    @Sendable func roots(_ blocks: Range<Int>) -> [Digest] {
      // Level by level over all blocks at once, for the hashes to be made beside each other.
      var level = Array(nodes[blocks.lowerBound * size..<blocks.upperBound * size])
      while level.count > blocks.count { level = MerkleTree.parents(of: level) }
      return level
    }
    let count = nodes.count / size
    guard count > 8 else { return roots(0..<count) }
    let (first, second) = Parallel.both({ roots(0..<count / 2) }, { roots(count / 2..<count) })
    return first + second
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
      let file = count == 0 ? try files.create(path) : try storage.open(path, for: .writing)
      try file.writeAll(blocks, at: Int64(count / perBlock) * Int64(IndexBlock.length))
    } catch {
      throw IndexFault(error)
    }
  }
}
