import Foundation
import TestSupport
import Testing

@testable import archivist

/// `query`: numbers alone, names that nothing has, and `--explain`.
@Suite struct QueryCommandTests {
  private let fixture: CommandLineFixture

  init() throws {
    fixture = try CommandLineFixture()
    _ = fixture.found()
    let more = """
      ,"topics":["河长制"],"summary":"第12号通告","attendance":[{"person":"张轩","capacity":\
      "present"},{"person":"John Smith","capacity":"present"}],\
      "items":[{"item":"report","subject":"审计"},{"item":"report","subject":"河长"}]
      """
    let document = """
      {"record":"document","title":"意见","number":"渝府办发〔2020〕40号","issuers":["市政府办公厅"],\
      "issued":"2020-04-01"}
      """
    #expect(try fixture.append(CommandLineFixture.meeting("会一", more)).code == .done)
    #expect(try fixture.append(document, name: "document.json").code == .done)
  }

  @Test func `minutes are printed whole, also where an item was found`() throws {
    for words in ["审计", "会一"] {
      let minutes = fixture("query", words, "--format", "minutes").output
      #expect(minutes.contains("审计") && minutes.contains("河长"), "\(words): \(minutes)")
    }
  }

  // MARK: Numbers

  @Test func `a number alone shows its record, and says how to search for it`() {
    let item = fixture("query", "1.2")
    #expect(item.code == .done)
    #expect(item.output.hasPrefix("1.2  河长\n"))
    #expect(item.output == fixture("show", "1.2").output)
    #expect(
      item.messages == "this is record 1.2; for the words, archivist query '\"1.2\"'\n")
    #expect(fixture("query", "1").output == fixture("show", "1").output)
    #expect(
      fixture("query", "1", "--lang", "zh").messages
        == "以上为编号 1 的记录；如需按词检索：archivist query '\"1\"'\n")
  }

  @Test(arguments: ["渝府办发〔2020〕40号", "渝府办发[2020] 40 号", "渝府办发（2020）第040号", "渝府办发【２０２０】４０號"])
  func `a document number alone shows its document, whatever its brackets`(number: String) {
    #expect(fixture("query", number).output.hasPrefix("2  意见\n"))
    // As several words, too.
    let words = number.split(separator: " ").map(String.init)
    #expect(
      fixture.run(["query"] + words + ["--archive", fixture.archive]).output.hasPrefix("2  意见\n"))
  }

  @Test func `in quotation marks, beside other options and without a record a number is a word`() {
    let row = "2020-09-18  1  meeting  市人大常委会  会一\n"
    #expect(fixture("query", "\"12\"").output == row)
    // There is no record 12.
    #expect(fixture("query", "12").output == row)
    for options in [["--format", "table"], ["--kind", "meeting"], ["--limit", "1"]] {
      let outcome = fixture.run(["query", "1", "--archive", fixture.archive] + options)
      #expect(outcome.output.isEmpty)
      #expect(outcome.messages == "no record fits\n")
    }
    #expect(fixture("query", "1", "--count").output == "0\n")
    #expect(fixture("query", "渝府办发〔2020〕41号").messages == "no record fits\n")
    // A year is a word also where there are as many records.
    #expect(fixture("query", "2020").messages == "no record fits\n")
  }

  @Test func `a number alone means what had been recorded by then`() {
    #expect(fixture("query", "2", "--as-of", "@1").messages == "no record fits\n")
    #expect(fixture("query", "1", "--as-of", "@4").output.hasPrefix("1  会一\n"))
  }

  // MARK: Names

  @Test func `names that nothing has are answered with the nearest that something has`() {
    func told(_ arguments: String...) -> String {
      let outcome = fixture.run(["query", "--archive", fixture.archive] + arguments)
      #expect(outcome.code == .done)
      return outcome.messages
    }
    #expect(told("--topic", "河长") == "no record fits; did you mean --topic 河长制?\n")
    #expect(told("--topic", "河湖长制") == "no record fits; did you mean --topic 河长制?\n")
    #expect(told("--person", "张宣") == "no record fits; did you mean --person 张轩?\n")
    #expect(
      told("--person", "jon smith") == "no record fits; did you mean --person 'John Smith'?\n")
    #expect(
      told("--topic", "河长", "--person", "张宣", "--body", "市人大常委", "--lang", "zh")
        == "没有符合条件的记录；是否指 --body 市人大常委会，--topic 河长制，--person 张轩？\n")
    #expect(told("--topic", "粮食") == "no record fits\n")
    // A name that something has is no mistake.
    #expect(told("--person", "张轩", "--topic", "河长制", "无此词") == "no record fits\n")
  }

  @Test func `a program is told of names, and of nothing else`() {
    let json = fixture("query", "--topic", "河长", "--format", "json")
    #expect(json.output.contains("\"total\":0"))
    #expect(json.messages == "no record fits; did you mean --topic 河长制?\n")
    #expect(fixture("query", "无此词", "--format", "json").messages.isEmpty)
    #expect(fixture("query", "无此词", "--count").messages.isEmpty)
  }

  // MARK: Explaining

  @Test func `explain shows the steps and parts in place of the answer`() {
    let outcome = fixture("query", "河长", "--topic", "河长制", "--explain")
    #expect(outcome.code == .done)
    #expect(outcome.messages.isEmpty)
    let lines = outcome.output.split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    #expect(lines[0].hasPrefix("answered from 1 segment of the search index with 4 versions"))
    // The last figure of each row is a time.
    let rows = lines.dropFirst().map { $0.split(separator: " ").dropLast().joined(separator: " ") }
    #expect(
      rows == [
        "read the question", "open the archive", "open the index 4", "find 0", "河长 1 1",
        "--topic 河长制 1", "put in order 0", "read the records 0", "write the answer 0", "together",
      ])
    let chinese = fixture("query", "河长", "--explain", "--lang", "zh").output
    #expect(chinese.hasPrefix("由检索索引作答：1 个索引段，4 个记录版本"))
    #expect(chinese.contains("查找"))
  }

  @Test func `explain says why the log is read`() {
    let outcome = fixture("query", "--on", "2021-01-01", "--explain")
    #expect(
      outcome.output.hasPrefix(
        "answered from the whole log: what was in force on a day follows from other records\n"))
    #expect(outcome.output.contains("read the log"))
  }

  @Test func `explain is there for programs, and for no other form`() throws {
    let plan = try fixture("query", "河长", "--explain", "--format", "json").json() as? [String: Any]
    #expect(plan?["source"] as? String == "index")
    #expect((plan?["steps"] as? [Any])?.count == 7)
    #expect((plan?["query"] as? [String: Any])?["words"] as? String == "河长")
    let parts = plan?["parts"] as? [[String: Any]]
    #expect(parts?.map { $0["part"] as? String } == ["河长"])
    #expect(parts?.map { $0["records"] as? Int } == [1])
    for form in ["csv", "jsonl", "minutes"] {
      #expect(fixture("query", "--explain", "--format", form).code == .usage)
    }
  }
}
