import EventStore

/// Turns a text that comes in portions into UTF-8, without a byte-order mark.
///
/// Which encoding it has is told by the first portion with something beyond ASCII in it, and holds
/// from there on. Memory does not grow with the text.
struct TextPortions {
  /// The encoding, where something has told it.
  private(set) var encoding: TextEncoding?
  /// The bytes of a character that the last portion cut off.
  private var cut: [UInt8] = []
  /// The number of bytes read before those.
  private var offset = 0
  private var isAtStart = true

  /// Where the text cannot be read.
  ///
  /// - Parameters:
  ///   - text: What was read of the portion before that place.
  struct Fault: Error {
    let error: TextEncodingError
    let text: [UInt8]
  }

  /// Reads the next portion.
  ///
  /// - Parameter isLast: Whether the text ends with it.
  mutating func take(_ portion: [UInt8], isLast: Bool) throws(Fault) -> [UInt8] {
    var bytes = cut
    bytes += portion
    cut = []
    if let nul = ByteSearch.firstIndex(of: 0, in: bytes, from: 0) {
      throw Fault(
        error: TextEncodingError(offset: offset + nul, problem: .nul), text: Array(bytes[..<nul]))
    }
    var text: [UInt8]
    switch encoding ?? TextPortions.encoding(of: bytes, isLast: isLast) {
    case .gb18030: text = try decoded(bytes, isLast)
    case .utf8: text = try checked(bytes, isLast)
    case nil:
      let end = bytes.firstIndex { $0 >= 0x80 } ?? bytes.count
      (text, cut) = (Array(bytes[..<end]), Array(bytes[end...]))
      offset += end
    }
    if isAtStart, !text.isEmpty {
      isAtStart = false
      if text.starts(with: TextPlaces.byteOrderMark) {
        text.removeFirst(TextPlaces.byteOrderMark.count)
      }
    }
    return text
  }

  /// The encoding of a text; nothing where all of it is ASCII, but for a character that is cut off.
  private static func encoding(of bytes: [UInt8], isLast: Bool) -> TextEncoding? {
    guard let first = bytes.firstIndex(where: { $0 >= 0x80 }) else { return nil }
    guard let invalid = TextEncoding.firstInvalid(of: bytes) else { return .utf8 }
    if !isLast, isCutOff(bytes[invalid...]) { return first < invalid ? .utf8 : nil }
    return TextEncoding.Look(bytes).isLikely ? .gb18030 : .utf8
  }

  /// Whether these bytes begin a character of UTF-8 that takes more of them.
  private static func isCutOff(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first else { return false }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0x80 ? 2 : 1
    return bytes.count < length && bytes.dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
  }

  private mutating func decoded(_ bytes: [UInt8], _ isLast: Bool) throws(Fault) -> [UInt8] {
    encoding = .gb18030
    var text: [UInt8] = []
    var end: Int
    do throws(GB18030.BrokenCode) {
      end = try TextEncoding.decodeGB18030(bytes, to: &text)
    } catch {
      throw fault(.brokenGB18030, at: error.offset, text)
    }
    if isLast, end < bytes.count { throw fault(.brokenGB18030, at: end, text) }
    cut = Array(bytes[end...])
    offset += end
    return text
  }

  private mutating func checked(_ bytes: [UInt8], _ isLast: Bool) throws(Fault) -> [UInt8] {
    encoding = .utf8
    guard let invalid = TextEncoding.firstInvalid(of: bytes) else {
      offset += bytes.count
      return bytes
    }
    let text = Array(bytes[..<invalid])
    guard !isLast, TextPortions.isCutOff(bytes[invalid...]) else {
      throw fault(.unknownEncoding, at: invalid, text)
    }
    cut = Array(bytes[invalid...])
    offset += invalid
    return text
  }

  private func fault(
    _ problem: TextEncodingError.Problem, at place: Int, _ text: [UInt8]
  ) -> Fault {
    Fault(error: TextEncodingError(offset: offset + place, problem: problem), text: text)
  }
}
