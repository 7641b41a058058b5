import EventStore

// Tables that give terms numbers while a segment is made, in the order in which they are met; both find
// them by open addressing.

/// Numbers pairs of characters.
struct PairTable {
  private(set) var keys: [UInt64] = []
  /// Each a key above the number that it got, so that one look tells both.
  private var slots = [UInt64](repeating: .max, count: 1 << 12)
  /// Whether there were more pairs than can be numbered; the numbers given are worth nothing then.
  private(set) var isFull = false

  /// Keys have 42 bits.
  private static let numberBits: UInt64 = 22
  private static let numberMask: UInt64 = (1 << numberBits) - 1
  /// Where the slots of so many keys are looked up before the first of them is needed, the memory works
  /// on all of them at once.
  private static let portion = 64

  /// Writes the codes of units, which are keys of pairs or else have the mark of a word and its number;
  /// pairs get numbers where they have none yet, in order.
  mutating func encode(
    _ units: UnsafeMutableBufferPointer<UInt64>, words isWord: UInt64,
    to codes: UnsafeMutableBufferPointer<TermCode>
  ) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: PairTable.portion) { seen in
      var start = 0
      while start < units.count {
        let end = min(start &+ PairTable.portion, units.count)
        slots.withUnsafeBufferPointer { slots in
          let mask = slots.count &- 1
          for index in start..<end {
            seen[index &- start] = slots[PairTable.hash(units[index]) & mask]
          }
        }
        for index in start..<end {
          let unit = units[index]
          let found = seen[index &- start]
          if found &>> PairTable.numberBits == unit {
            codes[index] = TermCode(
              pair: UInt32(truncatingIfNeeded: found & PairTable.numberMask))
          } else if unit & isWord != 0 {
            codes[index] = TermCode(text: UInt32(truncatingIfNeeded: unit), isPositioned: true)
          } else {
            codes[index] = TermCode(pair: UInt32(truncatingIfNeeded: number(of: unit)))
          }
        }
        start = end
      }
    }
  }

  /// The numbers of the pairs, in the order of their keys.
  var order: [Int] {
    var entries = keys.enumerated().map { $1 << PairTable.numberBits | UInt64($0) }
    entries.sort()
    return entries.map { Int($0 & PairTable.numberMask) }
  }

  private mutating func number(of key: UInt64) -> UInt64 {
    let mask = slots.count - 1
    var slot = PairTable.hash(key) & mask
    while slots[slot] != .max {
      if slots[slot] >> PairTable.numberBits == key { return slots[slot] & PairTable.numberMask }
      slot = (slot + 1) & mask
    }
    let number = UInt64(keys.count)
    guard number < PairTable.numberMask else {
      isFull = true
      return 0
    }
    keys.append(key)
    slots[slot] = key << PairTable.numberBits | number
    if keys.count * 2 > slots.count { grow() }
    return number
  }

  @inline(__always)
  private static func hash(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 24)
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    slots = [UInt64](repeating: .max, count: mask + 1)
    for (number, key) in keys.enumerated() {
      var slot = PairTable.hash(key) & mask
      while slots[slot] != .max { slot = (slot + 1) & mask }
      slots[slot] = key << PairTable.numberBits | UInt64(number)
    }
  }
}

/// Numbers texts, each with a tag in front.
struct TextTable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var hashes: [UInt32] = []
  private var slots: [UInt32]

  var count: Int { ends.count }

  /// - Parameter slots: Twice as many as texts are expected; a power of two.
  init(slots: Int = 1 << 10) { self.slots = [UInt32](repeating: .max, count: slots) }

  /// The bytes of a text with its tag.
  subscript(number: Int) -> ArraySlice<UInt8> {
    bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
  }

  /// The number of a text; nothing where it has none yet.
  func known(_ tag: UInt8, _ text: UnsafeBufferPointer<UInt8>) -> UInt32? {
    let number = slots[slot(of: tag, text, TextTable.hash(tag, UnsafeRawBufferPointer(text)))]
    return number == .max ? nil : number
  }

  /// The slot of a text, or the empty one where it would be.
  @inline(__always)
  private func slot(
    of tag: UInt8, _ text: UnsafeBufferPointer<UInt8>, _ hash: UInt32
  ) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != .max {
      let number = Int(slots[slot])
      if hashes[number] == hash, isEqual(number, tag, text) { break }
      slot = (slot + 1) & mask
    }
    return slot
  }

  /// The number of a text, given where it has none yet.
  mutating func number(of tag: UInt8, _ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let hash = TextTable.hash(tag, UnsafeRawBufferPointer(text))
    let slot = slot(of: tag, text, hash)
    if slots[slot] != .max { return slots[slot] }
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

  /// Eight bytes a step, the last ones by themselves.
  private static func hash(_ tag: UInt8, _ text: UnsafeRawBufferPointer) -> UInt32 {
    func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
      let product = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
      return product ^ product &>> 32
    }
    var hash = mixed(UInt64(tag), UInt64(text.count))
    var at = 0
    while at &+ 8 <= text.count {
      hash = mixed(hash, text.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      at &+= 8
    }
    var rest: UInt64 = 0
    while at < text.count {
      rest = rest &<< 8 | UInt64(text[at])
      at &+= 1
    }
    return UInt32(truncatingIfNeeded: mixed(hash, rest))
  }

  private func isEqual(_ number: Int, _ tag: UInt8, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = number == 0 ? 0 : ends[number - 1]
    guard ends[number] - start == text.count + 1, bytes[start] == tag else { return false }
    return bytes.withUnsafeBytes { bytes in
      ByteView(UnsafeRawBufferPointer(rebasing: bytes[start + 1..<ends[number]]))
        .equals(ByteView(UnsafeRawBufferPointer(text)))
    }
  }

  private mutating func grow() {
    let mask = slots.count * 4 - 1
    slots = [UInt32](repeating: .max, count: mask + 1)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != .max { slot = (slot + 1) & mask }
      slots[slot] = UInt32(number)
    }
  }
}
