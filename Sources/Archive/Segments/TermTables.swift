// Tables that give terms numbers while a segment is made, in the order in which they are met; both find
// them by open addressing.

/// Numbers pairs of characters.
struct PairTable {
  private(set) var keys: [UInt64] = []
  private var slots = [UInt32](repeating: .max, count: 1 << 12)

  /// The number of a pair, given where it has none yet.
  @inline(__always)
  mutating func number(of key: UInt64) -> UInt32 {
    let mask = slots.count - 1
    var slot = PairTable.hash(key) & mask
    while true {
      let number = slots[slot]
      if number == .max { return add(key, slot) }
      if keys[Int(number)] == key { return number }
      slot = (slot + 1) & mask
    }
  }

  @inline(__always)
  private static func hash(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 24)
  }

  private mutating func add(_ key: UInt64, _ slot: Int) -> UInt32 {
    let number = UInt32(keys.count)
    keys.append(key)
    slots[slot] = number
    if keys.count * 2 > slots.count { grow() }
    return number
  }

  private mutating func grow() {
    let mask = slots.count * 4 - 1
    slots = [UInt32](repeating: .max, count: mask + 1)
    for (number, key) in keys.enumerated() {
      var slot = PairTable.hash(key) & mask
      while slots[slot] != .max { slot = (slot + 1) & mask }
      slots[slot] = UInt32(number)
    }
  }
}

/// Numbers texts, each with a tag in front.
struct TextTable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var hashes: [UInt32] = []
  private var slots = [UInt32](repeating: .max, count: 1 << 10)

  var count: Int { ends.count }

  /// The bytes of a text with its tag.
  subscript(number: Int) -> ArraySlice<UInt8> {
    bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
  }

  /// The number of a text, given where it has none yet.
  mutating func number(of tag: UInt8, _ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash: UInt32 = 0x811C_9DC5
    hash = (hash ^ UInt32(tag)) &* 0x0100_0193
    for byte in text { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash &* 0x9E37_79B1) & mask
    while slots[slot] != .max {
      let number = Int(slots[slot])
      if hashes[number] == hash, isEqual(number, tag, text) { return UInt32(number) }
      slot = (slot + 1) & mask
    }
    slots[slot] = UInt32(count)
    hashes.append(hash)
    bytes.append(tag)
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    if count * 2 > slots.count { grow() }
    return UInt32(count - 1)
  }

  mutating func number(of tag: UInt8, _ text: [UInt8]) -> UInt32 {
    text.withUnsafeBufferPointer { number(of: tag, $0) }
  }

  private func isEqual(_ number: Int, _ tag: UInt8, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = number == 0 ? 0 : ends[number - 1]
    guard ends[number] - start == text.count + 1, bytes[start] == tag else { return false }
    for (offset, byte) in text.enumerated() where bytes[start + 1 + offset] != byte { return false }
    return true
  }

  private mutating func grow() {
    let mask = slots.count * 4 - 1
    slots = [UInt32](repeating: .max, count: mask + 1)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash &* 0x9E37_79B1) & mask
      while slots[slot] != .max { slot = (slot + 1) & mask }
      slots[slot] = UInt32(number)
    }
  }
}
