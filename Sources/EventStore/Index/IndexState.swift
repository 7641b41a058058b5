/// What a derived index says of itself: how far it reads, and what its files are.
///
/// It is the one file that is replaced, by renaming, and so is what makes everything else of the
/// index count: files that it does not name do not matter, and what stands in a file beyond its
/// counts does not either.
struct IndexState: Sendable {
  /// The position of the next event, and the leaf hash of the one before it.
  var checkpoint = ProjectionCheckpoint.start
  /// Behind the last byte of the last event.
  var place = LogPlace(segment: .start, offset: 0)
  /// When the last event was recorded.
  var lastEventAt: Timestamp?
  /// The sorted runs, those of each kind in the order of the positions that they were made of.
  var runs: [RunDescription] = []
  /// Payloads that were taken out, and by which events.
  var redactions: [(position: Position, by: Position)] = []
  /// The categories of streams, in the order in which they were met first.
  var categories: [String] = []
  /// Whatever else its maker wants to know.
  var numbers: [UInt64] = []

  /// The number of events.
  var count: UInt64 { checkpoint.next.rawValue }
}

// MARK: - Bytes

extension IndexState {
  /// The path of the state of the index of some name.
  static func path(_ name: String) -> String { "\(LogLayout.index)/\(name).state" }

  private static let magic: UInt64 = 0x3178_6449_6867_6F6C  // "loghIdx1"
  private static let wordsOfName = StreamName.longestCategory / 8

  /// The bytes of the file: words of 64 bits, little-endian, the last of them the checksum of the
  /// others.
  func encoded(archive: (UInt64, UInt64), version: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    func add(_ words: UInt64...) {
      for word in words { IndexBlock.append(word, to: &bytes) }
    }
    add(Self.magic, UInt64(IndexBlock.format), UInt64(version), archive.0, archive.1)
    add(checkpoint.next.rawValue)
    let leaf = checkpoint.lastLeaf?.bytes ?? [UInt8](repeating: 0, count: Digest.length)
    bytes += leaf
    add(place.segment.rawValue, UInt64(place.offset))
    add(lastEventAt == nil ? 0 : 1, UInt64(bitPattern: lastEventAt?.milliseconds ?? 0))
    add(UInt64(runs.count))
    for run in runs { add(run.kind.rawValue, run.first, run.end, run.count) }
    add(UInt64(redactions.count))
    for redaction in redactions { add(redaction.position.rawValue, redaction.by.rawValue) }
    add(UInt64(categories.count))
    for category in categories {
      let name = Array(category.utf8)
      bytes += name + [UInt8](repeating: 0, count: StreamName.longestCategory - name.count)
    }
    add(UInt64(numbers.count))
    for number in numbers { add(number) }
    add(UInt64(bytes.withUnsafeBytes(PageHash.hash)))
    return bytes
  }

  /// Reads the bytes of the file; everything is checked, since anything may stand there.
  init(
    decoding bytes: [UInt8], archive: (UInt64, UInt64), version: Int
  ) throws(IndexFault) {
    guard bytes.count.isMultiple(of: 8), bytes.count >= 8 else { throw .damaged }
    var words = WordReader(bytes)
    let hash = bytes.withUnsafeBytes {
      PageHash.hash(UnsafeRawBufferPointer(rebasing: $0[..<(bytes.count - 8)]))
    }
    guard words.last == UInt64(hash) else { throw .damaged }
    guard try words.next() == Self.magic, try words.next() == UInt64(IndexBlock.format),
      try words.next() == UInt64(version), try words.next() == archive.0,
      try words.next() == archive.1
    else { throw .foreign }
    let next = try words.next()
    // No log is so long; and so whatever is counted in events is a number that can be worked with.
    guard next <= Position.end.rawValue else { throw .damaged }
    let leaf = try words.bytes(Digest.length)
    checkpoint = ProjectionCheckpoint(
      next: Position(next), lastLeaf: next == 0 ? nil : Digest(bytes: leaf))
    place = LogPlace(
      segment: Position(try words.next()), offset: Int64(truncatingIfNeeded: try words.next()))
    let isDated = try words.next() == 1
    let moment = Int64(bitPattern: try words.next())
    lastEventAt = isDated ? Timestamp(milliseconds: moment) : nil
    for _ in 0..<(try words.count(of: 4)) {
      guard let kind = RunKind(rawValue: try words.next()) else { throw .foreign }
      let run = RunDescription(
        kind: kind, first: try words.next(), end: try words.next(), count: try words.next())
      guard run.first < run.end, run.end <= next, run.count <= run.end - run.first else {
        throw .damaged
      }
      runs.append(run)
    }
    for _ in 0..<(try words.count(of: 2)) {
      redactions.append((Position(try words.next()), Position(try words.next())))
    }
    for _ in 0..<(try words.count(of: Self.wordsOfName)) {
      let name = try words.bytes(StreamName.longestCategory).prefix { $0 != 0 }
      guard StreamName.isCategory(name) else { throw .damaged }
      categories.append(String(decoding: name, as: UTF8.self))
    }
    for _ in 0..<(try words.count(of: 1)) { numbers.append(try words.next()) }
    guard words.rest == 1, place.offset >= 0 else { throw .damaged }
  }

  /// Reads words, never beyond the end.
  private struct WordReader {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The number of words that are left.
    var rest: Int { (bytes.count - at) / 8 }

    var last: UInt64 { word(bytes.count - 8) }

    private func word(_ offset: Int) -> UInt64 {
      bytes.withUnsafeBytes {
        UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      }
    }

    mutating func next() throws(IndexFault) -> UInt64 {
      guard rest > 0 else { throw .damaged }
      defer { at += 8 }
      return word(at)
    }

    mutating func bytes(_ count: Int) throws(IndexFault) -> ArraySlice<UInt8> {
      guard rest * 8 >= count else { throw .damaged }
      defer { at += count }
      return bytes[at..<at + count]
    }

    /// A number of things of so many words each, of which there must be as many.
    mutating func count(of words: Int) throws(IndexFault) -> Int {
      let count = try next()
      guard count <= UInt64(rest / words) else { throw .damaged }
      return Int(count)
    }
  }
}
