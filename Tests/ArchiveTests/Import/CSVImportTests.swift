import EventStore
import Foundation
import TestSupport
import Testing

@testable import Archive

/// Tables become minutes.
@Suite struct CSVImportTests {
  private static func imported(_ text: String, portion: Int = 1 << 16) throws -> Imported {
    try Imported(.csv, text, name: "in/a.csv", portion: portion)
  }

  private static let table = """
    机构,届,会议,次,日期,标题,主持,出席,应到,类别,序号,事项,报告人,姓名,动作,职务,结果,赞成,反对,附注
    市人大常委会,5,主任会议,第四十次,2020/9/18,四十次会议,张轩（主任）,刘学普、周旬（副主任）；龙华（秘书长）,70,听取,2,市委组织部：关于人事的说明,李四（处长）,,,,,,,
    市人大常委会,5,主任会议,第四十次,2020/9/18,四十次会议,张轩（主任）,,,听取,1,市农委：关于《河长制条例（草案）》的汇报,,,,,,,,"甲,乙"
    ,,,,,,,,,决议,3,通过《市场办法》,,,,,通过,45,2,
    ,,,,,,,,,人事,4,,,甲、乙,任命,副局长,,,,
    市政府,5,,95,2020年12月3日,,,,,,,,,,,,,,,
    """

  @Test(arguments: [1, 3, 1 << 16])
  func `rows of one meeting that follow each other become one`(portion: Int) throws {
    let result = try Self.imported(Self.table, portion: portion)
    #expect(result.problems == [])
    #expect(result.records.count == 2)
    let record = try #require(result.records.first)
    #expect(record["title"] as? String == "四十次会议")
    #expect(record["body"] as? [String] == ["市人大常委会"])
    #expect(record["term"] as? Int == 5 && record["ordinal"] as? Int == 40)
    #expect(record["series"] as? String == "主任会议")
    #expect(record["date"] as? String == "2020-09-18")
    #expect(record["quorum"] as? [String: Int] == ["due": 70])
    let people = try #require(record["attendance"] as? [[String: String]])
    #expect(people.map { $0["office"] } == ["主任", "副主任", "副主任", "秘书长"])
    #expect(people.map { $0["capacity"] } == ["chair", "present", "present", "present"])
    let source = try #require((record["sources"] as? [[String: Any]])?.first)
    #expect(source["title"] as? String == "a.csv" && source["lines"] as? [String] == ["L2-L5"])
    let items = try #require(record["items"] as? [[String: Any]])
    #expect(items[0]["presenters"] as? [String] == ["市农委"])
    #expect(items[0]["document"] as? [String: String] == ["title": "河长制条例", "stage": "草案"])
    #expect(items[0]["notes"] as? String == "附注: 甲,乙")
    #expect(items[1]["speaker"] as? [String: String] == ["person": "李四", "office": "处长"])
    #expect(items[2]["verb"] as? String == "通过" && items[2]["title"] as? String == "市场办法")
    #expect(items[2]["outcome"] as? String == "adopted")
    #expect(items[2]["vote"] as? [String: Int] == ["for": 45, "against": 2])
    #expect(items.dropFirst(3).map { $0["person"] as? String } == ["甲", "乙"])
    #expect(result.records[1]["title"] as? String == "市政府第95次会议")
    #expect(result.lost(.unknown) == ["附注": 1] && result.lost(.made) == ["标题 (title)": 1])
  }

  @Test func `notes are the item's, topics and sources add up, and a time is no second date`()
    throws
  {
    let text = """
      机构,日期,时间,标题,主题,来源,事项,备注,会议备注
      甲会,2020-09-18,9:30,会议,水、火,甲报 2020-09-19,一,壹,全
      甲会,2020-09-18,9:30,,火、土,乙报 | 第3版,二,贰,
      甲会,2020-09-18,9:30,会议,,,,叁,
      """
    let result = try Self.imported(text)
    #expect(result.problems == [])
    let record = try result.record
    #expect(record["topics"] as? [String] == ["水", "火", "土"])
    let sources = try #require(record["sources"] as? [[String: Any]])
    #expect(sources.map { $0["title"] as? String } == ["甲报", "乙报"])
    #expect(record["notes"] as? String == "全\n时间: 9:30\n叁")
    #expect(try result.items.map { $0["notes"] as? String } == ["壹", "贰"])
    let alone = try Self.imported("机构,时间\n甲会,2020年9月18日\n")
    #expect(try alone.record["date"] as? String == "2020-09-18")
  }

  @Test func `English columns mean the same`() throws {
    let text =
      "Body;Start date;End_date;Title;Place;Chair;Kind;Item;Outcome;Votes for;Method\r\n"
      + "Council;2020-09-18;2020-09-20;Autumn session;\"Town; Hall\";Ann;resolution;Budget;adopted;9;by hand\r\n"
    let result = try Self.imported(text)
    #expect(result.problems == [])
    let record = try result.record
    #expect(record["date"] as? String == "2020-09-18/2020-09-20")
    #expect(record["place"] as? String == "Town; Hall")
    let item = try #require(try result.items.first)
    #expect(item["text"] as? String == "Budget" && item["outcome"] as? String == "adopted")
    let vote = try #require(item["vote"] as? [String: Any])
    #expect(vote["for"] as? Int == 9 && vote["method"] as? String == "by hand")
    let source = try #require((record["sources"] as? [[String: Any]])?.first)
    #expect(source["sha256"] as? String == "\(SHA256.hash(Array(text.utf8)))")
  }

  @Test(arguments: [
    ("动作,姓名", "任命,甲", "personnel"), ("报告人", "甲", "report"), ("各方,事项", "甲、乙,《约》", "agreement"),
    ("赞成,事项", "3,办法", "resolution"), ("事项", "水", "matter"),
  ])
  func `the kind of an item follows from what is said of it`(
    header: String, cells: String, kind: String
  ) throws {
    let more = kind == "report" ? (",报告题目", ",汇报") : ("", "")
    let result = try Self.imported(
      "机构,日期,\(header)\(more.0)\n甲会,2020,\(cells)\(more.1)\n")
    #expect(result.problems == [])
    #expect(try result.items.map { $0["item"] as? String } == [kind])
  }

  @Test(arguments: [
    ("2020/9/8", "2020-09-08"), ("2020.9", "2020-09"), ("2020-9-8", "2020-09-08"),
    ("二〇二〇年九月", "2020-09"), ("2020", "2020"), ("不详", "unknown"),
    ("2020-09-18/2020-09-20", "2020-09-18/2020-09-20"),
    ("2020年9月18日至2020年9月20日", "2020-09-18/2020-09-20"),
    ("2020-09-18 9:30", "2020-09-18"), ("2020-09-18T09:30:00+08:00", "2020-09-18"),
    ("2020-09-18（年份据出版日期）", "2020-09-18"),
  ])
  func `dates are read as people and spreadsheets write them`(text: String, date: String) throws {
    let result = try Self.imported("机构,日期\n甲会,\(text)\n")
    #expect(result.problems == [])
    #expect(try result.record["date"] as? String == date)
    let hasTime = text.contains(":")
    #expect(try result.record["notes"] as? String == (hasTime ? "date: \(text)" : nil))
    #expect((try result.record["dateBasis"] as? String == "edition") == text.contains("据"))
  }

  @Test(arguments: [
    ("", "in/a.csv: the file has nothing in it"),
    ("标题,日期\n", "in/a.csv:1:1: no column says 机构 (body), which every meeting needs"),
    ("机构\n甲会\n", "in/a.csv:1:1: no column says 日期 (date), which every meeting needs"),
    ("机构,日期,会议日期\n", "in/a.csv:1:7: the columns \"日期\" and \"会议日期\" mean the same"),
    (
      "机构,日期\n甲会,昨天\n",
      "in/a.csv:2:4: found \"昨天\", expected a date such as 2020-09-18, 2020年9月18日 or 2020-09-18/2020-09-20 (日期)"
    ),
    ("机构,日期\n甲会,\n", "in/a.csv:2:1: 日期 (date) is missing, which every meeting needs (机构)"),
    (
      "机构,日期,次\n甲会,2020,多\n",
      "in/a.csv:2:9: found \"多\", expected a number such as 40 or 第四十次 (次)"
    ),
    (
      "机构,日期\n甲会,2020,,多\n",
      "in/a.csv:2:9: found 4 cells, expected no more than the 2 columns of the header; a comma inside of a cell needs quotation marks around it"
    ),
    (
      "机构,日期\n\"甲\"会,2020\n",
      "in/a.csv:2:4: found something behind a closing quotation mark, expected a comma or the end of the row; inside of quotation marks write \"\" for one"
    ),
    (
      "机构,日期\n甲会,\"2020\n乙会,2021\n",
      "in/a.csv:2:4: a quotation mark opens here, and none closes it; the rest of the file was not read"
    ),
    (
      "机构,开始日期,结束日期\n甲会,2020-02-02,2020-02-01\n",
      "in/a.csv:2:15: ends on 2020-02-01, before it begins on 2020-02-02 (结束日期)"
    ),
    (
      "机构,日期,地点\n甲会,2020,一楼\n甲会,2020,二楼\n",
      "in/a.csv:3:9: found \"二楼\", but line 2 says \"一楼\" of the same meeting; make them equal or leave this one empty (地点)"
    ),
    (
      "机构,日期,事项\n,,水\n",
      "in/a.csv:2:1: this row belongs to no meeting: body, date and title are empty (机构)"
    ),
    (
      "机构,日期,状态\n甲会,2020,取销\n",
      "in/a.csv:2:9: found \"取销\", expected one of held, scheduled, cancelled, rescheduled (状态)"
    ),
    (
      "机构,日期,事项,类别\n甲会,2020,,人事\n甲会,2020,水,事象\n",
      "in/a.csv:3:11: found \"事象\", expected one of 会议, meeting, 听取, reports heard, 决议, decision, 人事, personnel, 研究, matters, 签署, agreements; did you mean \"事项\"? (类别)"
    ),
    (
      "机构,日期,类别,动作\n甲会,2020,事项,\n甲会,2020,人事,任命\n",
      "in/a.csv:2: no minutes can be made of it: a matter needs words: \"text\", \"title\", \"asStated\" or \"summary\" ($.items[0])"
    ),
  ])
  func `what is wrong is told with its place, and nothing of that meeting is kept`(
    text: String, message: String
  ) throws {
    let result = try Self.imported(text)
    #expect(result.messages == [message])
    #expect(result.records.isEmpty)
  }

  @Test func `a meeting that may go on where nothing can be read is left out, and told`() throws {
    let result = try Self.imported("机构,日期\n甲会,2020\n乙会,2020\n,\"\n")
    #expect(result.problems.map(\.line) == [4, 3])
    #expect(result.records.count == 1)
    let entries = try Self.imported("accession,kind,date,body\n1,meeting,2020,甲会\n2,\"")
    #expect(entries.problems.map(\.line) == [3, 2])
    #expect(entries.records.isEmpty)
  }

  @Test func `meetings around a wrong one are kept`() throws {
    let text = """
      机构,日期,次,事项
      甲会,2020,1,水
      乙会,昨天,2,火
      乙会,昨天,2,土
      丙会,2021,3,木
      """
    let result = try Self.imported(text, portion: 2)
    #expect(result.problems.map(\.line) == [3])
    #expect(result.records.map { $0["body"] as? [String] } == [["甲会"], ["丙会"]])
  }

  @Test func `quoted cells hold anything, and rows end in any way`() throws {
    for end in ["\n", "\r\n", "\r"] {
      for portion in [1, 2, 5, 100] {
        let text =
          "\u{FEFF}机构,日期,\"标\"\"题\",摘要\(end)甲会,2020,\"a,\"\"b\"\"\",\"一\(end)二\"\(end)\(end),,,\(end)乙会,2021,,x\"y\(end)"
        let result = try Self.imported(text, portion: portion)
        #expect(result.problems == [])
        #expect(result.records.count == 2)
        #expect(result.records[0]["notes"] as? String == "标\"题: a,\"b\"")
        #expect(result.records[0]["summary"] as? String == "一\n二")
        #expect(result.records[1]["summary"] as? String == "x\"y")
      }
    }
  }

  @Test func `rows are those of RFC 4180, whatever stands in cells`() throws {
    var chance = SeededGenerator(seed: 11)
    let pieces = ["a", ",", "\"", "\n", "\r", "\r\n", "会", " ", ""]
    for _ in 0..<300 {
      let rows = (0..<Int.random(in: 1...4, using: &chance)).map { _ in
        (0..<3).map { _ in
          (0..<Int.random(in: 0...4, using: &chance)).map { _ in chance.pick(pieces) }.joined()
            + "x"
        }
      }
      let text = rows.map { row in
        row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\r\n"
      }.joined()
      var reader = CSVRows(separator: UInt8(ascii: ","))
      var found: [[String]] = []
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        let portion = rest.prefix(Int.random(in: 1...9, using: &chance))
        rest = rest.dropFirst(portion.count)
        try reader.take(Array(portion), isLast: rest.isEmpty) { row, fault in
          #expect(fault == nil)
          found.append(row.cells.map { String(decoding: $0.bytes, as: UTF8.self) })
        }
      }
      #expect(found.elementsEqual(rows) { $0.elementsEqual($1) { $0.utf8.elementsEqual($1.utf8) } })
    }
  }

  @Test func `GB 18030 is read, and told`() throws {
    // 机构,日期 and 甲会,2020 in GB 18030.
    let text: [UInt8] =
      [0xBB, 0xFA, 0xB9, 0xB9, 0x2C, 0xC8, 0xD5, 0xC6, 0xDA, 0x0A]
      + [0xBC, 0xD7, 0xBB, 0xE1, 0x2C, 0x32, 0x30, 0x32, 0x30, 0x0A]
    for portion in [1, 3, 100] {
      let result = try Imported(.csv, [("a.csv", text)], portion: portion)
      #expect(result.encodings == [.gb18030])
      #expect(try result.record["body"] as? [String] == ["甲会"])
    }
    let broken = try Imported(.csv, [("a.csv", text + [0xBC, 0xD7, 0x2C, 0x32, 0xFF, 0x0A])])
    #expect(
      broken.messages.prefix(1) == [
        "a.csv:3:4: the file looks like GB 18030, but byte 24 begins no character of it; mend it or convert it to UTF-8"
      ])
  }

  // MARK: Tables of this program

  /// What an archive exports of records, and of what is imported from that.
  private static func roundTrip(_ records: [String]) throws -> (before: String, after: String) {
    let query = Answers.query { $0.order = .recorded }
    let before = Answers.text(try Archives.index(records), query, as: .csv, in: .timeline)
    let result = try Imported(.csv, before)
    #expect(result.problems == [])
    let after = Answers.text(try Archives.index(result.lines), query, as: .csv, in: .timeline)
    return (before, after)
  }

  @Test func `what was exported says the same when it was imported`() throws {
    let (before, after) = try Self.roundTrip([
      FullMinutes.everything, FullMinutes.json(FullMinutes.document), Minutes.meeting("一"),
    ])
    #expect(before == after)
  }

  @Test func `minutes that state no openness are the same minutes when they come back`() throws {
    let records = [Minutes.meeting("一", with: #""notes":"=1","topics":["水","火"]"#)]
    let text = Answers.text(try Archives.index(records), Query(), as: .csv)
    let lines = try Imported(.csv, text).lines
    let drafts = try Minutes.drafts(records) + Minutes.drafts(lines)
    #expect(drafts.count == 2 && drafts[0].payload == drafts[1].payload)
  }

  @Test func `an item on a condition in a closed meeting comes back so`() throws {
    let item = Minutes.matter(with: #""openness":"conditional","condition":"登记""#)
    let records = [Minutes.meeting("一", with: #""openness":"closed""#, items: [item])]
    let (before, after) = try Self.roundTrip(records)
    #expect(before == after)
    // Without its meeting nothing is opened.
    let index = try Archives.index(records)
    let text = Answers.text(index, Answers.query { $0.kinds = [.matter] }, as: .csv)
    let result = try Imported(.csv, text)
    #expect(result.problems == [])
    #expect(try result.items.first?["openness"] as? String == "closed")
    #expect(result.lost(.leftOut)["condition"] == 1)
  }

  @Test func `items without their meeting become items of one that is made`() throws {
    let index = try Archives.index([FullMinutes.everything])
    let text = Answers.text(index, Answers.query { $0.kinds = [.resolution] }, as: .csv)
    let result = try Imported(.csv, text)
    #expect(result.problems == [])
    #expect(try result.record["title"] as? String == "市人大常委会第40次主任会议")
    #expect(try result.items.count == 1)
    #expect(result.lost(.made) == ["title": 1])
  }

  @Test func `random minutes come back from their export`() throws {
    let problem = try Seeds.firstProblem(of: 40) { seed in
      var minutes = RandomMinutes(seed: seed, isTame: true)
      let (before, after) = try Self.roundTrip([minutes.record()])
      return before == after ? nil : before + "\n" + after
    }
    #expect(problem == nil)
  }
}
