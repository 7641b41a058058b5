import EventStore

/// Writes where passages of a page come from, as sources of minutes.
struct DraftSourceWriter {
  private let places: SourcePlaces
  /// The members in front of the lines, and those between the lines and the quote, which are the same in all
  /// sources of a page.
  private let head: [UInt8]
  private let middle: [UInt8]

  init(_ source: Draft.Source, _ places: SourcePlaces) {
    self.places = places
    var writer = JSONWriter()
    writer.name("title")
    writer.string(source.title)
    if let edition = source.edition {
      writer.name("date")
      writer.string("\(PartialDate(edition))")
    }
    writer.name("lines")
    head = writer.bytes
    writer = JSONWriter()
    if let digest = source.digest {
      writer.name("sha256")
      writer.string(digest)
    }
    writer.name("quote")
    middle = writer.bytes
  }

  func write(_ passages: [Passage], quote: Passage, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key(head)
    writer.beginArray()
    for range in DraftSourceWriter.joined(passages.map(places.lines)) { writer.string(range.text) }
    writer.endArray()
    writer.key(middle)
    writer.string(quote)
    writer.endObject()
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
