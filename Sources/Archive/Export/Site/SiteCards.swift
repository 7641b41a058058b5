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
    var line = ExcerptLine(longest: longest)
    let title = Array(title.utf8)
    for text in texts where !ExcerptLine.stands(text, in: title) { line.append(text) }
    return line.text
  }

  /// The beginning of what the record says beside its title; nothing where that says it already.
  public func excerpt(longest: Int) -> String? {
    let title = Array(title.utf8)
    for name in ["summary", "asStated", "text"] {
      guard let text = members[name]?.string, !text.isEmpty, !ExcerptLine.stands(text, in: title)
      else { continue }
      var line = ExcerptLine(longest: longest)
      line.append(text)
      return line.isWhole ? line.text : line.text + "…"
    }
    return nil
  }
}

/// Texts on one line, up to so many characters.
private struct ExcerptLine {
  private var scalars = String.UnicodeScalarView()
  private var room: Int
  /// Whether everything found room.
  private(set) var isWhole = true

  init(longest: Int) { room = longest }

  var text: String { String(scalars) }

  /// Appends a text behind a space, every stretch of white space as one.
  mutating func append(_ text: String) {
    if !scalars.isEmpty { add(" ") }
    for scalar in text.unicodeScalars {
      guard room > 0 else {
        isWhole = false
        return
      }
      add(scalar)
    }
  }

  private mutating func add(_ scalar: Unicode.Scalar) {
    if scalar.value > 0x20 {
      scalars.append(scalar)
    } else if let last = scalars.last, last != " " {
      scalars.append(" ")
    } else {
      return
    }
    room -= 1
  }

  /// Whether a title holds a text.
  static func stands(_ text: String, in title: [UInt8]) -> Bool {
    ByteSearch.find(Array(text.utf8), in: title, from: 0) != nil
  }
}
