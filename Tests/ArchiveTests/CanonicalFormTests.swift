import EventStore
import Foundation
import TestSupport
import Testing

@testable import Archive

/// Minutes are written down in one way, however they were written before.
@Suite struct CanonicalFormTests {
  @Test func `everything that minutes can say is kept as it stands`() throws {
    let draft = try Minutes.draft(FullMinutes.everything)
    #expect(draft.payloadText == FullMinutes.json(FullMinutes.meeting))
    #expect(
      draft.itemTexts
        == FullMinutes.items.enumerated().map { index, item in
          FullMinutes.json([("order", "\(index + 1)")] + item)
        })
  }

  @Test func `everything that a document can say is kept as it stands`() throws {
    let draft = try Minutes.draft(FullMinutes.json(FullMinutes.document))
    #expect(draft.kind == .document)
    #expect(draft.payloadText == FullMinutes.json(FullMinutes.document))
    #expect(draft.itemTexts == [])
  }

  @Test func `the order of members, spaces and escapes do not matter`() throws {
    var chance = SeededGenerator(seed: 42)
    for text in [FullMinutes.everything, FullMinutes.json(FullMinutes.document)] {
      let tree = try JSONTree(text)
      let plain = try Minutes.draft(text)
      for _ in 0..<60 {
        let draft = try Minutes.draft(tree.written(&chance))
        #expect(draft.payloadText == plain.payloadText)
        #expect(draft.itemTexts == plain.itemTexts)
        #expect(draft.identity == plain.identity)
      }
    }
  }

  @Test func `every member may be left out that need not be there`() throws {
    let needed: [String: Set<String>] = [
      "meeting": ["title", "body", "date"], "document": ["record", "title"],
    ]
    for (kind, members) in [("meeting", FullMinutes.meeting), ("document", FullMinutes.document)] {
      for member in members {
        // These two stand beside others only.
        let dependent =
          ["status": ["reason", "from"], "openness": ["condition"]][member.name] ?? []
        let rest = members.filter { $0.name != member.name && !dependent.contains($0.name) }
        let isNeeded = needed[kind]?.contains(member.name) ?? false
        let isRight = Minutes.file(FullMinutes.json(rest)).errors.isEmpty
        #expect(isRight != isNeeded || member.name == "record", "\(kind) without \(member.name)")
      }
    }
  }

  @Test func `the kind of record may be written, and a meeting's is not kept`() throws {
    let draft = try Minutes.draft(Minutes.meeting(with: #""record":"meeting""#))
    #expect(draft.payloadText == (try Minutes.draft(Minutes.meeting()).payloadText))
  }

  @Test(arguments: [
    (#""term":"第五届","ordinal":"第四十次""#, #""term":5,"ordinal":40"#),
    (#""term":"五","ordinal":"４０""#, #""term":5,"ordinal":40"#),
    (#""quorum":{"due":-0}"#, #""quorum":{"due":0}"#),
    (#""topics":[],"sources":[],"attendance":[]"#, ""),
    (#""sources":[{"title":"报","lines":[]}]"#, #""sources":[{"title":"报"}]"#), (#""items":[]"#, ""),
  ])
  func `values that mean the same are written in the same way`(
    written: String, kept: String
  ) throws {
    let draft = try Minutes.draft(Minutes.meeting(with: written))
    #expect(draft.payloadText == (try Minutes.draft(Minutes.meeting(with: kept)).payloadText))
    #expect(kept.isEmpty || draft.payloadText.contains(kept))
  }

  @Test func `a digest is kept in lower case`() throws {
    let digest = String(repeating: "6E", count: 32)
    let draft = try Minutes.draft(
      Minutes.meeting(with: #""sources":[{"title":"报","sha256":"\#(digest)"}]"#))
    #expect(draft.payloadText.contains(digest.lowercased()))
  }

  @Test func `texts are kept with their spaces, widths and characters`() throws {
    for text in [" 会议 ", "會議", "ＡＢＣ", "e\u{301}", "é", "a\u{200B}b", "😀", "\\u0001", "\\\"\\\\"] {
      let draft = try Minutes.draft(Minutes.meeting(with: #""notes":"\#(text)""#))
      #expect(
        draft.payloadText.utf8.elementsEqual(Minutes.meeting(with: #""notes":"\#(text)""#).utf8))
    }
  }

  @Test func `items are counted in the order of the minutes`() throws {
    let draft = try Minutes.draft(
      Minutes.meeting(items: [
        Minutes.matter("乙"), #"{"item":"agreement","title":"甲"}"#, Minutes.matter("丙"),
      ]))
    #expect(draft.itemCount == 3)
    #expect(
      draft.itemTexts.map { $0.prefix(10) } == [#"{"order":1"#, #"{"order":2"#, #"{"order":3"#])
    #expect(
      draft.events.map(\.type.name) == [
        "MeetingRecorded", "MatterDiscussed", "AgreementSigned", "MatterDiscussed",
      ])
  }

  @Test func `a draft tells its title, its date and its place`() throws {
    let file = Minutes.file("\n\n" + Minutes.meeting("会议", date: "2020-09"), name: "a.json")
    let draft = try #require(file.drafts.first)
    #expect(draft.title == "会议")
    #expect(draft.date.description == "2020-09")
    #expect(draft.source.file == "a.json" && draft.source.line == 3)
  }

  @Test(arguments: [
    (#""adopted":"2020-03","signed":"2020-04-01","issued":"2020-04-07""#, "2020-03"),
    (#""issued":"2020-04-07","published":"2020-04-08""#, "2020-04-07"),
    (#""adopted":"unknown","published":"2020-04-08""#, "2020-04-08"),
    (#""effective":"2021""#, "unknown"), ("", "unknown"),
  ])
  func `a document's date is the first known of four`(members: String, date: String) throws {
    #expect(try Minutes.draft(Minutes.document(with: members)).date.description == date)
  }

  @Test func `every member of the schema is among those tested`() {
    func names(_ members: FullMinutes.Members) -> [String] { members.map(\.name) }
    #expect(MinutesSchema.meeting.members.map(\.name) == ["record"] + names(FullMinutes.meeting))
    #expect(MinutesSchema.document.members.map(\.name) == names(FullMinutes.document))
    #expect(
      MinutesSchema.items.map { $0.schema.members.map(\.name) } == FullMinutes.items.map(names))
  }
}
