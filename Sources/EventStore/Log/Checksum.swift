/// CRC-32C (Castagnoli), the checksum of iSCSI (RFC 3720 §12.1), by sixteen bytes a step.
///
/// Two stretches beside each other keep the core busy while tables are looked up, since the special
/// instruction for it cannot be reached from Swift.
enum Checksum {
  /// The checksum of the bytes.
  static func crc32c(_ bytes: ByteView) -> UInt32 {
    let buffer = bytes.buffer
    guard let base = buffer.baseAddress else { return 0 }
    return tables.withUnsafeBufferPointer { tables in
      // Every index below is a table number under 16 times 256, plus one byte.
      let table = tables.baseAddress.unsafelyUnwrapped
      var crc: UInt32 = ~0
      var offset = 0
      while offset &+ 2 &* stretch <= buffer.count {
        var second: UInt32 = 0
        let end = offset &+ stretch
        while offset < end {
          crc = step(table, base + offset, crc)
          second = step(table, base + (offset &+ stretch), second)
          offset &+= 16
        }
        crc = Stretch.passed(crc) ^ second
        offset &+= stretch
      }
      while offset &+ 16 <= buffer.count {
        crc = step(table, base + offset, crc)
        offset &+= 16
      }
      while offset < buffer.count {
        let byte = base.load(fromByteOffset: offset, as: UInt8.self)
        crc = crc &>> 8 ^ table[Int(truncatingIfNeeded: (crc ^ UInt32(byte)) & 0xFF)]
        offset &+= 1
      }
      return ~crc
    }
  }

  /// The bytes of one of two stretches that are read beside each other.
  fileprivate static let stretch = 256

  /// What sixteen bytes make of a checksum.
  @inline(__always)
  private static func step(
    _ table: UnsafePointer<UInt32>, _ bytes: UnsafeRawPointer, _ crc: UInt32
  ) -> UInt32 {
    @inline(__always)
    func entry(_ number: Int, _ word: UInt64, _ shift: UInt64) -> UInt32 {
      table[number &* 256 &+ Int(truncatingIfNeeded: (word &>> shift) & 0xFF)]
    }
    let low = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self)) ^ UInt64(crc)
    let high = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    let a = entry(15, low, 0) ^ entry(14, low, 8) ^ entry(13, low, 16) ^ entry(12, low, 24)
    let b = entry(11, low, 32) ^ entry(10, low, 40) ^ entry(9, low, 48) ^ entry(8, low, 56)
    let c = entry(7, high, 0) ^ entry(6, high, 8) ^ entry(5, high, 16) ^ entry(4, high, 24)
    let d = entry(3, high, 32) ^ entry(2, high, 40) ^ entry(1, high, 48) ^ entry(0, high, 56)
    return (a ^ b) ^ (c ^ d)
  }

  /// What a whole stretch of zero bytes makes of a checksum, step by step.
  fileprivate static func passedStretch(_ crc: UInt32) -> UInt32 {
    let zeros: (UInt64, UInt64) = (0, 0)
    return tables.withUnsafeBufferPointer { tables in
      withUnsafeBytes(of: zeros) { zeros in
        guard let table = tables.baseAddress, let zeros = zeros.baseAddress else { return crc }
        var crc = crc
        for _ in 0..<stretch / 16 { crc = step(table, zeros, crc) }
        return crc
      }
    }
  }

  /// Table `n` holds, for each byte, what it does to the checksum after `n` more zero bytes.
  fileprivate static let tables: [UInt32] = {
    let reversedPolynomial: UInt32 = 0x82F6_3B78
    return [UInt32](unsafeUninitializedCapacity: 16 * 256) { tables, count in
      count = tables.count
      tables.initialize(repeating: 0)
      var crc: UInt32 = 1
      for bit in (0..<8).reversed() {
        crc = crc & 1 == 1 ? crc >> 1 ^ reversedPolynomial : crc >> 1
        tables[1 << bit] = crc
      }
      guard let first = tables.baseAddress else { return }
      for number in 0..<16 {
        let table = first + number * 256
        for bit in 0..<8 {
          let value = 1 << bit
          if number > 0 {
            let before = table[value - 256]
            table[value] = before >> 8 ^ first[Int(before & 0xFF)]
          }
          // What several bits do is what each of them does.
          let (one, others) = (table[value], table + value)
          for lower in 0..<value { others[lower] = one ^ table[lower] }
        }
      }
    }
  }()
}

/// What a whole stretch of zero bytes makes of a checksum: two checksums of stretches that follow
/// each other are put together with it, since the checksum is linear.
private enum Stretch {
  /// The checksum after the stretch.
  @inline(__always)
  static func passed(_ crc: UInt32) -> UInt32 {
    tables.withUnsafeBufferPointer { tables in
      tables[Int(crc & 0xFF)] ^ tables[256 &+ Int(crc &>> 8 & 0xFF)]
        ^ tables[512 &+ Int(crc &>> 16 & 0xFF)] ^ tables[768 &+ Int(crc &>> 24)]
    }
  }

  /// Table `n` holds what becomes of each value of byte `n`.
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 4 * 256)
    for byte in 0..<4 {
      for bit in 0..<8 {
        let value = 1 << bit
        let passed = Checksum.passedStretch(UInt32(value) << UInt32(byte * 8))
        // The table is linear: what becomes of several bits is what becomes of each of them.
        for lower in 0..<value {
          tables[byte * 256 + value + lower] = passed ^ tables[byte * 256 + lower]
        }
      }
    }
    return tables
  }()
}
