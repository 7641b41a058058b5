import EventStore

/// A source that a record names, with its text where the archive keeps that.
public struct CitedSource: Sendable {
  /// The source's place in the record's list, from 1.
  public let number: Int
  /// What the record says of it.
  public let title: String
  /// The SHA-256 of the text, in hexadecimal; nothing where the record names none.
  public let digest: String?
  /// The lines that the record rests on, in order; all where it names none.
  public let lines: [ClosedRange<Int>]
  /// The lines of the text, where it is kept and can be read.
  public let text: [String]?
}

extension SearchIndex {
  /// To whom a kept source may be given: the strictest of its own openness and that of every record
  /// that names it, since its text tells what they tell.
  func openness(ofSource digest: String) -> Openness {
    if let gathered = openNames.sources[digest] { return gathered }
    let own = sources[digest]?.openness ?? defaultOpenness
    return (citing[digest] ?? []).reduce(own) { $0.stricter(records[$1].openness) }
  }

  /// The sources that a record names, those of its meeting where it is an item that names none.
  public func citedSources(
    of entry: Entry, in archive: Archive
  ) throws(ArchiveError) -> [CitedSource] {
    let members = entry.members["sources"] ?? entry.meeting?.members["sources"]
    var cited: [CitedSource] = []
    for source in members.map({ Array($0.elements) }) ?? [] {
      let digest = source["sha256"]?.string
      var lines: [ClosedRange<Int>] = []
      for element in source["lines"].map({ Array($0.elements) }) ?? [] {
        guard let range = element.string.flatMap({ LineRange($0) }) else { continue }
        lines.append(range.first...range.last)
      }
      let names = ["title", "date", "url"].compactMap { source[$0]?.string }
      var text: [String]?
      if let digest { text = try self.text(ofSource: digest, in: archive) }
      cited.append(
        CitedSource(
          number: cited.count + 1, title: names.joined(separator: " "), digest: digest,
          lines: lines, text: text))
    }
    return cited
  }

  private func text(
    ofSource digest: String, in archive: Archive
  ) throws(ArchiveError) -> [String]? {
    guard let place = sources[digest]?.position,
      let event = try archive.storing({ () throws(EventStoreError) in
        try archive.store.event(at: place)
      })
    else { return nil }
    let document = JSONDocument()
    guard remains.loadPayload(of: event, into: document),
      let source = KeptSource(document.root)
    else { return nil }
    // By bytes: to Swift a carriage return and a line feed are one character.
    return source.text.utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    ).map { line in
      String(Substring(line.last == UInt8(ascii: "\r") ? line.dropLast() : line))
    }
  }
}
