import EventStore
import Foundation
import TestSupport
import Testing

@testable import archivist

/// `export bagit`: what is in a bag, and what is not.
@Suite struct ExportBagitCommandTests {
  private let fixture: CommandLineFixture

  init() throws {
    fixture = try CommandLineFixture()
    _ = fixture.found("--zone", "UTC")
    let records = [
      CommandLineFixture.meeting(
        "甲会",
        #","items":[{"item":"matter","text":"公开的事"},{"item":"matter","text":"秘密的事","openness":"closed"}]"#
      ),
      CommandLineFixture.meeting("乙会", #","openness":"closed""#),
      CommandLineFixture.meeting("丙会"),
    ]
    _ = try fixture.append(records.joined(separator: "\n"), name: "a.jsonl")
    _ = fixture("retract", "3", "--reason", "duplicate", "--authority", "办")
  }

  private func bag(_ name: String = "bag", _ arguments: String...) throws -> [String: Data] {
    let folder = fixture.folder.path(name)
    let outcome = fixture.run(
      ["export", "bagit", "--output", folder, "--archive", fixture.archive] + arguments)
    #expect(outcome.code == .done, "\(outcome.messages)")
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    var files: [String: Data] = [:]
    for name in names {
      if let data = try? Data(contentsOf: URL(filePath: folder).appending(path: name)) {
        files[name] = data
      }
    }
    return files
  }

  private func text(_ data: Data?) -> String { String(decoding: data ?? Data(), as: UTF8.self) }

  @Test func `every file is in a manifest with its digest`() throws {
    let files = try bag()
    #expect(
      Set(files.keys) == [
        "bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt",
        "data/README.txt", "data/archive.json", "data/checkpoint", "data/log.jsonl",
        "data/records/00000001.md",
      ])
    var told: [String: String] = [:]
    for name in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
      for line in text(files[name]).split(separator: "\n") {
        told[String(line.dropFirst(66))] = String(line.prefix(64))
      }
    }
    for (name, data) in files where name != "tagmanifest-sha256.txt" {
      #expect(told[name] == "\(SHA256.hash(data))", "\(name)")
    }
    let payload = files.filter { $0.key.hasPrefix("data/") }
    let bytes = payload.values.reduce(0) { $0 + $1.count }
    #expect(text(files["bag-info.txt"]).contains("Payload-Oxum: \(bytes).\(payload.count)\n"))
  }

  @Test func `the log is that of log, and the checkpoint that of the archive`() throws {
    let files = try bag()
    #expect(text(files["data/checkpoint"]) == fixture("checkpoint").output)
    #expect(text(files["data/log.jsonl"]) == fixture("log", "--format", "jsonl").output)
    let whole = try bag("whole", "--ceiling", "closed")
    let log = fixture.folder.url.appending(path: "archive/log/00000000000000000000.jsonl")
    #expect(try whole["data/log.jsonl"] == Data(contentsOf: log))
  }

  @Test func `the text has what may leave, and tells what was withdrawn`() throws {
    let page = text(try bag()["data/records/00000001.md"])
    #expect(page.contains("公开的事") && !page.contains("秘密的事") && !page.contains("乙会"))
    #expect(page.contains("| withdrawn: duplicate -->\n# 丙会\n"))
    let whole = text(try bag("whole", "--ceiling", "closed")["data/records/00000001.md"])
    #expect(whole.contains("秘密的事") && whole.contains("乙会"))
  }

  @Test func `the same archive gives the same bag, into an empty folder too`() throws {
    try FileManager.default.createDirectory(
      at: fixture.folder.url.appending(path: "empty"), withIntermediateDirectories: false)
    #expect(try bag("one") == bag("empty", "--lang", "zh"))
  }

  @Test func `a folder that is in use, or in the archive, is refused`() throws {
    _ = try bag()
    let again = fixture("export", "bagit", "--output", fixture.folder.path("bag"))
    #expect(again.code == .refused && again.messages.contains("is no empty folder"))
    let inside = fixture("export", "bagit", "--output", fixture.archive + "/bag")
    #expect(inside.code == .usage)
    #expect(fixture("export", "bagit").messages.contains("export bagit needs --output"))
    let nowhere = fixture("export", "bagit", "--output", fixture.folder.path("no/where"))
    #expect(nowhere.code == .inputOutput && nowhere.messages.contains("was not made"))
    let names = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.url.path())
    #expect(!names.contains { $0.hasSuffix(".new") })
  }

  @Test func `what was interrupted leaves nothing behind`() throws {
    fixture.world.isInterrupted = true
    let outcome = fixture("export", "bagit", "--output", fixture.folder.path("bag"))
    #expect(outcome.code == .interrupted)
    fixture.world.isInterrupted = false
    let names = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.url.path())
    #expect(!names.contains { $0.hasPrefix("bag") })
  }
}
