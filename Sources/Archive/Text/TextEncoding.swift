/// Tells what encoding a file has that is not UTF-8.
enum TextEncoding {
  /// The first place at which a file is no text in UTF-8, and what it looks like.
  static func problem(of bytes: [UInt8]) -> (offset: Int, problem: MinutesProblem)? {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      let offset = error.byteOffsets.lowerBound
      return (offset, .notUTF8(looksLikeGB18030: looksLikeGB18030(bytes)))
    }
    return bytes.firstIndex(of: 0).map { ($0, .nul) }
  }

  /// Whether every byte beyond ASCII belongs to a character of GB18030, most of them common ones.
  static func looksLikeGB18030(_ bytes: [UInt8]) -> Bool {
    var common = 0
    var others = 0
    var at = 0
    while at < bytes.count {
      let first = bytes[at]
      if first < 0x80 {
        at += 1
        continue
      }
      guard first != 0x80, first != 0xFF, at + 1 < bytes.count else { return false }
      let second = bytes[at + 1]
      switch second {
      case 0x40...0x7E, 0x80...0xFE:
        // The level-1 characters and punctuation of GB/T 2312, which make up nearly all text.
        if second >= 0xA1, (0xA1...0xA3).contains(first) || (0xB0...0xD7).contains(first) {
          common += 1
        } else {
          others += 1
        }
        at += 2
      case 0x30...0x39:
        guard at + 3 < bytes.count, (0x81...0xFE).contains(bytes[at + 2]),
          (0x30...0x39).contains(bytes[at + 3])
        else { return false }
        others += 1
        at += 4
      default: return false
      }
    }
    return common > others
  }
}
