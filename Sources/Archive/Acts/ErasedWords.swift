import EventStore

/// Words that are erased wherever they stand in a text.
///
/// They are found as questions find them: in any width and case, simplified or traditional, and
/// across the ends of lines that were wrapped inside of them.
struct ErasedWords {
  /// What stands in place of each character.
  static let block: Character = "█"
  /// What is shown in place of a title that was erased.
  static let placeholder = String(repeating: block, count: 5)
  /// Shorter words would be found everywhere.
  private static let shortest = 2

  private var words: Set<[UInt8]> = []

  /// The words in their normalised form, the longest first: one may contain another.
  private var ordered: [[UInt8]] {
    words.sorted { $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count > $1.count }
  }

  var isEmpty: Bool { words.isEmpty }

  /// Takes in every text of a value that is free, which no list of choices gives.
  mutating func take(_ value: JSONValue, _ shape: Shape?) {
    switch shape {
    case .text, .page, nil: if let text = value.string { take(text) }
    case .texts: for element in value.elements { take(element, .text) }
    case .object(let schema):
      for member in value.members {
        take(member.value, schema.shape(of: member.name.string ?? ""))
      }
    case .objects(let schema): for element in value.elements { take(element, .object(schema)) }
    case .choice, .count, .ordinal, .date, .lines, .digest: break
    }
  }

  private mutating func take(_ text: String) {
    let plain = text.filter { $0 != ErasedWords.block }
    guard plain.count >= ErasedWords.shortest else { return }
    words.insert(Normalizer.normalize(text))
  }

  /// Whether one of the words stands in a text.
  func stand(in text: String) -> Bool {
    let normalized = Normalizer.normalize(text)
    return words.contains { ByteSearch.find($0, in: normalized, from: 0) != nil }
  }

  /// A text with a block in place of every character of the words.
  func masked(_ text: String) -> String {
    guard stand(in: text) else { return text }
    var text = text
    for word in ordered {
      // Every replacement moves what stands behind it.
      let alignment = Alignment(text)
      var places: [Range<String.Index>] = []
      var at = 0
      while let found = ByteSearch.find(word, in: alignment.normalized, from: at) {
        places.append(alignment.place(of: found..<found + word.count))
        at = found + word.count
      }
      for place in places.reversed() {
        let blocks = text[place].map { $0.isWhitespace ? $0 : ErasedWords.block }
        text.replaceSubrange(place, with: blocks)
      }
    }
    return text
  }

  /// Whether something is masked in any text of a value.
  static func areMasked(in value: JSONValue) -> Bool { areMasked(in: value.source) }

  /// Whether something is masked in a payload.
  static func areMasked(in payload: ArraySlice<UInt8>) -> Bool {
    ByteSearch.find(Array("\(block)".utf8), in: Array(payload), from: 0) != nil
  }

  /// Whether a value may be the one of which words were masked: texts have the same characters but for
  /// those in whose place blocks stand, and everything else is the same.
  static func isMasked(_ masked: JSONValue, of value: JSONValue) -> Bool {
    switch (masked.kind, value.kind) {
    case (.string, .string):
      guard let known = masked.string, let text = value.string else { return false }
      return known.count == text.count
        && zip(known, text).allSatisfy { $0 == $1 || $0 == block && !$1.isWhitespace }
    case (.array, .array):
      let (known, others) = (Array(masked.elements), Array(value.elements))
      return known.count == others.count && zip(known, others).allSatisfy(isMasked)
    case (.object, .object):
      let (known, others) = (Array(masked.members), Array(value.members))
      return known.count == others.count
        && zip(known, others).allSatisfy { one, other in
          one.name.string == other.name.string && isMasked(one.value, of: other.value)
        }
    default: return PayloadDifference.bytes(masked) == PayloadDifference.bytes(value)
    }
  }

  /// Writes a value with the words masked in every text of it that is free.
  func write(_ value: JSONValue, _ shape: Shape?, to writer: inout JSONWriter) {
    switch (shape, value.kind) {
    case (.text, .string), (.page, .string), (nil, .string):
      writer.string(masked(value.string ?? ""))
    case (.texts, .array):
      writer.array { writer in
        for element in value.elements { write(element, .text, to: &writer) }
      }
    case (.objects(let schema), .array):
      writer.array { writer in
        for element in value.elements { write(element, .object(schema), to: &writer) }
      }
    case (.object(let schema), .object):
      writer.object { writer in
        for member in value.members {
          let name = member.name.string ?? ""
          writer.name(name)
          write(member.value, schema.shape(of: name) ?? .count, to: &writer)
        }
      }
    default: writer.value(value)
    }
  }
}

extension ObjectSchema {
  /// What the value of a member must be; nothing where there is no such member.
  func shape(of name: String) -> Shape? { members.first { $0.name == name }?.shape }
}
