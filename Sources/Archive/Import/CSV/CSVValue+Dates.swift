/// Dates as people and spreadsheets write them.
extension CSVValue {
  func date(
    _ name: String, _ text: String, in object: inout ImportedObject
  ) throws(CellFault) {
    var text = text
    // Where the date of a meeting is from may stand behind it.
    if name == "date", let (head, annotation) = TextLists.annotated(Array(text.utf8)[...]) {
      let basis = TextChoices.value(annotation.text, of: "dateBasis")
      if ["stated", "edition", "inferred", "adoption"].contains(basis) {
        text = head.text
        object.set("dateBasis", basis)
      }
    }
    let (date, time) = try CSVValue.date(text)
    object.set(name, date)
    if let time { object.note(name, time) }
  }

  /// A date as it is recorded, and the whole text where a time of day stands in it, which a record has
  /// no place for.
  static func date(_ text: String) throws(CellFault) -> (date: String, withTime: String?) {
    let text = ImportText.line(text).text
    let read = TextValueReader.date(Array(text.utf8)[...])
    if PartialDate(read) != nil { return (read, nil) }
    if let part = numbered(text[...]) { return ("\(part)", nil) }
    for mark in ["至", "～", "~", " - ", "—"] {
      let ends = text.split(separator: mark, maxSplits: 1).map { end in
        PartialDate.Part(asTyped: end.trimmed) ?? numbered(end.trimmed[...])
      }
      if ends.count == 2, let first = ends[0], let last = ends[1],
        let range = PartialDate(from: first, to: last)
      {
        return ("\(range)", nil)
      }
    }
    if let space = text.firstIndex(where: { $0 == " " || $0 == "T" }),
      let day = PartialDate.Part(asTyped: String(text[..<space])) ?? numbered(text[..<space]),
      ImportMoment("\(day)T" + CSVValue.time(text[text.index(after: space)...])) != nil
    {
      return ("\(day)", text)
    }
    throw CellFault(.date(MinutesError.shortened(text, to: 60)))
  }

  /// A time of day whose hours may have one digit.
  private static func time(_ text: Substring) -> String {
    let text = text.trimmed
    return text.firstIndex(of: ":")
      == text.index(text.startIndex, offsetBy: 1, limitedBy: text.endIndex)
      ? "0" + text : text
  }

  /// `2020/9/18`, `2020.9.18`, `2020-9-18`, as spreadsheets write them.
  private static func numbered(_ text: Substring) -> PartialDate.Part? {
    for mark in ["/", ".", "-"] {
      let parts = text.split(separator: Character(mark), omittingEmptySubsequences: false)
      guard (2...3).contains(parts.count), parts[0].utf8.count == 4,
        parts.allSatisfy({
          (1...4).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x30...0x39).contains($0) }
        })
      else { continue }
      let numbers = parts.compactMap { Int($0) }
      return PartialDate.Part(
        year: numbers[0], month: numbers[1], day: numbers.count == 3 ? numbers[2] : nil)
    }
    return nil
  }
}
