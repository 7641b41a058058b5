import EventStore
import Foundation
import TestSupport
import Testing

@testable import archivist

/// In which language the program speaks, and what does not change with it.
@Suite struct LanguageTests {
  private static let chinese = "没有“qurey”这个命令"
  private static let english = "'qurey' is no command"

  @Test(arguments: [
    (["LC_ALL": "zh_CN.UTF-8"], Language.chinese),
    (["LC_MESSAGES": "zh_TW"], .chinese),
    (["LANG": "zh"], .chinese),
    (["LC_ALL": "zh-Hans", "LC_MESSAGES": "en_US", "LANG": "C"], .chinese),
    (["LC_ALL": "C", "LC_MESSAGES": "zh_CN", "LANG": "zh_CN"], .english),
    (["LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "de_DE"], .chinese),
    (["LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN"], .chinese),
    (["LC_MESSAGES": "en_GB", "LANG": "zh_CN"], .english),
    (["LC_MESSAGES": "POSIX", "LANG": "zh_CN"], .english),
    (["LANG": "de_DE.UTF-8"], .english), (["LANG": "C"], .english), ([:], .english),
    (["LANGUAGE": "zh"], .english), (["LC_CTYPE": "zh_CN.UTF-8"], .english),
  ])
  func `the first locale that is set decides`(
    environment: [String: String], language: Language
  ) throws {
    let outcome = try CommandLineFixture().run(["qurey"], environment: environment)
    #expect(outcome.code == .usage)
    let expected = language == .chinese ? Self.chinese : Self.english
    #expect(outcome.messages.contains(expected), "\(outcome.messages)")
  }

  @Test(arguments: CommandTable.commands.map(\.name))
  func `the option wins over the locale, behind every command and in front of it`(
    name: String
  ) throws {
    let fixture = try CommandLineFixture()
    for (asked, locale) in [("zh", "C"), ("en", "zh_CN.UTF-8")] {
      fixture.environment = ["LC_ALL": locale]
      let options = asked == "zh" ? "选项" : "Options"
      for line in [
        ["--lang", asked, name, "--help"], ["--lang=\(asked)", name, "--help"],
        [name, "--lang", asked, "--help"], [name, "--help", "--lang=\(asked)"],
        ["--archive", "x", "--lang", asked, name, "--help"], ["help", name, "--lang", asked],
      ] {
        let outcome = fixture.run(line)
        #expect(outcome.code == .done, "\(line): \(outcome.messages)")
        #expect(outcome.output.contains("\n\(options)\n"), "\(line)")
      }
    }
  }

  @Test func `the option stands in front of help and version too`() throws {
    let fixture = try CommandLineFixture()
    let overview = fixture.run(["help", "--lang", "zh"]).output
    #expect(overview.contains("入门"))
    for line in [["--lang", "zh"], ["--lang=zh", "--help"], ["--lang", "zh", "-h"]] {
      #expect(fixture.run(line).output == overview)
    }
    #expect(fixture.run(["--lang", "zh", "--version"]).output == "archivist \(Main.version)\n")
  }

  @Test func `what is wrong beside the option is told in its language`() throws {
    let fixture = try CommandLineFixture()
    for line in [
      ["qurey", "--lang", "zh"], ["--lang", "zh", "qurey"], ["qurey", "--lang=zh"],
    ] {
      let outcome = fixture.run(line)
      #expect(outcome.code == .usage)
      #expect(outcome.messages.contains(Self.chinese), "\(line)")
    }
    #expect(
      fixture.run(["query", "--limt", "3", "--lang", "zh"]).messages.contains("是否指“--limit”？"))
  }

  @Test(arguments: [
    ("fr", "did you mean 'en'?"), ("cn", "did you mean 'zh'?"), ("zh_CN", "did you mean 'zh'?"),
    ("中文", "did you mean 'zh'?"), ("eng", "did you mean 'en'?"), ("ZH", "did you mean 'zh'?"),
  ])
  func `a wrong language is refused with the one that was meant`(word: String, hint: String) throws
  {
    let fixture = try CommandLineFixture()
    for line in [
      ["--lang", word], ["--lang", word, "--version"], ["--lang=\(word)", "help"],
      ["query", "--lang", word], ["help", "--lang=\(word)"],
    ] {
      let outcome = fixture.run(line)
      #expect(outcome.code == .usage, "\(line)")
      #expect(outcome.output.isEmpty)
      #expect(
        outcome.messages.hasPrefix(
          "archivist: --lang: found '\(word)', expected one of zh, en\n  \(hint)"),
        "\(line): \(outcome.messages)")
    }
  }

  @Test func `a language that is missing is asked for`() throws {
    let fixture = try CommandLineFixture()
    for line in [["--lang"], ["--lang="], ["query", "--lang"], ["query", "--lang="]] {
      let outcome = fixture.run(line)
      #expect(outcome.code == .usage)
      #expect(outcome.messages.contains("'--lang' needs a value: --lang LANG"))
    }
  }

  @Test func `words that only look like the option choose no language`() throws {
    let fixture = try CommandTests.filled()
    #expect(fixture("query", "--person", "--lang", "zh").messages == "no record fits\n")
    #expect(
      fixture.run(["query", "--archive", fixture.archive, "--", "nothing", "--lang", "zh"]).messages
        == "no record fits\n")
  }

  // MARK: What does not change

  @Test func `what programs read is the same in every language`() throws {
    let fixture = try CommandTests.filled()
    for line in [
      ["query", "--format", "json", "--facet", "kind,year"], ["query", "--format", "jsonl"],
      ["query", "--format", "csv"], ["query", "--count"], ["show", "1", "--format", "json"],
      ["timeline"], ["timeline", "--format", "csv"], ["timeline", "--format", "jsonl"],
      ["bodies", "--format", "json"], ["topics", "--format", "json"],
      ["stats", "--format", "json"], ["log", "--format", "jsonl"], ["checkpoint"],
      ["verify", "--format", "json"],
    ] {
      let answers = Language.allCases.map { language in
        fixture.run(line + ["--archive", fixture.archive, "--lang", language.rawValue])
      }
      #expect(answers[0].output == answers[1].output, "\(line)")
      #expect(!answers[0].output.isEmpty)
      #expect(answers.map(\.code) == [.done, .done])
    }
  }

  @Test func `a report of damage for programs is the same in every language`() throws {
    let fixture = try CommandTests.filled()
    _ = try fixture.append(CommandLineFixture.meeting("会后"), name: "after.json")
    let path = fixture.folder.path("archive/log/00000000000000000000.jsonl")
    var log = try Data(contentsOf: URL(filePath: path))
    log[60] ^= 1
    try log.write(to: URL(filePath: path))
    let english = fixture("verify", "--format", "json", "--lang", "en")
    let chinese = fixture("verify", "--format", "json", "--lang", "zh")
    #expect(english.output == chinese.output)
    #expect(english.output.contains("no sound line"))
    #expect(english.code == .untrustworthy && chinese.code == .untrustworthy)
    let report = fixture("verify", "--lang", "zh").output
    #expect(report.contains("损坏  00000000000000000000.jsonl 偏移 0 字节，位置 0：有 "))
    #expect(report.contains("\n有问题：1 处损坏\n"))
    #expect(fixture("query", "--count", "--lang", "zh").messages.contains("警告：日志有损坏："))
  }

  // MARK: What people read

  @Test func `append tells in Chinese what it recorded and what it refuses`() throws {
    let fixture = try CommandLineFixture()
    fixture.environment = ["LC_ALL": "zh_CN.UTF-8"]
    #expect(fixture.found().output.hasPrefix("已在 \(fixture.archive) 建立“重庆市公共会议记录”（"))
    let meeting = CommandLineFixture.meeting(
      "会一", date: "unknown", ",\"items\":[{\"item\":\"matter\",\"text\":\"甲\"}]")
    let rehearsal = try fixture.append(meeting, "--dry-run")
    #expect(rehearsal.output == "1  不详  会一  1 项\n")
    #expect(rehearsal.messages == "新登记机构：市人大常委会\n未登记任何内容（--dry-run）\n")
    #expect(try fixture.append(meeting).output == "1  不详  会一  1 项\n")
    #expect(try fixture.append(meeting).output == "1  不详  会一  已登记，编号 1\n")
    let other = try fixture.append(meeting.replacing("\"甲\"", with: "\"乙\""))
    #expect(other.code == .refused)
    #expect(
      other.messages.contains(":1: 会一：已登记为 1，但内容不同（不同之处：items（事项））；"), "\(other.messages)")
    #expect(other.messages.hasSuffix("archivist: 1 条记录不予登记；未登记任何内容\n"))
    let broken = try fixture.append(
      CommandLineFixture.meeting("会", date: "2020-13"), name: "b.json")
    #expect(broken.messages.contains("b.json:1:"))
    #expect(broken.messages.contains("\"2020-13\" 不是日期"))
    #expect(broken.messages.hasSuffix("archivist: 共 1 处错误；未登记任何内容\n"))
  }

  @Test func `show labels a record in Chinese`() throws {
    let fixture = try CommandTests.filled()
    fixture.environment = ["LANG": "zh_CN.UTF-8"]
    let page = fixture("show", "1").output
    for line in [
      "  类型          会议\n", "  日期          2020-09-18（年份据出版日期）\n", "  会议          主任会议\n",
      "  次            40\n", "  主持          张轩（市人大常委会主任）\n", "\n听取\n", "\n人事\n",
      "  开放          无条件开放\n",
    ] {
      #expect(page.contains(line), "\(line)")
    }
    let item = fixture("show", "1.1").output
    #expect(item.contains("所属会议      1 市五届人大常委会第四十次主任会议"))
    #expect(item.contains("文件          标题 重庆市河长制条例，阶段 草案"))
  }

  @Test func `tables in Chinese line up with their headers and keep within the terminal`() throws {
    let fixture = try CommandTests.filled()
    fixture.environment = ["LANG": "zh_CN.UTF-8"]
    for width in [60, 80, 120] {
      fixture.width = width
      for outcome in [
        fixture("query"), fixture("bodies"), fixture("stats"), fixture("show", "1"),
        fixture("log"), fixture("query", "--facet", "kind,year,body", "--limit", "0"),
        fixture("verify"), fixture("timeline", "--output", fixture.folder.path("x.json")),
      ] {
        for line in (outcome.output + outcome.messages).split(separator: "\n") {
          #expect(TextWidth.columns(line) <= width, "\(line)")
        }
      }
    }
    let lines = fixture("query").output.split(separator: "\n")
    #expect(lines[0] == "日期        编号  类型  机构          标题")
    #expect(lines[1].hasPrefix("2020-10     2     会议  市政府        内部会议"))
    let facet = fixture("query", "--facet", "kind", "--limit", "0").output
    #expect(facet.hasPrefix("按类型统计\n类型  记录\n会议     2  ██"))
  }

  @Test func `progress is told in Chinese`() throws {
    var told = ""
    let output = Output(isTerminal: true, isColored: false, width: 100) { bytes in
      told += String(decoding: bytes, as: UTF8.self)
    }
    output.language = .chinese
    var time = Duration.zero
    for total in [Int64(40_000_000), nil] {
      time = .zero
      let progress = Progress(.readingLog, on: output, isWanted: { true }, now: { time })
      while time < .seconds(2) {
        time += .milliseconds(50)
        progress.tell(Int64(time / .seconds(1) * 10_000_000), of: total, unit: .bytes)
      }
    }
    #expect(
      told.contains("正在读取日志  ██████████░░░░░░░░░░  50 %  20 MB，共 40 MB  每秒 10 MB  还需 2 秒"),
      "\(told)")
    #expect(told.contains("正在读取日志  20 MB  每秒 10 MB"), "\(told)")
  }
}
