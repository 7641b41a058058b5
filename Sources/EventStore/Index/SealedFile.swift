/// A derived file that is looked at in place: bytes, and a checksum for each page of them.
///
/// Behind the bytes stand the CRC-32C of each page of 4096 bytes, and 16 bytes: the number of bytes,
/// the format (32 bits) and a CRC-32C of the checksums, the number, the format and what the file is,
/// all little-endian. A page is checked when it is looked at first, so that a large file costs no more
/// than what is asked of it. To be used by one thread at a time.
package final class SealedFile {
  private let file: FileBytes
  /// The number of bytes, without the checksums.
  package let count: Int
  /// The pages that were checked, by bits.
  private var checked: [UInt64]
  /// Whether anything was asked for that is not there, or not as it was written; answers that were
  /// made of it are worth nothing.
  package private(set) var isDamaged = false

  private static let page = 4096
  private static let trailer = 16

  /// Opens what was sealed as this; nothing where it is anything else.
  init?(_ file: FileBytes, of origin: IndexBlock.Origin) {
    let bytes = file.bytes
    guard bytes.count >= SealedFile.trailer else { return nil }
    let end = bytes.count - SealedFile.trailer
    let stated = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: end, as: UInt64.self))
    guard stated <= UInt64(end) else { return nil }
    let count = Int(stated)
    let pages = (count + SealedFile.page - 1) / SealedFile.page
    guard end - count == pages * 4,
      UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: end + 8, as: UInt32.self))
        == UInt32(IndexBlock.format)
    else { return nil }
    var covered = Array(bytes[count..<end + 12])
    IndexBlock.appendIdentity(0, origin, to: &covered)
    let crc = covered.withUnsafeBytes { Checksum.crc32c(ByteView($0)) }
    guard
      UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: end + 12, as: UInt32.self)) == crc
    else { return nil }
    self.file = file
    self.count = count
    checked = [UInt64](repeating: 0, count: (pages + 63) / 64)
  }

  /// Takes bytes that were just made, and need no checks.
  package init(_ bytes: [UInt8]) {
    file = FileBytes(bytes)
    count = bytes.count
    checked = [UInt64](repeating: .max, count: (bytes.count / SealedFile.page + 64) / 64)
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

  /// Whether every page is as it was written; reads them all, some gigabytes a second.
  package var isSound: Bool { count == 0 || checkPages(0, (count - 1) / SealedFile.page) }

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
    for page in first...last where checked[page >> 6] >> UInt64(page & 63) & 1 == 0 {
      let start = page * SealedFile.page
      let end = min(start + SealedFile.page, count)
      let crc = Checksum.crc32c(ByteView(UnsafeRawBufferPointer(rebasing: file.bytes[start..<end])))
      let stated = UInt32(
        littleEndian: file.bytes.loadUnaligned(fromByteOffset: count + page * 4, as: UInt32.self))
      guard crc == stated else { return false }
      checked[page >> 6] |= 1 << UInt64(page & 63)
    }
    return true
  }

  /// Appends checksums and trailer to bytes.
  static func seal(_ bytes: inout [UInt8], as origin: IndexBlock.Origin) {
    let count = bytes.count
    var table: [UInt8] = []
    table.reserveCapacity(count / 1000 + 64)
    bytes.withUnsafeBytes { buffer in
      var start = 0
      while start < count {
        let end = min(start + page, count)
        let part = UnsafeRawBufferPointer(rebasing: buffer[start..<end])
        IndexBlock.append(Checksum.crc32c(ByteView(part)), to: &table)
        start = end
      }
    }
    IndexBlock.append(UInt64(count), to: &table)
    IndexBlock.append(UInt32(IndexBlock.format), to: &table)
    let length = table.count
    IndexBlock.appendIdentity(0, origin, to: &table)
    let crc = table.withUnsafeBytes { Checksum.crc32c(ByteView($0)) }
    table.removeLast(table.count - length)
    IndexBlock.append(crc, to: &table)
    bytes += table
  }
}
