import EventStore
import TestSupport
import Testing

@testable import Archive

/// What is printed of a record reads as the same record.
@Suite struct MinutesTextTests {
  /// The minutes as text of what was read.
  static func print(_ draft: RecordDraft) throws -> String {
    let record = try JSONDocument(Array(draft.payload))
    let items = try draft.itemPayloads.map { try JSONDocument(Array($0.payload)) }
    let printer = TextPrinter(
      record.root, items: items.map(\.root), isDocument: draft.kind == .document)
    return String(decoding: printer.text, as: UTF8.self)
  }

  private static func check(seed: UInt64, isTame: Bool, count: Int) throws {
    var minutes = RandomMinutes(seed: seed, isTame: isTame)
    for _ in 0..<count {
      let json = minutes.record()
      let draft = try Minutes.draft(json)
      let text = try print(draft)
      let file = Minutes.file(text, name: "a.md")
      if let error = file.errors.first {
        Issue.record("\(error)\n\(json)\n\(text)")
        continue
      }
      guard file.drafts.count == 1 else {
        Issue.record("\(file.drafts.count) records\n\(json)\n\(text)")
        continue
      }
      if file.drafts[0].payloadText != draft.payloadText
        || file.drafts[0].itemTexts != draft.itemTexts
      {
        Issue.record(
          "\(draft.payloadText)\n\(file.drafts[0].payloadText)\n\(draft.itemTexts)\n\(file.drafts[0].itemTexts)\n\(text)"
        )
      }
      let again = try print(file.drafts[0])
      #expect(again == text)
    }
  }

  @Test(arguments: [
    "甲<!--\u{301}乙", "?\u{301}甲", "甲-->\u{301}", "{\u{301}", "\"\u{301}", "#\u{301}",
  ])
  func `marks are told by their bytes, whatever combines with them`(text: String) throws {
    let quoted = JSONText.quoted(text.utf8)
    let draft = try Minutes.draft(
      """
      {"title":\(quoted),"body":[\(quoted)],"date":"2020","place":\(quoted),"summary":\(quoted),
       "attendance":[{"person":\(quoted),"office":\(quoted),"capacity":"chair"}],
       "sources":[{"title":\(quoted),"quote":\(quoted)}],
       "items":[{"item":"matter","text":\(quoted)},{"item":"report","subject":\(quoted)}]}
      """)
    let printed = try Self.print(draft)
    let file = Minutes.file(printed, name: "a.md")
    #expect(file.errors.map(\.description) == [], "\(printed)")
    #expect(file.drafts.map(\.payload) == [draft.payload], "\(printed)")
  }

  @Test func `parsing what is printed gives the record back, whatever it says`() throws {
    try Self.check(seed: 51, isTame: false, count: 500)
  }

  @Test func `parsing what is printed gives the record back, as people write`() throws {
    try Self.check(seed: 52, isTame: true, count: 300)
  }
}
