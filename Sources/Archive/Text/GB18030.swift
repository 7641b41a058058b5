import EventStore

/// Decodes GB 18030, in the editions of 2005 and 2022, to UTF-8.
///
/// A code has one, two or four bytes. Where editions exchanged the meanings of two codes, of which
/// one was for private use, both of them mean the character: the other never meant anything.
enum GB18030 {
  /// A place where no code of GB 18030 stands.
  struct BrokenCode: Error, Hashable {
    /// The offset of the first byte that belongs to none.
    var offset: Int
  }

  /// Appends what bytes stand for.
  ///
  /// Linear in the number of bytes, which become at most twice as many.
  /// - Returns: how many bytes were read: all but those of a code that is cut off at the end.
  static func decode(_ bytes: ByteView, to text: inout [UInt8]) throws(BrokenCode) -> Int {
    text.reserveCapacity(text.count + bytes.count + bytes.count / 2)
    var at = 0
    while at < bytes.count {
      let first = bytes[at]
      if first < 0x80 {
        let end = endOfASCII(bytes, from: at)
        text.append(contentsOf: bytes[at..<end].buffer)
        at = end
        continue
      }
      guard let length = lengthOfCode(bytes, at) else { throw BrokenCode(offset: at) }
      guard at + length <= bytes.count else { break }
      if length == 2 {
        appendShort((Int(first) - 0x81) * 190 + column(bytes[at + 1]), to: &text)
      } else {
        guard let scalar = scalar(ofLong: pointer(bytes, at)) else { throw BrokenCode(offset: at) }
        append(scalar, to: &text)
      }
      at += length
    }
    return at
  }

  /// How many bytes the code takes that begins with a byte beyond ASCII; nothing where what is there
  /// of it begins no code.
  static func lengthOfCode(_ bytes: ByteView, _ at: Int) -> Int? {
    guard (0x81...0xFE).contains(bytes[at]) else { return nil }
    guard at + 1 < bytes.count else { return 2 }
    switch bytes[at + 1] {
    case 0x40...0x7E, 0x80...0xFE: return 2
    case 0x30...0x39:
      guard at + 2 < bytes.count else { return 4 }
      guard (0x81...0xFE).contains(bytes[at + 2]) else { return nil }
      guard at + 3 < bytes.count else { return 4 }
      return (0x30...0x39).contains(bytes[at + 3]) ? 4 : nil
    default: return nil
    }
  }

  private static func endOfASCII(_ bytes: ByteView, from start: Int) -> Int {
    var at = start
    while bytes.count - at >= 8, bytes.word(at: at) & 0x8080_8080_8080_8080 == 0 { at += 8 }
    while at < bytes.count, bytes[at] < 0x80 { at += 1 }
    return at
  }

  /// The place of a second byte among those that a code of two bytes may have.
  private static func column(_ second: UInt8) -> Int {
    Int(second) - (second < 0x80 ? 0x40 : 0x41)
  }

  /// The number of codes of four bytes before the one that stands at an offset.
  private static func pointer(_ bytes: ByteView, _ at: Int) -> Int {
    let first = (Int(bytes[at]) - 0x81) * 10 + Int(bytes[at + 1]) - 0x30
    return (first * 126 + Int(bytes[at + 2]) - 0x81) * 10 + Int(bytes[at + 3]) - 0x30
  }
}

// MARK: - The tables

extension GB18030 {
  /// The number of codes of two bytes.
  private static let shortCount = 126 * 190
  /// What the table has where the character is told elsewhere.
  private static let elsewhere: (UInt8, UInt8, UInt8) = (0xEF, 0xBF, 0xBD)

  /// Appends the character of the code of two bytes with so many before it.
  private static func appendShort(_ index: Int, to text: inout [UInt8]) {
    precondition(index >= 0 && index < shortCount, "no code of two bytes")
    let place = GB18030Table.characters.utf8Start + 3 * index
    let bytes = (place[0], place[1], place[2])
    if bytes == elsewhere {
      append(
        scalar(UInt16(index), GB18030Table.otherStarts, GB18030Table.otherScalars), to: &text)
    } else {
      text.append(bytes.0)
      text.append(bytes.1)
      text.append(bytes.2)
    }
  }

  /// The character of the code of four bytes with so many before it; nothing where it has none.
  private static func scalar(ofLong pointer: Int) -> Unicode.Scalar? {
    switch pointer {
    case 0..<39_420:
      scalar(UInt16(pointer), GB18030Table.longStarts, GB18030Table.longScalars)
    case 189_000..<1_237_576: Unicode.Scalar(UInt32(pointer - 189_000 + 0x10000))
    default: nil
    }
  }

  /// The scalar of a key by the stretch that it stands in.
  private static func scalar(
    _ key: UInt16, _ starts: [UInt16], _ scalars: [UInt32]
  ) -> Unicode.Scalar {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= key { low = middle } else { high = middle }
    }
    guard let scalar = Unicode.Scalar(scalars[low] + UInt32(key - starts[low])) else {
      preconditionFailure("the table leads to half of a surrogate pair")
    }
    return scalar
  }

  private static func append(_ scalar: Unicode.Scalar, to text: inout [UInt8]) {
    text.append(contentsOf: UTF8.encode(scalar) ?? .init())
  }
}
