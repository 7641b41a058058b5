/// What can be known of a log without reading it: where each event begins, the nodes of its Merkle
/// tree, its streams and the identities of its events, up to a checkpoint.
///
/// Derived files under `index/`, made of the log and never needed: whatever is wrong with them
/// costs a rebuild. Every answer reads a few blocks of 4 KiB, each checked before it is believed.
final class LogIndex {
  static let version = 1

  let state: IndexState
  /// The group of the last event.
  private var lastGroup: Position?
  private let archive: (UInt64, UInt64)
  private let storage: any Storage
  private let segments: [Position]
  private let runs: [SortedRun]
  private let places: BlockReader?
  private let tree: [BlockReader]
  private let parts: Parts

  /// What of the index is opened.
  enum Parts {
    case all
    /// Where events begin and which streams they belong to, for whoever only reads.
    case places
  }

  /// Opens what is there, and checks that it belongs to this log.
  ///
  /// - Parameter log: The log's segments, where they were opened before; the index is damaged where it
  ///   knows of others.
  init(
    opening storage: any Storage, of description: StoreDescription, _ parts: Parts = .all,
    of log: [LineSource.Segment]? = nil
  ) throws(IndexFault) {
    let archive = try LogIndex.archive(description)
    self.storage = storage
    self.archive = archive
    do throws(SystemError) {
      let bytes = try storage.open(IndexState.path(LogIndexer.name), for: .reading).contents()
      if let log {
        segments = log.map(\.first)
      } else {
        segments = try storage.names(in: LogLayout.log).compactMap(LogLayout.segment(named:))
      }
      do throws(IndexFault) {
        state = try IndexState(decoding: bytes, archive: archive, version: LogIndex.version)
      } catch {
        throw SystemError.there(.found, IndexState.path(LogIndexer.name))
      }
      var runs: [SortedRun] = []
      for run in state.runs where parts == .all || run.kind != .ids {
        let file = try storage.open("\(LogLayout.index)/\(run.name)", for: .reading)
        runs.append(SortedRun(run, file, archive: archive))
      }
      self.runs = runs
      let count = state.count
      places =
        count == 0
        ? nil
        : BlockReader(
          try storage.open(LogIndex.placesPath, for: .reading), of: LogIndex.placesOrigin(archive))
      var tree: [BlockReader] = []
      for tier in 0..<(parts == .all ? LogIndex.tiers(of: count) : 0) {
        let file = try storage.open(LogIndex.treePath(tier), for: .reading)
        tree.append(BlockReader(file, of: LogIndex.treeOrigin(tier, archive)))
      }
      self.tree = tree
    } catch {
      throw error.isThere ? .damaged : IndexFault(error)
    }
    self.parts = parts
    try checkEnd(in: log)
  }

  /// Checks that the log still has the event that the index read last, where it says.
  private func checkEnd(in log: [LineSource.Segment]?) throws(IndexFault) {
    guard let leaf = state.checkpoint.lastLeaf else { return }
    let place = try self.place(of: Position(state.count - 1))
    guard place.segment == state.place.segment, place.offset < state.place.offset,
      state.place.offset - place.offset <= Int64(Line.longest) + 1
    else { throw .damaged }
    var bytes: [UInt8] = []
    do throws(SystemError) {
      let file: any StorageFile
      if let segment = log?.last(where: { $0.first == place.segment }) {
        file = segment.file
      } else {
        file = try storage.open(LogLayout.segmentPath(place.segment), for: .reading)
      }
      _ = try file.append(
        to: &bytes, count: Int(state.place.offset - place.offset), at: place.offset)
    } catch {
      throw IndexFault(error)
    }
    guard bytes.count == Int(state.place.offset - place.offset),
      bytes.popLast() == UInt8(ascii: "\n"),
      let line = bytes.withUnsafeBytes({ Line.decode(ByteView($0)) }),
      line.position.rawValue == state.count - 1, !line.continues,
      MerkleTree.leafHash(of: bytes[line.header]) == leaf
    else { throw .foreign }
    lastGroup = line.groupStart
  }

  /// Where a reading begins that goes on behind the index.
  var readingStart: ReadingStart {
    ReadingStart(
      place: state.place, position: state.checkpoint.next, group: lastGroup,
      redactions: Redactions(state.redactions))
  }
}

// MARK: - Files

extension LogIndex {
  static let placesPath = "\(LogLayout.index)/log.places"

  static func treePath(_ tier: Int) -> String { "\(LogLayout.index)/log.tree\(tier)" }

  static func placesOrigin(_ archive: (UInt64, UInt64)) -> IndexBlock.Origin {
    IndexBlock.Origin(kind: 16, archive: archive, first: 0, end: 0)
  }

  static func treeOrigin(_ tier: Int, _ archive: (UInt64, UInt64)) -> IndexBlock.Origin {
    IndexBlock.Origin(kind: 32 + UInt64(tier), archive: archive, first: 0, end: 0)
  }

  /// Places of events in a block.
  static let placesPerBlock = IndexBlock.payload / 8
  /// Nodes in a block; each tier holds every seventh level of the tree.
  static let nodesPerBlock = IndexBlock.payload / Digest.length
  static let levelsPerTier = nodesPerBlock.trailingZeroBitCount

  /// How many tiers have nodes at all.
  static func tiers(of count: UInt64) -> Int {
    var tiers = 0
    while count >> UInt64(tiers * levelsPerTier) > 0 { tiers += 1 }
    return tiers
  }

  /// The archive's identity as two words.
  static func archive(_ description: StoreDescription) throws(IndexFault) -> (UInt64, UInt64) {
    let digits = description.id.utf8.filter { $0 != UInt8(ascii: "-") }
    guard let bytes = Hexadecimal.decode(digits), bytes.count == 16 else { throw .foreign }
    return bytes.withUnsafeBytes {
      (
        UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)),
        UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      )
    }
  }
}

// MARK: - Answers

extension LogIndex {
  /// Where the line of an event begins.
  func place(of position: Position) throws(IndexFault) -> LogPlace {
    let index = Int(position.rawValue)
    guard let places, position < state.checkpoint.next,
      let segment = segments.last(where: { $0 <= position })
    else { throw .missing }
    let words = try places.words(
      1, ofEntry: index % LogIndex.placesPerBlock, width: 8,
      inBlock: index / LogIndex.placesPerBlock)
    let offset = Int64(truncatingIfNeeded: words[0])
    guard offset >= 0 else { throw .damaged }
    return LogPlace(segment: segment, offset: offset)
  }

  /// The root of a perfect subtree of the Merkle tree: `index·2^level` up to `(index + 1)·2^level`.
  ///
  /// Fewer than 128 hashes.
  func node(level: Int, index: UInt64) throws(IndexFault) -> Digest {
    let tier = level / LogIndex.levelsPerTier
    let height = level % LogIndex.levelsPerTier
    guard tier < tree.count else { throw .missing }
    // They all stand in one block.
    let first = Int(index << UInt64(height))
    let last = first % LogIndex.nodesPerBlock + (1 << height)
    let bytes = try tree[tier].entries(
      last, width: Digest.length, inBlock: first / LogIndex.nodesPerBlock)
    let nodes = stride(
      from: first % LogIndex.nodesPerBlock * Digest.length, to: bytes.count, by: Digest.length
    ).compactMap { Digest(bytes: bytes[$0..<$0 + Digest.length]) }
    return LogIndex.root(of: nodes)
  }

  /// The root of a perfect subtree over nodes, a power of two of them.
  static func root(of nodes: [Digest]) -> Digest {
    var nodes = nodes
    while nodes.count > 1 {
      nodes = stride(from: 0, to: nodes.count, by: 2).map {
        MerkleTree.nodeHash(nodes[$0], nodes[$0 + 1])
      }
    }
    return nodes[0]
  }

  /// The position of the event of an identity.
  func position(of id: EventID) throws(IndexFault) -> Position? {
    guard parts == .all else { throw .missing }
    for run in runs.reversed() where run.description.kind == .ids {
      let index = try run.lowerBound(id.high, id.low)
      guard index < run.count else { continue }
      let entry = try run[index]
      if entry.key == (id.high, id.low) { return Position(entry.value) }
    }
    return nil
  }

  /// The revision of a stream's last event.
  func lastRevision(of stream: StreamName) throws(IndexFault) -> UInt64? {
    guard let category = state.categories.firstIndex(of: stream.category) else { return nil }
    let key = StreamKey(category: UInt64(category), revision: 0)
    // The newest run that has events of the stream has the last of them.
    for run in runs.reversed() where run.description.kind == .streams {
      let index = try run.lowerBound(stream.serial, key.next)
      guard index > 0 else { continue }
      let entry = try run[index - 1]
      if entry.key.0 == stream.serial, StreamKey(word: entry.key.1).category == key.category {
        return StreamKey(word: entry.key.1).revision
      }
    }
    return nil
  }

  /// The positions of a stream's events, in order.
  func positions(of stream: StreamName) throws(IndexFault) -> [Position] {
    guard let category = state.categories.firstIndex(of: stream.category) else { return [] }
    let key = StreamKey(category: UInt64(category), revision: 0)
    var positions: [Position] = []
    for run in runs where run.description.kind == .streams {
      var index = try run.lowerBound(stream.serial, key.word)
      while index < run.count {
        let entry = try run[index]
        guard entry.key.0 == stream.serial,
          StreamKey(word: entry.key.1).category == key.category
        else { break }
        positions.append(Position(entry.value))
        index += 1
      }
    }
    return positions
  }
}

/// The second word of a stream's key: the category's number in the upper 16 bits, and the revision.
struct StreamKey {
  var category: UInt64
  var revision: UInt64

  private static let bits: UInt64 = 48

  static let mostCategories = (1 << 16) - 1
  static let mostRevisions: UInt64 = 1 << bits

  init(category: UInt64, revision: UInt64) {
    self.category = category
    self.revision = revision
  }

  init(word: UInt64) {
    self.init(category: word >> StreamKey.bits, revision: word & (StreamKey.mostRevisions - 1))
  }

  var word: UInt64 { category << StreamKey.bits | revision }

  /// The key behind every revision of the stream.
  var next: UInt64 { (category << StreamKey.bits | (StreamKey.mostRevisions - 1)) &+ 1 }
}
