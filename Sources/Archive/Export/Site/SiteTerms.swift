/// What a record can be found by in a browser, and where each of it stands.
///
/// The units of a text are those of `TextUnits`, and have one position each; between fields two are left
/// out. A whole word is a term, and every other character with the one behind it, or alone where a
/// word, a space or nothing follows. So all terms of a phrase's first character stand in one shard.
struct SiteTerms {
  /// A term: two characters, of which the second may be none, or a word.
  enum Term: Hashable {
    case pair(UInt32, UInt32)
    case word([UInt8])

    /// The character that it begins with.
    var first: UInt32 {
      switch self {
      case .pair(let first, _): first
      case .word(let word): word.withUnsafeBufferPointer { TextUnits.decode($0, 0).0 }
      }
    }

    /// Its text.
    var text: [UInt8] {
      switch self {
      case .pair(let first, let second):
        var text: [UInt8] = []
        for scalar in second == 0 ? [first] : [first, second] {
          text += UTF8.encode(Unicode.Scalar(scalar) ?? "\u{FFFD}").map { Array($0) } ?? []
        }
        return text
      case .word(let word): return word
      }
    }
  }

  private var words = WordCharacters()

  /// Goes through the terms of a record's fields.
  mutating func forEach(in fields: SearchedFields, _ body: (Term, Int) -> Void) {
    var position = 0
    for index in 0..<fields.count {
      forEach(in: fields[index], from: &position, body)
      position += 2
    }
  }

  private mutating func forEach(
    in text: UnsafeBufferPointer<UInt32>, from position: inout Int, _ body: (Term, Int) -> Void
  ) {
    var at = 0
    while at < text.count {
      let start = at
      while at < text.count, words.contains(text[at]) { at += 1 }
      if at > start {
        var word: [UInt8] = []
        SearchedFields.encode(UnsafeBufferPointer(rebasing: text[start..<at]), to: &word)
        body(.word(word), position)
      } else {
        at += 1
        if text[start] != 0x20 { body(.pair(text[start], follower(at, text)), position) }
      }
      position += 1
    }
  }

  private mutating func follower(_ at: Int, _ text: UnsafeBufferPointer<UInt32>) -> UInt32 {
    guard at < text.count, text[at] != 0x20, !words.contains(text[at]) else { return 0 }
    return text[at]
  }
}
