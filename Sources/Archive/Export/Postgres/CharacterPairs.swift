/// The pairs of neighbouring characters in the fields of a record, as a `tsvector` of PostgreSQL, by which
/// it finds words of two characters and more in writing without spaces.
struct CharacterPairs {
  private var keys: [UInt64] = []

  /// PostgreSQL refuses a `tsvector` whose words have more than 1 MiB.
  private static let mostBytes = 1_000_000

  /// Forgets all pairs.
  mutating func removeAll() { keys.removeAll(keepingCapacity: true) }

  /// Adds the pairs of a field in which neither a space nor a control character is.
  mutating func add(_ field: UnsafeBufferPointer<UInt32>) {
    guard var last = field.first else { return }
    for scalar in field.dropFirst() {
      if last > 0x20, scalar > 0x20 { keys.append(UInt64(last) << 32 | UInt64(scalar)) }
      last = scalar
    }
  }

  /// Writes each pair once, in a fixed order; false where there are more than PostgreSQL takes, and the last
  /// ones are left out.
  mutating func write(to bytes: inout [UInt8]) -> Bool {
    keys.sort()
    var last: UInt64?
    let start = bytes.count
    for key in keys where key != last {
      guard bytes.count - start < CharacterPairs.mostBytes else { return false }
      if last != nil { bytes.append(UInt8(ascii: " ")) }
      last = key
      bytes.append(UInt8(ascii: "'"))
      CharacterPairs.append(UInt32(truncatingIfNeeded: key >> 32), to: &bytes)
      CharacterPairs.append(UInt32(truncatingIfNeeded: key), to: &bytes)
      bytes.append(UInt8(ascii: "'"))
    }
    return true
  }

  private static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    switch scalar {
    case UInt32(UInt8(ascii: "'")), UInt32(UInt8(ascii: "\\")):
      // Within quotation marks both are doubled.
      bytes.append(UInt8(truncatingIfNeeded: scalar))
      bytes.append(UInt8(truncatingIfNeeded: scalar))
    case ..<0x80: bytes.append(UInt8(truncatingIfNeeded: scalar))
    case ..<0x800:
      bytes.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    case ..<0x10000:
      bytes.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    default:
      bytes.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    }
  }
}
