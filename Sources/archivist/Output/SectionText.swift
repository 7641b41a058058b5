import Archive
import EventStore

/// Sections of a document as a page shows them.
enum SectionText {
  /// Writes sections, each with an empty line in front.
  static func write(
    _ sections: [JSONValue], _ width: Int, to output: Output
  ) throws(Failure) {
    for section in sections {
      try output.line()
      let head = [section["path"]?.string, section["heading"]?.string].compactMap { $0 }
      for line in TextWidth.wrap(Printable.line(head.joined(separator: " ")), to: width) {
        try output.line(output.style(line, .heading))
      }
      guard let text = section["text"]?.string else { continue }
      for line in TextWidth.wrap(Printable.block(text), to: width - 2) {
        try output.line("  " + line)
      }
    }
  }

  /// Writes one section with those below it, under the title of its document.
  static func write(
    _ section: DocumentSection, of entry: Entry, to output: Output
  ) throws(Failure) {
    let width = min(output.width ?? RecordPage.widest, RecordPage.widest)
    let number = "\(entry.accession)"
    let title = TextWidth.wrap(Printable.line(entry.title), to: width - number.count - 2)
    for (index, line) in title.enumerated() {
      let head =
        index == 0
        ? output.style(number, .name) : String(repeating: " ", count: number.count)
      try output.line(head + "  " + output.style(line, .quiet))
    }
    try write((section.members.map { [$0] } ?? []) + section.below, width, to: output)
  }
}
