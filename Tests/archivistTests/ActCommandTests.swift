import EventStore
import Foundation
import TestSupport
import Testing

@testable import archivist

/// Correcting, withdrawing and reviewing at the command line, and what changed.
@Suite struct ActCommandTests {
  private static let ground = ["--reason", "clerical", "--authority", "办公厅"]

  private static func run(
    _ fixture: CommandLineFixture, _ arguments: [String]
  ) -> CommandLineFixture.Outcome {
    fixture.run(arguments + ["--archive", fixture.archive])
  }

  @Test func `a correction tells what the field was and is, and show tells it too`() throws {
    let fixture = try CommandTests.filled()
    let done = Self.run(
      fixture, ["correct", "1", "主持.person=李某", "attendance[1].person=张宣"] + Self.ground)
    #expect(done.code == .refused)
    let corrected = Self.run(fixture, ["correct", "1", "attendance[1].person=张宣"] + Self.ground)
    #expect(corrected.output == "1 attendance[1].person: 张轩 → 张宣 (clerical, 办公厅)\n")
    let shown = fixture("show", "1")
    #expect(shown.output.contains("张宣（市人大常委会主任）"))
    #expect(shown.output.contains("张轩 → 张宣"))
    let earlier = fixture("show", "1", "--as-of", "@5")
    #expect(earlier.output.contains("张轩（市人大常委会主任）"))
    #expect(!earlier.output.contains("张宣"))
    let chinese = Self.run(
      fixture, ["correct", "1", "地点=重庆", "--lang", "zh"] + Self.ground)
    #expect(chinese.output == "1 place：（无） → 重庆（笔误，办公厅）\n")
  }

  @Test func `a correction in JSON is what its history will tell`() throws {
    let fixture = try CommandTests.filled()
    let done = Self.run(
      fixture, ["correct", "1.1", "document.stage=修订草案", "--format", "json"] + Self.ground)
    let acts = try #require(try done.json() as? [[String: Any]])
    #expect(acts.count == 1)
    #expect(acts[0]["old"] as? String == "草案")
    #expect(acts[0]["new"] as? String == "修订草案")
    #expect(acts[0]["event"] as? String == "RecordCorrected")
    let shown = try #require(
      try fixture("show", "1.1", "--format", "json").json() as? [String: Any])
    let history = try #require(shown["history"] as? [[String: Any]])
    #expect(history.count == 2)
    #expect(history[1]["position"] as? Int == acts[0]["position"] as? Int)
    #expect(history[1]["reason"] as? String == "clerical")
  }

  @Test func `a rehearsal tells and records nothing`() throws {
    let fixture = try CommandTests.filled()
    let before = fixture("log", "--format", "jsonl").output
    let done = Self.run(fixture, ["correct", "1", "地点=重庆", "--dry-run"] + Self.ground)
    #expect(done.code == .done)
    #expect(done.messages.contains("--dry-run"))
    #expect(fixture("log", "--format", "jsonl").output == before)
  }

  @Test(arguments: [
    (["correct", "1", "地点=重庆"], ExitCode.usage), (["correct", "1"] + Self.ground, .usage),
    (["correct", "1", "地点"] + Self.ground, .usage),
    (["correct", "9", "地点=重庆"] + Self.ground, .refused),
    (["correct", "1", "地址=重庆"] + Self.ground, .refused),
    (["correct", "1", "date=2020-02-30"] + Self.ground, .refused),
    (["correct", "1", "place=x", "--reason", "whim", "--authority", "x"], .usage),
    (["retract", "1", "--reason", "duplicate"], .usage),
    (
      ["retract", "1", "--reason", "duplicate", "--authority", "x", "--replaced-by", "9"], .refused
    ),
    (["reclassify", "1", "--openness", "closed", "--basis", "x"], .usage),
    (["diff"], .usage), (["diff", "--from-recorded", "yesterday"], .usage),
  ])
  func `what makes no sense is refused with one message`(
    arguments: [String], code: ExitCode
  ) throws {
    let fixture = try CommandTests.filled()
    let before = fixture("log", "--format", "jsonl").output
    let done = Self.run(fixture, arguments)
    #expect(done.code == code)
    #expect(done.output.isEmpty)
    #expect(done.messages.hasPrefix("archivist: "))
    #expect(fixture("log", "--format", "jsonl").output == before)
  }

  @Test func `a withdrawn record is found only when asked for, and says why`() throws {
    let fixture = try CommandTests.filled()
    let done = fixture(
      "retract", "1", "--reason", "duplicate", "--authority", "办公厅", "--replaced-by", "3",
      "--explanation", "两次登记")
    #expect(done.output == "1 withdrawn: duplicate, 两次登记 (办公厅); see 3\n")
    #expect(fixture("query", "河长制", "--count").output == "0\n")
    let found = fixture("query", "河长制", "--retracted")
    #expect(found.output.contains("[withdrawn] "))
    #expect(fixture("show", "1.1").output.contains("1 withdrawn: duplicate, 两次登记"))
    let timeline = try #require(try fixture("timeline").json() as? [String: Any])
    #expect((timeline["entries"] as? [Any])?.count == 1)
    let again = fixture("retract", "1", "--reason", "duplicate", "--authority", "办公厅")
    #expect(again.code == .refused)
    #expect(again.messages.contains("was withdrawn at position"))
  }

  @Test func `a review closes a record for everything that leaves`() throws {
    let fixture = try CommandTests.filled()
    let done = fixture(
      "reclassify", "1.1", "--openness", "closed", "--basis", "条例第十五条", "--reviewer", "保密办")
    #expect(done.output == "1.1 closed (不予开放) (条例第十五条; 保密办)\n")
    let timeline = fixture("timeline", "--format", "jsonl")
    #expect(!timeline.output.contains("市人大农委"))
    #expect(timeline.messages.contains("2 records withheld"))
    let log = fixture("log", "--format", "jsonl")
    #expect(!log.output.contains("市人大农委") && !log.output.contains("保密办"))
  }

  @Test func `a difference shows what came and what says something else`() throws {
    let fixture = try CommandTests.filled()
    let size = fixture("log", "--format", "jsonl").output.split(separator: "\n").count
    #expect(Self.run(fixture, ["correct", "1", "地点=重庆"] + Self.ground).code == .done)
    #expect(try fixture.append(CommandLineFixture.meeting("会二")).code == .done)
    let text = fixture("diff", "--from-recorded", "@\(size - 1)")
    #expect(
      text.output == """
        ~ 1  corrected  市五届人大常委会第四十次主任会议
            + place: 重庆
        + 4  added  会二

        """)
    let json = fixture("diff", "--from-recorded", "@\(size - 1)", "--format", "json")
    let changes = try #require(
      (try json.json() as? [String: Any])?["changes"] as? [[String: Any]])
    #expect(changes.map { $0["accession"] as? String } == ["1", "4"])
    let none = fixture("diff", "--from-recorded", "@900")
    #expect(none.output.isEmpty && none.messages == "nothing changed\n")
  }

  @Test func `an edited record becomes one correction for each field`() throws {
    let fixture = try CommandTests.filled()
    let editor = try fixture.folder.write(
      "#!/bin/sh\nsed -i 's/张轩/张宣/; s/王五/王六/' \"$1\"\n", to: "editor")
    let done = fixture.run(
      ["correct", "1", "--edit", "--archive", fixture.archive] + Self.ground,
      environment: ["EDITOR": "sh \(editor)", "TMPDIR": fixture.folder.path("")])
    #expect(done.code == .done, "\(done.messages)")
    #expect(
      done.output == """
        1 attendance[1].person: 张轩 → 张宣 (clerical, 办公厅)
        1.2 person: 王五 → 王六 (clerical, 办公厅)

        """)
    let nothing = fixture.run(
      ["correct", "1", "--edit", "--archive", fixture.archive] + Self.ground,
      environment: ["EDITOR": "true", "TMPDIR": fixture.folder.path("")])
    #expect(nothing.messages == "nothing was recorded\n")
  }
}

/// Erasing for good, and keeping sources, at the command line.
@Suite struct RedactionCommandTests {
  private static let ground = ["--reason", "个人信息保护法", "--authority", "市档案馆"]

  private static func redact(
    _ fixture: CommandLineFixture, _ arguments: [String]
  ) -> CommandLineFixture.Outcome {
    fixture.run(["redact"] + arguments + ["--archive", fixture.archive] + ground)
  }

  @Test func `what was erased is told, stands nowhere any more, and proofs stay`() throws {
    let fixture = try CommandTests.filled()
    #expect(fixture("checkpoint").code == .done)
    let checkpoint = try fixture.folder.write(fixture("checkpoint").output, to: "before")
    let done = Self.redact(fixture, ["1.2", "person", "文号"])
    #expect(done.code == .refused)
    let erased = Self.redact(fixture, ["1.2", "person"])
    #expect(erased.output == "1.2 erased: person (个人信息保护法; 市档案馆)\n")
    #expect(erased.messages == "1 payload taken out of the log\n")
    let shown = fixture("show", "1.2", "--format", "json")
    #expect(!shown.output.contains("王五"))
    #expect(shown.output.contains("某局局长"))
    #expect(!fixture("log", "--format", "jsonl").output.contains("王五"))
    let log = try fixture.folder.text(of: "archive/log/00000000000000000000.jsonl")
    #expect(!log.contains("王五"))
    let verified = fixture("verify", "--checkpoint", checkpoint)
    #expect(verified.code == .done)
    #expect(Self.redact(fixture, ["1.2", "person"]).messages.contains("was erased"))
    #expect(fixture("show", "1").output.contains("erased: person"))
  }

  @Test func `other records that say the same words are named`() throws {
    let fixture = try CommandTests.filled()
    #expect(
      try fixture.append(
        CommandLineFixture.meeting("会二", date: "2021", #","summary":"王五到会""#)
      ).code == .done)
    let erased = Self.redact(fixture, ["1.2", "person", "--format", "json"])
    let report = try #require(try erased.json() as? [String: Any])
    #expect(report["stillIn"] as? [String] == ["4"])
    #expect(report["payloads"] as? Int == 1)
    #expect(erased.messages.contains("the same words still stand in 4"))
  }

  @Test func `a kept source is shown with the lines that a record cites`() throws {
    let fixture = try CommandLineFixture()
    _ = fixture.found()
    let lines = (1...9).map { "第\($0)行" }.joined(separator: "\r\n")
    let page = try fixture.folder.write(lines, to: "page.txt")
    let kept = try fixture.append(
      CommandLineFixture.meeting("会一"), "--keep-source", page, "--source-openness", "closed")
    #expect(kept.code == .done)
    let place = try #require(kept.messages.firstRange(of: "kept a source: sha256:"))
    let digest = String(kept.messages[place.upperBound...].prefix(64))
    let meeting = CommandLineFixture.meeting(
      "会二", date: "2021",
      #","sources":[{"title":"重庆日报","lines":["L2","L7-L8"],"sha256":"\#(digest)"}]"#)
    #expect(try fixture.append(meeting, "--keep-source", page).messages.isEmpty)
    #expect(
      fixture("show", "2", "--source").output == """
        [1] 重庆日报
          1   第1行
          2 ▌ 第2行
          3   第3行
          4   第4行
          5   第5行
          6   第6行
          7 ▌ 第7行
          8 ▌ 第8行
          9   第9行

        """)
    #expect(fixture("show", "1", "--source").messages == "1 names no source\n")
    #expect(!fixture("log", "--format", "jsonl").output.contains("第3行"))
    let binary = try fixture.folder.write("a\0b", to: "binary")
    let refused = try fixture.append(
      CommandLineFixture.meeting("会三"), "--keep-source", binary)
    #expect(refused.code == .refused)
    #expect(fixture("show", "3").code == .refused)
  }
}

/// Topics that phrases define, at the command line.
@Suite struct TopicCommandTests {
  @Test func `a topic defined today finds records of before, and below it`() throws {
    let fixture = try CommandTests.filled()
    let defined = fixture(
      "topics", "define", "意见类", "--match", "意见，办法", "--broader", "规范性文件")
    #expect(defined.output == "意见类 is defined: 1 record\n")
    #expect(fixture("query", "--topic", "规范性文件", "--count").output == "1\n")
    #expect(fixture("show", "3").output.contains("意见类 ⊂ 规范性文件 (it says “意见”)"))
    let entry = try #require(try fixture("show", "3", "--format", "json").json() as? [String: Any])
    #expect((entry["matchedTopics"] as? [[String: Any]])?.first?["phrase"] as? String == "意见")
    let list = try #require(try fixture("topics", "--format", "json").json() as? [[String: Any]])
    #expect(list.first { $0["name"] as? String == "意见类" }?["match"] as? [String] == ["意见", "办法"])
    #expect(
      fixture("topics", "undefine", "意见类").output
        == "意见类 is no longer defined; minutes name it in 0 records\n")
    #expect(fixture("query", "--topic", "规范性文件", "--count").output == "0\n")
  }

  @Test(arguments: [
    (["topics", "define", "甲"], ExitCode.refused), (["topics", "define"], .usage),
    (["topics", "undefine", "甲"], .refused), (["topics", "defin", "甲"], .usage),
    (["topics", "define", "甲", "--match", "河", "--broader", "甲"], .refused),
  ])
  func `what makes no sense is refused with one message`(
    arguments: [String], code: ExitCode
  ) throws {
    let fixture = try CommandTests.filled()
    let done = fixture.run(arguments + ["--archive", fixture.archive])
    #expect(done.code == code)
    #expect(done.output.isEmpty && done.messages.hasPrefix("archivist: "))
  }
}

/// Sources that differ, and meetings that move, at the command line.
@Suite struct DisputeCommandTests {
  @Test func `what another source says is shown beside what the record says`() throws {
    let fixture = try CommandTests.filled()
    let noted = fixture(
      "conflict", "1", "日期=2020-09-19", "--source", "重庆晚报", "--reason", "日报为机关报", "--authority",
      "办公厅")
    #expect(
      noted.output == "1 date: ✓ 2020-09-18 [1] ≠ 2020-09-19 [重庆晚报] (日报为机关报; 办公厅)\n")
    #expect(fixture("show", "1").output.contains("≠ 2020-09-19 [重庆晚报]"))
    let again = fixture(
      "conflict", "1", "date=2020-09-19", "--source", "重庆晚报", "--reason", "x", "--authority", "x")
    #expect(again.code == .refused)
    #expect(fixture("conflict", "1", "date=2020-09-20", "--source", "x").code == .usage)
  }

  @Test func `a meeting that was put off or cancelled is told in front of its title`() throws {
    let fixture = try CommandTests.filled()
    let ground = ["--reason", "lateEvidence", "--authority", "办公厅", "--archive", fixture.archive]
    #expect(
      fixture.run(
        ["correct", "1", "状态=改期", "原日期=2020-09-18", "日期=2020-09-25", "原因=疫情"] + ground
      ).code == .done)
    #expect(fixture("query", "--kind", "meeting").output.contains("[put off from 2020-09-18] 市五届"))
    #expect(fixture("query", "--kind", "meeting", "--from", "2020-09-25").output.contains("市五届"))
    #expect(fixture.run(["correct", "1", "状态=取消", "原日期="] + ground).code == .done)
    #expect(fixture("query", "河长制").output.contains("[cancelled] "))
    #expect(fixture.run(["correct", "1", "状态=", "原因="] + ground).code == .done)
    #expect(!fixture("query", "--kind", "meeting").output.contains("["))
  }
}
