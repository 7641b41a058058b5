import EventStore
import TestSupport
import Testing

@testable import Archive

/// Items that are added to a meeting that was recorded before.
@Suite struct AdditionTests {
  private static let meeting = Minutes.meeting(
    with: #""ordinal":40"#, items: [Minutes.matter("一"), Minutes.matter("二")])
  private static let text = "## 研究\n1. 三\n## 决议\n1. 通过《四》\n"

  private static func items(_ text: String = text) throws -> ItemsDraft {
    let file = ItemsFile(Array(text.utf8), name: "a.md")
    guard let items = file.items else {
      throw file.errors.first ?? MinutesError(file: "", line: 0, column: 0, problem: .noRecord)
    }
    return items
  }

  /// An archive with the meeting, a document behind it, and a further meeting.
  private static func archive() throws -> Archive {
    let archive = try Archives.found()
    for record in [meeting, Minutes.document(), Minutes.meeting("第四十一次主任会议")] {
      _ = try archive.record(Minutes.drafts([record]))
    }
    return archive
  }

  private static let first = AccessionNumber(serial: 1)

  @Test func `added items get the numbers behind those that are there`() throws {
    let archive = try Self.archive()
    let outcome = try #require(
      try archive.add(Self.items(), to: Self.first).outcomes.first)
    #expect(outcome.accession == Self.first && outcome.itemCount == 2)
    #expect(outcome.title == "第四十次主任会议" && !outcome.isAlreadyRecorded)
    let items = try archive.index().items(of: Self.first)
    #expect(items.map(\.title) == ["一", "二", "三", "四"])
    #expect(items.map { "\($0.accession)" } == ["1.1", "1.2", "1.3", "1.4"])
    let events = try Stores.read(archive.store).events.suffix(2)
    #expect(events.map(\.stream.description) == ["meeting/1", "meeting/1"])
    #expect(events.map(\.revision) == [3, 4])
  }

  @Test func `the same items once more change nothing`() throws {
    let archive = try Self.archive()
    _ = try archive.add(Self.items(), to: Self.first)
    _ = try archive.add(Self.items("## 研究\n1. 五\n"), to: Self.first)
    let again = try archive.add(Self.items(), to: Self.first).outcomes
    #expect(again.map(\.isAlreadyRecorded) == [true])
    #expect(try archive.index().items(of: Self.first).count == 5)
    // Only a part of what was added is something else.
    let part = try archive.add(Self.items("## 研究\n1. 三\n"), to: Self.first).outcomes
    #expect(part.map(\.isAlreadyRecorded) == [false])
  }

  @Test func `minutes of every version are recorded already`() throws {
    let archive = try Self.archive()
    _ = try archive.add(Self.items(), to: Self.first)
    let whole = Minutes.meeting(
      with: #""ordinal":40"#,
      items: [
        Minutes.matter("一"), Minutes.matter("二"), Minutes.matter("三"),
        #"{"item":"resolution","title":"四","verb":"通过"}"#,
      ])
    let outcomes = try archive.record(Minutes.drafts([Self.meeting, whole])).outcomes
    #expect(outcomes.map(\.isAlreadyRecorded) == [true, true])
    let between = Minutes.meeting(
      with: #""ordinal":40"#,
      items: [Minutes.matter("一"), Minutes.matter("二"), Minutes.matter("三")])
    #expect(throws: ArchiveError.self) { try archive.record(Minutes.drafts([between])) }
  }

  @Test func `a number of nothing, of an item or of a document takes no items`() throws {
    let archive = try Self.archive()
    let items = try Self.items()
    for number in [AccessionNumber(serial: 9), AccessionNumber(serial: 1, item: 1)] {
      do throws(ArchiveError) {
        _ = try archive.add(items, to: number)
        Issue.record("items were added to \(number)")
      } catch {
        guard case .unknownRecord(number) = error else { throw error }
      }
    }
    do throws(ArchiveError) {
      _ = try archive.add(items, to: AccessionNumber(serial: 2))
      Issue.record("items were added to a document")
    } catch {
      guard case .refused(let records) = error else { throw error }
      #expect(records.map(\.refusal) == [.itemsOfDocument(AccessionNumber(serial: 2))])
    }
    #expect(try Stores.read(archive.store).events.count == 7)
  }

  @Test func `a rehearsal adds nothing`() throws {
    let archive = try Self.archive()
    #expect(try archive.add(Self.items(), to: Self.first, isRehearsal: true).outcomes.count == 1)
    #expect(try archive.index().items(of: Self.first).count == 2)
  }

  @Test func `items in JSON stand in an object, and nothing else does`() throws {
    let json = #"{"items":[\#(Minutes.matter("三")),{"item":"resolution","verb":"通过","title":"四"}]}"#
    #expect(try Self.items(json).payloads(behind: 2) == Self.items().payloads(behind: 2))
    for (text, column) in [
      (#"{"title":"a","items":[{"item":"matter","text":"a"}]}"#, 2), (#"{"items":[]}"#, 1),
      ("{}", 1), (#"{"items":[{"item":"matter"}]}"#, 11),
    ] {
      let file = ItemsFile(Array(text.utf8), name: "a.json")
      #expect(file.items == nil && file.errors.map(\.column) == [column], "\(text)")
    }
  }

  @Test func `a file of items holds nothing but sections`() {
    for (text, lines) in [
      ("# 会议\n## 研究\n1. 三\n", [1]), ("- 机构: 甲\n## 研究\n1. 三\n", [1]), ("", [1]),
      ("1. 三\n", [1]), ("## 研究\n1. 三\n   - 动词: 想\n2.\n", [3, 4]),
    ] {
      let file = ItemsFile(Array(text.utf8), name: "a.md")
      #expect(file.items == nil && file.errors.map(\.line) == lines, "\(text) \(file.errors)")
    }
  }
}
