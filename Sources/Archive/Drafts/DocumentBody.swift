import EventStore

/// How a section begins: 一、, （一）, 第三条.
struct SectionHead {
  /// 1 for 一、, 2 for （一）.
  let level: Int
  /// 一, （一）.
  let path: String
  /// Where the words begin behind the number.
  let end: Int

  init?(_ line: Passage) {
    let text = line.text
    var at = line.start
    let isBracketed = line.hasPrefix("（")
    if isBracketed { at += 1 }
    let start = at
    while at < line.end, at - start < 4, MeetingName.isNumeral(text.units[at]),
      text.units[at] > 0x39
    {
      at += 1
    }
    guard at > start, ChineseNumeral.parse(text.string(start..<at)) != nil else { return nil }
    if isBracketed {
      guard line.matches("）", at: at) else { return nil }
      (level, path, end) = (2, text.string(line.start..<at + 1), at + 1)
    } else {
      guard line.matches("、", at: at) else { return nil }
      (level, path, end) = (1, text.string(start..<at), at + 1)
    }
  }
}

/// Divides the text of a document into its sections.
struct DocumentBody {
  private let paragraphs: [Passage]
  private var cited: Set<String> = []

  private static let brackets = Marks("〔 [")

  init(_ paragraphs: [Passage]) { self.paragraphs = paragraphs }

  mutating func fill(_ document: inout PolicyDocument) {
    var parent: String?
    for paragraph in paragraphs {
      takeDates(paragraph, &document)
      takeCites(paragraph, &document)
      // A number with nothing behind it is no section.
      if let head = SectionHead(paragraph), !paragraph.from(head.end).trimmed(Few("。")).isEmpty {
        if head.level == 1 { parent = head.path }
        let path =
          head.level == 2 && parent != nil ? "\(parent ?? "")/\(bracketed(head.path))" : head.path
        document.sections.append(section(path, paragraph, head))
      } else if document.sections.isEmpty {
        document.preamble.append(paragraph)
      } else {
        let last = document.sections.count - 1
        document.sections[last].paragraphs.append(paragraph)
        let start = document.sections[last].range.lowerBound
        document.sections[last].range = start..<paragraph.end
      }
    }
  }

  /// Paths are written with full-width brackets, whichever the page has.
  private func bracketed(_ path: String) -> String {
    "（" + path.dropFirst().dropLast() + "）"
  }

  /// A heading is a line of its own, or runs in up to its full stop.
  private func section(
    _ path: String, _ paragraph: Passage, _ head: SectionHead
  ) -> PolicyDocument.Section {
    let words = paragraph.from(head.end)
    guard let stop = words.first("。") else {
      return .init(path: path, heading: words, range: paragraph.range)
    }
    let heading = words.upTo(stop.lowerBound)
    let rest = words.from(stop.upperBound)
    // A first sentence that is long is text, not a heading.
    if heading.count > 60 { return .init(path: path, paragraphs: [words], range: paragraph.range) }
    return .init(
      path: path, heading: heading, paragraphs: rest.isEmpty ? [] : [rest], range: paragraph.range)
  }

  private static let whens: [(member: String, behind: Marks)] = [
    ("effective", Marks("起施行 起实施 起执行 起正式施行 施行")),
    ("adopted", Marks("通过 讨论通过 审议通过")),
    ("published", Marks("公布 发布")),
  ]

  private func takeDates(_ paragraph: Passage, _ document: inout PolicyDocument) {
    for words in DayWords.all(in: paragraph) {
      guard let year = words.year, let month = words.month, let day = words.day,
        let number = CivilDay.daysSince1970(year: year, month: month, day: day)
      else { continue }
      let behind = paragraph.with(
        words.range.upperBound..<min(words.range.upperBound + 40, paragraph.end))
      let clause = behind.split(Few("， 。 ； ）")).first ?? behind
      let found = DocumentBody.whens.first { when in
        when.member == "effective"
          ? behind.prefix(of: when.behind) != nil : clause.suffix(of: when.behind) != nil
      }
      guard let found, !document.dates.contains(where: { $0.member == found.member }),
        found.member != "adopted" || paragraph.hasPrefix("（")
      else { continue }
      document.dates.append((found.member, number, paragraph.with(words.range)))
    }
  }

  /// 银发〔2018〕325号, in brackets or in the text.
  private mutating func takeCites(_ paragraph: Passage, _ document: inout PolicyDocument) {
    let text = paragraph.text
    var at = paragraph.start
    while let open = paragraph.first(DocumentBody.brackets, from: at) {
      at = open.range.upperBound
      guard at + 5 < paragraph.end,
        text.units[at..<at + 4].allSatisfy({ (0x30...0x39).contains($0) }),
        let sign = paragraph.upTo(at + 13).first("号", from: at)
      else { continue }
      var start = open.range.lowerBound
      while start > paragraph.start, open.range.lowerBound - start < 12,
        0x4E00...0x9FFF ~= text.units[start - 1],
        paragraph.upTo(start).suffix(of: DocumentBody.before) == nil
      {
        start -= 1
      }
      let cite = paragraph.with(start..<sign.upperBound)
      if start < open.range.lowerBound, cited.insert(cite.string).inserted {
        document.cites.append(cite)
      }
    }
  }

  private static let before = Marks("根据 按照 依据 依照 参照 落实 执行 废止 以 和 与 由 《")
}
