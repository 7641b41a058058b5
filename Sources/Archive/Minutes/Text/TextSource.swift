/// A source on one line: `重庆日报 2020-09-21 | 第3版 | L1-L23, L25-L28 | sha256:… | "quote"`.
struct TextSource {
  var title: ArraySlice<UInt8>?
  var date: ArraySlice<UInt8>?
  var page: ArraySlice<UInt8>?
  var url: ArraySlice<UInt8>?
  var lines: [ArraySlice<UInt8>] = []
  var digest: ArraySlice<UInt8>?
  var quote: ArraySlice<UInt8>?

  /// Whether the first part, which may be a title, is behind.
  private var isTitleRead = false
  /// Where a part begins, for messages.
  private(set) var places: [String: Int] = [:]

  init() {}

  init(_ value: ArraySlice<UInt8>) throws(TextFault) {
    for (index, part) in TextSource.parts(of: value).enumerated() {
      let part = TextMarks.trimmed(part)
      if part.isEmpty { throw TextFault(part.startIndex, .emptyElement) }
      if try take(part) { continue }
      guard index == 0 else {
        throw TextFault(
          part.startIndex, .sourcePart(MinutesError.shortened(part.text, to: 40)))
      }
      try readTitle(part)
    }
  }

  /// Takes a part that can be told by its form; false where it has none.
  private mutating func take(_ part: ArraySlice<UInt8>) throws(TextFault) -> Bool {
    if part.hasPrefix("sha256:") {
      try set(\.digest, "sha256", part.dropFirst(7), part)
    } else if part.hasPrefix("第"), part.hasSuffix("版"), part.count > 6 {
      try set(\.page, "page", part.dropFirst(3).dropLast(3), part)
    } else if TextSource.isAddress(part) {
      try set(\.url, "url", part, part)
    } else if isTitleRead, TextLists.isQuotation(part) {
      try set(\.quote, "quote", TextWord(part).bytes, part)
    } else if TextSource.isLines(part) {
      guard lines.isEmpty else { throw TextFault(part.startIndex, .repeatedKey("lines")) }
      lines = part.split { $0 == UInt8(ascii: ",") || $0 == 0x20 }
        .flatMap { TextLists.parts(of: $0, at: .comma) }.filter { !$0.isEmpty }
      places["lines"] = part.startIndex
      isTitleRead = true
    } else if PartialDate(TextValueReader.date(part)) != nil {
      try set(\.date, "date", part, part)
    } else {
      return false
    }
    return true
  }

  private mutating func set(
    _ path: WritableKeyPath<TextSource, ArraySlice<UInt8>?>, _ name: String,
    _ value: ArraySlice<UInt8>, _ part: ArraySlice<UInt8>
  ) throws(TextFault) {
    guard self[keyPath: path] == nil else {
      throw TextFault(part.startIndex, .repeatedKey(name))
    }
    self[keyPath: path] = value
    places[name] = part.startIndex
    isTitleRead = true
  }

  private mutating func readTitle(_ part: ArraySlice<UInt8>) throws(TextFault) {
    isTitleRead = true
    places["title"] = part.startIndex
    if let end = TextWord.endOfQuotation(part) {
      let rest = TextMarks.trimmed(part[end...])
      if rest.isEmpty || PartialDate(TextValueReader.date(rest)) != nil {
        title = try TextWord(part[..<end]).bytes
        if !rest.isEmpty { try set(\.date, "date", rest, rest) }
        return
      }
    }
    if let space = part.lastIndex(where: { $0 == 0x20 }) {
      let last = part[(space + 1)...]
      if PartialDate(TextValueReader.date(last)) != nil {
        title = TextMarks.trimmed(part[..<space])
        try set(\.date, "date", last, last)
        return
      }
    }
    title = part
  }

  private static func isAddress(_ part: ArraySlice<UInt8>) -> Bool {
    part.hasPrefix("http://") || part.hasPrefix("https://") || part.hasPrefix("ftp://")
  }

  /// Whether a part is a list of line ranges, or means to be one.
  private static func isLines(_ part: ArraySlice<UInt8>) -> Bool {
    guard part.count >= 2, part.first == UInt8(ascii: "L") else { return false }
    return part.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "L"), UInt8(ascii: "-"), UInt8(ascii: ","), 0x20, 0x30...0x39: true
      // 、 is such a separator, too.
      case 0xE3, 0x80, 0x81: true
      default: false
      }
    }
  }

  /// The parts between bars that stand outside of JSON strings; a bar has a space on each side.
  private static func parts(of value: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var start = value.startIndex
    var at = start
    var isAtStart = true
    while at < value.endIndex {
      let byte = value[at]
      if isAtStart, byte == UInt8(ascii: "\""),
        let end = TextWord.endOfQuotation(value[at...])
      {
        at = end
        isAtStart = false
        continue
      }
      if !TextMarks.isSpace(byte) { isAtStart = false }
      let length = barLength(at, value)
      if length > 0 {
        parts.append(value[start..<at])
        start = at + length
        isAtStart = true
      }
      at += max(1, length)
    }
    parts.append(value[start...])
    return parts
  }

  private static func barLength(_ at: Int, _ value: ArraySlice<UInt8>) -> Int {
    if value[at] == UInt8(ascii: "|") {
      let before = at == value.startIndex || value[at - 1] == 0x20
      let after = at + 1 == value.endIndex || value[at + 1] == 0x20
      return before && after ? 1 : 0
    }
    return value[at] == 0xEF && value[at...].hasPrefix("｜") ? 3 : 0
  }
}
