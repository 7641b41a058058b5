import TestSupport
import Testing

@testable import archivist

/// `people` and the commands below it.
@Suite struct PersonCommandTests {
  private let fixture: CommandLineFixture

  init() throws {
    fixture = try CommandLineFixture()
    _ = fixture.found()
    let more = """
      ,"attendance":[{"person":"张轩","office":"市人大常委会主任","capacity":"chair"},\
      {"person":"张伟","office":"市财政局处长","capacity":"present"}],"items":[{"item":"personnel",\
      "action":"任命","person":"张伟","post":"市审计局局长","proposer":"张轩"}]
      """
    #expect(try fixture.append(CommandLineFixture.meeting("会一", more)).code == .done)
  }

  @Test func `persons are listed with counts, and shown with their offices`() {
    #expect(fixture("people").output == "张伟  2  0  1  0  0  1\n张轩  2  1  0  0  1  0\n")
    #expect(
      fixture("people", "张伟").output == """
        张伟

        records    2
        attended   1
        personnel  1

        市审计局局长  任命 2020-09-18 (1.1)
        市财政局处长  stated 2020-09-18 (1)

        """)
    #expect(
      fixture("people", "张轩", "--lang", "zh").output.hasSuffix("市人大常委会主任  2020-09-18 载明（1）\n"))
    #expect(
      fixture("people", "--on", "2021", "--post", "局长").output
        == "张伟  市审计局局长  uncertain  任命 2020-09-18 (1.1)\n")
    #expect(
      fixture("people", "--on", "2020-09-18", "--body", "市人大常委会", "--format", "json").output == """
        [
        {"name":"张轩","certainty":"certain","office":"市人大常委会主任","firstSeen":{"date":"2020-09-18",\
        "accession":"1"},"lastSeen":{"date":"2020-09-18","accession":"1"}}]

        """)
  }

  @Test func `a namesake is registered and found apart`() {
    let register = fixture(
      "people", "register", "张伟", "--disambiguator", "财政", "--office", "市财政局处长")
    #expect(register.output == "张伟（财政） registered\n")
    #expect(fixture("query", "--count", "--person", "张伟（财政）").output == "1\n")
    #expect(fixture("query", "--count", "--person", "张伟").output == "2\n")
    #expect(fixture("people", "merge", "张伟（财政）", "张轩").output == "张伟（财政） is 张轩\n")
    #expect(fixture("people", "person/1").output.hasPrefix("张轩\n"))
  }

  @Test func `what makes no sense is refused`() {
    #expect(fixture("people", "张三").messages.contains("did you mean '张轩'?"))
    #expect(fixture("people", "张三", "--lang", "zh").messages.contains("是否指“张轩”？"))
    #expect(fixture("people", "--post", "局长").code == .usage)
    #expect(fixture("people", "张轩", "--on", "2020").code == .usage)
    #expect(fixture("people", "--on", "2020", "--body", "市委办").code == .refused)
    #expect(fixture("people", "register", "张伟", "--disambiguator", "财政").code == .refused)
  }
}
