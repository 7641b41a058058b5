import Testing

@testable import archivist

/// The command that lists missing numbers.
@Suite struct GapCommandTests {
  private static func fixture() throws -> CommandLineFixture {
    let fixture = try CommandLineFixture()
    _ = fixture.found()
    let meetings = ([1, 3, 8] + (1...40).map { $0 * 3 + 10 }).map { number in
      CommandLineFixture.meeting(
        "会议\(number)", date: "2020", ",\"series\":\"主任会议\",\"term\":5,\"ordinal\":\(number)")
    }
    let documents = [38, 40].map { number in
      "{\"record\":\"document\",\"title\":\"文\(number)\",\"number\":\"渝府办发〔2020〕\(number)号\"}"
    }
    let minutes = (meetings + documents).joined(separator: "\n")
    #expect(try fixture.append(minutes, name: "minutes.jsonl").code == .done)
    return fixture
  }

  @Test func `gaps lists series with their missing numbers, meetings before documents`() throws {
    let fixture = try Self.fixture()
    let lines = fixture("gaps").output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 4)
    #expect(lines[0].hasPrefix("市人大常委会  主任会议  5  87  2, 4–7, 9–12, 14–15, 17–18, "))
    #expect(lines[1].isEmpty)
    #expect(lines[2] == "渝府办发  2020  1  39")
    #expect(fixture("gaps", "--lang", "zh").output.contains("  2、4–7、9–12、"))
    #expect(
      fixture("gaps", "--agency", "渝府办发", "--from-first").output == "渝府办发  2020  38  1–37, 39\n")
  }

  @Test(arguments: [60, 80, 120])
  func `on a terminal numbers go on below themselves, and none is lost`(width: Int) throws {
    let fixture = try Self.fixture()
    let piped = fixture("gaps", "--body", "市人大常委会").output
    fixture.width = width
    let shown = fixture("gaps", "--body", "市人大常委会").output
    let lines = shown.split(separator: "\n").dropFirst()
    for line in lines { #expect(TextWidth.columns(line) <= width) }
    let numbers = lines.map { line in String(line.drop { $0 != "," }) }
    #expect(numbers.count > 1)
    let runs = { (text: String) in
      text.split(whereSeparator: { $0 == "," || $0 == " " || $0 == "\n" })
    }
    #expect(runs(shown).suffix(40) == runs(piped).suffix(40))
  }

  @Test func `gaps in JSON has one series in each object`() throws {
    let json = try Self.fixture()("gaps", "--format", "json").json() as? [[String: Any]]
    #expect(json?.count == 2)
    #expect(json?[0]["body"] as? String == "市人大常委会")
    #expect(json?[0]["term"] as? Int == 5)
    #expect(json?[1]["agency"] as? String == "渝府办发")
    #expect(json?[1]["missing"] as? [Int] == [39])
  }

  @Test func `nothing missing is told, and a body that is not there with the nearest one`() throws {
    let fixture = try Self.fixture()
    let whole = fixture("gaps", "--year", "2021")
    #expect(whole.code == .done && whole.output.isEmpty)
    #expect(whole.messages == "no number is missing\n")
    let wrong = fixture("gaps", "--body", "市人大长委会")
    #expect(wrong.code == .done)
    #expect(wrong.messages.contains("no meeting of 市人大长委会 is recorded"))
    #expect(wrong.messages.contains("市人大常委会"))
    #expect(fixture("gaps", "--format", "json", "--year", "2021").output == "[]\n")
    #expect(fixture("gaps", "--year", "2020-09").code == .usage)
    #expect(fixture("gaps", "--as-of", "@0").messages == "no number is missing\n")
  }
}
