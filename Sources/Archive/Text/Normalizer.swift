/// Makes texts alike that people read as the same: full and half width, upper and lower case,
/// traditional and simplified, composed and decomposed.
///
/// The result is the compatibility decomposition (NFKD) with full case folding, every traditional
/// character replaced by its simplified form, and every stretch of white space replaced by one
/// space. A line break alone between Chinese characters, or between one and punctuation, is where a
/// line was wrapped, and is left out. Two texts are alike if and only if their results are equal; a text contains another if
/// and only if its result does, up to where a combining mark is cut off. Normalising twice changes
/// nothing.
public enum Normalizer {
  /// The normalised form of valid UTF-8.
  ///
  /// One pass.
  public static func normalize(_ text: some Collection<UInt8>) -> [UInt8] {
    if let result = text.withContiguousStorageIfAvailable({ normalize($0) }) { return result }
    return Array(text).withUnsafeBufferPointer { normalize($0) }
  }

  /// The normalised form of a text.
  public static func normalize(_ text: String) -> [UInt8] {
    var copy = text
    return copy.withUTF8 { normalize($0) }
  }

  /// What one character becomes.
  static func scalars(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    Array(String(decoding: normalize(String(scalar)), as: UTF8.self).unicodeScalars)
  }

  static func normalize(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result = NormalizedText(capacity: text.count)
    var at = 0
    while at < text.count {
      let end = FoldingTables.endOfPlain(text, at)
      if end > at {
        result.append(plain: UnsafeBufferPointer(rebasing: text[at..<end]))
        at = end
        continue
      }
      let byte = text[at]
      if byte >= 0x80 {
        let (scalar, length) = decode(text, at)
        at += length
        FoldingTables.fold(scalar, into: &result)
      } else {
        at += 1
        switch byte {
        case 0x0A: result.breakLine()
        case 0x0D where at < text.count && text[at] == 0x0A: break
        default: result.append(ascii: byte)
        }
      }
    }
    return result.finish()
  }

  /// The scalar beyond ASCII that begins at an offset of valid UTF-8, and how many bytes it has; U+FFFD
  /// and one byte where it is cut off.
  @inline(__always)
  static func decode(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> (UInt32, Int) {
    let first = UInt32(text[at])
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard at + length <= text.count else { return (0xFFFD, 1) }
    func tail(_ offset: Int) -> UInt32 { UInt32(text[at + offset] & 0x3F) }
    switch length {
    case 2: return ((first & 0x1F) << 6 | tail(1), 2)
    case 3: return ((first & 0x0F) << 12 | tail(1) << 6 | tail(2), 3)
    default: return ((first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)
    }
  }
}

/// Normalised text in the making.
struct NormalizedText {
  private var bytes: [UInt8] = []
  /// Where the combining marks begin that are not in their order yet.
  private var marksFrom: Int?
  /// Whether the text before a line break is Chinese, so that the break may be a wrapped line's;
  /// nothing where no break waits for what comes behind it.
  private var waitingBreak: Script.Side?

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  /// How many bytes there are; a line break that waits for what comes behind it is not counted.
  var count: Int { bytes.count }

  /// Appends characters that stay as they are, whatever stands before and behind them.
  mutating func append(plain text: UnsafeBufferPointer<UInt8>) {
    if marksFrom != nil { orderMarks() }
    if waitingBreak != nil {
      settleBreak(before: text[0] < 0x80 ? UInt32(text[0]) : Normalizer.decode(text, 0).0)
    }
    bytes.append(contentsOf: text)
  }

  @inline(__always)
  mutating func append(ascii byte: UInt8) {
    if marksFrom != nil { orderMarks() }
    if waitingBreak != nil { settleBreak(before: UInt32(byte)) }
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
    case 0x09...0x0D, 0x20: appendSpace()
    default: bytes.append(byte)
    }
  }

  private mutating func appendSpace() {
    if bytes.last != 0x20 { bytes.append(0x20) }
  }

  /// Appends a line break: a space, or nothing where it turns out to have wrapped a line.
  mutating func breakLine() {
    if marksFrom != nil { orderMarks() }
    if waitingBreak != nil { settleBreak(before: 0x0A) }
    let last = String(decoding: bytes.suffix(4), as: UTF8.self).unicodeScalars.last?.value
    waitingBreak = Script.Side(last ?? 0x0A)
  }

  private mutating func settleBreak(before scalar: UInt32) {
    guard let before = waitingBreak else { return }
    waitingBreak = nil
    let after = Script.Side(scalar)
    let isWrap =
      before == .chinese && after != .other || before == .punctuation && after == .chinese
    if !isWrap { appendSpace() }
  }

  @inline(__always)
  mutating func append(_ scalar: UInt32) {
    if scalar < 0x80 {
      append(ascii: UInt8(truncatingIfNeeded: scalar))
      return
    }
    switch scalar {
    // White space that has no decomposition into a space.
    case 0x85, 0x1680, 0x2028, 0x2029:
      append(ascii: 0x20)
      return
    default: break
    }
    if waitingBreak != nil { settleBreak(before: scalar) }
    if mayBeMark(scalar), isMark(scalar) {
      marksFrom = marksFrom ?? bytes.count
    } else if marksFrom != nil {
      orderMarks()
    }
    encode(scalar)
  }

  private mutating func encode(_ scalar: UInt32) {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: scalar >> shift & 0x3F) | 0x80 }
    if scalar < 0x800 {
      bytes.append(UInt8(truncatingIfNeeded: scalar >> 6) | 0xC0)
    } else {
      if scalar < 0x10000 {
        bytes.append(UInt8(truncatingIfNeeded: scalar >> 12) | 0xE0)
      } else {
        bytes.append(UInt8(truncatingIfNeeded: scalar >> 18) | 0xF0)
        bytes.append(tail(12))
      }
      bytes.append(tail(6))
    }
    bytes.append(tail(0))
  }

  private func combiningClass(_ scalar: UInt32) -> UInt8 {
    Unicode.Scalar(scalar)?.properties.canonicalCombiningClass.rawValue ?? 0
  }

  private func isMark(_ scalar: UInt32) -> Bool { combiningClass(scalar) != 0 }

  /// Whether a look at the character's properties is worth its time.
  @inline(__always)
  private func mayBeMark(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x300..<0x2000, 0x20D0..<0x2100, 0x302A..<0x3030, 0x3099..<0x309B: true
    default: scalar >= 0xA000
    }
  }

  /// A Greek iota below a letter is a mark while marks are put into order, and a letter afterwards.
  private static let iotaBelow: UInt32 = 0x345
  private static let iota: UInt32 = 0x3B9

  /// Sorts the marks at the end by their class, as the canonical ordering algorithm does.
  private mutating func orderMarks() {
    guard let start = marksFrom else { return }
    marksFrom = nil
    let marks = String(decoding: bytes[start...], as: UTF8.self).unicodeScalars.map(\.value)
    guard marks.count > 1 || marks.first == NormalizedText.iotaBelow else { return }
    bytes.removeSubrange(start...)
    // Marks of one class keep their order.
    let ordered = marks.enumerated().sorted {
      (combiningClass($0.element), $0.offset) < (combiningClass($1.element), $1.offset)
    }
    for mark in ordered {
      encode(mark.element == NormalizedText.iotaBelow ? NormalizedText.iota : mark.element)
    }
  }

  mutating func finish() -> [UInt8] {
    orderMarks()
    settleBreak(before: 0x0A)
    return bytes
  }
}

/// Looks characters up in `UnicodeTables`.
enum FoldingTables {
  private static let isSequence: UInt32 = 1 << 31
  private static let hangul: Range<UInt32> = 0xAC00..<0xD7A4

  /// What the tables say of a scalar.
  @inline(__always)
  private static func value(_ scalar: UInt32) -> UInt32 {
    let block = Int(scalar >> 6)
    guard block < UnicodeTables.blocks.count else { return 0 }
    return UnicodeTables.values[Int(UnicodeTables.blocks[block]) << 6 | Int(scalar & 63)]
  }

  /// Where the characters end that stay as they are: printed ASCII without capitals and spaces, and
  /// Chinese characters and punctuation that fold to nothing else.
  static func endOfPlain(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var at = start
    while at < text.count {
      let byte = text[at]
      if byte < 0x80 {
        guard byte > 0x20, byte &- 0x41 >= 26 else { return at }
        at += 1
      } else {
        guard byte &- 0xE3 <= 0xE9 - 0xE3, at + 3 <= text.count else { return at }
        let (scalar, _) = Normalizer.decode(text, at)
        let isMark = scalar &- 0x302A < 6 || scalar &- 0x3099 < 2
        guard !isMark, value(scalar) == 0 else { return at }
        at += 3
      }
    }
    return at
  }

  /// Writes the normalised form of valid UTF-8 as scalars, and gives how many they are; nothing where a
  /// character's neighbours may change what it becomes, or where there is no room.
  static func foldSimply(
    _ text: UnsafeBufferPointer<UInt8>, into room: UnsafeMutableBufferPointer<UInt32>
  ) -> Int? {
    guard let output = room.baseAddress, room.count >= text.count else {
      return text.isEmpty ? 0 : nil
    }
    return FoldingTables.plain.withUnsafeBufferPointer { plain in
      foldSimply(text, to: output, plain)
    }
  }

  @inline(__always)
  private static func foldSimply(
    _ text: UnsafeBufferPointer<UInt8>, to output: UnsafeMutablePointer<UInt32>,
    _ plain: UnsafeBufferPointer<UInt64>
  ) -> Int? {
    var count = 0
    var at = 0
    while at < text.count {
      let byte = text[at]
      // Nearly everything is a character of three bytes that stays as it is.
      if byte &- 0xE0 < 0x10, at &+ 3 <= text.count {
        let scalar =
          UInt32(byte & 0x0F) &<< 12 | UInt32(text[at &+ 1] & 0x3F) &<< 6
          | UInt32(text[at &+ 2] & 0x3F)
        if plain[Int(scalar &>> 6)] &>> UInt64(scalar & 63) & 1 == 1 {
          output[count] = scalar
          count &+= 1
          at &+= 3
          continue
        }
      }
      var scalar = UInt32(byte)
      var length = 1
      var value: UInt32 = 0
      if byte >= 0x80 {
        guard byte < 0xF0 else { return nil }
        (scalar, length) = Normalizer.decode(text, at)
        value = FoldingTables.value(scalar)
        if value != 0 { scalar = value }
      } else if byte == 0x0A || byte == 0x0D {
        return nil
      }
      at &+= length
      if value & FoldingTables.isSequence == 0 {
        guard FoldingTables.write(scalar, output, &count) else { return nil }
      } else {
        let start = Int(value & ~FoldingTables.isSequence)
        // No more scalars than the character has bytes.
        let end = start + Int(UnicodeTables.sequences[start])
        guard end - start <= length else { return nil }
        for index in start + 1...end {
          guard FoldingTables.write(UnicodeTables.sequences[index], output, &count) else {
            return nil
          }
        }
      }
    }
    return count
  }

  /// Whether a character beyond ASCII is no combining mark and no space, as far as that is told by ranges:
  /// Kana and Chinese with its punctuation, Latin, and quotation marks, dashes and dots.
  @inline(__always)
  private static func standsAlone(_ scalar: UInt32) -> Bool {
    scalar &- 0x309B < 0xA000 - 0x309B || scalar &- 0x3001 < 0x302A - 0x3001
      || scalar &- 0x3030 < 0x3099 - 0x3030 || scalar &- 0xA1 < 0x300 - 0xA1
      || scalar &- 0x2010 < 0x2028 - 0x2010
  }

  /// A bit for each character below U+10000 that stands alone and stays as it is.
  private static let plain: [UInt64] = {
    var words = [UInt64](repeating: 0, count: 0x10000 >> 6)
    for scalar in UInt32(0xA1)..<0xA000 where standsAlone(scalar) && value(scalar) == 0 {
      words[Int(scalar >> 6)] |= 1 << UInt64(scalar & 63)
    }
    return words
  }()

  /// Writes what a character became; false for combining marks, and for what may be one.
  @inline(__always)
  private static func write(
    _ scalar: UInt32, _ output: UnsafeMutablePointer<UInt32>, _ count: inout Int
  ) -> Bool {
    if scalar >= 0x80 {
      guard standsAlone(scalar) else { return false }
      output[count] = scalar
    } else if scalar > 0x20 {
      output[count] = scalar &- 0x41 < 26 ? scalar | 0x20 : scalar
    } else if scalar == 0x20 || scalar &- 0x09 < 5 {
      if count > 0, output[count &- 1] == 0x20 { return true }
      output[count] = 0x20
    } else {
      output[count] = scalar
    }
    count &+= 1
    return true
  }

  /// Appends what a scalar beyond ASCII becomes.
  @inline(__always)
  static func fold(_ scalar: UInt32, into text: inout NormalizedText) {
    let value = value(scalar)
    if value == 0 {
      if hangul.contains(scalar) {
        decomposeHangul(scalar, into: &text)
      } else {
        text.append(scalar)
      }
    } else if value & isSequence == 0 {
      text.append(value)
    } else {
      let start = Int(value & ~isSequence)
      for index in start + 1...start + Int(UnicodeTables.sequences[start]) {
        text.append(UnicodeTables.sequences[index])
      }
    }
  }

  /// The Unicode Standard, section 3.12.
  private static func decomposeHangul(_ scalar: UInt32, into text: inout NormalizedText) {
    let index = scalar - hangul.lowerBound
    text.append(0x1100 + index / 588)
    text.append(0x1161 + index % 588 / 28)
    if index % 28 > 0 { text.append(0x11A7 + index % 28) }
  }
}
