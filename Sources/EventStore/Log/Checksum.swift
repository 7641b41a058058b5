/// CRC-32C (Castagnoli), the checksum of iSCSI (RFC 3720 §12.1), by sixteen bytes a step.
///
/// About 2 GB/s on one core of 2024's machines, without special instructions.
enum Checksum {
  /// The checksum of the bytes.
  static func crc32c(_ bytes: ByteView) -> UInt32 {
    var crc: UInt32 = ~0
    let buffer = bytes.buffer
    guard let base = buffer.baseAddress else { return ~crc }
    tables.withUnsafeBufferPointer { tables in
      // Every index below is a table number under 16 times 256, plus one byte.
      let table = tables.baseAddress.unsafelyUnwrapped
      @inline(__always)
      func entry(_ number: Int, _ word: UInt64, _ shift: UInt64) -> UInt32 {
        table[number &* 256 &+ Int(truncatingIfNeeded: (word &>> shift) & 0xFF)]
      }
      var offset = 0
      while offset &+ 16 <= buffer.count {
        let low =
          UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
          ^ UInt64(crc)
        let high = UInt64(
          littleEndian: base.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self))
        let a = entry(15, low, 0) ^ entry(14, low, 8) ^ entry(13, low, 16) ^ entry(12, low, 24)
        let b = entry(11, low, 32) ^ entry(10, low, 40) ^ entry(9, low, 48) ^ entry(8, low, 56)
        let c = entry(7, high, 0) ^ entry(6, high, 8) ^ entry(5, high, 16) ^ entry(4, high, 24)
        let d = entry(3, high, 32) ^ entry(2, high, 40) ^ entry(1, high, 48) ^ entry(0, high, 56)
        crc = (a ^ b) ^ (c ^ d)
        offset &+= 16
      }
      while offset < buffer.count {
        let byte = base.load(fromByteOffset: offset, as: UInt8.self)
        crc = crc &>> 8 ^ table[Int(truncatingIfNeeded: (crc ^ UInt32(byte)) & 0xFF)]
        offset &+= 1
      }
    }
    return ~crc
  }

  /// Table `n` holds, for each byte, what it does to the checksum after `n` more zero bytes.
  private static let tables: [UInt32] = {
    let reversedPolynomial: UInt32 = 0x82F6_3B78
    var tables = [UInt32](repeating: 0, count: 16 * 256)
    for byte in 0..<256 {
      var crc = UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ reversedPolynomial : crc >> 1 }
      tables[byte] = crc
    }
    for index in 256..<tables.count {
      let before = tables[index - 256]
      tables[index] = before >> 8 ^ tables[Int(before & 0xFF)]
    }
    return tables
  }()
}
