/// A stretch of a page, in characters.
struct Passage: Sendable {
  let text: PageText
  var range: Range<Int>

  init(_ text: PageText, _ range: Range<Int>) {
    self.text = text
    self.range = range
  }

  var isEmpty: Bool { range.isEmpty }
  var count: Int { range.count }
  var start: Int { range.lowerBound }
  var end: Int { range.upperBound }

  /// The characters as they are written.
  var string: String { text.string(range) }

  func with(_ range: Range<Int>) -> Passage { Passage(text, range) }
  func from(_ start: Int) -> Passage { with(min(max(start, self.start), end)..<end) }
  func upTo(_ end: Int) -> Passage { with(start..<max(min(end, self.end), start)) }
  func dropFirst(_ count: Int) -> Passage { from(start + count) }
  func dropLast(_ count: Int) -> Passage { upTo(end - count) }

  func hasPrefix(_ mark: Mark) -> Bool { text.matches(mark, at: start, before: end) }
  func hasSuffix(_ mark: Mark) -> Bool { text.matches(mark, at: end - mark.count, from: start) }
  /// Whether a mark stands at a place of the passage.
  func matches(_ mark: Mark, at place: Int) -> Bool {
    place >= start && text.matches(mark, at: place, before: end)
  }

  /// Whether characters that were taken from a text stand at the beginning.
  func hasPrefix(_ units: [UInt32]) -> Bool {
    units.count <= count && text.units[start..<start + units.count].elementsEqual(units)
  }

  /// The longest of the marks that stand at the beginning.
  func prefix(of marks: some MarkSet) -> Mark? { marks.longest(in: text, at: start, before: end) }
  /// The longest of the marks that stand at the end.
  func suffix(of marks: some MarkSet) -> Mark? {
    marks.longestSuffix(in: text, to: end, from: start)
  }

  /// Where a mark stands first.
  func first(_ mark: Mark, from place: Int? = nil) -> Range<Int>? {
    let from = max(place ?? start, start)
    return from < end ? text.first(mark, from..<end) : nil
  }

  /// Where a mark stands last.
  func last(_ mark: Mark) -> Range<Int>? {
    let count = mark.count
    var at = end - count
    while at >= start {
      if text.matches(mark, at: at, before: end) { return at..<at + count }
      at -= 1
    }
    return nil
  }

  /// Where one of the marks stands last.
  func last(_ marks: some MarkSet) -> (range: Range<Int>, mark: Mark)? {
    var at = end - 1
    while at >= start {
      if let mark = marks.longest(in: text, at: at, before: end) {
        return (at..<at + mark.count, mark)
      }
      at -= 1
    }
    return nil
  }

  func contains(_ mark: Mark) -> Bool { first(mark) != nil }

  /// Whether one of the marks stands somewhere.
  func contains(_ marks: some MarkSet) -> Bool { first(marks) != nil }

  /// Where one of the marks stands first, the longest there.
  func first(_ marks: some MarkSet, from place: Int? = nil) -> (range: Range<Int>, mark: Mark)? {
    let from = max(place ?? start, start)
    return from < end ? marks.first(in: text, from..<end) : nil
  }

  /// The passage without marks at its ends.
  func trimmed(_ marks: some MarkSet) -> Passage {
    var passage = self
    while let mark = passage.prefix(of: marks) { passage = passage.dropFirst(mark.count) }
    while let mark = passage.suffix(of: marks) { passage = passage.dropLast(mark.count) }
    return passage
  }

  /// The parts between marks that stand outside of the brackets the passage opens.
  func split(_ marks: some MarkSet) -> [Passage] {
    var parts: [Passage] = []
    let outside = isEmpty ? 0 : text.outside(start)
    var from = start
    var at = start
    while at < end {
      if text.depths[at] <= outside, let mark = marks.longest(in: text, at: at, before: end) {
        parts.append(with(from..<at))
        at += mark.count
        from = at
      } else {
        at += 1
      }
    }
    parts.append(with(from..<end))
    return parts.filter { !$0.isEmpty }
  }

  /// The parts between white space of the page.
  func partsBetweenSpaces() -> [Passage] {
    var parts: [Passage] = []
    var from = start
    for at in range.dropFirst() {
      let width = text.written[at - 1] < 0x80 ? 1 : text.written[at - 1] < 0x800 ? 2 : 3
      let gap = Int(text.places[at]) - Int(text.places[at - 1]) - width
      if gap > 0, text.written[at - 1] < 0x10000 {
        parts.append(with(from..<at))
        from = at
      }
    }
    if from < end { parts.append(with(from..<end)) }
    return parts
  }

  /// Whether a character of it stands outside of brackets that open within the passage.
  func isOutside(_ place: Int) -> Bool { text.depths[place] <= (isEmpty ? 0 : text.outside(start)) }
}

extension PageText {
  func string(_ range: Range<Int>) -> String { String(decoding: bytes(range), as: UTF8.self) }

  /// The characters as they are written, in UTF-8.
  func bytes(_ range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count * 3)
    written.withUnsafeBufferPointer {
      SearchedFields.encode(UnsafeBufferPointer(rebasing: $0[range]), to: &bytes)
    }
    return bytes
  }

  /// How deep what stands around a character is: an opening bracket belongs to what it opens.
  func outside(_ place: Int) -> UInt8 {
    depths[place] - (PageText.closing(of: units[place]) != 0 && depths[place] > 0 ? 1 : 0)
  }

  @inline(__always)
  func matches(_ mark: Mark, at place: Int, before end: Int) -> Bool {
    guard place >= 0 else { return false }
    return units.withUnsafeBufferPointer { units in
      let end = min(end, units.count)
      var (at, byte) = (place, 0)
      while byte < mark.length {
        guard at < end, units[at] == mark.unit(at: &byte) else { return false }
        at += 1
      }
      return true
    }
  }

  /// Where a mark stands first.
  func first(_ mark: Mark, _ range: Range<Int>) -> Range<Int>? {
    units.withUnsafeBufferPointer { units in
      let (first, count) = (mark.first, mark.count)
      let last = min(range.upperBound, units.count) - count
      var at = range.lowerBound
      while at <= last {
        if units[at] == first, matches(mark, at: at, before: range.upperBound) {
          return at..<at + count
        }
        at += 1
      }
      return nil
    }
  }

  /// The first place of a character whose lowest bits a table marks; it has a power of two of them.
  @inline(__always)
  func first(from start: Int, before end: Int, where marked: [Bool]) -> Int? {
    units.withUnsafeBufferPointer { units in
      marked.withUnsafeBufferPointer { marked in
        var at = start
        let (end, mask) = (min(end, units.count), marked.count - 1)
        while at < end {
          if marked[Int(units[at]) & mask] { return at }
          at += 1
        }
        return nil
      }
    }
  }

  @inline(__always)
  func matches(_ mark: Mark, at place: Int, from start: Int) -> Bool {
    place >= start && matches(mark, at: place, before: units.count)
  }
}
