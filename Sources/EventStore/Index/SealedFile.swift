/// A derived file that is looked at in place: bytes, and a checksum for each page of them.
///
/// Behind the bytes stand the checksum of each page of 4096 bytes, in stretches of 64 of which the last one stands
/// first, so that those of the first pages are read with what follows; the checksum of each stretch; and 16 bytes:
/// the number of bytes, the format (32 bits) and a checksum of the latter ones, the number, the format and what the
/// file is, all little-endian. All are those of `PageHash`. A page is checked when it is looked at first, and so is what
/// says how to check it, so that a large file costs no more than what is asked of it. To be used by one thread at a
/// time.
package final class SealedFile {
  private let file: FileBytes
  /// The number of bytes, without the checksums.
  package let count: Int
  /// Whether all bytes were read when the file was opened.
  private let isWhole: Bool
  /// The pages that were checked, by bits.
  @exclusivity(unchecked) private var checked: [UInt64]
  /// The checksums of the stretches of checksums.
  private let sumsOfTables: [UInt32]
  /// The bytes that were read when the file was opened, and where they begin.
  private let tail: (start: Int, bytes: [UInt8])
  /// The checksums of pages that were read and checked, stretch by stretch, and where each stretch stands, counted from 1:
  /// kept together, they fill fewer pages of memory than they do of the file.
  @exclusivity(unchecked) private var sums: [UInt32] = []
  @exclusivity(unchecked) private var places: [UInt32]
  /// Whether anything was asked for that is not there, or not as it was written; answers that were
  /// made of it are worth nothing.
  @exclusivity(unchecked) package private(set) var isDamaged = false

  private static let page = 4096
  /// Longer files are read by pages.
  private static let short = 1 << 16
  private static let format: UInt32 = 4
  /// The bytes of the checksums of pages that are checked together.
  private static let stretch = 256
  private static let trailer = 16
  /// So many bytes are read from the end of a file: beside what they must have, the checksums of those pages that
  /// stand in front, which nearly everybody asks for.
  private static let tail = 8192

  /// Opens what was sealed as this; nothing where it is anything else.
  init?(_ file: FileBytes, of origin: IndexBlock.Origin) {
    let length = file.bytes.count
    guard length >= SealedFile.trailer else { return nil }
    let end = length - SealedFile.trailer
    // What is asked for first stands at the end; a short file is read at once.
    let isWhole = length <= SealedFile.short
    if isWhole { file.load(0..<length) }
    var first = max(0, length - SealedFile.tail)
    var last = isWhole ? Array(file.bytes[first...]) : file.copy(first..<length)
    let stated: UInt64 = SealedFile.number(last, end - first)
    guard stated <= UInt64(end) else { return nil }
    let count = Int(stated)
    let pages = SealedFile.pages(count)
    let tables = SealedFile.stretches(pages * 4)
    guard end - count == (pages + tables) * 4,
      SealedFile.number(last, end + 8 - first) == SealedFile.format
    else { return nil }
    if end - tables * 4 < first {
      first = end - tables * 4
      last = file.copy(first..<length)
    }
    var covered = Array(last[(end - tables * 4 - first)..<(end + 12 - first)])
    IndexBlock.appendIdentity(0, origin, to: &covered)
    guard
      SealedFile.number(last, end + 12 - first) == covered.withUnsafeBytes(PageHash.hash)
    else { return nil }
    self.file = file
    self.count = count
    self.isWhole = isWhole
    checked = [UInt64](repeating: 0, count: (pages + 63) / 64)
    sumsOfTables = SealedFile.numbers(last, from: end - tables * 4 - first, count: tables)
    places = [UInt32](repeating: 0, count: tables)
    tail = (first, isWhole ? [] : last)
  }

  private static func number<Number: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: [UInt8], _ offset: Int
  ) -> Number {
    bytes.withUnsafeBytes {
      Number(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: Number.self))
    }
  }

  private static func numbers(_ bytes: [UInt8], from start: Int, count: Int) -> [UInt32] {
    [UInt32](unsafeUninitializedCapacity: count) { numbers, initialized in
      bytes.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(numbers).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: $0[start..<start + count * 4]))
      }
      for index in 0..<count { numbers[index] = UInt32(littleEndian: numbers[index]) }
      initialized = count
    }
  }

  private static func pages(_ count: Int) -> Int { (count + page - 1) / page }

  private static func stretches(_ count: Int) -> Int { (count + stretch - 1) / stretch }

  /// Takes bytes that were just made, and need no checks.
  package init(_ bytes: [UInt8]) {
    file = FileBytes(bytes)
    count = bytes.count
    isWhole = true
    checked = [UInt64](repeating: .max, count: (bytes.count / SealedFile.page + 64) / 64)
    sumsOfTables = []
    places = []
    tail = (0, [])
  }

  /// Some of the bytes, to be looked at as long as the file is held; none where they are not there.
  @inline(__always)
  package func bytes(_ start: Int, _ length: Int) -> UnsafeRawBufferPointer {
    guard start >= 0, length >= 0, start <= count, length <= count - start, check(start, length)
    else {
      isDamaged = true
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    return UnsafeRawBufferPointer(rebasing: file.bytes[start..<start + length])
  }

  /// A part of the bytes, of which nothing is looked at yet; nothing where it is not there.
  package func part(_ start: Int, _ length: Int) -> Part? {
    guard start >= 0, length >= 0, start <= count, length <= count - start else {
      isDamaged = true
      return nil
    }
    return Part(
      file: self, start: start,
      bytes: UnsafeRawBufferPointer(rebasing: file.bytes[start..<start + length]))
  }

  /// A part of the bytes, to be looked at as long as the file is held.
  package struct Part {
    fileprivate let file: SealedFile
    fileprivate let start: Int
    /// The bytes; only those that were loaded are what the file has.
    package let bytes: UnsafeRawBufferPointer

    package var count: Int { bytes.count }

    /// Reads and checks some of the bytes where nobody did before; false, and noted with the file, where
    /// they are not there or not as they were written.
    @inline(__always)
    package func load(_ range: Range<Int>) -> Bool {
      guard range.lowerBound >= 0, range.upperBound <= bytes.count,
        file.check(start &+ range.lowerBound, range.count)
      else {
        file.noteDamage()
        return false
      }
      return true
    }

    /// Reads and checks the page in which a byte stands, where nobody did before, and gives where that page
    /// ends, or all bytes; nothing, and noted with the file, where it is not as it was written.
    package func loadPage(of offset: Int) -> Int? {
      guard offset >= 0, offset < bytes.count, file.check(start &+ offset, 1) else {
        file.noteDamage()
        return nil
      }
      let page = SealedFile.page
      return min((start &+ offset) / page * page &+ page &- start, bytes.count)
    }

    /// Says that what was read makes no sense.
    package func noteDamage() { file.noteDamage() }
  }

  /// Whether every page is as it was written; reads them all, some gigabytes a second, and keeps none.
  package var isSound: Bool {
    for first in stride(from: 0, to: SealedFile.pages(count), by: SealedFile.together) {
      let last = min(first + SealedFile.together, SealedFile.pages(count)) - 1
      guard checkPages(first, last) else { return false }
      guard !isWhole else { continue }
      for page in first...last { checked[page >> 6] &= ~(1 << UInt64(page & 63)) }
      file.forget(first * SealedFile.page..<min((last + 1) * SealedFile.page, count))
    }
    return true
  }

  /// So many pages are read at once where all are.
  private static let together = 256

  /// Says that what was read makes no sense.
  package func noteDamage() { isDamaged = true }

  @inline(__always)
  private func check(_ start: Int, _ length: Int) -> Bool {
    guard length > 0 else { return true }
    let first = start / SealedFile.page
    let last = (start + length - 1) / SealedFile.page
    if first == last, checked[first >> 6] >> UInt64(first & 63) & 1 == 1 { return true }
    return checkPages(first, last)
  }

  private func checkPages(_ first: Int, _ last: Int) -> Bool {
    var loaded = first
    for page in first...last where checked[page >> 6] >> UInt64(page & 63) & 1 == 0 {
      if page >= loaded {
        // Those that follow and are not there yet come with it.
        loaded = page + 1
        while loaded <= last, checked[loaded >> 6] >> UInt64(loaded & 63) & 1 == 0 { loaded += 1 }
        if !isWhole { file.load(page * SealedFile.page..<min(loaded * SealedFile.page, count)) }
      }
      let start = page * SealedFile.page
      guard let stated = checksum(of: page),
        hash(start..<min(start + SealedFile.page, count)) == stated
      else { return false }
      checked[page >> 6] |= 1 << UInt64(page & 63)
    }
    return true
  }

  /// The checksum that a page is stated to have; nothing where that is not as it was written.
  private func checksum(of page: Int) -> UInt32? {
    let perTable = SealedFile.stretch / 4
    let table = page / perTable
    if places[table] == 0 {
      // The last stretch, which may be shorter, stands first.
      let end = count + (SealedFile.pages(count) - table * perTable) * 4
      let read = copy(max(count, end - SealedFile.stretch)..<end)
      guard read.withUnsafeBytes(PageHash.hash) == sumsOfTables[table] else { return nil }
      places[table] = UInt32(sums.count) + 1
      sums += SealedFile.numbers(read, from: 0, count: read.count / 4)
    }
    return sums[Int(places[table]) - 1 + page % perTable]
  }

  /// Some bytes behind those that are checked by pages.
  private func copy(_ range: Range<Int>) -> [UInt8] {
    if isWhole { return Array(file.bytes[range]) }
    guard range.lowerBound >= tail.start else { return file.copy(range) }
    return Array(tail.bytes[range.lowerBound - tail.start..<range.upperBound - tail.start])
  }

  private func hash(_ range: Range<Int>) -> UInt32 {
    PageHash.hash(UnsafeRawBufferPointer(rebasing: file.bytes[range]))
  }

  /// Appends checksums and trailer to bytes.
  static func seal(_ bytes: inout [UInt8], as origin: IndexBlock.Origin) {
    let count = bytes.count
    let sums = checksums(of: bytes, each: page)
    let tables = checksums(of: sums, each: stretch)
    var table: [UInt8] = []
    table.reserveCapacity(sums.count + tables.count)
    for start in stride(from: 0, to: sums.count, by: stretch).reversed() {
      table += sums[start..<min(start + stretch, sums.count)]
    }
    table += tables
    var trailer: [UInt8] = []
    IndexBlock.append(UInt64(count), to: &trailer)
    IndexBlock.append(format, to: &trailer)
    var covered = tables + trailer
    IndexBlock.appendIdentity(0, origin, to: &covered)
    IndexBlock.append(covered.withUnsafeBytes(PageHash.hash), to: &trailer)
    bytes += table
    bytes += trailer
  }

  /// The checksum of each so many bytes.
  private static func checksums(of bytes: [UInt8], each length: Int) -> [UInt8] {
    var table: [UInt8] = []
    table.reserveCapacity((bytes.count / length + 1) * 4)
    bytes.withUnsafeBytes { buffer in
      for start in stride(from: 0, to: bytes.count, by: length) {
        let part = buffer[start..<min(start + length, bytes.count)]
        IndexBlock.append(PageHash.hash(UnsafeRawBufferPointer(rebasing: part)), to: &table)
      }
    }
    return table
  }
}
