import TestSupport
import Testing

@testable import archivist

/// `export postgres`: what it prints, what it tells beside, and what it refuses.
@Suite struct ExportPostgresCommandTests {
  private let fixture: CommandLineFixture

  init() throws {
    fixture = try CommandLineFixture()
    _ = fixture.found("--zone", "UTC")
    let records = [
      CommandLineFixture.meeting("甲会", #","items":[{"item":"matter","text":"a\tb\\c"}]"#),
      CommandLineFixture.meeting("乙会", #","openness":"closed""#),
    ]
    _ = try fixture.append(records.joined(separator: "\n"), name: "a.jsonl")
  }

  @Test func `a stream stops at errors, and its rows are data of COPY`() {
    let outcome = fixture("export", "postgres")
    #expect(outcome.code == .done)
    #expect(outcome.output.hasPrefix("\\set ON_ERROR_STOP on\n"))
    #expect(outcome.output.contains("\t甲会\t2020-09-18\t[2020-09-18,2020-09-18]\t"))
    #expect(outcome.output.contains(#"a b\\c"#) && outcome.output.contains(#"a\\tb\\\\c"#))
    #expect(!outcome.output.contains("乙会"))
    #expect(outcome.messages == "1 record withheld: stricter than unconditional\n")
    #expect(fixture("export", "postgres").output == outcome.output)
    #expect(fixture("export", "postgres", "--lang", "zh").output == outcome.output)
    let closed = fixture("export", "postgres", "--ceiling", "closed")
    #expect(closed.output.contains("乙会") && closed.messages.isEmpty)
  }

  @Test func `what is there already comes no second time`() throws {
    let end = fixture("log").output.split(separator: "\n").count
    let nothing = fixture("export", "postgres", "--from", "\(end)").output
    #expect(!nothing.contains("COPY") && nothing.contains("CREATE INDEX"))
    _ = try fixture.append(CommandLineFixture.meeting("丙会"), name: "b.json")
    let more = fixture("export", "postgres", "--from", "\(end)").output
    #expect(more.contains("丙会") && !more.contains("甲会"))
    _ = fixture("correct", "1", "place=新楼", "--reason", "clerical", "--authority", "办")
    let all = fixture("export", "postgres", "--from", "\(end)").output
    #expect(all.contains("甲会") && all.contains("新楼"))
  }

  @Test func `the tables alone need no archive`() {
    let schema = fixture.run(["export", "postgres", "--schema"])
    #expect(
      schema.code == .done && schema.output.hasPrefix("CREATE SCHEMA IF NOT EXISTS archivist;"))
    #expect(fixture("export", "postgres").output.contains(schema.output.prefix(2000)))
  }

  @Test func `what has no table is told, in both languages`() throws {
    let page = try fixture.folder.write("原文\n", to: "page.txt")
    let minutes = try fixture.folder.write(CommandLineFixture.meeting("丁会"), to: "d.json")
    _ = fixture("append", minutes, "--keep-source", page)
    _ = fixture("people", "register", "张三", "--disambiguator", "局", "--body", "市人大常委会")
    let english = fixture("export", "postgres").messages
    #expect(english.contains("postgres has no place for kept sources: 1 text left out\n"))
    #expect(
      english.contains("postgres has no place for who is meant by a name: 1 decision left out\n"))
    let chinese = fixture("export", "postgres", "--lang", "zh").messages
    #expect(chinese.contains("postgres 容纳不下保存的来源原文：略去 1 份"))
  }

  @Test func `wrong command lines are told, and positions that are not there`() {
    for (line, message) in [
      (["export"], "'export' needs a format: site, postgres"),
      (["export", "postgrse"], "did you mean 'export postgres'?"),
      (["export", "postgres", "--from", "x"], "--from: found 'x'"),
      (["export", "postgres", "--schema", "--follow"], "--schema does not go with --follow"),
      (["export", "postgres", "--ceiling", "open"], "--ceiling"),
    ] {
      let outcome = fixture.run(line + ["--archive", fixture.archive])
      #expect(outcome.code == .usage && outcome.output.isEmpty)
      #expect(outcome.messages.contains(message), "\(line): \(outcome.messages)")
    }
    let behind = fixture("export", "postgres", "--from", "999")
    #expect(behind.code == .refused && behind.messages.contains("there is no position 999"))
  }

  @Test func `a damaged log is not passed on`() throws {
    // What nothing was built on is the end of an unfinished write.
    _ = try fixture.append(CommandLineFixture.meeting("丙会"), name: "c.json")
    let log = "archive/log/00000000000000000000.jsonl"
    var lines = try fixture.folder.text(of: log).split(separator: "\n").map(String.init)
    lines[2] = lines[2].replacing("甲", with: "乙")
    try fixture.folder.write(
      lines.joined(separator: "\n") + "\n", to: log)
    let outcome = fixture("export", "postgres")
    #expect(outcome.code == .untrustworthy && outcome.output.isEmpty, "\(outcome.messages)")
  }
}
