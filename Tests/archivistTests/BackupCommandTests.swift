import EventStore
import Foundation
import TestSupport
import Testing

@testable import archivist

/// Backups, restorations and the list of erasures on the command line.
@Suite struct BackupCommandTests {
  private static func prepared() throws -> CommandLineFixture {
    let fixture = try CommandLineFixture()
    _ = fixture.found()
    _ = try fixture.append(CommandLineFixture.meeting("会一", ",\"summary\":\"张三的住址\""))
    return fixture
  }

  private static func files(_ folder: String) throws -> [Data] {
    let names = try #require(FileManager.default.enumerator(atPath: folder)).compactMap { name in
      name as? String
    }
    return names.compactMap { FileManager.default.contents(atPath: "\(folder)/\($0)") }
  }

  @Test func `a backup can be asked, verified and gone on with, and is not written to`() throws {
    let fixture = try Self.prepared()
    let backup = fixture.folder.path("backup")
    var outcome = fixture("backup", backup)
    #expect(outcome.code == .done)
    #expect(outcome.output.contains("3 events, 1 segment copied"), "\(outcome.output)")
    #expect(fixture.run(["verify", "--archive", backup]).code == .done)
    #expect(fixture.run(["query", "住址", "--archive", backup]).output.contains("会一"))
    #expect(
      fixture("checkpoint").output == fixture.run(["checkpoint", "--archive", backup]).output)
    outcome = fixture("backup", backup, "--lang", "zh")
    #expect(outcome.output.contains("复制 0 个分段"), "\(outcome.output)")

    let minutes = try fixture.folder.write(CommandLineFixture.meeting("会二"), to: "two.json")
    outcome = fixture.run(["append", minutes, "--archive", backup])
    #expect(outcome.code == .refused && outcome.messages.contains("is a backup"))
    outcome = fixture.run(["backup", backup, "--archive", fixture.folder.path("none")])
    #expect(outcome.code == .noInput)
  }

  @Test func `a backup goes neither into its archive nor over anything else`() throws {
    let fixture = try Self.prepared()
    for place in ["\(fixture.archive)/backup", fixture.archive, "\(fixture.archive)/index"] {
      let outcome = fixture("backup", place)
      #expect(outcome.code == .refused, "\(place)")
      #expect(outcome.messages.contains("inside of the archive"), "\(outcome.messages)")
    }
    let full = fixture.folder.path("full")
    try FileManager.default.createDirectory(atPath: full, withIntermediateDirectories: true)
    try fixture.folder.write("x", to: "full/letter.txt")
    #expect(fixture("backup", full).code == .refused)
    #expect(try FileManager.default.contentsOfDirectory(atPath: full) == ["letter.txt"])
    let other = fixture.folder.path("other")
    _ = fixture.run(["init", other, "--name", "x"])
    #expect(fixture("backup", other).messages.contains("is an archive itself"))
    #expect(fixture("backup").code == .usage)
  }

  @Test func `what was redacted after a backup is left out when it is restored with the list`()
    throws
  {
    let fixture = try Self.prepared()
    let (backup, restored) = (fixture.folder.path("backup"), fixture.folder.path("restored"))
    _ = fixture("backup", backup)
    let store = try EventStore(
      opening: FileStorage(directory: fixture.archive), environment: fixture.world.environment)
    try store.writer().redact([Position(2)], ground: "个人信息保护法")
    let list = fixture("log", "--erasures")
    #expect(list.code == .done)
    let path = try fixture.folder.write(list.output, to: "erasures.json")
    #expect(!list.output.contains("张三"))
    let root = try #require(list.json() as? [String: Any])
    #expect((root["erasures"] as? [[String: Any]])?.first?["position"] as? Int == 2)

    let outcome = fixture.run(["restore", backup, restored, "--erasures", path])
    #expect(outcome.code == .done, "\(outcome.messages)")
    #expect(outcome.output.contains("restored 3 events"), "\(outcome.output)")
    #expect(outcome.output.contains("1 erased, 0 gone already, 0 later"), "\(outcome.output)")
    #expect(fixture.run(["verify", "--archive", restored]).code == .done)
    let words = Data("张三".utf8)
    for folder in [fixture.archive, restored] {
      #expect(try Self.files(folder).allSatisfy { $0.range(of: words) == nil })
    }
    #expect(try Self.files(backup).contains { $0.range(of: words) != nil })
    _ = fixture("backup", backup)
    #expect(try Self.files(backup).allSatisfy { $0.range(of: words) == nil })
    #expect(
      fixture.run(["log", "--archive", restored]).output.contains("$Restored"))
    #expect(!outcome.messages.contains("come back"))
    let again = fixture.run(["restore", backup, fixture.folder.path("again")])
    #expect(again.code == .done && again.messages.contains("--erasures"))
    let zh = fixture.run(["restore", backup, restored, "--lang", "zh"])
    #expect(zh.code == .refused && zh.messages.contains("不是空文件夹"))
  }

  @Test func `a list or a backup that does not fit is refused, and nothing is made`() throws {
    let fixture = try Self.prepared()
    let (backup, restored) = (fixture.folder.path("backup"), fixture.folder.path("restored"))
    _ = fixture("backup", backup)
    let list = try fixture.folder.write(
      "{\"origin\":\"archivist/x\",\"size\":1,\"erasures\":[]}", to: "list.json")
    var outcome = fixture.run(["restore", backup, restored, "--erasures", list])
    #expect(outcome.code == .refused && outcome.messages.contains("archivist/x"))
    let noList = try fixture.folder.write("[", to: "no.json")
    #expect(fixture.run(["restore", backup, restored, "--erasures", noList]).code == .refused)
    let missing = fixture.folder.path("missing")
    #expect(fixture.run(["restore", backup, restored, "--erasures", missing]).code == .noInput)
    #expect(fixture.run(["restore", missing, restored]).code == .noInput)
    outcome = fixture.run(["restore", backup, "\(backup)/inside"])
    #expect(outcome.code == .refused && outcome.messages.contains("inside of the backup"))
    #expect(!FileManager.default.fileExists(atPath: restored))
    #expect(fixture("log", "--erasures", "--from", "1").code == .usage)
  }
}
