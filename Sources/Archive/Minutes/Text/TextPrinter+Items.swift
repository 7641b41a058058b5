import EventStore

/// Items under their sections, and the sections of a document.
extension TextPrinter {
  mutating func print(_ items: [JSONValue]) {
    var section: TextKeys.Section?
    var number = 0
    for (index, item) in items.enumerated() {
      guard let kind = item["item"]?.string.flatMap(RecordKind.init(rawValue:)),
        let own = TextKeys.section(of: kind)
      else { continue }
      if section?.kind != kind {
        line()
        line("## " + (isChinese ? own.chinese : own.english))
        line()
        section = own
        number = 0
      }
      number += 1
      self.number(number, ofItemAt: index)
      let first = ItemText(item, kind)
      if !first.text.isEmpty { append(" ") }
      line(first.text)
      print(item, own.keys.inOrder, leavingOut: first.told + ["item", "order"], indent: 3)
    }
  }
}

// MARK: - Sections

extension TextPrinter {
  mutating func print(sections: JSONValue) {
    line()
    line("## 正文")
    for section in sections.elements {
      line()
      var told: [String] = []
      let words = ["path", "heading"].map { section[$0]?.string }
      let heading = words.compactMap { $0.map(TextPrinter.word) }.joined(separator: " ")
      if let read = try? TextHeading(ArraySlice(heading.utf8)),
        TextPrinter.areSame(
          [read.path?.text ?? "", read.heading?.text ?? ""], words.map { $0 ?? "" })
      {
        line("### " + heading)
        told = ["path", "heading"]
      } else {
        line("###")
      }
      guard let text = section["text"]?.string, let paragraphs = TextPrinter.text(of: text) else {
        print(section, TextKeys.part.inOrder, leavingOut: told, indent: 0)
        continue
      }
      print(section, TextKeys.part.inOrder, leavingOut: told + ["text"], indent: 0)
      line()
      for paragraph in paragraphs { line(paragraph) }
    }
  }

  /// The lines of a section's text; nothing where they would be read as something else.
  private static func text(of text: String) -> [String]? {
    // Here a quotation or a question mark in front means nothing, but printing them as JSON is safe.
    guard let lines = paragraphs(text),
      lines.allSatisfy({ !$0.hasPrefix("#") && !$0.hasPrefix("＃") })
    else { return nil }
    return lines[0].hasPrefix("-") || lines[0].hasPrefix("*") || lines[0].hasPrefix("－")
      ? nil : lines
  }
}
