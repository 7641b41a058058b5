import EventStore
import Foundation
import TestSupport
import Testing

@testable import archivist

/// Nothing of what is withheld or erased leaves, by whatever command, wherever it was planted.
@Suite struct LeakTests {
  /// What stands in everything that is closed, and in what is open on a condition.
  private static let closed = Leak("絕密", simplified: "绝密")
  private static let conditional = Leak("內參", simplified: "内参")
  /// What was erased.
  private static let erased = Leak("隱去", simplified: "隐去")
  /// Numbers and days that only closed records have.
  private static let values = ["76543219", "1949-10-07", "1949年"]

  // MARK: The archive

  /// A meeting with a secret in all that it says.
  private static func meeting(_ word: String, _ openness: String, items: String = "") -> String {
    """
    {"title":"\(word)会议","body":["\(word)委","市\(word)局"],"series":"\(word)会议","ordinal":76543219,\
    "sitting":"\(word)分会","date":"1949-10-07","place":"\(word)楼","status":"cancelled",\
    "reason":"\(word)原因","quorum":{"due":76543219},"attendance":[\
    {"person":"\(word)人","office":"\(word)主任","capacity":"chair"},\
    {"group":"\(word)人员","capacity":"present"},{"body":"\(word)院","capacity":"attending"}],\
    "summary":"\(word)摘要","topics":["\(word)主题"],"notes":"\(word)备注","sources":[\
    {"title":"\(word)报","date":"1949-10-07","page":"\(word)版","url":"https://x/\(word)",\
    "quote":"\(word)引文","lines":["L1"]}],\(openness),"items":[\(items)]}
    """
  }

  private static func items(
    _ word: String, _ openness: String = "", telling other: String = ""
  ) -> [String] {
    let more =
      #","asStated":"\#(word)原文\#(other)","notes":"\#(word)","topics":["\#(word)题"]\#(openness)}"#
    return [
      """
      {"item":"report","presenters":["\(word)厅"],"speaker":{"person":"\(word)员","office":"\(word)长"},\
      "onBehalfOf":"\(word)府","subject":"\(word)汇报","document":{"title":"\(word)条例",\
      "stage":"\(word)草案","number":"\(word)〔1949〕1号"}
      """ + more,
      """
      {"item":"resolution","verb":"通过","title":"\(word)决定","text":"\(word)正文",\
      "number":"\(word)发〔1949〕76543219号","adopted":"1949-10-07","vote":{"for":76543219}
      """ + more,
      """
      {"item":"personnel","action":"任命","person":"\(word)某","post":"\(word)局长","body":"\(word)局",\
      "proposer":"\(word)提","basis":"\(word)法","effective":"1949-10-07"
      """ + more,
      #"{"item":"matter","text":"\#(word)工作""# + more,
      #"{"item":"agreement","title":"\#(word)协议","parties":["\#(word)甲方"]"# + more,
    ]
  }

  private static func document(_ word: String, _ openness: String) -> String {
    """
    {"record":"document","title":"\(word)意见","number":"\(word)办〔1949〕76543219号",\
    "issuers":["\(word)办公厅"],"genre":"\(word)文种","signed":"1949-10-07",\
    "addressees":["\(word)各部门"],"sections":[{"path":"一","heading":"\(word)标题","text":"\(word)段"}],\
    "summary":"\(word)",\(openness)}
    """
  }

  /// Everything that can hold a secret, once each; every command must have done what it says.
  private static func filled() throws -> CommandLineFixture {
    let fixture = try CommandLineFixture()
    func run(_ arguments: String...) {
      let outcome = fixture.run(arguments + ["--archive", fixture.archive])
      #expect(outcome.code == .done, "\(arguments) \(outcome.messages)")
    }
    #expect(fixture.found("--jurisdiction", "重庆市").code == .done)
    let shut = #""openness":"closed""#
    try fixture.folder.write("絕密原文隱去者一行\n絕密第二行\n", to: "絕密.txt")
    let page = fixture.folder.url.appending(path: "絕密.txt").path(percentEncoded: false)
    let kept = SHA256.hash("絕密原文隱去者一行\n絕密第二行\n".utf8)
    let cited = #""sources":[{"title":"报","sha256":"\#(kept)","lines":["L1"]}]"#
    let openItem = #"{"item":"matter","text":"隱去者","topics":["公开题"],"asStated":"隱去者说"}"#
    let records = [
      // 1: an open meeting with an open item, and one of each kind that is closed.
      #"{"title":"公开会议","body":["市公开局"],"date":"2020-09-18","summary":"隱去者出席","#
        + #""attendance":[{"person":"公开人","office":"主任","capacity":"chair"},"#
        + #"{"person":"隱去者","capacity":"present"}],"#
        + #""items":["#
        + ([openItem] + items("絕密", "," + shut, telling: "隱去者")).joined(separator: ",") + "]}",
      // 2–3: closed as a whole.
      meeting("絕密", shut, items: items("絕密").joined(separator: ",")), document("絕密", shut),
      // 4–5: on a condition, which is a secret itself.
      meeting("內參", #""openness":"conditional","condition":"內參条件""#)
        .replacingOccurrences(of: "76543219", with: "40")
        .replacingOccurrences(of: "1949-10-07", with: "2020-09-19"),
      document("內參", #""openness":"conditional","condition":"內參条件""#)
        .replacingOccurrences(of: "76543219", with: "7")
        .replacingOccurrences(of: "1949", with: "2020"),
      // 6: undetermined; 7: open when it was recorded, and closed later.
      #"{"title":"絕密未定","body":["市公开局"],"date":"2020-09-20","openness":"undetermined"}"#,
      #"{"title":"絕密后定","body":["市公开局"],"date":"2020-09-21","topics":["絕密后题"],\#(cited)}"#,
      // 8: withdrawn, and closed; 9: corrected, disputed, and closed.
      #"{"title":"絕密撤回","body":["市公开局"],"date":"2020-09-22","place":"絕密处"}"#,
      #"{"title":"絕密更正","body":["市公开局"],"date":"2020-09-23","place":"絕密旧"}"#,
      // 10: names the kept source too, and is open.
      #"{"title":"公开引用","body":["市公开局"],"date":"2020-09-24","place":"隱去者",\#(cited)}"#,
    ]
    let minutes = try fixture.folder.write(
      records.map { $0.replacing("\n", with: "") }.joined(separator: "\n"), to: "all.jsonl")
    run("append", minutes, "--keep-source", page)
    let text = """
      <!-- 隱去者 絕密 -->
      # 公开文本

      - 机构: 市公开局
      - 日期: 2020-10-01
      <!-- 隱去者 -->
      """
    run("append", try fixture.folder.write(text, to: "minutes.md"))
    let word = ["--authority", "絕密办"]
    run("reclassify", "7", "--openness", "closed", "--basis", "絕密依据", "--reviewer", "絕密人员")
    run(
      "correct", "9", "place=絕密新", "--reason", "clerical", "--explanation", "絕密说明", word[0], word[1]
    )
    run("conflict", "9", "summary=絕密别说", "--source", "絕密晚报", "--reason", "絕密理由", word[0], word[1])
    run("correct", "1.5", "text=絕密更正工作", "--reason", "clerical", word[0], word[1])
    run("conflict", "1.5", "notes=絕密异说", "--source", "絕密刊", "--reason", "絕密由", word[0], word[1])
    for number in ["8", "9"] {
      run("reclassify", number, "--openness", "closed", "--basis", "絕密", "--reviewer", "絕密")
    }
    run("retract", "8", "--reason", "depublished", "--explanation", "絕密撤回原因", word[0], word[1])
    // The registries.
    run("bodies", "alias", "絕密委", "絕密别名")
    run("bodies", "place", "市公开局", "絕密委")
    run("bodies", "rename", "市絕密局", "絕密新院", "--date", "2021")
    run(
      "people", "register", "公开人", "--disambiguator", "局", "--body", "市公开局", "--other-name", "絕密人")
    run("people", "register", "絕密某", "--disambiguator", "絕密处", "--office", "絕密局长")
    run("people", "merge", "絕密员", "絕密某（絕密处）")
    run("topics", "define", "絕密主题", "--match", "絕密工作")
    run("topics", "define", "公开题", "--match", "公开工作,絕密工作")
    run("topics", "define", "絕密后题", "--match", "公开", "--broader", "絕密题")
    // What is erased: of an open record, of a closed one, and of what a correction and a conflict say.
    run(
      "correct", "1", "place=隱去者楼", "--reason", "clerical", "--explanation", "是隱去者", word[0], "办")
    run("conflict", "1", "place=隱去者馆", "--source", "隱去者报", "--reason", "隱去者说", word[0], "办")
    let ground = ["--reason", "絕密法", "--authority", "絕密馆"]
    run("redact", "1", "attendance[2].person", "place", "--reason", "个人信息保护法", "--authority", "档案馆")
    run("redact", "1", "summary", "--reason", "个人信息保护法", "--authority", "档案馆")
    run("redact", "1.1", "text", "asStated", "--reason", "个人信息保护法", "--authority", "档案馆")
    run("redact", "10", "place", "--reason", "个人信息保护法", "--authority", "档案馆")
    run("redact", "1.4", "basis", ground[0], ground[1], ground[2], ground[3])
    run("redact", "3", "genre", ground[0], ground[1], ground[2], ground[3])
    return fixture
  }

  // MARK: What leaves

  /// Every command whose output may be handed on, at a ceiling.
  ///
  /// - Parameter positions: The events that are disclosed.
  private static func leaving(
    _ positions: some Sequence<Int>, _ ceiling: String
  ) -> [[String]] {
    var commands: [[String]] = []
    let at = ["--ceiling", ceiling]
    let questions = [
      [], ["会议"], ["公开 OR 工作"], ["--topic", "公开题"], ["--on", "2021"], ["--retracted"],
    ]
    for words in questions { commands.append(["timeline"] + words + at) }
    for format in ["jsonl", "csv", "ical", "timelinejs"] {
      commands.append(["timeline", "--format", format] + at)
    }
    for moment in [12, 30, 36, 45, 60] {
      commands.append(["timeline", "--as-of", "@\(moment)"] + at)
    }
    for format in ["text", "jsonl"] { commands.append(["log", "--format", format] + at) }
    for first in ["0", "30"] { commands.append(["export", "postgres", "--from", first] + at) }
    for position in positions {
      commands.append(["prove", "--position", "\(position)", "--disclose"] + at)
    }
    for number in ["1", "1.2", "2", "4", "7", "8", "9"] {
      commands.append(["prove", number, "--disclose"] + at)
      for format in ["text", "json"] {
        commands.append(["cite", number, "--format", format] + at)
      }
    }
    return commands + [["prove", "2.3"], ["checkpoint"], ["verify"]]
  }

  private static func check(
    _ fixture: CommandLineFixture, _ commands: [[String]], _ leaks: [(String, Leak)],
    values: [String] = []
  ) -> [String] {
    var found: [String] = []
    for arguments in commands {
      for width in [nil, 40, 120] where width == nil || arguments[0] == "log" {
        fixture.width = width
        let outcome = fixture.run(arguments + ["--archive", fixture.archive])
        let text = outcome.output + outcome.messages
        for (name, leak) in leaks {
          guard let form = leak.form(in: text) else { continue }
          found.append(
            "\(name) \(form): \(arguments.joined(separator: " ")): \(leak.places(in: text))")
        }
        for value in values where text.contains(value) {
          found.append("\(value): \(arguments.joined(separator: " "))")
        }
      }
    }
    fixture.width = nil
    return found
  }

  private static func eventCount(_ fixture: CommandLineFixture) -> Int {
    fixture("log").output.split(separator: "\n").count
  }

  @Test func `what is stricter than the ceiling leaves by no command, in no form`() throws {
    let fixture = try Self.filled()
    let events = Self.eventCount(fixture)
    try #require(events > 50)
    for (ceiling, leaks) in [
      ("unconditional", [("closed", Self.closed), ("conditional", Self.conditional)]),
      ("conditional", [("closed", Self.closed)]),
    ] {
      let positions = stride(from: 0, to: events, by: ceiling == "conditional" ? 5 : 1)
      let found = Self.check(
        fixture, Self.leaving(positions, ceiling), leaks, values: Self.values)
      #expect(found.isEmpty, "\(ceiling)\n\(found.prefix(20).joined(separator: "\n"))")
    }
    // What may be told is told, and everything to whoever may know everything.
    #expect(fixture("timeline").output.contains("公开会议"))
    #expect(fixture("timeline", "--ceiling", "conditional").output.contains("內參会议"))
    for command in ["timeline", "log --format jsonl", "log"] {
      let arguments = command.split(separator: " ").map(String.init) + ["--ceiling", "closed"]
      let all = fixture.run(arguments + ["--archive", fixture.archive]).output
      #expect(Self.closed.form(in: all) != nil && Self.conditional.form(in: all) != nil)
    }
  }

  @Test(arguments: [["bagit"], ["oparl", "--url", "https://x.example/"]])
  func `what is stricter than the ceiling, or was erased, stands in no file of an export`(
    format: [String]
  ) throws {
    let fixture = try Self.filled()
    for (ceiling, leaks) in [
      ("unconditional", [Self.closed, Self.conditional, Self.erased]),
      ("conditional", [Self.closed, Self.erased]), ("closed", [Self.erased]),
    ] {
      let folder = fixture.folder.path("export \(ceiling)")
      let outcome = fixture.run(
        ["export"] + format
          + ["--output", folder, "--ceiling", ceiling, "--archive", fixture.archive])
      #expect(outcome.code == .done, "\(outcome.messages)")
      var files = 0
      for file in try Self.files(in: folder) {
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        for leak in leaks { #expect(leak.form(in: text) == nil, "\(leak.places(in: text))") }
        files += 1
      }
      #expect(files >= 9)
    }
  }

  @Test func `what was erased is told by no command and stands in no file`() throws {
    let fixture = try Self.filled()
    let events = Self.eventCount(fixture)
    let backup = fixture.folder.path("backup")
    var commands = Self.leaving(stride(from: 0, to: events, by: 5), "closed")
    for number in ["1", "1.1", "1.4", "3", "10"] {
      for format in ["text", "json", "minutes"] where format != "minutes" || !number.contains(".") {
        commands.append(["show", number, "--format", format])
      }
      commands.append(["show", number, "--source"])
      commands.append(["history", number, "--format", "json"])
      commands.append(["history", number])
    }
    for moment in stride(from: 5, to: events, by: 9) {
      commands.append(["query", "--as-of", "@\(moment)", "--format", "json"])
      commands.append(["show", "1", "--as-of", "@\(moment)", "--format", "json"])
    }
    for format in ["table", "json"] {
      for verb in ["bodies", "people", "topics", "gaps", "stats"] {
        commands.append([verb, "--format", format])
      }
      commands.append(["diff", "--from-recorded", "@0", "--format", format])
    }
    commands += [
      ["query", "--facet", "body,year,topic,kind", "--format", "json"], ["query", "公开"],
      ["query", "--explain", "公开"], ["people", "公开人"], ["bodies", "市公开局"], ["backup", backup],
      ["log", "--erasures"],
    ]
    let found = Self.check(fixture, commands, [("erased", Self.erased)])
    #expect(found.isEmpty, "\(found.prefix(20).joined(separator: "\n"))")
    for verb in ["query --person", "query --body", "query --topic", "show", "people", "bodies"] {
      let words = verb.split(separator: " ").map(String.init) + [""]
      let answer = fixture.run(["__complete", "zsh"] + words + ["--archive", fixture.archive])
      #expect(Self.erased.form(in: answer.output) == nil)
    }
    for folder in [fixture.archive, backup] {
      for file in try Self.files(in: folder) {
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        #expect(Self.erased.form(in: text) == nil, "\(file.path()) \(Self.erased.places(in: text))")
      }
    }
  }

  @Test(arguments: [("unconditional", true), ("conditional", false), ("closed", false)])
  func `no file of a site holds what is stricter than its ceiling, or erased`(
    ceiling: String, isStrict: Bool
  ) throws {
    let fixture = try Self.filled()
    let site = fixture.folder.path("site")
    #expect(fixture("export", "site", "--output", site, "--ceiling", ceiling).code == .done)
    var leaks = [("erased", Self.erased)]
    if ceiling != "closed" { leaks.append(("closed", Self.closed)) }
    if isStrict { leaks.append(("conditional", Self.conditional)) }
    var isTold = false
    for file in try Self.files(in: site) {
      let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      for (name, leak) in leaks {
        #expect(leak.form(in: text) == nil, "\(name) \(file.path()) \(leak.places(in: text))")
      }
      if ceiling != "closed" {
        for value in Self.values { #expect(!text.contains(value), "\(value) \(file.path())") }
      }
      isTold = isTold || text.contains("公开会议")
    }
    #expect(isTold)
  }

  private static func files(in folder: String) throws -> [URL] {
    let found = FileManager.default.enumerator(atPath: folder)
    return (found?.compactMap { $0 as? String } ?? []).map {
      URL(filePath: folder).appending(path: $0)
    }
    .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) ?? false }
  }

  @Test(arguments: [
    "x絕密y", "x绝密y", "\\u7edd\\u5bc6", "%E7%B5%95%E5%AF%86", "e7b595e5af86", "绝\n  密",
    "&#32477;&#23494;",
    Data("a绝密b".utf8).base64EncodedString(), Data("绝密某某".utf8).base64EncodedString(),
  ])
  func `a leak is noticed in any form`(text: String) {
    #expect(Self.closed.form(in: text) != nil)
    #expect(Self.closed.form(in: "公开会议") == nil)
  }

  @Test func `a leak that is planted is found`() throws {
    let fixture = try Self.filled()
    // The same secrets in an open record.
    _ = try fixture.append(
      #"{"title":"絕密外泄","body":["市公开局"],"date":"1949-10-07","summary":"隱去者"}"#)
    let last = Self.eventCount(fixture) - 1
    let commands = [
      ["timeline"], ["timeline", "--format", "csv"], ["log", "--format", "jsonl"], ["log"],
      ["export", "postgres"],
      ["prove", "--position", "\(last)", "--disclose"],
    ]
    for command in commands {
      let leaks = [("closed", Self.closed), ("erased", Self.erased)]
      let found = Self.check(fixture, [command], leaks, values: Self.values)
      for needle in ["closed", "erased", "1949-10-07"]
      where command != ["log"] || needle == "closed" {
        #expect(found.contains { $0.hasPrefix(needle) }, "\(needle) \(command)")
      }
    }
  }
}
