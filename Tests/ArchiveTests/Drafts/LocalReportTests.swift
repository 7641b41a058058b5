import EventStore
import Testing

@testable import Archive

/// How newspapers of cities, districts and counties report meetings.
@Suite struct LocalReportTests {
  @Test(arguments: [
    (
      "会议决定任命：\n\n张三为丙市水利局局长；\n\n李四、王五为丙市审计局副局长。\n\n免去：\n\n赵六的丙市水利局局长职务。",
      [
        "决定任命 张三 丙市水利局局长", "决定任命 李四 丙市审计局副局长", "决定任命 王五 丙市审计局副局长",
        "免去 赵六 丙市水利局局长",
      ]
    ),
    (
      "会议决定任命：\n\n张三为丙市水利局局长。\n\n会议接受李四辞去丙市副市长职务的请求。",
      ["决定任命 张三 丙市水利局局长", "接受辞职 李四 丙市副市长"]
    ),
    ("会议决定任命：\n\n副市长李四出席会议。", []),
    ("会议任命张大为为市水利局局长。", ["任命 张大为 市水利局局长"]),
    ("会议决定递补市委候补委员张三为市委委员。", ["决定递补 张三 市委委员"]),
    ("会议免去张三同志市政协副主席职务。", ["免去 张三 市政协副主席"]),
    ("会议决定免去张三市水利局局长职务。", ["决定免去 张三 市水利局局长"]),
    (
      "会议任命张三为丙市水利局局长，免去其丙市审计局副局长职务；任命李四为丙市审计局局长，免去其兼任的丙市河道处处长职务。",
      [
        "任命 张三 丙市水利局局长", "免去 张三 丙市审计局副局长", "任命 李四 丙市审计局局长", "免去 李四 丙市河道处处长",
      ]
    ),
    ("会议免去其丙市审计局副局长职务。", []),
    ("会议接受张三辞去丙市七届人大代表职务的议案。", ["接受辞职 张三 丙市七届人大代表"]),
    ("会议决定免去张三平县水利局局长职务。", ["决定免去 张三平 县水利局局长"]),
  ])
  func `people are listed below the verb, and named without a word between`(
    sentences: String, acts: [String]
  ) throws {
    #expect(try Pages.acts(sentences) == acts)
  }

  @Test(arguments: [
    (
      "会上，市财政局局长张三受市政府委托，作了关于预算执行情况的报告。",
      ["市财政局 (张三) for 市政府 关于预算执行情况的报告 [报告]"]
    ),
    (
      "市纪委书记张三主持会议，并代表市纪委常委会作工作报告。",
      ["市纪委 (张三) for 市纪委常委会 工作报告 [报告]"]
    ),
    (
      "张三主任主持会议，并代表市人大常委会作工作报告。",
      ["张三主任 (张三) for 市人大常委会 工作报告 [报告]"]
    ),
    (
      "会议听取了市政府《关于甲的报告》和《关于乙的报告》。",
      ["听取 市政府 《关于甲的报告》", "听取 市政府 《关于乙的报告》"]
    ),
    (
      "会议听取了市政府关于养老情况、关于预算执行情况的汇报。",
      ["听取 市政府 关于养老情况的汇报 [汇报]", "听取 市政府 关于预算执行情况的汇报 [汇报]"]
    ),
    (
      "会议听取了市政府关于甲的汇报和各工作机构关于乙的汇报。",
      ["听取 市政府 关于甲的汇报 [汇报]", "听取 各工作机构 关于乙的汇报 [汇报]"]
    ),
    (
      "会议听取了关于《甲市养犬条例（修订草案）》修改情况的汇报，关于《甲市节水条例（修订草案）》修改情况的汇报。",
      [
        "听取 关于《甲市养犬条例（修订草案）》修改情况的汇报 [汇报] {甲市养犬条例|修订草案}",
        "听取 关于《甲市节水条例（修订草案）》修改情况的汇报 [汇报] {甲市节水条例|修订草案}",
      ]
    ),
    (
      "会议听取了市政协提案委员会《关于甲情况》、经济委员会《关于乙情况》的汇报。",
      ["听取 市政协提案委员会 《关于甲情况》的汇报 [汇报]", "听取 经济委员会 《关于乙情况》的汇报 [汇报]"]
    ),
    ("民盟市委主委张三代表常委会作工作报告。", ["民盟市委 (张三) for 常委会 工作报告 [报告]"]),
  ])
  func `who reported stands in a clause of its own`(sentences: String, acts: [String]) throws {
    #expect(try Pages.acts(sentences) == acts)
  }

  @Test(arguments: [
    (
      "会议研究了第九次会议建议议程，听取了市政府关于甲的汇报。",
      ["研究 第九次会议建议议程", "听取 市政府 关于甲的汇报 [汇报]"]
    ),
    ("会议建议议程：审议甲条例，听取市政府关于乙的汇报。", []),
  ])
  func `an agenda that is listed was not gone through, one that was studied was`(
    sentences: String, acts: [String]
  ) throws {
    #expect(try Pages.acts(sentences) == acts)
  }

  @Test(arguments: [
    (
      "会议通过丙市政协副秘书长任命名单和各专门委员会主任、副主任名单。",
      ["通过 丙市政协副秘书长任命名单 [adopted]", "通过 各专门委员会主任、副主任名单 [adopted]"]
    ),
    (
      "会议审议通过关于加强学习的方案和修订后的调研工作实施办法。",
      ["审议通过 关于加强学习的方案 [adopted]", "审议通过 修订后的调研工作实施办法 [adopted]"]
    ),
  ])
  func `a list divides where its members are whole`(sentences: String, acts: [String]) throws {
    #expect(try Pages.acts(sentences) == acts)
  }

  @Test(arguments: [
    ("丙市委常委会5月27日全天召开会议。", "丙市委常委会 - - - -"),
    ("5月27日，丙市政府召开第12次（总第58次）常务会议。", "丙市政府 - 常务会议 12 -"),
    ("5月27日，丙市政府召开2020年第12次常务会议。", "丙市政府 - 常务会议 12 -"),
    ("5月27日，丙市政协召开十四届二十五次主席（扩大）会议。", "丙市政协 14 主席会议 25 -"),
    ("5月27日，市人大常委会党组书记张三主持召开党组会议。", "市人大常委会党组 - - - -"),
    ("5月27日，丙市政协党组暨四届十一次主席会议召开。", "丙市政协 4 主席会议 11 -"),
    ("5月27日，丙市委政法委全体会议暨今年第三次例会召开。", "丙市委政法委 - 全体会议 - -"),
    ("5月27日，丙市总工会召开了2020年度防汛工作会议。", "丙市总工会 - 工作会议 - -"),
    ("该市27日召开的市政府常务会议审议通过多个议题。", "市政府 - 常务会议 - -"),
  ])
  func `names say more than which meeting it was`(sentence: String, identity: String) throws {
    let records = try Pages.records("　　本报讯（记者 丁戊）\(sentence)\n")
    #expect(records.map(\.identity) == [identity])
  }

  @Test func `what a body and its meeting are called by stands once in the title`() throws {
    let page = "　　本报讯（记者 丁戊）5月27日，市人大常委会党组书记张三主持召开党组会议。\n"
    #expect(try Pages.records(page).map(\.title) == ["市人大常委会党组会议"])
  }

  @Test func `two meetings that were held together are two records`() throws {
    let page =
      "市政府开会\n\n　　本报讯（记者 丁戊）5月27日，市长张三主持召开市政府党组（扩大）会议和市政府第七十三次常务会议。会议审议通过《甲办法》。\n"
    let records = try Pages.records(page)
    #expect(records.map(\.identity) == ["市政府党组 - - - -", "市政府 - 常务会议 73 -"])
    #expect(records.map(\.acts) == [[], ["审议通过 《甲办法》 [adopted]"]])
    #expect(records.map(\.attendees) == [["chair 市长 张三"], ["chair 市长 张三"]])
    #expect(records.allSatisfy { $0.date == "2020-05-27" })
  }

  @Test func `a line below the headline may tell the day`() throws {
    let page = "全县校园安全工作会议召开\n\n5月27日，全县校园安全工作会议召开\n\n会议指出，要加强管理。\n"
    let record = try #require(Pages.draft(page).records.first)
    #expect(try DraftedMinutes(record).date == "2020-05-27")
    #expect(record.doubts.map(\.path) == ["/title", "/body"])
  }

  @Test func `the day may stand behind what was completed`() throws {
    let page = "　　本报讯（记者 丁戊）丙市五届人大三次会议圆满完成各项议程，5月27日下午闭幕。\n"
    #expect(try Pages.records(page).map(\.date) == ["2020-05-27"])
  }

  @Test func `people stand in front of organs, and organs share what the last one is called`()
    throws
  {
    #expect(
      try Pages.attendance("副市长张三，市监委、市水利局负责人，部分市人大代表列席会议。") == [
        "attending 副市长 张三", "attending 市监委负责人", "attending 市水利局负责人", "attending 部分市人大代表",
      ])
    #expect(
      try Pages.attendance("市级领导同志、市监委、市水利局负责人列席会议。") == [
        "attending 市级领导同志", "attending 市监委负责人", "attending 市水利局负责人",
      ])
    let draft = Pages.draft(Pages.meeting("副市长张三，市监委、市水利局负责人列席会议。"))
    let minutes = try #require(draft.records.first).minutes
    #expect(minutes.contains("- 列席: 张三（副市长）；市监委负责人、市水利局负责人 <!--"))
  }
}
