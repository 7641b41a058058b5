/// Words of which one is looked for.
protocol MarkSet {
  /// The longest word that stands at a place.
  func longest(in text: PageText, at place: Int, before end: Int) -> Mark?
  /// The longest word that ends at a place.
  func longestSuffix(in text: PageText, to end: Int, from start: Int) -> Mark?
  /// Where one of the words stands first, the longest there.
  func first(in text: PageText, _ range: Range<Int>) -> (range: Range<Int>, mark: Mark)?
}

extension MarkSet {
  /// Whether a passage is one of the words.
  func contains(_ passage: Passage) -> Bool {
    longest(in: passage.text, at: passage.start, before: passage.end)?.count == passage.count
  }
}

/// A table of many words, to be made once; they are found by their first and their last character.
struct Marks: MarkSet, Sendable {
  private let byFirst: Buckets
  private let byLast: Buckets
  /// Whether a word may begin with a character, by its lowest bits: most may not.
  private let mayBegin: [Bool]

  /// Takes the words that spaces stand between.
  init(_ words: StaticString) {
    var marks: [Mark] = []
    words.forEachWord { marks.append($0) }
    byFirst = Buckets(marks) { $0.first }
    byLast = Buckets(marks) { $0.last }
    var mayBegin = [Bool](repeating: false, count: Buckets.count)
    for mark in marks { mayBegin[Buckets.bucket(mark.first)] = true }
    self.mayBegin = mayBegin
  }

  /// Words by the lowest bits of one of their characters, the longest ones first.
  private struct Buckets {
    private let words: [Mark]
    /// Where the words of each bucket begin.
    private let starts: [Int32]

    /// So many buckets, a power of two.
    static let count = 1024

    init(_ words: [Mark], by unit: (Mark) -> UInt32) {
      let sorted = words.sorted {
        (Buckets.bucket(unit($0)), -$0.count) < (Buckets.bucket(unit($1)), -$1.count)
      }
      var starts = [Int32](repeating: 0, count: Buckets.count + 1)
      for mark in sorted { starts[Buckets.bucket(unit(mark)) + 1] += 1 }
      for bucket in 0..<Buckets.count { starts[bucket + 1] += starts[bucket] }
      self.words = sorted
      self.starts = starts
    }

    static func bucket(_ unit: UInt32) -> Int { Int(unit) & (count - 1) }

    /// The words of the bucket of a character.
    @inline(__always)
    subscript(unit: UInt32) -> ArraySlice<Mark> {
      let bucket = Buckets.bucket(unit)
      return words[Int(starts[bucket])..<Int(starts[bucket + 1])]
    }
  }

  func longest(in text: PageText, at place: Int, before end: Int) -> Mark? {
    guard place >= 0, place < end, mayBegin[Buckets.bucket(text.units[place])] else { return nil }
    return byFirst[text.units[place]].first { text.matches($0, at: place, before: end) }
  }

  func first(in text: PageText, _ range: Range<Int>) -> (range: Range<Int>, mark: Mark)? {
    var at = range.lowerBound
    while let next = text.first(from: at, before: range.upperBound, where: mayBegin) {
      if let mark = longest(in: text, at: next, before: range.upperBound) {
        return (next..<next + mark.count, mark)
      }
      at = next + 1
    }
    return nil
  }

  func longestSuffix(in text: PageText, to end: Int, from start: Int) -> Mark? {
    guard end > start else { return nil }
    return byLast[text.units[end - 1]].first { text.matches($0, at: end - $0.count, from: start) }
  }
}

/// A few words, written down where they are looked for: making them costs nothing, and each look goes
/// through all of them.
struct Few: MarkSet, Sendable {
  private let words: StaticString

  /// Takes the words that spaces stand between.
  init(_ words: StaticString) { self.words = words }

  func longest(in text: PageText, at place: Int, before end: Int) -> Mark? {
    guard place >= 0, place < min(end, text.units.count) else { return nil }
    let (bytes, count) = (words.utf8Start, words.utf8CodeUnitCount)
    return text.units.withUnsafeBufferPointer { units in
      let (unit, end) = (units[place], min(end, units.count))
      var best: Mark?
      var byte = 0
      while byte < count {
        let start = byte
        var matches = words.unit(at: &byte) == unit
        var at = place + 1
        while byte < count, bytes[byte] != 0x20 {
          guard matches else {
            byte += 1
            continue
          }
          matches = at < end && words.unit(at: &byte) == units[at]
          at += 1
        }
        if matches, at - place > best?.count ?? 0 { best = Mark(words, start..<byte) }
        byte += 1
      }
      return best
    }
  }

  func first(in text: PageText, _ range: Range<Int>) -> (range: Range<Int>, mark: Mark)? {
    var best: (range: Range<Int>, mark: Mark)?
    words.forEachWord { word in
      // A longer word wins that begins where the best one does; none that begins later.
      let end = best.map { min($0.range.lowerBound + word.count, range.upperBound) }
      let bounds = range.lowerBound..<(end ?? range.upperBound)
      guard let found = text.first(word, bounds) else { return }
      if best.map({
        found.lowerBound < $0.range.lowerBound || found.upperBound > $0.range.upperBound
      }) ?? true {
        best = (found, word)
      }
    }
    return best
  }

  func longestSuffix(in text: PageText, to end: Int, from start: Int) -> Mark? {
    guard end > start else { return nil }
    let last = text.units[end - 1]
    var best: Mark?
    words.forEachWord { word in
      if word.last == last, word.count > best?.count ?? 0,
        text.matches(word, at: end - word.count, from: start)
      {
        best = word
      }
    }
    return best
  }
}
