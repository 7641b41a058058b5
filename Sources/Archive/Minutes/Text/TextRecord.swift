/// A record of minutes as text, its lines sorted out and its values not yet read.
struct TextRecord {
  /// Where the heading stands.
  let offset: Int
  /// The line on which it stands, from 1.
  let line: Int
  /// What the heading says.
  var title: TextValue
  private(set) var fields: [TextField] = []
  var items: [TextItem] = []
  var sections: [TextSection] = []

  /// Whether the record says that it is a document.
  private(set) var isDocument = false

  /// Adds a line to a field.
  mutating func add(_ line: ArraySlice<UInt8>, toField index: Int, blanks: Int) {
    fields[index].value.add(line, blanks: blanks)
  }

  mutating func add(_ field: TextField) {
    if field.key.role == .record, TextKeys.isDocument(field.value.first.text) { isDocument = true }
    fields.append(field)
  }
}

/// A line `- key: value`, with the lines that go on with it.
struct TextField {
  let key: TextKey
  /// The key as it stands there.
  let keyBytes: ArraySlice<UInt8>
  let indent: Int
  var value: TextValue

  /// The key as it stands there, for messages.
  var name: String { MinutesError.shortened(keyBytes.text, to: 40) }
  var keyOffset: Int { keyBytes.startIndex }
}

/// An item: its first line, and the fields under it.
struct TextItem {
  let section: TextKeys.Section
  let offset: Int
  var line: TextValue
  var fields: [TextField] = []
}

/// A section of a document: its heading, its fields, and its text.
struct TextSection {
  let offset: Int
  let heading: TextValue
  var fields: [TextField] = []
  var text: TextValue?
}

/// What stands on one line and the lines that go on with it.
struct TextValue {
  /// What stands on the first line.
  private(set) var first: ArraySlice<UInt8>
  /// The lines behind it, each with the number of blank lines in front of it.
  private var rest: [(blanks: Int, line: ArraySlice<UInt8>)] = []

  init(_ first: ArraySlice<UInt8>) { self.first = first }

  /// Where the value begins in the text.
  var offset: Int {
    first.isEmpty ? rest.first?.line.startIndex ?? first.startIndex : first.startIndex
  }

  mutating func add(_ line: ArraySlice<UInt8>, blanks: Int) { rest.append((blanks, line)) }

  /// Takes a question mark away that stands in front; whether there was one.
  mutating func removeDoubt() -> Bool {
    guard first.first == UInt8(ascii: "?") else { return false }
    first = TextMarks.trimmed(first.dropFirst())
    return true
  }

  /// How lines are put together.
  enum Joint {
    /// Each line is a paragraph: line breaks stay.
    case paragraphs
    /// Lines were wrapped: nothing stands between Chinese characters, otherwise a space.
    case wrapped
  }

  /// The value as one text without comments, and where its bytes stand.
  func joined(_ joint: Joint) -> JoinedText {
    if rest.isEmpty, !first.contains(TextLines.commentByte) {
      return JoinedText(bytes: first, origins: [])
    }
    var joined = JoinedText(bytes: [], origins: [])
    for (index, (blanks, line)) in ([(0, first)] + rest).enumerated() where !line.isEmpty {
      if !joined.bytes.isEmpty, index > 0 {
        switch joint {
        case .paragraphs:
          joined.bytes += [UInt8](repeating: UInt8(ascii: "\n"), count: blanks + 1)
        case .wrapped:
          if !TextValue.meetWithoutSpace(joined.bytes, line) {
            joined.bytes.append(UInt8(ascii: " "))
          }
        }
      }
      joined.append(line)
    }
    return joined
  }

  private static func meetWithoutSpace(
    _ before: ArraySlice<UInt8>, _ after: ArraySlice<UInt8>
  ) -> Bool {
    let last = before.suffix(4).text.unicodeScalars.last
    let next = after.prefix(4).text.unicodeScalars.first
    return [last, next].contains { $0.map { Script.isWide($0.value) } ?? false }
  }
}

/// A value put together from several lines.
struct JoinedText {
  var bytes: ArraySlice<UInt8>
  /// Where stretches begin, in the value and in the text; empty where both are the same.
  var origins: [(index: Int, offset: Int)]

  /// Where a byte of the value stands in the text.
  func offset(of index: Int) -> Int {
    var low = 0
    var high = origins.count
    while low < high {
      let middle = (low + high) / 2
      if origins[middle].index <= index { low = middle + 1 } else { high = middle }
    }
    guard !origins.isEmpty else { return index }
    let origin = origins[max(low, 1) - 1]
    return origin.offset + max(0, index - origin.index)
  }

  /// Appends a line but for its comments.
  fileprivate mutating func append(_ line: ArraySlice<UInt8>) {
    var start = line.startIndex
    while start < line.endIndex {
      let end = line[start...].firstIndex(of: TextLines.commentByte) ?? line.endIndex
      if end > start {
        origins.append((bytes.endIndex, start))
        bytes += line[start..<end]
      }
      start = end + 1
    }
  }
}
