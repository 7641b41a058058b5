import TestSupport
import Testing

@testable import archivist

/// `bodies` and the commands below it.
@Suite struct BodyCommandTests {
  private let fixture: CommandLineFixture

  init() throws {
    fixture = try CommandLineFixture()
    _ = fixture.found("--jurisdiction", "重庆市")
    let minutes = [
      ("甲", "重庆市第五届人民代表大会常务委员会", 2020), ("乙", "市人大常委会", 2021), ("丙", "市审计局", 2022),
    ].map { title, body, year in
      "{\"title\":\"\(title)\",\"body\":[\"\(body)\"],\"date\":\"\(year)\"}"
    }
    let outcome = try fixture.append(minutes.joined(separator: "\n"), name: "m.jsonl")
    #expect(
      outcome.messages == """
        new body 市人大常委会; near: 重庆市人民代表大会常务委员会
        2 new bodies: 重庆市人民代表大会常务委员会、市审计局

        """)
  }

  @Test func `what is recorded about a body is told, and answers follow it`() throws {
    for (line, told) in [
      (["merge", "重庆市人民代表大会常务委员会", "市人大常委会"], "重庆市人民代表大会常务委员会 is 市人大常委会\n"),
      (["alias", "市人大常委会", "市常委会"], "市人大常委会 is also called 市常委会\n"),
      (
        ["register", "市人大财经委", "--parent", "市常委会", "--alias", "财经委", "--classification", "专门委员会"],
        "市人大财经委 registered\n"
      ),
      (["place", "市审计局", "市人大财经委"], "市审计局 belongs to 市人大财经委\n"),
      (["rename", "市审计局", "市审计厅", "--date", "2022年3月"], "市审计局 is called 市审计厅 since 2022-03\n"),
      (
        ["dissolve", "市审计局", "--date", "2023", "--successor", "财经委"],
        "市审计局 was dissolved (2023), then 财经委\n"
      ),
    ] {
      let outcome = fixture.run(["bodies"] + line + ["--archive", fixture.archive])
      #expect(outcome.code == .done, "\(outcome.messages)")
      #expect(outcome.output == told)
    }
    #expect(fixture("query", "--count", "--body", "重庆市常委会").output == "3\n")
    #expect(fixture("query", "--count", "--body", "市五届常委会").output == "1\n")
    #expect(fixture("bodies").output == "市人大常委会  2  2\n市审计厅      1  1\n市人大财经委  0  0\n")
    #expect(
      fixture("bodies", "重庆市常委会").output == """
        市人大常委会

        also      重庆市人民代表大会常务委员会、市常委会
        meetings  2
        records   2

        5  2020  2020  1

        Belonging to it, with their records
          市人大财经委  0
            市审计厅  1

        """)
    #expect(
      fixture("bodies", "市审计局", "--lang", "zh").output == """
        市审计厅

        曾用名  市审计局（至 2022-03）
        隶属    市人大财经委
        撤销    2023，由 市人大财经委 承接
        会议    1
        记录    1

        """)
    #expect(
      fixture("bodies", "财经委", "--format", "json").output == """
        {"name":"市人大财经委","aliases":["财经委"],"parents":["市人大常委会"],"meetings":0,"records":0,\
        "classification":"专门委员会","parts":[{"name":"市审计厅","aliases":[],"parents":["市人大财经委"],\
        "meetings":1,"records":1,"earlier":[{"name":"市审计局","until":"2022-03"}],"dissolved":"2023",\
        "successor":"市人大财经委"}]}

        """)
    #expect(fixture("bodies", "市常委会", "--as-of", "@4").code == .refused)
    #expect(fixture("log").output.contains("BodiesMerged  重庆市人民代表大会常务委员会 = 市人大常委会"))
  }

  @Test func `what makes no sense is refused in both languages`() {
    for (line, english, chinese) in [
      (["alias", "市审记局", "审计"], "no body is called '市审记局'; near: 市审计局", "没有名为“市审记局”的机构；相近的有：市审计局"),
      (["place", "市审计局", "市审计局"], "市审计局 belongs to 市审计局", "市审计局 隶属于 市审计局"),
      (["jurisdiction", "重庆市"], "relative names belong to 重庆市 already", "相对名称已属于 重庆市"),
    ] {
      for (language, message) in [("en", english), ("zh", chinese)] {
        let outcome = fixture.run(
          ["bodies"] + line + ["--archive", fixture.archive, "--lang", language])
        #expect(outcome.code == .refused)
        #expect(outcome.messages.contains(message), "\(outcome.messages)")
      }
    }
    #expect(fixture("bodies", "rename", "市审计局", "市审计厅").code == .usage)
    let rehearsal = fixture("bodies", "alias", "市审计局", "审计", "--dry-run")
    #expect(rehearsal.code == .done && rehearsal.messages.contains("--dry-run"))
    #expect(fixture("bodies", "审计").code == .refused)
  }

  @Test func `append refuses unknown bodies where that is wanted`() throws {
    let minutes = "{\"title\":\"丁\",\"body\":[\"市审记局\"],\"date\":\"2020\"}"
    let refused = try fixture.append(minutes, "--strict", name: "n.json")
    #expect(refused.code == .refused)
    #expect(refused.messages.contains("n.json:1: 丁: no body is called '市审记局'; near: 市审计局"))
    #expect(try fixture.append(minutes, name: "n.json").code == .done)
    #expect(try fixture.append(minutes, "--strict", name: "n.json").output.contains("already"))
  }
}
