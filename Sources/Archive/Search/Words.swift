/// The words of a question, as people type them.
///
/// Every word must occur; `"…"` is an exact phrase; `-word` excludes; `A OR B` takes either;
/// `word*` takes every word that begins so. A word is found where its normalised form stands in one
/// field of a record; at an end that is a letter or a digit of a script other than Han, the field's
/// word must end there too. 第四十次 also finds 第40次, and the other way round.
public struct Words: Hashable, Sendable {
  /// All of these must be found, each by one of its alternatives.
  public let required: [[Word]]
  /// None of these may be found.
  public let excluded: [Word]
  /// The words as they were typed, one space between them.
  public let text: String

  /// Words of which each of these lists must be found.
  init(required: [[Word]]) {
    self.required = required
    excluded = []
    text = ""
  }

  /// Why words cannot be understood.
  public enum Problem: Error, Hashable, Sendable {
    /// A quotation mark has no partner.
    case openQuotation(String)
    /// A word has nothing in it that could be found.
    case nothingToFind(String)
    /// `OR` has no word on one of its sides.
    case orWithoutWord
    /// A word to exclude stands beside `OR`.
    case excludedBesideOr(String)
  }

  /// Reads words; nothing where there are none.
  public init?(_ text: String) throws(Problem) {
    var parser = WordParser(text)
    try parser.run()
    guard !parser.required.isEmpty || !parser.excluded.isEmpty else { return nil }
    required = parser.required
    excluded = parser.excluded
    var text = parser.typed.first ?? ""
    for word in parser.typed.dropFirst() { text += " " + word }
    self.text = text
  }
}

/// One word or phrase of a question.
public struct Word: Hashable, Sendable {
  /// What is looked for, normalised; any of them will do.
  let forms: [Form]

  /// One normalised form.
  struct Form: Hashable, Sendable {
    let bytes: [UInt8]
    /// Whether a word of the field must begin where the form begins.
    let beginsWord: Bool
    /// Whether a word of the field must end where the form ends.
    let endsWord: Bool
    /// Whether a number of the field must end where the form ends: 第四 for 第4 is not 第四十.
    let endsNumber: Bool
    /// The units that must stand one after the other.
    let units: [TextUnits.Unit]
    /// The key of the pair of characters that is all there is; nothing where there is anything else.
    let onlyPair: UInt64?
    /// The keys of the pairs of characters, where it has three or more and nothing else.
    let pairs: [UInt64]?

    init(_ bytes: [UInt8], isPrefix: Bool, isOtherNumber: Bool) {
      self.bytes = bytes
      let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
      beginsWord = scalars.first.map(Script.isWord) ?? false
      endsWord = !isPrefix && scalars.last.map(Script.isWord) ?? false
      endsNumber = isOtherNumber && scalars.last.map(ChineseNumeral.isNumeral) ?? false
      units = TextUnits.of(bytes)
      if units.count == 2, case .character(let one) = units[0],
        case .character(let other) = units[1]
      {
        onlyPair = TextUnits.pair(one, other)
      } else {
        onlyPair = nil
      }
      pairs = units.count > 2 ? Form.pairs(units) : nil
    }

    private static func pairs(_ units: [TextUnits.Unit]) -> [UInt64]? {
      var characters: [UInt32] = []
      for unit in units {
        guard case .character(let character) = unit else { return nil }
        characters.append(character)
      }
      return zip(characters, characters.dropFirst()).map { TextUnits.pair($0, $1) }
    }
  }
}

extension Words.Problem: CustomStringConvertible {
  /// What is wrong, and what to type instead.
  public var description: String {
    switch self {
    case .openQuotation(let text): "the quotation mark before '\(text)' has no partner"
    case .nothingToFind(let text): "'\(text)' has nothing in it that could be found"
    case .orWithoutWord: "OR needs a word on each side; to find the word itself, write '\"OR\"'"
    case .excludedBesideOr(let text): "'-\(text)' cannot stand beside OR"
    }
  }
}

/// Reads words from left to right.
private struct WordParser {
  private(set) var required: [[Word]] = []
  private(set) var excluded: [Word] = []
  private(set) var typed: [String] = []
  private var rest: Substring
  private var isAlternative = false
  private var mayBeAlternative = false
  /// The word that was excluded last, if nothing stands behind it yet.
  private var lastExcluded: String?

  init(_ text: String) { rest = text[...] }

  mutating func run() throws(Words.Problem) {
    while skipSpace() {
      var token = ""
      let isExcluded = rest.first == "-" && rest.dropFirst().first.map { !$0.isWhitespace } ?? false
      if isExcluded { rest = rest.dropFirst() }
      if let closing = closingMark(rest.first) {
        token = try phrase(closing)
        try add(token, isExcluded, isPhrase: true)
      } else {
        token = String(rest.prefix { !$0.isWhitespace })
        rest = rest.dropFirst(token.count)
        if token == "OR" && !isExcluded {
          if let lastExcluded { throw .excludedBesideOr(lastExcluded) }
          guard mayBeAlternative else { throw .orWithoutWord }
          isAlternative = true
          mayBeAlternative = false
          typed.append(token)
        } else {
          try add(token, isExcluded, isPhrase: false)
        }
      }
    }
    if isAlternative { throw .orWithoutWord }
  }

  private mutating func skipSpace() -> Bool {
    rest = rest.drop(while: \.isWhitespace)
    return !rest.isEmpty
  }

  private func closingMark(_ opening: Character?) -> Character? {
    switch opening {
    case "\"": "\""
    case "“": "”"
    case "＂": "＂"
    default: nil
    }
  }

  private mutating func phrase(_ closing: Character) throws(Words.Problem) -> String {
    let inside = rest.dropFirst()
    guard let end = inside.firstIndex(of: closing) else { throw .openQuotation(String(inside)) }
    rest = inside[inside.index(after: end)...]
    return String(inside[..<end])
  }

  private mutating func add(
    _ text: String, _ isExcluded: Bool, isPhrase: Bool
  ) throws(Words.Problem) {
    let isPrefix = !isPhrase && text.count > 1 && text.hasSuffix("*")
    let bare = isPrefix ? String(text.dropLast()) : text
    let variants = isPhrase ? [bare] : NumberVariants.of(bare)
    let forms = variants.map { trimmed(Normalizer.normalize($0)) }
    guard forms.allSatisfy({ !$0.isEmpty }) else { throw .nothingToFind(text) }
    // There are few, for which a set is not worth making.
    var distinct: [[UInt8]] = []
    for form in forms where !distinct.contains(form) { distinct.append(form) }
    let word = Word(
      forms: distinct.enumerated().map { index, form in
        // The first form is what was typed, and stands for any text that contains it.
        Word.Form(form, isPrefix: isPrefix, isOtherNumber: index > 0)
      })
    typed.append((isExcluded ? "-" : "") + (isPhrase ? "\"\(text)\"" : text))
    lastExcluded = isExcluded ? text : nil
    if isExcluded {
      guard !isAlternative else { throw .excludedBesideOr(text) }
      excluded.append(word)
      mayBeAlternative = false
    } else if isAlternative {
      required[required.count - 1].append(word)
      isAlternative = false
      mayBeAlternative = true
    } else {
      required.append([word])
      mayBeAlternative = true
    }
  }

  private func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    var rest = bytes.drop { $0 == 0x20 }
    while rest.last == 0x20 { rest = rest.dropLast() }
    return Array(rest)
  }
}

/// The ways to write the numbers of a word: 第四十次 and 第40次.
enum NumberVariants {
  /// No word gets more forms than this.
  private static let most = 16

  /// The word itself, and every other way to write the numbers that follow 第 in it.
  static func of(_ word: String) -> [String] {
    var variants = [""]
    var rest = word[...]
    while let mark = rest.firstIndex(of: "第") {
      let after = rest.index(after: mark)
      let numeral = rest[after...].prefix { character in
        character.unicodeScalars.allSatisfy(ChineseNumeral.isNumeral)
      }
      let ways = ChineseNumeral.parse(numeral).map { forms($0, numeral) } ?? [String(numeral)]
      let head = String(rest[..<after])
      variants = variants.flatMap { variant in ways.map { variant + head + $0 } }
      rest = rest[numeral.endIndex...]
      if variants.count > most { return [word] }
    }
    return variants.map { $0 + rest }
  }

  private static func forms(_ number: Int, _ typed: Substring) -> [String] {
    var forms = [String(typed)]
    for form in [
      String(number), ChineseNumeral.format(number), ChineseNumeral.format(number, zero: "〇"),
    ] where !forms.contains(form) {
      forms.append(form)
    }
    return forms
  }
}
