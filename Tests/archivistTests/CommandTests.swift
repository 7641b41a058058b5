import EventStore
import Foundation
import TestSupport
import Testing

@testable import archivist

/// What each command does, says, and ends with.
@Suite struct CommandTests {
  static func filled() throws -> CommandLineFixture {
    let fixture = try CommandLineFixture()
    #expect(fixture.found().code == .done)
    let minutes = """
      {"title":"市五届人大常委会第四十次主任会议","body":["市人大常委会"],"series":"主任会议","term":5,\
      "ordinal":40,"date":"2020-09-18","dateBasis":"edition","topics":["河长制"],\
      "attendance":[{"person":"张轩","office":"市人大常委会主任","capacity":"chair"}],\
      "items":[{"item":"report","presenters":["市人大农委"],"subject":"关于《重庆市河长制条例（草案）》的汇报",\
      "document":{"title":"重庆市河长制条例","stage":"草案"},"topics":["河长制"]},\
      {"item":"personnel","action":"任命","person":"王五","post":"某局局长","body":"市人民政府"}]}
      {"title":"内部会议","body":["市政府"],"date":"2020-10","openness":"closed","summary":"机密"}
      {"record":"document","title":"关于推进的意见","number":"渝府办发[2020]40号","issuers":["市政府办公厅"],\
      "signed":"2020-04-01","issued":"2020-04-07"}
      """
    #expect(try fixture.append(minutes, name: "minutes.jsonl").code == .done)
    return fixture
  }

  @Test func `init tells what it founded, and refuses a place that is taken`() throws {
    let fixture = try CommandLineFixture()
    let founded = fixture.found("--zone", "UTC", "--default-openness", "conditional")
    #expect(founded.code == .done)
    #expect(founded.output.hasPrefix("founded 重庆市公共会议记录 in "))
    #expect(fixture.found().code == .refused)
    #expect(fixture.run(["init", fixture.folder.path("b")]).code == .usage)
    #expect(
      fixture.run(["init", fixture.folder.path("c"), "--name", "x", "--zone", "Mars/Olympus"]).code
        == .usage)
    #expect(
      fixture.run(["init", fixture.folder.path("d"), "--name", "x", "--by", "张三"]).code == .usage)
    let description = try fixture.folder.text(of: "archive/archive.json")
    #expect(description.contains("\"zone\":\"UTC\""))
    #expect(try fixture.folder.text(of: "archive/README.txt").contains("RFC 9162"))
  }

  @Test func `append tells each record with its number, and the same minutes once more`() throws {
    let fixture = try CommandLineFixture()
    _ = fixture.found()
    let meeting = CommandLineFixture.meeting(
      "会一", date: "2020", ",\"items\":[{\"item\":\"matter\",\"text\":\"甲\"}]")
    #expect(try fixture.append(meeting).output == "1  2020  会一  1 item\n")
    #expect(try fixture.append(meeting).output == "1  2020  会一  already recorded as 1\n")
    let json = try fixture.append(meeting, "--format", "json").json() as? [[String: Any]]
    #expect(json?.count == 1)
    #expect(json?[0]["accession"] as? String == "1")
    #expect(json?[0]["items"] as? Int == 1)
    #expect(json?[0]["already"] as? Bool == true)
  }

  @Test func `append records several files as one batch, or nothing`() throws {
    let fixture = try CommandLineFixture()
    _ = fixture.found()
    let good = try fixture.folder.write(CommandLineFixture.meeting("会一"), to: "good.json")
    let bad = try fixture.folder.write(
      CommandLineFixture.meeting("会二", date: "2020-02-30"), to: "bad.json")
    let refused = fixture("append", good, bad)
    #expect(refused.code == .refused)
    #expect(refused.messages.contains("bad.json:1:"))
    #expect(refused.messages.contains("\"2020-02-30\" is no date"))
    #expect(refused.output.isEmpty)
    #expect(fixture("query", "--count").output == "0\n")
    #expect(fixture("append", good, good).code == .done)
    #expect(fixture("query", "--count").output == "1\n")
  }

  @Test func `append refuses another record of the same identity and records nothing`() throws {
    let fixture = try CommandLineFixture()
    _ = fixture.found()
    _ = try fixture.append(CommandLineFixture.meeting("会一", ",\"summary\":\"甲\""))
    let other = CommandLineFixture.meeting("会一", ",\"summary\":\"乙\"")
    let refused = try fixture.append(
      CommandLineFixture.meeting("会二") + "\n" + other, name: "b.jsonl")
    #expect(refused.code == .refused)
    #expect(refused.messages.contains("b.jsonl:2: 会一: recorded as 1 with other content"))
    #expect(refused.messages.contains("summary"))
    #expect(fixture("query", "--count").output == "1\n")
  }

  @Test func `a rehearsal tells what would be recorded and records nothing`() throws {
    let fixture = try CommandLineFixture()
    _ = fixture.found()
    let rehearsal = try fixture.append(CommandLineFixture.meeting("会一"), "--dry-run")
    #expect(rehearsal.code == .done)
    #expect(rehearsal.output == "1  2020-09-18  会一  0 items\n")
    #expect(rehearsal.messages.contains("nothing was recorded"))
    #expect(fixture("query", "--count").output == "0\n")
  }

  @Test func `append records in the role it is told`() throws {
    let fixture = try CommandLineFixture()
    _ = fixture.found()
    _ = try fixture.append(CommandLineFixture.meeting("会一"), "--by", "deputy-clerk")
    #expect(fixture("log", "--format", "jsonl").output.contains("\"by\":\"deputy-clerk\""))
    #expect(
      try fixture.append(CommandLineFixture.meeting("会二"), "--by", "Zhang San").code == .usage)
  }

  @Test func `query shows a table, the newest first`() throws {
    let fixture = try CommandTests.filled()
    #expect(
      fixture("query").output == """
        2020-10     2    meeting    市政府        内部会议
        2020-09-18  1.2  personnel  市人大常委会  任命王五为某局局长
        2020-09-18  1.1  report     市人大常委会  市人大农委：关于《重庆市河长制条例（草案）》的汇报
        2020-09-18  1    meeting    市人大常委会  市五届人大常委会第四十次主任会议
        2020-04-01  3    document   市政府办公厅  关于推进的意见

        """)
  }

  @Test(arguments: [
    (["河长制"], "1.1"), (["第40次"], "1"), (["河長制", "--kind", "report"], "1.1"),
    (["--person", "张轩"], "1.2 1.1 1"), (["--person", "王五"], "1.2"), (["--topic", "河长制"], "1.1 1"),
    (["--body", "市政府"], "2"), (["--series", "主任会议", "--kind", "meeting"], "1"),
    (["--term", "五届", "--ordinal", "第四十次", "--kind", "meeting,report"], "1.1 1"),
    (["--from", "2020-10-15"], "2"), (["--to", "二〇二〇年四月"], "3"),
    (["--number", "渝府办发〔2020〕40 号"], "3"), (["--stage", "草案"], "1.1"),
    (["--openness", "closed"], "2"), (["-草案", "会议"], "2 1"), (["内部", "OR", "推进"], "2 3"),
    (["--limit", "1"], "2"), (["--limit", "1", "--offset", "1"], "1.2"), (["没有"], ""),
    (["第4次"], ""), (["第4"], ""), (["第四"], "1"), (["--sort", "date", "--kind", "meeting"], "1 2"),

    (["--sort", "recorded", "--limit", "1"], "1"),
  ])
  func `query finds by words and filters`(question: [String], expected: String) throws {
    let fixture = try CommandTests.filled()
    let outcome = fixture.run(
      ["query"] + question + ["--format", "jsonl", "--archive", fixture.archive])
    #expect(outcome.code == .done)
    let numbers = try outcome.output.split(separator: "\n").map { line in
      let entry = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return entry?["accession"] as? String ?? "?"
    }
    #expect(numbers.joined(separator: " ") == expected)
  }

  @Test func `query answers programs with totals, entries and facets`() throws {
    let fixture = try CommandTests.filled()
    let answer =
      try fixture("query", "--facet", "kind,year", "--limit", "1", "--format", "json").json()
      as? [String: Any]
    #expect(answer?["total"] as? Int == 5)
    #expect(answer?["withheld"] as? Int == 0)
    #expect((answer?["entries"] as? [Any])?.count == 1)
    let facets = answer?["facets"] as? [String: [[String: Any]]]
    #expect(facets?["kind"]?.first?["value"] as? String == "meeting")
    #expect(facets?["kind"]?.first?["count"] as? Int == 2)
    #expect(facets?["year"]?.count == 1)
  }

  @Test func `a name that nobody has is answered with the nearest one`() throws {
    let fixture = try CommandTests.filled()
    let outcome = fixture("query", "--body", "市人大常委")
    #expect(outcome.code == .done)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages == "no record fits; did you mean --body 市人大常委会?\n")
  }

  @Test func `show tells a record with its items and history, and what is not there`() throws {
    let fixture = try CommandTests.filled()
    let page = fixture("show", "1").output
    #expect(page.hasPrefix("1  市五届人大常委会第四十次主任会议\n"))
    #expect(page.contains("chair         张轩（市人大常委会主任）"))
    #expect(page.contains("  1.2  任命王五为某局局长"))
    let entry = try fixture("show", "1", "--format", "json").json() as? [String: Any]
    #expect(
      (entry?["items"] as? [[String: Any]])?.map { $0["kind"] as? String } == [
        "report", "personnel",
      ])
    #expect(
      (entry?["history"] as? [[String: Any]])?.first?["event"] as? String == "MeetingRecorded")
    let item = try fixture("show", "1.2", "--format", "json").json() as? [String: Any]
    #expect(item?["organ"] as? String == "市人民政府")
    #expect(item?["items"] == nil)
    #expect((item?["meeting"] as? [String: Any])?["ordinal"] as? Int == 40)
    #expect(fixture("show", "9").code == .refused)
    #expect(fixture("show", "seventeen").code == .usage)
  }

  @Test func `timeline withholds what is stricter than its ceiling, and tells how many`() throws {
    let fixture = try CommandTests.filled()
    let open = fixture("timeline")
    let document = try open.json() as? [String: Any]
    #expect(document?["withheld"] as? Int == 1)
    #expect((document?["entries"] as? [Any])?.count == 4)
    #expect((document?["checkpoint"] as? [String: Any])?["size"] as? Int == 9)
    #expect(!open.output.contains("机密") && !open.output.contains("内部"))
    #expect(open.messages.contains("1 record withheld"))
    #expect(fixture("timeline", "--ceiling", "closed").output.contains("机密"))
    #expect(fixture("timeline").output == open.output)
  }

  @Test func `timeline writes a file whole`() throws {
    let fixture = try CommandTests.filled()
    let path = fixture.folder.path("out.csv")
    let outcome = fixture("timeline", "--format", "csv", "--output", path)
    #expect(outcome.code == .done)
    #expect(outcome.output.isEmpty)
    let rows = try fixture.folder.text(of: "out.csv").split(separator: "\r\n")
    #expect(rows.count == 5)
    #expect(rows[0].hasPrefix("accession,kind,date,body,series,term,ordinal,title,"))
    #expect(rows[1].hasPrefix("3,document,2020-04-01,市政府办公厅,,,,关于推进的意见,"))
    let lost = fixture("timeline", "--output", fixture.folder.path("missing/out.json"))
    #expect(lost.code == .inputOutput)
  }

  @Test func `timeline never writes into an archive`() throws {
    let fixture = try CommandTests.filled()
    let log = try fixture.folder.text(of: "archive/log/00000000000000000000.jsonl")
    for name in ["log/00000000000000000000.jsonl", "archive.json", "new.json", "log/../x.json"] {
      let outcome = fixture("timeline", "--output", fixture.folder.path("archive/\(name)"))
      #expect(outcome.code == .usage)
    }
    try FileManager.default.createSymbolicLink(
      atPath: fixture.folder.path("link"), withDestinationPath: fixture.folder.path("archive/log"))
    #expect(fixture("timeline", "--output", fixture.folder.path("link/x.json")).code == .usage)
    #expect(try fixture.folder.text(of: "archive/log/00000000000000000000.jsonl") == log)
    #expect(fixture("verify").code == .done)
  }

  @Test func `timeline follows links, keeps permissions, and leaves devices alone`() throws {
    let fixture = try CommandTests.filled()
    let files = FileManager.default
    let target = try fixture.folder.write("old", to: "target.json")
    try files.setAttributes([.posixPermissions: 0o640], ofItemAtPath: target)
    try files.createSymbolicLink(
      atPath: fixture.folder.path("link.json"), withDestinationPath: target)
    #expect(fixture("timeline", "--output", fixture.folder.path("link.json")).code == .done)
    #expect(try fixture.folder.text(of: "target.json").hasPrefix("{\"archive\""))
    #expect(try files.attributesOfItem(atPath: target)[.posixPermissions] as? Int == 0o640)
    #expect(
      try files.destinationOfSymbolicLink(atPath: fixture.folder.path("link.json")) == target)
    #expect(fixture("timeline", "--output", "/dev/null").code == .done)
    #expect(
      try files.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
        == .typeCharacterSpecial)
    #expect(fixture("timeline", "--output", fixture.folder.path("")).code == .inputOutput)
  }

  @Test func `an archive whose founding cannot be read keeps everything to itself`() throws {
    let fixture = try CommandLineFixture()
    _ = fixture.found("--default-openness", "closed")
    _ = try fixture.append(CommandLineFixture.meeting("内部会议"))
    let path = fixture.folder.path("archive/log/00000000000000000000.jsonl")
    var log = try Data(contentsOf: URL(filePath: path))
    log[60] ^= 1
    try log.write(to: URL(filePath: path))
    let timeline = fixture("timeline")
    #expect(timeline.code == .done)
    #expect(!timeline.output.contains("内部会议"))
    #expect(timeline.output.contains("\"withheld\":1"))
    #expect(!fixture("log", "--format", "jsonl").output.contains("内部会议"))
    #expect(fixture("query", "--count").output == "1\n")
  }

  @Test func `counts and facets are refused where they would be lost`() throws {
    let fixture = try CommandTests.filled()
    for form in ["jsonl", "csv", "table"] {
      #expect(fixture("query", "--count", "--format", form).output == "5\n")
    }
    let json = try fixture("query", "--count", "--format", "json").json() as? [String: Any]
    #expect(json?["total"] as? Int == 5)
    for line in [["--format", "csv"], ["--format", "jsonl"], ["--count"]] {
      let outcome = fixture.run(
        ["query", "--facet", "kind", "--archive", fixture.archive] + line)
      #expect(outcome.code == .usage)
    }
  }

  @Test func `minutes that contradict each other in one batch are told as such`() throws {
    let fixture = try CommandLineFixture()
    _ = fixture.found()
    let refused = try fixture.append(
      CommandLineFixture.meeting("会一") + "\n"
        + CommandLineFixture.meeting("会一", ",\"summary\":\"乙\""), name: "a.jsonl")
    #expect(refused.code == .refused)
    #expect(
      refused.messages.hasPrefix(
        "a.jsonl:2: 会一: the minutes at \(fixture.folder.path("a.jsonl")):1")
        || refused.messages.contains(":2: 会一: the minutes at "))
    #expect(!refused.messages.contains("recorded as"))
  }

  @Test func `days of a zone that the machine does not know are refused, not guessed`() throws {
    let fixture = try CommandTests.filled()
    let description = try fixture.folder.text(of: "archive/archive.json")
      .replacing("Asia/Shanghai", with: "Mars/Olympus")
    try fixture.folder.write(description, to: "archive/archive.json")
    let refused = fixture("query", "--count", "--as-of", "2026-11-20")
    #expect(refused.code == .untrustworthy)
    #expect(refused.messages.contains("Mars/Olympus"))
    #expect(fixture("query", "--count", "--as-of", "@3").code == .done)
  }

  @Test(arguments: ["Asia/Hong_Kong", "America/Argentina/Buenos_Aires", "Etc/GMT+8", "UTC"])
  func `zones of every form are known`(zone: String) throws {
    #expect(try CommandLineFixture().found("--zone", zone).code == .done)
  }

  @Test func `log shows a withheld event as its header alone`() throws {
    let fixture = try CommandTests.filled()
    let log = fixture("log", "--format", "jsonl")
    // The closed meeting, and the body that nothing else names.
    #expect(log.messages == "2 events withheld: stricter than unconditional\n")
    let lines = log.output.split(separator: "\n")
    #expect(lines.count == 9)
    for position in [5, 6] {
      #expect(lines[position].hasPrefix("{\"pos\":\(position),"))
      #expect(!lines[position].contains("salt") && !lines[position].contains("data"))
    }
    #expect(lines[4].contains("\"salt\":\""))
    for line in lines { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
    #expect(fixture("log", "--ceiling", "closed", "--format", "jsonl").output.contains("机密"))
    #expect(!fixture("log").output.contains("内部"))
    #expect(fixture("log", "--from", "5").output.hasPrefix("5 "))
  }

  @Test func `bodies, topics and stats count what there is`() throws {
    let fixture = try CommandTests.filled()
    #expect(fixture("bodies").output.hasPrefix("市人大常委会  1  3\n"))
    let bodies = try fixture("bodies", "--format", "json").json() as? [[String: Any]]
    #expect(bodies?[0]["records"] as? Int == 3)
    #expect(bodies?[0]["aliases"] as? [String] == [])
    #expect(fixture("topics").output == "河长制  2\n")
    let stats = try fixture("stats", "--format", "json").json() as? [String: Any]
    #expect(stats?["events"] as? Int == 9)
    #expect((stats?["kinds"] as? [String: Int])?["document"] == 1)
    #expect(fixture("stats").output.contains("2020  3  █"))
  }

  @Test func `verify is content with a sound log and with its own checkpoint`() throws {
    let fixture = try CommandTests.filled()
    let checkpoint = fixture("checkpoint").output
    #expect(checkpoint.split(separator: "\n").count == 3)
    let path = try fixture.folder.write(checkpoint, to: "kept")
    let sound = fixture("verify", "--checkpoint", path)
    #expect(sound.code == .done)
    #expect(sound.output.hasSuffix("sound\n"))
    let other = try fixture.folder.write(checkpoint.replacing("\n9\n", with: "\n10\n"), to: "other")
    #expect(fixture("verify", "--checkpoint", other).code == .untrustworthy)
    let none = try fixture.folder.write("nonsense", to: "none")
    #expect(fixture("verify", "--checkpoint", none).code == .refused)
  }

  @Test func `damage is found by verify, read around by others, and stops append`() throws {
    let fixture = try CommandTests.filled()
    let path = fixture.folder.path("archive/log/00000000000000000000.jsonl")
    var log = try Data(contentsOf: URL(filePath: path))
    let hit = try #require(log.range(of: Data("河长制条例".utf8)))
    log[hit.lowerBound] ^= 1
    try log.write(to: URL(filePath: path))
    // All three records were one batch, and a batch is shown whole or not at all. It was also the
    // last group, so that nobody can tell the damage from an unfinished write.
    let report = fixture("verify")
    #expect(report.code == .untrustworthy)
    #expect(report.output.contains("unfinished"))
    #expect(fixture("query", "--count").output == "0\n")
    let appended = try fixture.append(CommandLineFixture.meeting("会"))
    #expect(appended.code == .done)
    #expect(appended.messages.contains("log/torn-00000000000000000000-"))
    // Now something was built on what follows, and the same is damage.
    var damaged = try Data(contentsOf: URL(filePath: path))
    damaged[20] ^= 1
    try damaged.write(to: URL(filePath: path))
    let query = fixture("query", "--count")
    #expect(query.code == .done)
    #expect(query.output == "1\n")
    #expect(
      query.messages.contains("warning: the log is damaged: 00000000000000000000.jsonl, byte 0"))
    let refused = try fixture.append(CommandLineFixture.meeting("会二"))
    #expect(refused.code == .untrustworthy)
    #expect(try Data(contentsOf: URL(filePath: path)) == damaged)
    #expect(fixture("verify", "--format", "json").output.contains("\"sound\":false"))
    #expect(fixture("checkpoint").code == .untrustworthy)
  }

  @Test func `what is no archive, or a newer one, is left alone`() throws {
    let fixture = try CommandLineFixture()
    #expect(fixture.run(["query", "--archive", fixture.folder.path("nowhere")]).code == .noInput)
    _ = fixture.found()
    let newer = try fixture.folder.text(of: "archive/archive.json")
      .replacing("\"format\":1", with: "\"format\":2")
    try fixture.folder.write(newer, to: "archive/archive.json")
    #expect(fixture("query").code == .untrustworthy)
    #expect(try fixture.append(CommandLineFixture.meeting("会")).code == .untrustworthy)
    try fixture.folder.write("{", to: "archive/archive.json")
    #expect(fixture("query").code == .untrustworthy)
  }

  @Test func `as-of answers from what had been recorded by then`() throws {
    let world = TestWorld(now: "2026-11-20T10:00:00.000Z")
    let fixture = try CommandLineFixture(world: world)
    _ = fixture.found()
    _ = try fixture.append(CommandLineFixture.meeting("会一"), name: "a.json")
    // 15:59 UTC is before midnight in Shanghai, 16:00 is the next day.
    world.now = try #require(Timestamp("2026-11-20T15:59:59.999Z"))
    _ = try fixture.append(CommandLineFixture.meeting("会二"), name: "b.json")
    world.now = try #require(Timestamp("2026-11-20T16:00:00.000Z"))
    _ = try fixture.append(CommandLineFixture.meeting("会三"), name: "c.json")
    #expect(fixture("query", "--count", "--as-of", "2026-11-19").output == "0\n")
    #expect(fixture("query", "--count", "--as-of", "2026-11-20").output == "2\n")
    #expect(fixture("query", "--count", "--as-of", "2026").output == "3\n")
    #expect(fixture("query", "--count", "--as-of", "@2").output == "1\n")
    #expect(fixture("show", "3", "--as-of", "@3").code == .refused)
  }

  @Test func `a terminal escape in a record is shown, not obeyed`() throws {
    let fixture = try CommandLineFixture()
    _ = fixture.found()
    _ = try fixture.append(CommandLineFixture.meeting("会\\u001b[31m议\\u202e"))
    for output in [fixture("query").output, fixture("show", "1").output, fixture("log").output] {
      #expect(!output.contains("\u{1B}") && !output.contains("\u{202E}"))
      #expect(output.contains("会␛[31m议<U+202E>"))
    }
  }

  @Test func `colours are for terminals`() throws {
    let fixture = try CommandTests.filled()
    #expect(!fixture("query").output.contains("\u{1B}"))
    fixture.width = 80
    #expect(!fixture("query").output.contains("\u{1B}"))
    fixture.isColored = true
    #expect(fixture("query").output.contains("\u{1B}[35m1.1\u{1B}[0m"))
  }

  @Test func `messages are coloured, keep within the terminal, and obey nothing`() throws {
    let fixture = try CommandLineFixture()
    fixture.width = 60
    fixture.isColored = true
    let outcome = fixture.run(["query", "--kind", "x\u{1B}[5m"])
    #expect(
      outcome.messages.hasPrefix("\u{1B}[31marchivist: \u{1B}[0m--kind: found 'x␛[5m', expected"))
    for line in outcome.messages.split(separator: "\n") {
      #expect(TextWidth.columns(line.replacing(/\x{1B}\[\d+m/, with: "")) <= 60)
    }
  }

  @Test func `tables keep within the terminal`() throws {
    let fixture = try CommandTests.filled()
    for width in [60, 80, 120] {
      fixture.width = width
      for outcome in [
        fixture("query"), fixture("bodies"), fixture("stats"), fixture("show", "1"), fixture("log"),
      ] {
        for line in outcome.output.split(separator: "\n") {
          #expect(TextWidth.columns(line) <= width, "\(line)")
        }
      }
    }
  }
}
