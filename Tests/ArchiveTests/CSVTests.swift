import EventStore
import Foundation
import TestSupport
import Testing

@testable import Archive

/// Entries as rows, after RFC 4180.
@Suite struct CSVTests {
  /// The rows of a table, each by the names of its columns.
  private static func rows(of records: [String]) throws -> [[String: String]] {
    let index = try Archives.index(records)
    let cells = parse(Answers.text(index, Answers.query { $0.order = .recorded }, as: .csv))
    let header = try #require(cells.first)
    return cells.dropFirst().map { row in
      #expect(row.count == header.count)
      return Dictionary(uniqueKeysWithValues: zip(header, row))
    }
  }

  /// Reads a table as RFC 4180 describes it.
  private static func parse(_ text: String) -> [[String]] {
    var rows: [[String]] = [[]]
    var cell = ""
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    func take() -> Unicode.Scalar? { scalars.popFirst() }
    while let scalar = take() {
      switch scalar {
      case "\"" where isQuoted && scalars.first == "\"":
        _ = take()
        cell.append("\"")
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        rows[rows.count - 1].append(cell)
        cell = ""
      case "\r" where !isQuoted && scalars.first == "\n":
        _ = take()
        rows[rows.count - 1].append(cell)
        cell = ""
        rows.append([])
      default: cell.unicodeScalars.append(scalar)
      }
    }
    // Every row ends with a line break, so that the last one is empty.
    #expect(rows.last == [] && cell.isEmpty && !isQuoted)
    return rows.dropLast()
  }

  @Test func `the first columns are fixed, the others come by name`() {
    let leading = ["accession", "kind", "date", "body", "series", "term", "ordinal", "title"]
    #expect(Array(CSV.columns.prefix(8)) == leading)
    #expect(CSV.columns.dropFirst(8).sorted() == Array(CSV.columns.dropFirst(8)))
    #expect(Set(CSV.columns).count == CSV.columns.count)
  }

  @Test func `an empty table is its header`() throws {
    let text = Answers.text(try Archives.found().index(), Query(), as: .csv)
    #expect(text == CSV.columns.joined(separator: ",") + "\r\n")
  }

  @Test func `there is a column for every member that an entry can have`() throws {
    let index = try Archives.index([FullMinutes.everything, FullMinutes.json(FullMinutes.document)])
    // These are there where something was done about the record.
    var names: Set<String> = ["conflicts", "matchedTopics", "redacted", "retracted"]
    for line in Answers.text(index, Query(), as: .jsonl).split(separator: "\n") {
      let entry = try JSONDocument(Array(line.utf8)).root
      names.formUnion(entry.members.compactMap(\.name.string))
    }
    #expect(names == Set(CSV.columns))
  }

  @Test func `texts stand as they are, lists are joined, objects are JSON`() throws {
    let rows = try Self.rows(of: [FullMinutes.everything, FullMinutes.json(FullMinutes.document)])
    #expect(rows.map { $0["accession"] } == ["1", "1.1", "1.2", "1.3", "1.4", "1.5", "2"])
    #expect(rows[0]["body"] == "市人大常委会; 市政府")
    #expect(rows[0]["summary"] == "第一段\n第二段")
    #expect(rows[0]["quorum"] == #"{"due":70,"attended":0}"#)
    #expect(
      rows[0]["attendance"]?.hasPrefix(#"[{"person":"张轩","office":"主任","capacity":"chair"},"#)
        == true)
    #expect(rows[3]["vote"] == "62" && rows[3]["organ"] == "市审计局")
    #expect(rows[6]["issuers"] == "市政府办公厅; 市金融监管局")
    #expect(rows[6]["series"] == "" && rows[6]["meeting"] == "")
  }

  @Test func `an item's row has its meeting's series, term, ordinal and number`() throws {
    let rows = try Self.rows(of: [FullMinutes.everything])
    for row in rows {
      #expect(row["series"] == "主任会议" && row["term"] == "5" && row["ordinal"] == "40")
    }
    #expect(rows.map { $0["meeting"] } == ["", "1", "1", "1", "1", "1"])
  }

  @Test func `every text comes back from its cell`() throws {
    var chance = SeededGenerator(seed: 72)
    let pieces = ["a", "，", ",", "\"", "\n", "\r", "\r\n", ";", "'", " ", "会", "=", "\t"]
    let texts = (0..<200).map { _ in
      "会" + (0..<Int.random(in: 0...6, using: &chance)).map { _ in chance.pick(pieces) }.joined()
    }
    let records = texts.enumerated().map { index, text in
      var writer = JSONWriter()
      writer.string(text)
      return Minutes.meeting(
        "会议\(index)", with: "\"notes\":" + String(decoding: writer.bytes, as: UTF8.self))
    }
    let notes = try Self.rows(of: records).map { $0["notes"] ?? "" }
    #expect(notes.elementsEqual(texts) { $0.unicodeScalars.elementsEqual($1.unicodeScalars) })
  }

  @Test func `a cell without anything special has no quotation marks`() throws {
    let index = try Archives.index([Minutes.meeting("第四十次“主任”会议；其他", with: #""notes":"a b""#)])
    #expect(!Answers.text(index, Query(), as: .csv).contains("\""))
  }

  @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\\t=1", "\\r=1", "=cmd|' /C calc'!A0", "-"])
  func `what a spreadsheet would take for a formula gets an apostrophe`(text: String) throws {
    let rows = try Self.rows(of: [
      Minutes.meeting(with: #""notes":"\#(text)","topics":["\#(text)","a"]"#)
    ])
    let plain = text.replacing("\\t", with: "\t").replacing("\\r", with: "\r")
    #expect(rows[0]["notes"]?.utf8.elementsEqual("'\(plain)".utf8) == true)
    #expect(rows[0]["topics"]?.utf8.elementsEqual("'\(plain); a".utf8) == true)
  }

  @Test(arguments: ["'=1", "''-1", "'\\r\\n=1"])
  func `what looks like a formula with an apostrophe gets one more, so that both come back`(
    text: String
  ) throws {
    let cell = try Self.rows(of: [Minutes.meeting(with: #""notes":"\#(text)""#)])[0]["notes"]
    let plain = text.replacing("\\r", with: "\r").replacing("\\n", with: "\n")
    #expect(cell?.utf8.elementsEqual("'\(plain)".utf8) == true)
    #expect(CSV.plain(cell ?? "").utf8.elementsEqual(plain.utf8))
  }

  @Test func `any cell comes back without what was put in front of it`() throws {
    var chance = SeededGenerator(seed: 4180)
    let signs = ["'", "=", "+", "-", "@", "\t", "\r", "\n", "a", "会", ",", "\""]
    for _ in 0..<500 {
      let text = (0..<Int.random(in: 1...5, using: &chance)).map { _ in chance.pick(signs) }
        .joined()
      var writer = JSONWriter()
      writer.string(text)
      let notes = "\"notes\":" + String(decoding: writer.bytes, as: UTF8.self)
      let minutes = Minutes.file(Minutes.meeting(with: notes))
      guard minutes.errors.isEmpty else { continue }
      let cell = try Self.rows(of: [Minutes.meeting(with: notes)])[0]["notes"] ?? ""
      #expect(!"=+-@\t\r".utf8.contains(cell.utf8.first ?? 0))
      #expect(CSV.plain(cell).utf8.elementsEqual(text.utf8), "\(text.debugDescription)")
    }
  }

  @Test(arguments: ["a=1", "1-1", "'a", "会=", "../2020", " =1"])
  func `what is no formula gets none`(text: String) throws {
    #expect(try Self.rows(of: [Minutes.meeting(with: #""notes":"\#(text)""#)])[0]["notes"] == text)
  }
}
