import EventStore
import Foundation
import TestSupport
import Testing

@testable import Archive

/// Sections of documents, and what documents cite.
@Suite struct DocumentTests {
  // MARK: Sections

  private static let sections = ["一", "一/（一）", "一/（二）", "二", "二/（一）", "三/（一）", "附件/1."]

  private static func document() throws -> Entry {
    let sections = sections.map { #"{"path":"\#($0)","heading":"题\#($0)","text":"文"}"# }
    let index = try Archives.index([
      Minutes.document("意见", with: "\"sections\":[\(sections.joined(separator: ","))]"),
      Minutes.meeting(),
    ])
    #expect(try #require(index.entry(AccessionNumber(serial: 2))).section(at: "一") == nil)
    return try #require(index.entry(AccessionNumber(serial: 1)))
  }

  @Test(arguments: [
    ("一", "一"), (" 一 ", "一"), ("一/（二）", "一/（二）"), ("一／(二)", "一/（二）"), ("一/〔 二 〕", "一/（二）"),
    ("一/【二】", "一/（二）"), ("一/二", "一/（二）"), ("1/2", "一/（二）"), ("１／（２）", "一/（二）"), ("/一/", "一"),
    ("（一）", "一"), ("附件/1", "附件/1."), ("附件/一", "附件/1."),
  ])
  func `a section is found by its path, however brackets are written`(
    text: String, path: String
  ) throws {
    let section = try #require(try Self.document().section(at: text))
    #expect(section.path == path)
    #expect(section.members?["heading"]?.string == "题\(path)")
  }

  @Test(arguments: ["", "/", "四", "一/（三）", "（四）", "一/（二）/1", "附件/2"])
  func `a path that leads nowhere finds nothing`(text: String) throws {
    #expect(try Self.document().section(at: text) == nil)
  }

  @Test func `a section comes with those below it, also where it was not recorded itself`() throws {
    let document = try Self.document()
    func below(_ path: String) throws -> [String] {
      try #require(document.section(at: path)).below.compactMap { $0["path"]?.string }
    }
    #expect(try below("一") == ["一/（一）", "一/（二）"])
    #expect(try below("一/（一）") == [])
    #expect(try below("三") == ["三/（一）"])
    #expect(try #require(document.section(at: "三")).members == nil)
  }

  @Test func `every section of a document is found by its own path`() throws {
    let document = try Self.document()
    for section in document.sections {
      let path = try #require(section["path"]?.string)
      #expect(document.section(at: path)?.path == path)
    }
  }

  @Test func `sections are known to whoever types the number of their document`() throws {
    let archive = try Archives.found()
    _ = try archive.record(
      Minutes.drafts([
        Minutes.document(
          "意见", with: #""sections":[{"path":"一","heading":"甲"},{"path":"一/（一）","text":"乙"}]"#)
      ]))
    func names(_ start: String) throws -> [String] {
      try archive.names(.record, startingWith: start).map { "\($0.name) \($0.meaning)" }
    }
    #expect(try names("1/") == ["1/一 甲", "1/一/（一） "])
    #expect(try names("1/一/") == ["1/一/（一） "])
    #expect(try names("2/") == [])
  }

  // MARK: Numbers in texts

  private static let texts: [(String, Set<Int>)] = [
    ("根据国办发〔2019〕6号", [1]), ("国办发[2019]6 号文件", [1]), ("（国办发（2019）第6号）", [1]),
    ("按照国办发【2019】６號和渝府办发〔2020〕40号", [1, 2]), ("渝国办发〔2019〕6号", []), ("中办发〔2019〕6号", []),
    ("国办发〔2019〕66号", []), ("国办发〔2019〕6", []), ("〔2019〕6号", []), ("国办发〔19〕6号", []), ("6号", []),
    ("办发〔2019〕6号", []), ("见发〔2019〕6号", [3]), ("", []),
  ]

  @Test(arguments: texts)
  func `a number is found in running text, and never inside of another`(
    text: String, places: Set<Int>
  ) {
    let numbers = CitedNumbers(
      [("国办发〔2019〕6号", 1), ("渝府办发〔2020〕40号", 2), ("发〔2019〕6号", 3)].map {
        (number: $0.0, place: $0.1)
      })
    #expect(numbers.places(in: text) == places)
  }

  // MARK: Citations

  private static func citations(_ records: [String], _ number: String) throws -> [String]? {
    let accession = try #require(AccessionNumber(number))
    return try Archives.index(records).citations(of: accession).map { citations in
      citations.cites.map { ">\($0.accession)" } + citations.citedBy.map { "<\($0.accession)" }
    }
  }

  @Test func `documents cite each other by number and by title`() throws {
    let records = [
      Minutes.document(
        "甲意见",
        with: #""number":"渝府发〔2020〕1号","notes":"引用：银发〔2018〕325号。","#
          + #""sections":[{"path":"一","text":"根据《乙办法》（渝府发〔2020〕2号）、《消防条例》和《甲意见》。"}]"#),
      Minutes.document("乙办法", with: #""number":"渝府发〔2020〕2号","summary":"见《〈丙规划〉说明》""#),
      Minutes.document("丙规划", with: #""number":"银发〔2018〕325号""#),
      Minutes.meeting(items: [
        #"{"item":"resolution","verb":"通过","title":"消防条例"}"#,
        #"{"item":"resolution","verb":"修正","title":"消防条例"}"#,
        #"{"item":"report","subject":"《甲意见》"}"#,
      ]),
    ]
    #expect(try Self.citations(records, "1") == [">2", ">3", ">4.1"])
    #expect(try Self.citations(records, "2") == [">3", "<1"])
    #expect(try Self.citations(records, "3") == ["<1", "<2"])
    #expect(try Self.citations(records, "4.1") == ["<1"])
    #expect(try Self.citations(records, "4.2") == [])
    #expect(try Self.citations(records, "4") == nil)
    #expect(try Self.citations(records, "4.3") == nil)
    // A document of the title comes before the resolution that enacted it.
    let all = records + [Minutes.document("消防条例")]
    #expect(try Self.citations(all, "1") == [">2", ">3", ">5"])
    #expect(try Self.citations(all, "4.1") == [])
  }

  @Test func `drafts and titles that are only alike are not cited`() throws {
    let records = [
      Minutes.document("甲", with: #""summary":"《乙办法（草案）》《乙办法实施细则》《乙》""#),
      Minutes.document("乙办法"),
    ]
    #expect(try Self.citations(records, "1") == [])
    #expect(try Self.citations(records, "2") == [])
  }
}

/// The citations of real documents.
@Suite(
  .enabled(
    if: SharedData.isThere,
    "the real records (../shared/data) stand beside the package where it is developed only"))
struct RealCitationTests {
  private struct Document: Decodable {
    let title: String
    let number: String
    let text: String
  }

  @Test func `real documents cite what a search for their numbers and titles finds`() throws {
    let decoder = JSONDecoder()
    let documents = try SharedData.file("policy_docs.jsonl").split(separator: UInt8(ascii: "\n"))
      .map { try decoder.decode(Document.self, from: $0) }
    let records = documents.enumerated().map { place, document in
      var writer = JSONWriter()
      writer.object { writer in
        for (name, value) in [
          ("record", "document"), ("title", document.title),
          ("number", document.number.isEmpty ? nil : document.number), ("summary", document.text),
        ] {
          guard let value else { continue }
          writer.name(name)
          writer.string(value)
        }
      }
      return String(decoding: writer.bytes, as: UTF8.self)
    }
    let index = try Archives.index(records)
    func plain(_ text: String) -> String { text.filter { !$0.isWhitespace } }
    var count = 0
    for (place, document) in documents.enumerated() {
      let accession = AccessionNumber(serial: UInt64(place + 1))
      let citations = try #require(index.citations(of: accession))
      let text = plain(document.text)
      let expected = documents.indices.filter { other in
        other != place
          && (text.contains("《\(plain(documents[other].title))》")
            || !documents[other].number.isEmpty && text.contains(plain(documents[other].number)))
      }
      #expect(citations.cites.map { Int($0.accession.serial) - 1 } == expected, "\(document.title)")
      count += expected.count
    }
    #expect(count > 0)
  }
}
