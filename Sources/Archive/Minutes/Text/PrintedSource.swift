import EventStore

/// A source that was printed and read back as it is.
///
/// The sources of one record differ in their lines and words, and whatever these are, as long as they are lines
/// and words, the rest is read as before: it is printed again without being read.
struct PrintedSource {
  /// What stands between the parts of a source.
  static let bar = " | "

  /// The names of its members, and the values of those that are the same in sources like it.
  private var members: [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>?)] = []
  /// What stands in front of the lines.
  private let head: [UInt8]
  /// What stands between the lines and the quote.
  private let digest: [UInt8]

  /// Nothing of a source whose lines are no ranges of lines.
  init?(_ source: JSONValue, head: [String], digest: String?) {
    self.head = Array(head.joined(separator: PrintedSource.bar).utf8)
    self.digest = Array((digest ?? "").utf8)
    for (name, value) in source.members {
      switch PrintedSource.role(of: name, value) {
      case .lines, .quote: members.append((name.source, nil))
      case .same: members.append((name.source, value.source))
      case nil: return nil
      }
    }
  }

  private enum Role { case lines, quote, same }

  /// What a member is; nothing where lines are no lines.
  private static func role(of name: JSONValue, _ value: JSONValue) -> Role? {
    if name.isString("quote"), value.kind == .string { return .quote }
    guard name.isString("lines") else { return .same }
    var isEmpty = true
    for line in value.elements {
      guard let text = line.stringBytes, LineRange(text) != nil else { return nil }
      isEmpty = false
    }
    return isEmpty ? nil : .lines
  }

  /// Whether a source differs in nothing but its lines and words.
  func isLike(_ source: JSONValue) -> Bool {
    var at = 0
    for (name, value) in source.members {
      guard at < members.count, PrintedSource.areSame(members[at].name, name.source) else {
        return false
      }
      switch PrintedSource.role(of: name, value) {
      case .lines, .quote: if members[at].value != nil { return false }
      case .same:
        guard let same = members[at].value, PrintedSource.areSame(same, value.source) else {
          return false
        }
      case nil: return false
      }
      at += 1
    }
    return at == members.count
  }

  private static func areSame(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
    one.withUnsafeBytes { one in
      other.withUnsafeBytes { ByteView(one).equals(ByteView($0)) }
    }
  }

  /// Prints a source like this one.
  func print(_ source: JSONValue, to text: inout [UInt8]) {
    var isFirst = true
    func part(_ text: inout [UInt8]) {
      if !isFirst { text.append(contentsOf: PrintedSource.bar.utf8) }
      isFirst = false
    }
    if !head.isEmpty {
      part(&text)
      text.append(contentsOf: head)
    }
    if let lines = source["lines"] {
      part(&text)
      var isFirstLine = true
      for line in lines.elements {
        if !isFirstLine { text.append(contentsOf: ", ".utf8) }
        isFirstLine = false
        text.append(contentsOf: line.stringBytes ?? [])
      }
    }
    if !digest.isEmpty {
      part(&text)
      text.append(contentsOf: digest)
    }
    if let quote = source["quote"] {
      part(&text)
      JSONText.append(quote, to: &text)
    }
  }
}
