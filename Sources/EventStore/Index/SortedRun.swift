/// One entry of a sorted run: a key of two words, and a value.
struct IndexEntry: Comparable, Sendable {
  var key: (UInt64, UInt64)
  var value: UInt64

  init(_ first: UInt64, _ second: UInt64, value: UInt64) {
    key = (first, second)
    self.value = value
  }

  static let width = 24
  static let perBlock = IndexBlock.payload / width

  static func < (a: IndexEntry, b: IndexEntry) -> Bool {
    (a.key.0, a.key.1, a.value) < (b.key.0, b.key.1, b.value)
  }

  static func == (a: IndexEntry, b: IndexEntry) -> Bool {
    a.key == b.key && a.value == b.value
  }
}

/// What a derived index remembers of one sorted run: a file of entries in the order of their keys,
/// made of the events of some positions and never changed.
struct RunDescription: Hashable, Sendable {
  var kind: RunKind
  var first: UInt64
  var end: UInt64
  var count: UInt64
}

/// What the entries of a run say.
enum RunKind: UInt64, Sendable, CaseIterable {
  /// An event's identity, and its position.
  case ids = 1
  /// A stream's category, serial and revision, and the position of the event.
  case streams = 2
  /// What a record is known by, and its serial number.
  case records = 3
  /// What the records of some positions say, to be searched: a sealed file, whose entries nobody
  /// counts.
  case search = 4

  var name: String {
    switch self {
    case .ids: "ids"
    case .streams: "streams"
    case .records: "records"
    case .search: "search"
    }
  }
}

/// Reads one sorted run.
struct SortedRun {
  let description: RunDescription
  private let reader: BlockReader

  init(
    _ description: RunDescription, _ file: any StorageFile, archive: (UInt64, UInt64)
  ) {
    self.description = description
    reader = BlockReader(file, of: description.origin(archive))
  }

  /// An entry by its place in the order.
  subscript(index: Int) -> IndexEntry {
    get throws(IndexFault) {
      let words = try reader.words(
        3, ofEntry: index % IndexEntry.perBlock, width: IndexEntry.width,
        inBlock: index / IndexEntry.perBlock)
      return IndexEntry(words[0], words[1], value: words[2])
    }
  }

  var count: Int { Int(description.count) }

  /// The place of the first entry whose key is not below this one.
  ///
  /// Keys are hashes, or numbers that were given one after the other, so that the place of one can be
  /// guessed, and a few blocks are read; never more than three times as many as the number of blocks has
  /// bits.
  func lowerBound(_ first: UInt64, _ second: UInt64) throws(IndexFault) -> Int {
    var (low, high) = try neighbourhood(of: first, second)
    while low < high {
      let middle = (low + high) / 2
      if try isBlock(middle, before: first, second) { low = middle + 1 } else { high = middle }
    }
    var start = max(0, low - 1) * IndexEntry.perBlock
    var end = min(count, start + IndexEntry.perBlock)
    while start < end {
      let middle = (start + end) / 2
      if try self[middle].key < (first, second) { start = middle + 1 } else { end = middle }
    }
    return start
  }
}

// MARK: - Blocks

extension SortedRun {
  private func isBlock(
    _ block: Int, before first: UInt64, _ second: UInt64
  ) throws(IndexFault) -> Bool {
    // By its first entry, so that each step reads one block, and looking into the last one found none.
    try self[block * IndexEntry.perBlock].key < (first, second)
  }

  /// The blocks among which the first one is that does not begin before a key.
  private func neighbourhood(
    of first: UInt64, _ second: UInt64
  ) throws(IndexFault) -> (Int, Int) {
    var low = 0
    var high = (count + IndexEntry.perBlock - 1) / IndexEntry.perBlock
    guard high > 2 else { return (low, high) }
    let least = try self[0].key.0
    let greatest = try self[count - 1].key.0
    guard first >= least else { return (0, 0) }
    guard first > least, first < greatest else { return (low, high) }
    let share = Double(first - least) / Double(greatest - least)
    let guess = min(high - 1, Int(Double(high) * share))
    // From the guess by doubling steps.
    var step = 1
    if try isBlock(guess, before: first, second) {
      low = guess + 1
      while low + step <= high {
        let next = low + step - 1
        guard try isBlock(next, before: first, second) else { return (low, next) }
        low = next + 1
        step *= 2
      }
    } else {
      high = guess
      while high - step >= low {
        let next = high - step
        if try isBlock(next, before: first, second) { return (next + 1, high) }
        high = next
        step *= 2
      }
    }
    return (low, high)
  }
}

extension RunDescription {
  /// The file's name within the directory of derived files.
  ///
  /// Runs hold hashes and numbers, and outlive an erasure; what is made of payloads has another ending.
  var name: String { "\(kind.name)-\(first)-\(end).\(kind == .search ? "segment" : "run")" }

  func origin(_ archive: (UInt64, UInt64)) -> IndexBlock.Origin {
    IndexBlock.Origin(kind: kind.rawValue, archive: archive, first: first, end: end)
  }
}

/// Writes entries as a sorted run, in order.
struct RunWriter {
  private let file: any StorageFile
  private let origin: IndexBlock.Origin
  private var entries: [UInt8] = []
  private var inBlock = 0
  private var blocks = 0
  private var waiting: [UInt8] = []
  private var written: Int64 = 0
  private(set) var count = 0

  /// Blocks are written in portions of this many bytes.
  private static let portion = 1 << 20

  init(_ file: any StorageFile, of origin: IndexBlock.Origin) {
    self.file = file
    self.origin = origin
    entries.reserveCapacity(IndexBlock.payload)
  }

  mutating func append(_ entry: IndexEntry) throws(SystemError) {
    IndexBlock.append(entry.key.0, to: &entries)
    IndexBlock.append(entry.key.1, to: &entries)
    IndexBlock.append(entry.value, to: &entries)
    inBlock += 1
    count += 1
    if inBlock == IndexEntry.perBlock { try endBlock() }
  }

  mutating func finish() throws(SystemError) {
    if inBlock > 0 { try endBlock() }
    try flush()
  }

  private mutating func endBlock() throws(SystemError) {
    waiting += IndexBlock.encode(entries, count: inBlock, number: blocks, of: origin)
    entries.removeAll(keepingCapacity: true)
    inBlock = 0
    blocks += 1
    if waiting.count >= RunWriter.portion { try flush() }
  }

  private mutating func flush() throws(SystemError) {
    try file.writeAll(waiting, at: written)
    written += Int64(waiting.count)
    waiting.removeAll(keepingCapacity: true)
  }
}
