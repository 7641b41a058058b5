import EventStore

/// What a page shows of the records that it finds, divided into files of as many records each.
struct SiteCards {
  let content: SiteContent

  /// Records in one file; pages compute the same.
  static let inFile = 32
  /// Characters of the text beside a title, at the most.
  private static let longestText = 1000

  /// Gives out the files in order, each as a script.
  func write<Failure: Error>(
    to sink: (Int, [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var start = 0
    while start < content.count {
      let end = min(start + SiteCards.inFile, content.count)
      try sink(
        start / SiteCards.inFile,
        SiteScript.call("cards", start / SiteCards.inFile) { writer in
          writer.array { writer in
            for number in start..<end {
              writer.lineBreak()
              write(content.entry(number), to: &writer)
            }
          }
        })
      start = end
    }
  }

  /// The number, the date, the title, the text beside it, and of an item the title of its meeting.
  private func write(_ entry: Entry, to writer: inout JSONWriter) {
    writer.array { writer in
      writer.string("\(entry.accession)")
      writer.string("\(entry.date)")
      writer.string(entry.title)
      writer.string(entry.wording(longest: SiteCards.longestText))
      if let meeting = entry.meeting { writer.string(meeting.title) }
    }
  }
}

extension Entry {
  /// What the record says beside its title, one text behind the other.
  fileprivate func wording(longest: Int) -> String {
    var texts = ["summary", "asStated", "text", "notes"].compactMap { members[$0]?.string }
    for section in sections {
      texts += ["heading", "text"].compactMap { section[$0]?.string }
    }
    var told = ""
    for text in texts where !title.contains(text) && !told.contains(text) {
      told += (told.isEmpty ? "" : " ") + text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if told.utf8.count > longest * 4 { break }
    }
    return String(told.prefix(longest))
  }

  /// The beginning of what the record says beside its title; nothing where that says it already.
  public func excerpt(longest: Int) -> String? {
    for name in ["summary", "asStated", "text"] {
      guard let text = members[name]?.string, !text.isEmpty, !title.contains(text) else { continue }
      let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return line.count <= longest ? line : line.prefix(longest) + "…"
    }
    return nil
  }
}
