import EventStore

/// Marks doubts in printed minutes, and tells behind each field where it comes from.
struct DraftReview {
  /// Where the fields of the record itself come from.
  private var fields: [DraftEvidence] = []
  /// Where those who attended come from, in their order.
  private var attendance: ArraySlice<DraftEvidence> = []
  /// The items of which something is doubtful.
  private var doubtfulItems: Set<Int> = []
  /// How many people stand in each line of attendance.
  private var runs: ArraySlice<Int>
  /// Items and sections are printed, in which nothing is told.
  var isPastFields = false

  init(_ evidence: [DraftEvidence], _ record: JSONValue) {
    for field in evidence {
      if let item = field.field.item {
        if field.doubt != nil { doubtfulItems.insert(item) }
      } else if field.field.member == "attendance" {
        attendance.append(field)
      } else if DraftReview.told.contains(field.field.member) {
        fields.append(field)
      }
    }
    // Those of one capacity that follow each other are printed in one line.
    var runs: [(capacity: String?, count: Int)] = []
    if let attendees = record["attendance"] {
      for attendee in attendees.elements {
        let capacity = attendee["capacity"]?.string
        if let last = runs.last, last.capacity == capacity {
          runs[runs.count - 1].count += 1
        } else {
          runs.append((capacity, 1))
        }
      }
    }
    self.runs = runs.map(\.count)[...]
  }

  /// The members of a record behind which it is told where they come from.
  private static let told: Set<String> = [
    "title", "body", "term", "series", "ordinal", "sitting", "date", "quorum", "number", "issuers",
    "genre", "adopted", "signed", "issued", "published", "effective", "addressees",
  ]

  private func evidence(of member: String) -> DraftEvidence? {
    fields.first { $0.field.member == member }
  }

  /// Whether somebody should look at a member of the record.
  func doubts(_ member: String) -> Bool { evidence(of: member)?.doubt != nil }

  /// Whether somebody should look at an item.
  func doubts(itemAt index: Int) -> Bool { doubtfulItems.contains(index) }

  /// Tells in a comment where the value comes from that was printed last.
  mutating func appendRemark(on member: String, isChinese: Bool, to text: inout [UInt8]) {
    if member == "attendance" {
      let found = attendance.prefix(runs.popFirst() ?? 0)
      attendance = attendance.dropFirst(found.count)
      if let first = found.first, let last = found.last {
        DraftReview.append(first, last, isChinese, to: &text)
      }
    } else if let found = evidence(of: member) {
      DraftReview.append(found, found, isChinese, to: &text)
    }
  }

  /// A comment with the lines and the words; a comment in the words themselves would end it.
  private static func append(
    _ first: DraftEvidence, _ last: DraftEvidence, _ isChinese: Bool, to text: inout [UInt8]
  ) {
    let (firstLines, lastLines) = (first.lines, last.lines)
    let lines =
      min(
        firstLines.lowerBound, lastLines.lowerBound)...max(
        firstLines.upperBound, lastLines.upperBound)
    text.append(contentsOf: " <!-- ".utf8)
    text.append(contentsOf: lines.text.utf8)
    text.append(contentsOf: (isChinese ? "“" : " \"").utf8)
    append(first, last, to: &text)
    text.append(contentsOf: (isChinese ? "”" : "\"").utf8)
    text.append(contentsOf: " -->".utf8)
  }

  /// The words themselves, or the first of them.
  private static func append(
    _ first: DraftEvidence, _ last: DraftEvidence, to text: inout [UInt8]
  ) {
    var quote = first.quoteBytes
    var count = first.count
    if last.field.index != first.field.index, last.quoteBytes != quote {
      quote.append(contentsOf: " … ".utf8)
      quote += last.quoteBytes
      count += 3 + last.count
    }
    guard count > mostWords || quote.contains(where: { $0 == 0x2D || $0 == 0x3C }) else {
      text += quote
      return
    }
    let words = withoutComments(String(decoding: quote, as: UTF8.self)).unicodeScalars
    let isLong = words.count > mostWords
    text += String(isLong ? words.prefix(mostWords - 1) : words[...]).utf8
    if isLong { text.append(contentsOf: "…".utf8) }
  }

  private static let mostWords = 60

  /// Words in which no comment begins or ends.
  private static func withoutComments(_ words: String) -> String {
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
