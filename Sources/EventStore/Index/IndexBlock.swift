/// The blocks that derived files are made of: 4096 bytes of fixed-width entries and a trailer.
///
/// The trailer holds the number of entries (16 bits), the format (16 bits) and a checksum (`PageHash`),
/// little-endian like everything in derived files. The checksum covers the entries, the trailer and
/// what the block is: the kind of file, its number in it, the archive, and the positions of the log
/// that the file was made of. So a block of another place, another file, another archive or another
/// time is no more taken for the right one than a damaged one is.
enum IndexBlock {
  /// The bytes for entries.
  static let payload = 4096
  /// The bytes of a block.
  static let length = payload + trailer
  /// The version of the derived files.
  static let format: UInt16 = 2

  private static let trailer = 8
  private static let identity = 48
  /// The memory that is needed to check a block.
  static let capacity = length + identity

  /// What the blocks of one file are.
  struct Origin: Hashable, Sendable {
    /// The kind of file.
    var kind: UInt64
    /// The archive's identity.
    var archive: (UInt64, UInt64)
    /// The positions that the file was made of; of a file that grows, its beginning alone.
    var first: UInt64
    var end: UInt64

    static func == (a: Origin, b: Origin) -> Bool {
      a.kind == b.kind && a.archive == b.archive && a.first == b.first && a.end == b.end
    }

    func hash(into hasher: inout Hasher) { hasher.combine(first) }
  }

  /// The bytes of a block, from entries that fit into it.
  static func encode(
    _ entries: some Collection<UInt8>, count: Int, number: Int, of origin: Origin
  ) -> [UInt8] {
    precondition(entries.count <= payload, "too many entries for a block")
    var bytes: [UInt8] = []
    bytes.reserveCapacity(payload + identity)
    bytes.append(contentsOf: entries)
    bytes.append(contentsOf: repeatElement(0, count: payload - entries.count))
    append(UInt16(count), to: &bytes)
    append(format, to: &bytes)
    let end = bytes.count
    appendIdentity(number, origin, to: &bytes)
    let hash = bytes.withUnsafeBytes(PageHash.hash)
    bytes.removeLast(bytes.count - end)
    append(hash, to: &bytes)
    return bytes
  }

  /// The number of entries of a block that was read; nothing where it is not the one that is meant.
  static func entries(in bytes: inout [UInt8], number: Int, of origin: Origin) -> Int? {
    guard bytes.count == length else { return nil }
    let stated = bytes.withUnsafeBytes {
      UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: payload + 4, as: UInt32.self))
    }
    bytes.removeLast(4)
    appendIdentity(number, origin, to: &bytes)
    let hash = bytes.withUnsafeBytes(PageHash.hash)
    let (count, found) = bytes.withUnsafeBytes { buffer in
      (
        UInt16(littleEndian: buffer.loadUnaligned(fromByteOffset: payload, as: UInt16.self)),
        UInt16(littleEndian: buffer.loadUnaligned(fromByteOffset: payload + 2, as: UInt16.self))
      )
    }
    return hash == stated && found == format ? Int(count) : nil
  }

  static func appendIdentity(_ number: Int, _ origin: Origin, to bytes: inout [UInt8]) {
    for word in [
      origin.kind, origin.archive.0, origin.archive.1, origin.first, origin.end, UInt64(number),
    ] {
      append(word, to: &bytes)
    }
  }

  static func append<Word: FixedWidthInteger>(_ word: Word, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

/// Reads the blocks of one derived file, and keeps some of them.
final class BlockReader {
  private let file: any StorageFile
  private let origin: IndexBlock.Origin
  /// The block read last.
  private var block = Block(bytes: [], count: 0)
  private var number: Int?
  /// Blocks that were read before, and their numbers; so few that they are looked through.
  private var kept: [Block] = []
  private var keptNumbers: [Int] = []

  private struct Block {
    var bytes: [UInt8]
    /// The number of entries.
    var count: Int
  }

  /// More blocks than these are not kept.
  private static let most = 64

  init(_ file: any StorageFile, of origin: IndexBlock.Origin) {
    self.file = file
    self.origin = origin
  }

  /// The words at a place of an entry.
  ///
  /// - Parameter entry: The entry's number within the block; one that is not there is damage.
  func words(
    _ count: Int, ofEntry entry: Int, width: Int, inBlock number: Int
  ) throws(IndexFault) -> InlineArray<4, UInt64> {
    try load(number)
    guard entry < block.count, (entry + 1) * width <= IndexBlock.payload, count * 8 <= width else {
      throw .damaged
    }
    var words = InlineArray<4, UInt64>(repeating: 0)
    block.bytes.withUnsafeBytes { buffer in
      for index in 0..<count {
        words[index] = UInt64(
          littleEndian: buffer.loadUnaligned(
            fromByteOffset: entry * width + index * 8, as: UInt64.self))
      }
    }
    return words
  }

  /// The bytes of the first entries of a block, as many as are asked for.
  func entries(_ count: Int, width: Int, inBlock number: Int) throws(IndexFault) -> [UInt8] {
    try load(number)
    guard count <= block.count, count * width <= IndexBlock.payload else { throw .damaged }
    return Array(block.bytes[..<(count * width)])
  }

  private func load(_ number: Int) throws(IndexFault) {
    if self.number == number { return }
    if let known = keptNumbers.firstIndex(of: number) {
      (block, self.number) = (kept[known], number)
      return
    }
    self.number = nil
    // What is kept goes on living, so that these are other bytes.
    if kept.count >= BlockReader.most {
      kept.removeAll(keepingCapacity: true)
      keptNumbers.removeAll(keepingCapacity: true)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(IndexBlock.capacity)
    do throws(SystemError) {
      _ = try file.append(
        to: &bytes, count: IndexBlock.length, at: Int64(number) * Int64(IndexBlock.length))
    } catch {
      throw IndexFault(error)
    }
    guard let count = IndexBlock.entries(in: &bytes, number: number, of: origin) else {
      throw .damaged
    }
    block = Block(bytes: bytes, count: count)
    kept.append(block)
    keptNumbers.append(number)
    self.number = number
  }
}
