import EventStore
import Foundation
import TestSupport
import Testing

@testable import archivist

/// `export site`: what stands in the folder, and what never does.
@Suite struct SiteCommandTests {
  private static let hostile = #"<script>alert('x')</script> \"'&"#

  private static func filled() throws -> CommandLineFixture {
    let fixture = try CommandLineFixture()
    #expect(fixture.found().code == .done)
    let records = [
      CommandLineFixture.meeting(
        "公开会议 \(hostile)", date: "2020-09-18",
        #","topics":["审计"],"attendance":[{"person":"张轩","capacity":"chair"}],"items":["#
          + #"{"item":"report","presenters":["市审计局"],"subject":"关于审计的汇报"},"#
          + #"{"item":"matter","text":"绝密事项","openness":"closed"}]"#),
      CommandLineFixture.meeting("旧会议", date: "2019-01-02"),
      CommandLineFixture.meeting("绝密会议", date: "2021-01-01", #","openness":"closed""#),
    ]
    #expect(try fixture.append(records.joined(separator: "\n"), name: "a.jsonl").code == .done)
    return fixture
  }

  private static func files(_ fixture: CommandLineFixture, _ name: String) throws -> [String: Data]
  {
    let root = fixture.folder.url.appending(path: name)
    var files: [String: Data] = [:]
    let all = FileManager.default.enumerator(atPath: root.path())
    for case let path as String in all ?? .init() {
      let url = root.appending(path: path)
      guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile ?? false else {
        continue
      }
      files[path] = try Data(contentsOf: url)
    }
    return files
  }

  private static func export(
    _ fixture: CommandLineFixture, _ more: String..., to name: String = "site"
  ) -> CommandLineFixture.Outcome {
    fixture.run(
      ["export", "site", "--output", fixture.folder.path(name), "--archive", fixture.archive] + more
    )
  }

  @Test func `a site has a page for everything that may leave, and tells what stayed inside`()
    throws
  {
    let fixture = try Self.filled()
    let outcome = Self.export(fixture)
    #expect(outcome.code == .done)
    #expect(outcome.messages.contains("3 records written"), "\(outcome.messages)")
    #expect(outcome.messages.contains("2 records"), "\(outcome.messages)")
    let names = try Set(Self.files(fixture, "site").keys)
    for name in [
      "index.html", "about.html", "records/1.html", "records/2.html", "years/2020.html",
      "bodies/index.html", "bodies/1.html", "bodies/1.xml", "topics/index.html",
      "people/index.html",
      "assets/site.css", "assets/search.js", "data/columns.js", "data/terms-0.js", "site.manifest",
    ] {
      #expect(names.contains(name), "\(name)")
    }
    #expect(!names.contains("records/3.html"))
    #expect(!names.contains("years/2021.html"))
  }

  @Test
  func
    `the same archive gives the same bytes, in every language, into a new folder or a former one`()
    throws
  {
    let fixture = try Self.filled()
    #expect(Self.export(fixture).code == .done)
    let first = try Self.files(fixture, "site")
    #expect(Self.export(fixture, "--lang", "zh").code == .done)
    #expect(try Self.files(fixture, "site") == first)
    #expect(Self.export(fixture, to: "other").code == .done)
    #expect(try Self.files(fixture, "other") == first)
    let left = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path(""))
    #expect(left.filter { $0.hasPrefix("site.") || $0.hasPrefix("other.") } == [])
  }

  @Test func `what was exported before and is gone now goes`() throws {
    let fixture = try Self.filled()
    #expect(Self.export(fixture, "--ceiling", "closed").code == .done)
    #expect(try Self.files(fixture, "site").keys.contains("records/3.html"))
    #expect(Self.export(fixture).code == .done)
    #expect(try !Self.files(fixture, "site").keys.contains("records/3.html"))
  }

  @Test func `texts of records are texts in pages, whatever they hold`() throws {
    let fixture = try Self.filled()
    #expect(Self.export(fixture).code == .done)
    for (name, data) in try Self.files(fixture, "site") where !name.hasPrefix("assets/") {
      let text = String(decoding: data, as: UTF8.self)
      #expect(!text.contains("<script>alert"), "\(name)")
      #expect(!text.contains("绝密"), "\(name)")
    }
    let page = try Self.files(fixture, "site")["records/1.html"] ?? Data()
    #expect(String(decoding: page, as: UTF8.self).contains("&lt;script&gt;alert('x')"))
  }

  @Test
  func
    `a withdrawn record leaves a page that tells nothing of it; one not to be published leaves none`()
    throws
  {
    let fixture = try Self.filled()
    fixture("retract", "2", "--reason", "duplicate", "--authority", "办")
    fixture("retract", "1", "--reason", "depublished", "--authority", "办")
    #expect(Self.export(fixture).code == .done)
    let files = try Self.files(fixture, "site")
    #expect(files["records/1.html"] == nil)
    let page = String(decoding: files["records/2.html"] ?? Data(), as: UTF8.self)
    #expect(page.contains("was withdrawn"))
    for data in files.values { #expect(!String(decoding: data, as: UTF8.self).contains("旧会议")) }
    for data in files.values { #expect(!String(decoding: data, as: UTF8.self).contains("张轩")) }
  }

  // MARK: The folder

  @Test func `a folder that holds anything else is refused and stays as it is`() throws {
    let fixture = try Self.filled()
    try FileManager.default.createDirectory(
      at: fixture.folder.url.appending(path: "mine/records"), withIntermediateDirectories: true)
    try fixture.folder.write("mine", to: "mine/records/1.html")
    var outcome = Self.export(fixture, to: "mine")
    #expect(outcome.code == .refused)
    #expect(
      outcome.messages.contains("holds records, which no export wrote"), "\(outcome.messages)")
    #expect(try fixture.folder.text(of: "mine/records/1.html") == "mine")
    #expect(Self.export(fixture).code == .done)
    try fixture.folder.write("example.org", to: "site/CNAME")
    outcome = Self.export(fixture)
    #expect(outcome.code == .refused)
    #expect(outcome.messages.contains("holds CNAME"))
    #expect(try fixture.folder.text(of: "site/CNAME") == "example.org")
  }

  @Test func `an empty folder is taken, and a file is not`() throws {
    let fixture = try Self.filled()
    try FileManager.default.createDirectory(
      at: fixture.folder.url.appending(path: "empty"), withIntermediateDirectories: false)
    #expect(Self.export(fixture, to: "empty").code == .done)
    try fixture.folder.write("text", to: "file")
    #expect(Self.export(fixture, to: "file").code == .inputOutput)
    #expect(try fixture.folder.text(of: "file") == "text")
  }

  @Test func `an archive is no place for a site`() throws {
    let fixture = try Self.filled()
    #expect(Self.export(fixture, to: "archive/site").code == .usage)
    #expect(Self.export(fixture, to: "archive").code == .usage)
  }

  @Test func `an interruption leaves the former site, and nothing beside it`() throws {
    let fixture = try Self.filled()
    #expect(Self.export(fixture).code == .done)
    let first = try Self.files(fixture, "site")
    _ = try fixture.append(CommandLineFixture.meeting("新会议", date: "2022"), name: "b.json")
    fixture.world.isInterrupted = true
    let outcome = Self.export(fixture)
    fixture.world.isInterrupted = false
    #expect(outcome.code == .interrupted)
    #expect(try Self.files(fixture, "site") == first)
    let left = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path(""))
    #expect(left.filter { $0.hasPrefix("site.") } == [])
  }

  // MARK: The command line

  @Test func `a format has to be named, and a folder`() throws {
    let fixture = try Self.filled()
    for (words, message) in [
      (["export"], "'export' needs a format"), (["export", "sit"], "did you mean 'export site'?"),
      (["export", "sit", "--output", "site"], "did you mean 'export site'?"),
      (["export", "site"], "--output"),
    ] {
      let outcome = fixture.run(words + ["--archive", fixture.archive])
      #expect(outcome.code == .usage)
      #expect(outcome.messages.contains(message), "\(outcome.messages)")
    }
  }

  @Test(arguments: ["site", "site/", ""])
  func `nothing is exported into the archive`(name: String) throws {
    let fixture = try Self.filled()
    let before = try Self.files(fixture, "archive")
    for format in [["site"], ["bagit"], ["oparl", "--url", "https://example.org/oparl"]] {
      let place = name.isEmpty ? fixture.archive : "\(fixture.archive)/\(name)"
      let outcome = fixture.run(
        ["export"] + format + ["--output", place, "--archive", fixture.archive])
      #expect(outcome.code == .usage && outcome.messages.contains("lies inside of the archive"))
    }
    #expect(try Self.files(fixture, "archive").keys == before.keys)
  }
}
