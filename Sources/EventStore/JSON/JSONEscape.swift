/// Turns the inside of a JSON string into its characters and back.
public enum JSONEscape {
  /// The characters that the inside of a scanned string stands for.
  static func resolve(_ inside: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(inside.count)
    var at = inside.startIndex
    while at < inside.endIndex {
      guard inside[at] == UInt8(ascii: "\\") else {
        bytes.append(inside[at])
        at += 1
        continue
      }
      let letter = inside[at + 1]
      at += 2
      guard letter == UInt8(ascii: "u") else {
        bytes.append(character(letter))
        continue
      }
      var scalar = unit(inside, at)
      at += 4
      if scalar & 0xFC00 == 0xD800 {
        scalar = 0x10000 + (scalar & 0x3FF) << 10 + unit(inside, at + 2) & 0x3FF
        at += 6
      }
      // The scanner lets no lone surrogate through, so every number here is a scalar.
      if let scalar = Unicode.Scalar(scalar) {
        bytes.append(contentsOf: UTF8.encode(scalar) ?? .init())
      }
    }
    return bytes
  }

  private static func character(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: letter
    }
  }

  /// The number that four hexadecimal digits stand for, upper or lower case.
  private static func unit(_ bytes: ArraySlice<UInt8>, _ at: Int) -> UInt32 {
    bytes[at..<at + 4].reduce(0) { $0 << 4 | UInt32(Hexadecimal.value($1 | 0x20) ?? 0) }
  }

  /// Appends a string in quotation marks, escaping only what must be: `"`, `\` and U+0000 to
  /// U+001F.
  public static func append(_ text: some Collection<UInt8>, to bytes: inout [UInt8]) {
    let isDone: Void? = text.withContiguousStorageIfAvailable {
      append(ByteView(UnsafeRawBufferPointer($0)), to: &bytes)
    }
    if isDone == nil { append(Array(text), to: &bytes) }
  }

  /// Appends a string in quotation marks, escaping only what must be.
  static func append(_ text: ByteView, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    if needsNoEscape(text) {
      bytes.append(contentsOf: text.buffer)
    } else {
      for byte in text.buffer { append(byte, to: &bytes) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Appends a string in quotation marks, escaping only what must be.
  public static func append(_ text: String, to bytes: inout [UInt8]) {
    // A short string has its bytes in one stretch only when it is asked like this.
    var text = text
    text.withUTF8 { append(ByteView(UnsafeRawBufferPointer($0)), to: &bytes) }
  }

  /// Whether every byte stands for itself; looked at by whole words.
  private static func needsNoEscape(_ text: ByteView) -> Bool {
    var at = 0
    while text.count - at >= 8 {
      guard !PlainText.hasEscapes(in: text.word(at: at)) else { return false }
      at += 8
    }
    while at < text.count {
      guard !needsEscape(text[at]) else { return false }
      at += 1
    }
    return true
  }

  @inline(__always)
  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
    guard needsEscape(byte) else {
      bytes.append(byte)
      return
    }
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0..<0x20:
      bytes.append(UInt8(ascii: "u"))
      Hexadecimal.append(UInt64(byte), digits: 4, to: &bytes)
    default: bytes.append(byte)
    }
  }
}
