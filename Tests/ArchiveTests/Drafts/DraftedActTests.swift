import EventStore
import Foundation
import Testing

@testable import Archive

/// What a meeting heard, adopted, decided, and whom it appointed.
@Suite struct DraftedActTests {
  @Test(arguments: [
    ("会议听取了市财政局关于预算执行情况的汇报。", ["听取 市财政局 关于预算执行情况的汇报 [汇报]"]),
    (
      "会议听取了市财政局关于预算的汇报，听取了市高法院、市检察院关于人事任免事项的说明。",
      ["听取 市财政局 关于预算的汇报 [汇报]", "听取 市高法院+市检察院 关于人事任免事项的说明 [说明]"]
    ),
    (
      "会议听取了市农委关于《丙市节水条例（草案）》的汇报。",
      ["听取 市农委 关于《丙市节水条例（草案）》的汇报 [汇报] {丙市节水条例|草案}"]
    ),
    (
      "会议听取了市财政局关于预算、关于国有资产的报告。",
      ["听取 市财政局 关于预算的报告 [报告]", "听取 市财政局 关于国有资产的报告 [报告]"]
    ),
    (
      "会议听取和审议了副市长张三受市政府委托作的关于环境状况的报告。",
      ["听取和审议 副市长张三 (张三) for 市政府 关于环境状况的报告 [报告]"]
    ),
    (
      "会议听取了市审计局局长李四代表市政府作的关于审计情况的报告。",
      ["听取 市审计局 (李四) for 市政府 关于审计情况的报告 [报告]"]
    ),
    (
      "会议听取了市高法院关于审判工作的报告、市检察院关于检察工作的报告。",
      ["听取 市高法院 关于审判工作的报告 [报告]", "听取 市检察院 关于检察工作的报告 [报告]"]
    ),
    (
      "会议审议了市政府关于环境状况的报告。", ["审议 市政府 关于环境状况的报告 [报告]"]
    ),
    (
      "会议听取了市农委关于《甲条例（草案）》的说明，市林业局关于《乙条例（送审稿）》的通报。",
      [
        "听取 市农委 关于《甲条例（草案）》的说明 [说明] {甲条例|草案}",
        "听取 市林业局 关于《乙条例（送审稿）》的通报 [通报] {乙条例|送审稿}",
      ]
    ),
    ("会上，副市长张三作了关于防汛工作的报告。", ["副市长张三 (张三) 关于防汛工作的报告 [报告]"]),
    ("秘书长李四就有关议题作了说明。", ["秘书长李四 (李四) 有关议题 [说明]"]),
  ])
  func `reports heard`(sentences: String, acts: [String]) throws {
    #expect(try Pages.acts(sentences) == acts)
  }

  @Test(arguments: [
    ("会议审议通过《丙市节水条例》。", ["审议通过 《丙市节水条例》 [adopted]"]),
    (
      "会议表决通过了《丙市节水条例》《丙市市容条例》和《丙市河道条例》。",
      ["表决通过 《丙市节水条例》 [adopted]", "表决通过 《丙市市容条例》 [adopted]", "表决通过 《丙市河道条例》 [adopted]"]
    ),
    (
      "会议表决通过关于修改《丙市〈安全〉条例》的决定。",
      ["表决通过 关于修改《丙市〈安全〉条例》的决定 [adopted]"]
    ),
    (
      "会议通过了关于批准决算、关于调整预算的决议。",
      ["通过 关于批准决算的决议 [adopted]", "通过 关于调整预算的决议 [adopted]"]
    ),
    (
      "会议通过了《丙市养老、托育服务条例》。", ["通过 《丙市养老、托育服务条例》 [adopted]"]
    ),
    ("会议原则通过《丙市规划（2021—2025年）》。", ["原则通过 《丙市规划（2021—2025年）》 [adoptedInPrinciple]"]),
    ("会议决定，设立应急基金。", ["决定 设立应急基金"]),
    ("会议确定，下调收费标准。同时，减免房屋租金。", ["确定 下调收费标准", "确定 减免房屋租金"]),
    (
      "会议决定：一是减免租金；二是下调收费；三是延长期限。",
      ["决定 减免租金", "决定 下调收费", "决定 延长期限"]
    ),
    ("会议批准了2019年市级决算。", ["批准 2019年市级决算 [adopted]"]),
  ])
  func `resolutions`(sentences: String, acts: [String]) throws {
    #expect(try Pages.acts(sentences) == acts)
  }

  @Test(arguments: [
    ("会议任命赵六、钱七为市审计局副局长。", ["任命 赵六 市审计局副局长", "任命 钱七 市审计局副局长"]),
    ("会议决定任命赵六为市审计局局长。", ["决定任命 赵六 市审计局局长"]),
    ("会议免去赵六、钱七的市审计局副局长职务。", ["免去 赵六 市审计局副局长", "免去 钱七 市审计局副局长"]),
    ("会议免去赵六兼任的市审计局局长职务。", ["免去 赵六 市审计局局长"]),
    ("会议决定接受赵六辞去副市长职务的请求。", ["接受辞职 赵六 副市长"]),
    (
      "会议决定免去赵六的市审计局局长职务，任命钱七为市审计局局长。",
      ["决定免去 赵六 市审计局局长", "任命 钱七 市审计局局长"]
    ),
    (
      "会议决定免去赵六的市水利局局长、市林业局局长职务。",
      ["决定免去 赵六 市水利局局长", "决定免去 赵六 市林业局局长"]
    ),
    (
      "会议决定免去赵六的市水利局局长职务，任命赵六为市林业局局长。",
      ["决定免去 赵六 市水利局局长", "任命 赵六 市林业局局长"]
    ),
    ("会议补选赵六为市人大常委会委员。", ["补选 赵六 市人大常委会委员"]),
    (
      "会议任命达娃次仁、乌云其木格为市民族委员会委员，免去巴音朝鲁的市民族委员会主任职务。",
      ["任命 达娃次仁 市民族委员会委员", "任命 乌云其木格 市民族委员会委员", "免去 巴音朝鲁 市民族委员会主任"]
    ),
    ("会议决定接受赵六因工作变动提出的辞去副市长职务的请求。", ["接受辞职 赵六 副市长"]),
    ("会议任命有关部门负责人为联络组组长。", []),
  ])
  func `personnel actions`(sentences: String, acts: [String]) throws {
    #expect(try Pages.acts(sentences) == acts)
  }

  @Test(arguments: [
    ("会议研究了安全生产、森林防火等工作。", ["研究 安全生产、森林防火等工作"]),
    ("会议强调，要确保安全度汛。", ["强调 要确保安全度汛"]), ("会议指出，形势总体向好。", ["指出 形势总体向好"]),
    ("会上，双方签署了《防汛联动协议》。", ["签署 防汛联动协议"]),
  ])
  func `matters and agreements`(sentences: String, acts: [String]) throws {
    #expect(try Pages.acts(sentences) == acts)
  }

  @Test(arguments: [
    "各地要避免去年的问题再次发生。", "调研组听取意见建议，走访群众。", "市里通过视频方式连线各区县。", "会议通过视频方式举行。",
    "党的二十大审议通过的报告催人奋进。", "要贯彻市人大审议通过的《甲条例》。", "市里建议会议审议《甲条例（草案）》。",
    "主席团会议决定提请大会选举。", "会议听取了这些报告。", "会议批准1件国际条约。", "会议通过不断努力取得成效。",
    "天气晴好。", "副市长张三说，会议通过了《甲条例》后要抓落实。",
  ])
  func `what is no act of the meeting is left out`(sentences: String) throws {
    let acts = try Pages.acts(sentences)
    #expect(acts == [] || acts == ["通过 《甲条例》 [adopted]"] && sentences.hasPrefix("副市长"), "\(acts)")
  }

  @Test func `personnel matters that were reported on are no actions`() throws {
    let acts = try Pages.acts("会议听取了市委组织部关于提请任命赵六为市审计局局长的说明。")
    #expect(acts.count == 1 && acts[0].hasPrefix("听取 市委组织部"))
  }

  @Test func `what a lead says again is told once`() throws {
    let acts = try Pages.acts("会议通过了《丙市节水条例》。\n　　会议表决通过了《丙市节水条例》，自公布之日起施行。")
    #expect(acts.count == 1)
  }

  @Test func `a list of posts longer than anybody holds is none`() throws {
    let posts = (1...40).map { "第\($0)局局长" }.joined(separator: "、")
    #expect(try Pages.acts("会议免去赵六的\(posts)职务。").allSatisfy { !$0.contains("赵六 第") })
  }

  @Test func `a long clause is quoted by the names it has`() throws {
    let names = (0..<80).map { "赵\(["一", "二", "三", "四"][$0 % 4])\(["天", "地", "人"][$0 % 3])" }
    let page = Pages.meeting("会议任命\(names.joined(separator: "、"))为市审计局专员。")
    let record = try #require(Pages.draft(page).records.first)
    let minutes = try DraftedMinutes(record)
    #expect(minutes.items?.count == Set(names).count)
    #expect(minutes.items?.allSatisfy { $0.sources[0].quote.count <= 160 } == true)
    for item in minutes.items ?? [] {
      #expect(item.sources[0].quote.contains(item.person ?? "-"))
    }
  }
}

/// Lists that share a verb, and perhaps the noun at the end.
@Suite struct ListReaderTests {
  @Test(arguments: [
    ("《甲》", ["《甲》"]), ("《甲》《乙》", ["《甲》", "《乙》"]), ("《甲》和《乙》", ["《甲》", "《乙》"]),
    ("《甲》、《乙》以及《丙》", ["《甲》", "《乙》", "《丙》"]), ("《甲、乙办法》", ["《甲、乙办法》"]),
    ("《关于〈甲〉和〈乙〉的办法》", ["《关于〈甲〉和〈乙〉的办法》"]),
    ("关于甲、关于乙的决定", ["关于甲的决定", "关于乙的决定"]), ("关于甲的决定和关于乙的决议", ["关于甲的决定", "关于乙的决议"]),
    ("《甲（草案）》等文件", ["《甲（草案）》"]), ("关于批准《甲》的决议", ["关于批准《甲》的决议"]), ("", []),
  ])
  func `members of lists are told apart`(object: String, parts: [String]) {
    let reader = ListReader(Pages.passage(object), endings: ActWords.documents)
    #expect(reader.parts().map(\.string) == parts)
  }
}
