import EventStore

extension Draft {
  /// The records as minutes in text for somebody to review.
  ///
  /// A question mark stands in front of every value that is doubtful, and keeps `append` from taking the
  /// file; a comment behind each field says from which lines and words it comes.
  public var minutes: String { records.map(\.minutes).joined(separator: "\n") }
}

extension DraftedRecord {
  /// The record as minutes in text for somebody to review, with a line feed at the end.
  public var minutes: String {
    // What a writer has just written is JSON.
    guard let document = try? JSONDocument(json) else { preconditionFailure("a draft is no JSON") }
    let items = document.root["items"].map { Array($0.elements) } ?? []
    let printer = TextPrinter(document.root, items: items, isDocument: kind == .document)
    var review = DraftReview(evidence, document.root, isChinese: printer.isChinese)
    return printer.lines.map { review.line($0) }.joined(separator: "\n") + "\n"
  }
}

/// Marks doubts in printed minutes, and tells behind each field where it comes from.
private struct DraftReview {
  private let evidence: [String: DraftEvidence]
  /// The items of which something is doubtful.
  private let doubtfulItems: Set<Int>
  /// How many people stand in each line of attendance.
  private var runs: ArraySlice<Int>
  private let isChinese: Bool
  private var item = -1
  private var attendees = 0
  private var isInSections = false

  private static let fields: [(keys: [String], path: String)] = [
    (["机构", "body"], "/body"), (["届", "term"], "/term"), (["会议", "series"], "/series"),
    (["次", "ordinal"], "/ordinal"), (["分会", "sitting"], "/sitting"), (["日期", "date"], "/date"),
    (["发文字号", "number"], "/number"), (["发文机关", "issuers"], "/issuers/0"),
    (["文种", "genre"], "/genre"), (["通过", "adopted"], "/adopted"), (["成文", "signed"], "/signed"),
    (["应到", "due"], "/quorum"), (["实到", "attended"], "/quorum"), (["印发", "issued"], "/issued"),
    (["公布", "published"], "/published"),
    (["施行", "effective"], "/effective"), (["主送", "addressees"], "/addressees/0"),
  ]
  private static let attendance: Set<String> = [
    "主持", "出席", "列席", "参加", "缺席", "请假", "chair", "present", "attending", "participating",
    "absent", "excused", "attendance",
  ]

  init(_ evidence: [DraftEvidence], _ record: JSONValue, isChinese: Bool) {
    self.evidence = Dictionary(evidence.map { ($0.path, $0) }) { first, _ in first }
    self.isChinese = isChinese
    doubtfulItems = Set(
      evidence.compactMap { field in
        guard field.doubt != nil else { return nil }
        let steps = field.path.split(separator: "/")
        return steps.first == "items" && steps.count > 1 ? Int(steps[1]) : nil
      })
    // Those of one capacity that follow each other are printed in one line.
    var runs: [(capacity: String?, count: Int)] = []
    for attendee in record["attendance"].map({ Array($0.elements) }) ?? [] {
      let capacity = attendee["capacity"]?.string
      if let last = runs.last, last.capacity == capacity {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((capacity, 1))
      }
    }
    self.runs = runs.map(\.count)[...]
  }

  /// Looks at bytes, since a character of the page may combine with the marks in front of it.
  mutating func line(_ line: String) -> String {
    let bytes = line.utf8
    if bytes.starts(with: "# ".utf8) { return title(line) }
    if line == "## 正文" { isInSections = true }
    if isInSections { return line }
    if item < 0, bytes.starts(with: "- ".utf8),
      let colon = bytes.firstIndex(of: UInt8(ascii: ":"))
    {
      let key = DraftReview.text(bytes[..<colon].dropFirst(2))
      return field(key, DraftReview.text(bytes[colon...].dropFirst(2)))
    }
    if let dot = bytes.firstIndex(of: UInt8(ascii: ".")), dot > bytes.startIndex,
      bytes[..<dot].allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
    {
      item += 1
      guard doubtfulItems.contains(item) else { return line }
      return DraftReview.text(bytes[...dot]) + " ?" + DraftReview.text(bytes[dot...].dropFirst())
    }
    return line
  }

  private static func text(_ bytes: Substring.UTF8View) -> String { String(Substring(bytes)) }

  private func title(_ line: String) -> String {
    guard let field = evidence["/title"] else { return line }
    return field.doubt == nil ? line : "# ? " + DraftReview.text(line.utf8.dropFirst(2))
  }

  private mutating func field(_ key: String, _ value: String) -> String {
    if DraftReview.attendance.contains(key) { return attendance(key, value) }
    guard let path = DraftReview.fields.first(where: { $0.keys.contains(key) })?.path,
      let field = evidence[path]
    else { return "- \(key): \(value)" }
    let mark = field.doubt == nil ? "" : value.isEmpty ? "?" : "? "
    return "- \(key): \(mark)\(value)\(remark([field]))"
  }

  /// The people of one capacity: as many pieces of evidence as names stand in the line.
  private mutating func attendance(_ key: String, _ value: String) -> String {
    let count = runs.popFirst() ?? 0
    let found = (attendees..<attendees + count).compactMap { evidence["/attendance/\($0)"] }
    attendees += count
    return "- \(key): \(value)\(remark(found))"
  }

  /// A comment with the lines and the words; a comment in the words themselves would end it.
  private func remark(_ fields: [DraftEvidence]) -> String {
    guard let first = fields.first, let last = fields.last else { return "" }
    let lines =
      min(
        first.lines.lowerBound, last.lines.lowerBound)...max(
        first.lines.upperBound, last.lines.upperBound)
    let quote =
      fields.count == 1 || first.quote == last.quote
      ? first.quote : "\(first.quote) … \(last.quote)"
    let words = DraftReview.withoutComments(quote)
    let scalars = words.unicodeScalars
    let short = scalars.count > 60 ? String(scalars.prefix(59)) + "…" : words
    return isChinese ? " <!-- \(lines.text)“\(short)” -->" : " <!-- \(lines.text) \"\(short)\" -->"
  }

  /// Words in which no comment begins or ends.
  private static func withoutComments(_ words: String) -> String {
    guard words.utf8.contains(where: { $0 == 0x2D || $0 == 0x3C }) else { return words }
    var kept = String.UnicodeScalarView()
    for scalar in words.unicodeScalars {
      switch (kept.last, scalar) {
      case ("-", "-"):
        kept.removeLast()
        kept.append("—")
      case ("<", "!"): break
      default: kept.append(scalar)
      }
    }
    return String(kept)
  }
}
