/// The fields of a record that words search, normalised, as scalars.
///
/// Those are left out that an earlier one holds between punctuation: what stands in them stands there.
/// Titles are often made of a subject, or are one.
struct SearchedFields {
  private let memory: ReusedMemory
  /// Where each field ends, counted in scalars from the beginning of the first.
  private var ends: [Int] = []

  /// - Parameter memory: Is written to as long as these fields are used.
  init(in memory: ReusedMemory) { self.memory = memory }

  /// The number of fields.
  var count: Int { ends.count }

  /// A field, until something is appended.
  subscript(index: Int) -> UnsafeBufferPointer<UInt32> {
    let start = index == 0 ? 0 : ends[index - 1]
    let room = memory.room(for: ends[index], of: UInt32.self)
    return UnsafeBufferPointer(rebasing: room[start..<ends[index]])
  }

  mutating func removeAll() { ends.removeAll(keepingCapacity: true) }

  /// Appends a text, normalised, unless an earlier field holds it.
  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    let start = ends.last ?? 0
    // A character becomes no more scalars than it has bytes, or takes the longer way.
    let room = memory.room(for: start + text.count, of: UInt32.self, keeping: start)
    let rest = UnsafeMutableBufferPointer(rebasing: room[start...])
    if let count = FoldingTables.foldSimply(text, into: rest) {
      ends.append(start + count)
    } else {
      append(normalized: Normalizer.normalize(text))
    }
    let last = ends.count - 1
    if (0..<last).contains(where: { SearchedFields.holds(self[$0], self[last]) }) {
      ends.removeLast()
    }
  }

  /// Appends a text that was normalised before.
  mutating func append(normalized text: [UInt8]) {
    let start = ends.last ?? 0
    let room = memory.room(for: start + text.count, of: UInt32.self, keeping: start)
    var end = start
    text.withUnsafeBufferPointer { text in
      var at = 0
      while at < text.count {
        let (scalar, length) = TextUnits.decode(text, at)
        room[end] = scalar
        end += 1
        at += length
      }
    }
    ends.append(end)
  }

  private static func holds(
    _ field: UnsafeBufferPointer<UInt32>, _ other: UnsafeBufferPointer<UInt32>
  ) -> Bool {
    guard let last = other.last else { return true }
    var end = other.count - 1
    while end < field.count {
      let start = end - (other.count - 1)
      if field[end] == last, (start == 0 || isEdge(field[start - 1])),
        (end + 1 == field.count || isEdge(field[end + 1])),
        field[start...end].elementsEqual(other)
      {
        return true
      }
      end += 1
    }
    return false
  }

  /// Whether nothing that stands beside a character can change what it is a part of.
  private static func isEdge(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x20, 0x3001...0x3002, 0x3008...0x3011, 0x3014...0x301B: true
    default: Script.Side(scalar) == .punctuation
    }
  }

  // MARK: Bytes

  /// The fields in UTF-8.
  var bytes: [[UInt8]] {
    (0..<count).map { index in
      var bytes: [UInt8] = []
      SearchedFields.encode(self[index], to: &bytes)
      return bytes
    }
  }

  /// How many bytes scalars have in UTF-8.
  static func byteCount(of scalars: UnsafeBufferPointer<UInt32>) -> Int {
    var count: UInt32 = 0
    for scalar in scalars {
      count &+=
        1 &+ (scalar >= 0x80 ? 1 : 0) &+ (scalar >= 0x800 ? 1 : 0)
        &+ (scalar >= 0x10000 ? 1 : 0)
    }
    return Int(count)
  }

  /// Appends scalars in UTF-8.
  static func encode(_ scalars: UnsafeBufferPointer<UInt32>, to bytes: inout [UInt8]) {
    for scalar in scalars {
      if scalar < 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: scalar))
      } else if scalar >= 0x800, scalar < 0xD800 {
        // Nearly all that are Chinese.
        bytes.append(UInt8(truncatingIfNeeded: 0xE0 | scalar &>> 12))
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar &>> 6 & 0x3F))
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
      } else {
        UTF8.encode(Unicode.Scalar(scalar) ?? "\u{FFFD}").map { bytes.append(contentsOf: $0) }
      }
    }
  }
}
