import EventStore

extension Draft.Source {
  /// Writes where passages come from, as a source of minutes.
  func write(
    _ passages: [Passage], quote: Passage, _ places: SourcePlaces, to writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.name("title")
      writer.string(title)
      if let edition {
        writer.name("date")
        writer.string("\(PartialDate(edition))")
      }
      writer.name("lines")
      writer.array { writer in
        for range in Draft.Source.joined(passages.map(places.lines)) {
          writer.string(range.text)
        }
      }
      if let digest {
        writer.name("sha256")
        writer.string(digest)
      }
      writer.name("quote")
      writer.string(quote)
    }
  }

  /// Ranges of lines in order, those that touch put together.
  static func joined(_ ranges: [ClosedRange<Int>]) -> [ClosedRange<Int>] {
    guard ranges.count > 1 else { return ranges }
    var joined: [ClosedRange<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = joined.last, range.lowerBound <= last.upperBound + 2 {
        joined[joined.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        joined.append(range)
      }
    }
    return joined
  }
}

extension JSONWriter {
  /// Writes the characters of a passage as a string.
  mutating func string(_ passage: Passage) { string(passage.text.bytes(passage.range)[...]) }

  /// Writes words of a page as a string.
  mutating func string(_ words: DraftedItem.Words) {
    var bytes = Array(words.lead.utf8)
    bytes += words.passage.text.bytes(words.passage.range)
    bytes += words.tail.utf8
    string(bytes[...])
  }
}
