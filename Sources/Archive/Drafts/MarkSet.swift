/// Words of which one is looked for.
protocol MarkSet {
  /// The longest word that stands at a place.
  func longest(in text: PageText, at place: Int, before end: Int) -> Mark?
  /// The longest word that ends at a place.
  func longestSuffix(in text: PageText, to end: Int, from start: Int) -> Mark?
}

extension MarkSet {
  /// Whether a passage is one of the words.
  func contains(_ passage: Passage) -> Bool {
    longest(in: passage.text, at: passage.start, before: passage.end)?.count == passage.count
  }
}

/// A table of many words, to be made once; they are found by their first and their last character.
struct Marks: MarkSet, Sendable {
  private let byFirst: [UInt32: [Mark]]
  private let byLast: [UInt32: [Mark]]
  /// Whether a word may begin with a character, by its lowest bits: most may not.
  private let mayBegin: [Bool]

  /// Takes the words that spaces stand between.
  init(_ words: StaticString) {
    var marks: [Mark] = []
    words.forEachWord { marks.append($0) }
    marks.sort { $0.count > $1.count }
    byFirst = Dictionary(grouping: marks) { $0.units[0] }
    byLast = Dictionary(grouping: marks) { $0.units[$0.count - 1] }
    var mayBegin = [Bool](repeating: false, count: 1024)
    for first in byFirst.keys { mayBegin[Int(first & 1023)] = true }
    self.mayBegin = mayBegin
  }

  func longest(in text: PageText, at place: Int, before end: Int) -> Mark? {
    guard place < end, mayBegin[Int(text.units[place] & 1023)],
      let marks = byFirst[text.units[place]]
    else { return nil }
    return marks.first { text.matches($0, at: place, before: end) }
  }

  func longestSuffix(in text: PageText, to end: Int, from start: Int) -> Mark? {
    guard end > start, let marks = byLast[text.units[end - 1]] else { return nil }
    return marks.first { text.matches($0, at: end - $0.count, from: start) }
  }
}

/// A few words, written down where they are looked for: making them costs nothing, and each look goes
/// through all of them.
struct Few: MarkSet, Sendable {
  private let words: StaticString

  /// Takes the words that spaces stand between.
  init(_ words: StaticString) { self.words = words }

  func longest(in text: PageText, at place: Int, before end: Int) -> Mark? {
    guard place < end else { return nil }
    var best: Mark?
    words.forEachWord { word in
      if word.count > best?.count ?? 0, text.matches(word, at: place, before: end) { best = word }
    }
    return best
  }

  func longestSuffix(in text: PageText, to end: Int, from start: Int) -> Mark? {
    var best: Mark?
    words.forEachWord { word in
      if word.count > best?.count ?? 0, text.matches(word, at: end - word.count, from: start) {
        best = word
      }
    }
    return best
  }
}
