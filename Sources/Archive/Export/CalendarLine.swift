/// Content lines of iCalendar (RFC 5545 §3.1): UTF-8, CRLF at the end, and no line over 75 octets.
enum CalendarLine {
  /// The most octets of a line, its CRLF not counted.
  static let longest = 75

  /// Appends a line; what is too long goes on behind a space in the next one, and no character is
  /// divided.
  static func append(_ content: some Collection<UInt8>, to bytes: inout [UInt8]) {
    let content = Array(content)
    var start = 0
    var room = longest
    while content.count - start > room {
      var end = start + room
      while end > start + 1, isInside(content[end]) { end -= 1 }
      bytes += content[start..<end]
      bytes += [UInt8(ascii: "\r"), UInt8(ascii: "\n"), UInt8(ascii: " ")]
      start = end
      room = longest - 1
    }
    bytes += content[start...]
    bytes += [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
  }

  /// Appends a property whose value is written as it is.
  static func append(_ name: String, _ value: String, to bytes: inout [UInt8]) {
    append("\(name):\(value)".utf8, to: &bytes)
  }

  /// Appends a property whose values are texts, with commas between them; nothing where all are empty.
  static func append(_ name: String, texts: [String], to bytes: inout [UInt8]) {
    let values = texts.map(escaped).filter { !$0.isEmpty }
    guard !values.isEmpty else { return }
    append(Array("\(name):".utf8) + values.joined(separator: Array(",".utf8)), to: &bytes)
  }

  /// Whether a byte of UTF-8 is none that begins a character.
  private static func isInside(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  /// A value of type TEXT (§3.3.11): line breaks as `\n`; what it must not hold is taken out.
  static func escaped(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var isBehindReturn = false
    for byte in text.utf8 {
      let isReturn = byte == UInt8(ascii: "\r")
      defer { isBehindReturn = isReturn }
      switch byte {
      case UInt8(ascii: "\n") where isBehindReturn: break
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): bytes += Array("\\n".utf8)
      case UInt8(ascii: "\\"), UInt8(ascii: ";"), UInt8(ascii: ","):
        bytes += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\t"): bytes.append(byte)
      case ..<0x20, 0x7F: break
      default: bytes.append(byte)
      }
    }
    return bytes
  }
}
