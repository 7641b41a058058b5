import EventStore

/// A part of a value: what it says, and where it stands.
struct TextWord {
  /// What it says in UTF-8; of a JSON string, what that stands for.
  let bytes: ArraySlice<UInt8>
  /// The index in the value at which it begins.
  let index: Int
  /// Whether it was written as a JSON string, so that nothing in it has a meaning.
  let isQuoted: Bool

  /// Takes a part of a value, without the white space at its ends.
  init(_ part: ArraySlice<UInt8>) throws(TextFault) {
    let part = TextMarks.trimmed(part)
    index = part.startIndex
    if let end = TextWord.endOfQuotation(part), end == part.endIndex {
      guard let string = JSONText.string(part) else {
        throw TextFault(part.startIndex, .badQuotation)
      }
      bytes = string
      isQuoted = true
    } else {
      // A doubt may stand in front of any part, not only of the whole value.
      if part.first == UInt8(ascii: "?") { throw TextFault(part.startIndex, .doubt) }
      bytes = part
      isQuoted = false
    }
  }

  var text: String { bytes.text }
  var isEmpty: Bool { bytes.isEmpty }

  /// Where the quotation ends with which a text begins; nothing where it begins with none.
  static func endOfQuotation(_ text: ArraySlice<UInt8>) -> Int? {
    guard text.first == UInt8(ascii: "\"") else { return nil }
    var at = text.startIndex + 1
    while at < text.endIndex {
      switch text[at] {
      case UInt8(ascii: "\\"): at += 2
      case UInt8(ascii: "\""): return at + 1
      default: at += 1
      }
    }
    return nil
  }
}

/// What is wrong in a value, and at which index of it.
struct TextFault: Error {
  let index: Int
  let problem: TextProblem

  init(_ index: Int, _ problem: TextProblem) {
    self.index = index
    self.problem = problem
  }
}

/// Reads and writes the JSON that stands inside of minutes as text.
enum JSONText {
  /// What a JSON string stands for; nothing where the text is none.
  static func string(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let document = try? JSONDocument(Array(text)) else { return nil }
    return document.root.stringBytes.map { ArraySlice(Array($0)) }
  }

  /// A text as a JSON string, so written that no comment can begin in it.
  static func quoted(_ text: some Collection<UInt8>) -> String {
    var writer = JSONWriter()
    writer.string(text)
    return safe(writer.bytes)
  }

  /// Appends a string of a document as a JSON string in which no comment can begin.
  static func append(_ string: JSONValue, to text: inout [UInt8]) {
    let source = string.source
    if string.plainString != nil,
      source.withUnsafeBytes({ ByteView($0).firstIndex(of: "<!--", from: 0) }) == nil
    {
      text.append(contentsOf: source)
    } else {
      text.append(contentsOf: quoted(string.stringBytes ?? []).utf8)
    }
  }

  /// JSON in which no comment can begin.
  static func safe(_ json: some Collection<UInt8>) -> String {
    let text = String(decoding: json, as: UTF8.self)
    guard TextLines.holdsComment(text) else { return text }
    let bytes = Array(json).replacing(Array("<!--".utf8), with: Array("\\u003c!--".utf8))
    return String(decoding: bytes, as: UTF8.self)
  }
}
