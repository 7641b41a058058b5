import EventStore
import Foundation
import TestSupport
import Testing

@testable import Archive

/// Answers in the forms that programs read.
@Suite struct EntryExportTests {
  private static func index() throws -> SearchIndex {
    try Archives.index(
      [
        FullMinutes.everything, FullMinutes.json(FullMinutes.document),
        Minutes.meeting("后", date: "unknown"),
      ],
      withRoot: true)
  }

  private static let recorded = Answers.query { $0.order = .recorded }

  private static func object(_ text: some StringProtocol) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(value as? [String: Any])
  }

  private static func entries(_ text: String) throws -> [[String: Any]] {
    try #require(try object(text)["entries"] as? [[String: Any]])
  }

  @Test func `an answer tells its question, its totals, its entries and its facets`() throws {
    let query = Answers.query { query in
      query.order = .recorded
      query.facets = [.kind, .year]
      query.limit = 2
    }
    let answer = try Self.object(Answers.text(Self.index(), query))
    #expect(Set(answer.keys) == ["query", "total", "withheld", "entries", "facets"])
    #expect(answer["total"] as? Int == 8 && answer["withheld"] as? Int == 0)
    #expect((answer["entries"] as? [[String: Any]])?.count == 2)
    let facets = try #require(answer["facets"] as? [String: [[String: Any]]])
    #expect(facets["kind"]?.first?["value"] as? String == "meeting")
    #expect(facets["kind"]?.first?["count"] as? Int == 2)
    #expect(facets["year"]?.map { $0["value"] as? String } == ["2020"])
  }

  @Test func `a timeline tells its archive and the checkpoint it was made from`() throws {
    let archive = try Archives.found()
    _ = try archive.record(Minutes.drafts([FullMinutes.everything]))
    let index = try archive.index(withRoot: true)
    let timeline = try Self.object(Answers.text(index, Self.recorded, in: .timeline))
    #expect(Set(timeline.keys) == ["archive", "checkpoint", "query", "withheld", "entries"])
    let named = try #require(timeline["archive"] as? [String: String])
    #expect(named == ["id": archive.store.description.id, "name": "试验"])
    let checkpoint = try #require(timeline["checkpoint"] as? [String: Any])
    #expect(checkpoint["size"] as? Int == 9)
    #expect(checkpoint["root"] as? String == (try archive.store.checkpoint().base64Root))
  }

  @Test func `an answer without entries is still an answer`() throws {
    let index = try Archives.found().index()
    for frame in [EntryExport.Frame.answer, .timeline] {
      #expect(try Self.entries(Answers.text(index, Query(), in: frame)).isEmpty)
    }
    #expect(Answers.text(index, Query(), as: .jsonl) == "")
  }

  @Test func `lines hold the entries of the document`() throws {
    let index = try Self.index()
    let lines = try Answers.text(index, Self.recorded, as: .jsonl).split(separator: "\n").map(
      Self.object)
    let entries = try Self.entries(Answers.text(index, Self.recorded))
    #expect(lines.count == 8)
    #expect(lines as NSArray == entries as NSArray)
  }

  @Test func `every entry begins with what every entry has`() throws {
    let lines = Answers.text(try Self.index(), Self.recorded, as: .jsonl).split(separator: "\n")
    for line in lines {
      let entry = try JSONDocument(Array(line.utf8)).root
      let names = entry.members.compactMap(\.name.string).filter { $0 != "dateBasis" }
      #expect(names.starts(with: ["accession", "kind", "date", "body", "title"]))
      #expect(names.suffix(3) == ["openness", "recorded", "position"])
      #expect(Set(names).count == names.count)
    }
  }

  @Test func `every member of the minutes is in the entry`() throws {
    let entries = try Self.entries(Answers.text(Self.index(), Self.recorded))
    let sources = [FullMinutes.meeting] + FullMinutes.items + [FullMinutes.document]
    for (entry, members) in zip(entries, sources) {
      let minutes = try Self.object(FullMinutes.json(members))
      let kind = try #require(entry["kind"] as? String)
      for (name, value) in minutes where name != "record" && name != "item" {
        // An item's body is the meeting's; the organ of a personnel item stands beside it.
        let shown = kind == "personnel" && name == "body" ? "organ" : name
        #expect((entry[shown] as? NSObject) == (value as? NSObject), "\(kind).\(name)")
      }
    }
    #expect(
      entries.map { $0["accession"] as? String } == [
        "1", "1.1", "1.2", "1.3", "1.4", "1.5", "2", "3",
      ])
    #expect(entries.allSatisfy { $0["record"] == nil && $0["item"] == nil && $0["order"] == nil })
  }

  @Test func `an item tells of its meeting, a meeting and a document of none`() throws {
    let entries = try Self.entries(Answers.text(Self.index(), Self.recorded))
    let meeting: [String: Any] = [
      "accession": "1", "title": "市五届人大常委会第四十次主任会议", "term": 5, "series": "主任会议", "ordinal": 40,
    ]
    for item in entries[1...5] {
      #expect(item["meeting"] as? NSObject == meeting as NSObject)
      #expect(item["body"] as? [String] == ["市人大常委会", "市政府"])
    }
    for place in [0, 6, 7] { #expect(entries[place]["meeting"] == nil) }
  }

  @Test func `the body of a personnel item is its organ`() throws {
    let entry = try Self.entries(Answers.text(Self.index(), Self.recorded))[3]
    #expect(entry["kind"] as? String == "personnel")
    #expect(entry["organ"] as? String == "市审计局")
    #expect(entry["body"] as? [String] == ["市人大常委会", "市政府"])
  }

  @Test func `a document number is shown in its canonical form`() throws {
    let number = #""number":"渝府办发(２０２０) 040 号""#
    let resolution = #"{"item":"resolution","text":"a","number":"公告[2020]第7号"}"#
    let report = #"{"item":"report","document":{"title":"条例","number":"渝府办发(2020)040号"}}"#
    let index = try Archives.index([
      Minutes.document(with: number), Minutes.meeting(items: [resolution, report]),
    ])
    let entries = try Self.entries(Answers.text(index, Self.recorded))
    #expect(entries[0]["number"] as? String == "渝府办发〔2020〕40号")
    #expect(entries[2]["number"] as? String == "公告〔2020〕7号")
    let document = try #require(entries[3]["document"] as? [String: String])
    // domain.md: document numbers are canonical; --number finds this one by its canonical form too.
    #expect(document["number"] == "渝府办发〔2020〕40号")
  }

  @Test func `the same question gives the same bytes, from an archive opened again too`() throws {
    let storage = MemoryStorage()
    let archive = try Archives.found(in: storage)
    var chance = SeededGenerator(seed: 71)
    _ = try archive.record(Minutes.drafts(ModelArchive(&chance, count: 20).minutes))
    let query = Answers.query { $0.facets = Query.Facet.allCases }
    for form in EntryExport.Form.allCases {
      for frame in [EntryExport.Frame.answer, .timeline] {
        let first = Answers.text(try archive.index(withRoot: true), query, as: form, in: frame)
        let again = Answers.text(
          try Archive(storage.copy()).index(withRoot: true), query, as: form, in: frame)
        #expect(first == again && !first.isEmpty)
      }
    }
  }

  @Test func `a long answer is handed on in portions`() throws {
    let notes = #""notes":"\#(String(repeating: "听取了\\n“汇报”\\\"\\u0001", count: 60))""#
    // Forms that have events have no place for notes.
    let summary = notes.replacing("notes", with: "summary")
    let index = try Archives.index(
      (0..<300).map { Minutes.meeting("会议\($0)", with: notes + "," + summary) })
    let export = EntryExport(index, Query(), index.search(Query()))
    for form in EntryExport.Form.allCases {
      var portions: [Int] = []
      var bytes: [UInt8] = []
      export.write(as: form, in: .answer) { portion in
        portions.append(portion.count)
        bytes += portion
      }
      #expect(portions.count > 4)
      #expect(portions.allSatisfy { $0 < 80_000 })
      guard form == .json else { continue }
      #expect(try Self.entries(String(decoding: bytes, as: UTF8.self)).count == 300)
    }
  }

  @Test func `a failure of whoever takes the bytes is passed on`() throws {
    let index = try Self.index()
    let export = EntryExport(index, Query(), index.search(Query()))
    for form in EntryExport.Form.allCases {
      #expect(throws: CancellationError.self) {
        try export.write(as: form, in: .answer) { _ in throw CancellationError() }
      }
    }
  }

  @Test func `a question is told as it was understood`() throws {
    let words = try Words("河长  “a b”")
    let query = Answers.query { query in
      query.words = words
      query.bodies = ["市政府", "國務院"]
      query.series = ["主任会议"]
      query.term = 5
      query.ordinal = 40
      query.from = PartialDate.Part(asTyped: "2020年9月")
      query.to = PartialDate.Part("2021")
      query.topics = ["审计"]
      query.kinds = [.report, .matter]
      query.persons = ["张轩"]
      query.number = "渝府办发(2020)040号"
      query.outcomes = ["adopted"]
      query.stages = ["草案"]
      query.openness = [.conditional]
      query.asOf = RecordingMoment("@7")
      query.ceiling = .conditional
      query.order = .relevance
      query.limit = 3
      query.isRetracted = true
      query.offset = 2
    }
    var writer = JSONWriter()
    query.write(to: &writer)
    #expect(
      String(decoding: writer.bytes, as: UTF8.self) == #"""
        {"words":"河长 \"a b\"","body":["市政府","國務院"],"series":["主任会议"],"term":5,"ordinal":40,\#
        "from":"2020-09","to":"2021","topic":["审计"],"kind":["report","matter"],"person":["张轩"],\#
        "number":"渝府办发〔2020〕40号","outcome":["adopted"],"stage":["草案"],"openness":["conditional"],\#
        "retracted":true,"asOf":"@7","ceiling":"conditional","sort":"relevance","limit":3,"offset":2}
        """#)
  }

  @Test func `a record is shown whole with its items and its history`() throws {
    let index = try Self.index()
    var writer = JSONWriter()
    let number = AccessionNumber(serial: 1)
    try #require(index.entry(number)).writeWhole(items: index.items(of: number), to: &writer)
    let record = try Self.object(String(decoding: writer.bytes, as: UTF8.self))
    let items = try #require(record["items"] as? [[String: Any]])
    #expect(items.map { $0["accession"] as? String } == ["1.1", "1.2", "1.3", "1.4", "1.5"])
    let history = try #require(record["history"] as? [[String: Any]])
    #expect(history.map { $0["event"] as? String } == ["MeetingRecorded"])
    #expect(history.first?["position"] as? Int == 3)
    #expect(history.first?["recorded"] as? String == record["recorded"] as? String)
  }
}
