import EventStore

/// How the characters of a text are written as bytes.
public enum TextEncoding: Sendable, Hashable {
  /// UTF-8 (RFC 3629), with or without a byte-order mark.
  case utf8
  /// GB 18030, in the editions of 2005 and 2022, of which GBK and GB/T 2312 are parts.
  case gb18030
}

/// Why bytes are no text that can be read, and where.
public struct TextEncodingError: Error, Hashable, Sendable {
  /// The offset of the first byte that is wrong.
  public var offset: Int
  /// What is wrong with it.
  public var problem: Problem

  /// What is wrong.
  public enum Problem: Hashable, Sendable {
    /// The bytes are neither UTF-8 nor do they look like GB 18030.
    case unknownEncoding
    /// The bytes look like GB 18030, and no code of it stands here.
    case brokenGB18030
    /// A NUL, which no text has.
    case nul
  }
}

extension TextEncoding {
  /// Reads a text in whichever of the encodings it is written.
  ///
  /// Linear. A byte-order mark in front is left out.
  /// - Returns: the text in UTF-8, and the encoding it had.
  public static func text(
    of bytes: [UInt8]
  ) throws(TextEncodingError) -> (utf8: [UInt8], encoding: TextEncoding) {
    if let nul = ByteSearch.firstIndex(of: 0, in: bytes, from: 0) {
      throw TextEncodingError(offset: nul, problem: .nul)
    }
    guard let invalid = firstInvalid(of: bytes) else {
      let hasMark = bytes.starts(with: TextPlaces.byteOrderMark)
      return (hasMark ? Array(bytes[TextPlaces.byteOrderMark.count...]) : bytes, .utf8)
    }
    let look = Look(bytes)
    guard look.isLikely else {
      throw TextEncodingError(offset: invalid, problem: .unknownEncoding)
    }
    var text: [UInt8] = []
    let end: Int
    do throws(GB18030.BrokenCode) {
      end = try decodeGB18030(bytes, to: &text)
    } catch {
      throw TextEncodingError(offset: error.offset, problem: .brokenGB18030)
    }
    guard end == bytes.count else {
      throw TextEncodingError(offset: end, problem: .brokenGB18030)
    }
    if text.starts(with: TextPlaces.byteOrderMark) {
      text.removeFirst(TextPlaces.byteOrderMark.count)
    }
    return (text, .gb18030)
  }

  /// Appends what bytes in GB 18030 stand for.
  ///
  /// - Returns: how many bytes were read: all but those of a code that is cut off at the end.
  static func decodeGB18030(
    _ bytes: [UInt8], to text: inout [UInt8]
  ) throws(GB18030.BrokenCode) -> Int {
    let result = bytes.withUnsafeBytes { buffer -> Result<Int, GB18030.BrokenCode> in
      do throws(GB18030.BrokenCode) {
        return .success(try GB18030.decode(ByteView(buffer), to: &text))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// The offset of the first byte that is no UTF-8.
  static func firstInvalid(of bytes: [UInt8]) -> Int? {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }

  /// The first place at which a file is no text in UTF-8, and what it looks like.
  static func problem(of bytes: [UInt8]) -> (offset: Int, problem: MinutesProblem)? {
    if let offset = firstInvalid(of: bytes) {
      return (offset, .notUTF8(looksLikeGB18030: looksLikeGB18030(bytes)))
    }
    return ByteSearch.firstIndex(of: 0, in: bytes, from: 0).map { ($0, .nul) }
  }

  /// Whether every byte beyond ASCII belongs to a character of GB 18030, most of them common ones.
  static func looksLikeGB18030(_ bytes: [UInt8]) -> Bool {
    let look = Look(bytes)
    return look.isWhole && look.isLikely
  }

  /// What bytes look like when they are read as GB 18030, up to the first that cannot be.
  struct Look {
    /// The level-1 characters and punctuation of GB/T 2312, which make up nearly all text.
    private(set) var common = 0
    private(set) var others = 0
    /// Whether there was no byte that cannot be read.
    private(set) var isWhole = true

    /// Whether most characters are common ones; those of other encodings are not.
    var isLikely: Bool { common > others }

    init(_ bytes: [UInt8]) {
      bytes.withUnsafeBytes { take(ByteView($0)) }
    }

    private mutating func take(_ bytes: ByteView) {
      var at = 0
      while at < bytes.count {
        let first = bytes[at]
        if first < 0x80 {
          at += 1
          continue
        }
        guard let length = GB18030.lengthOfCode(bytes, at), at + length <= bytes.count else {
          isWhole = false
          return
        }
        let isCommon =
          length == 2 && bytes[at + 1] >= 0xA1
          && ((0xA1...0xA3).contains(first) || (0xB0...0xD7).contains(first))
        if isCommon { common += 1 } else { others += 1 }
        at += length
      }
    }
  }
}
