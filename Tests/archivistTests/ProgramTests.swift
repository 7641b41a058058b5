import Foundation
import TestSupport
import Testing

/// The program as a process: its exit codes, signals, pipes and neighbours.
@Suite struct ProgramTests {
  /// What a process did.
  private struct Outcome {
    let status: Int32
    let output: String
    let messages: String
  }

  private let folder: TemporaryFolder
  private var archive: String { folder.path("archive") }

  init() throws {
    folder = try TemporaryFolder()
    let founded = try run(["init", folder.path("archive"), "--name", "Test"])
    #expect(founded.status == 0)
  }

  private func process(_ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = Places.program
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    var environment = ProcessInfo.processInfo.environment
    environment["ARCHIVIST_ARCHIVE"] = nil
    environment["LC_ALL"] = "C"
    process.environment = environment
    return process
  }

  private func run(_ arguments: [String], input: Data? = nil) throws -> Outcome {
    let process = process(arguments)
    let (output, messages, entry) = (Pipe(), Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = messages
    process.standardInput = entry
    try process.run()
    // A program that refuses before it reads leaves nobody to write to, which is no failure here.
    if let input { try? entry.fileHandleForWriting.write(contentsOf: input) }
    try entry.fileHandleForWriting.close()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let told = messages.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
      messages: String(decoding: told, as: UTF8.self))
  }

  /// Runs a line in a shell, with the program as `archivist`.
  private func shell(_ line: String) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", "archivist() { \"\(Places.program.path())\" \"$@\"; }; \(line)"]
    process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C"]) { $1 }
    process.currentDirectoryURL = folder.url.appending(path: "archive")
    let (output, messages) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = messages
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let told = messages.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
      messages: String(decoding: told, as: UTF8.self))
  }

  private static func meetings(_ count: Int, summary: Int = 10) -> Data {
    let text = String(repeating: "会议听取了汇报。", count: summary)
    return Data(
      (0..<count).map { number in
        "{\"title\":\"第\(number)次会议\",\"body\":[\"市政府\"],\"ordinal\":\(number + 1),"
          + "\"date\":\"2020\",\"summary\":\"\(text)\"}\n"
      }.joined().utf8)
  }

  @Test func `a page is drafted from standard input, and append takes what comes`() throws {
    let page = Data("5月27日，丙市政府召开第三次常务会议，研究防汛工作。\n".utf8)
    let drafted = try run(["draft", "-", "--edition", "2020-05-29"], input: page)
    #expect(drafted.status == 0 && drafted.messages.hasPrefix("standard input: 1 meeting, "))
    #expect(drafted.output.contains("- 来源: 标准输入 (standard input) 2020-05-29 | L1 | sha256:"))
    let appended = try run(["append", "-", "--archive", archive], input: Data(drafted.output.utf8))
    #expect(appended.status == 0, "\(appended.messages)")
    #expect(try run(["draft", "nowhere.txt"]).status == 66)
    #expect(try run(["draft", "-", "--edition", "gestern"], input: page).status == 64)
  }

  @Test func `the version is told`() throws {
    let outcome = try run(["--version"])
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("archivist "))
  }

  @Test func `the archive is found from a folder inside of it`() throws {
    #expect(try shell("cd log && archivist query --count").output == "0\n")
    #expect(try shell("cd / && archivist query --count").status == 66)
    #expect(
      try shell("cd / && ARCHIVIST_ARCHIVE='\(archive)' archivist query --count").output == "0\n")
  }

  @Test func `more files are opened than the shell's limit, where the system allows more`() throws {
    #expect(try shell("ulimit -S -n 4; archivist query --count").output == "0\n")
  }

  @Test func `minutes are read from standard input`() throws {
    let outcome = try run(["append", "-", "--archive", archive], input: ProgramTests.meetings(3))
    #expect(outcome.status == 0)
    #expect(outcome.output.split(separator: "\n").count == 3)
    let refused = try run(["append", "-", "--archive", archive], input: Data("{".utf8))
    #expect(refused.status == 1)
    #expect(refused.messages.hasPrefix("<stdin>:1:2: "))
  }

  @Test func `records of other systems go through a pipe into the archive`() throws {
    let outcome = try shell(
      """
      printf '{"id":"i:1","type":"https://schema.oparl.org/1.1/Meeting","organization":["i:2"],\
      "start":"2014-03-04T18:00:00+01:00"}\\n{"id":"i:2","type":\
      "https://schema.oparl.org/1.1/Organization","name":"Rat"}\\n' \
      | archivist import oparl - | archivist append - --format json
      """)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\"title\":\"Rat, 2014-03-04 18:00\""))
    #expect(try shell("printf 'a,b\\n' | archivist import csv -").status == 1)
  }

  @Test func `a missing file, a folder and no archive have exit codes of their own`() throws {
    #expect(try run(["append", "missing.json", "--archive", archive]).status == 66)
    #expect(try run(["append", "/", "--archive", archive]).status == 66)
    #expect(try run(["query", "--archive", folder.path("none")]).status == 66)
    #expect(try run(["qeury"]).status == 64)
  }

  @Test func `what was recorded and cannot be told was recorded all the same`() throws {
    let minutes = folder.url.appending(path: "one.jsonl")
    try ProgramTests.meetings(1).write(to: minutes)
    let outcome = try shell("archivist append '\(minutes.path())' > /dev/full")
    #expect(outcome.status == 74)
    #expect(outcome.messages.contains("the minutes were recorded all the same"))
    #expect(try run(["query", "--count", "--archive", archive]).output == "1\n")
  }

  @Test func `founding appears whole under its name, and leaves nothing beside`() throws {
    #expect(try run(["init", "new", "--name", "x"]).status == 0)
    #expect(try run(["init", "one/two", "--name", "x"]).status == 74)
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "empty"), withIntermediateDirectories: false)
    #expect(try run(["init", "empty/", "--name", "x"]).status == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path())
    #expect(Set(names) == ["archive", "new", "empty"])
  }

  @Test func `a closed pipe ends the program quietly`() throws {
    _ = try run(["append", "-", "--archive", archive], input: ProgramTests.meetings(2000))
    for line in [
      "archivist query --limit 2000 | head -n 1", "archivist timeline | head -c 10",
      "archivist log --format jsonl | head -n 1",
    ] {
      let outcome = try shell("set -o pipefail; \(line)")
      #expect(outcome.status == 0)
      #expect(outcome.messages.isEmpty)
    }
  }

  @Test func `a second writer waits, and is told who is in its way`() throws {
    let minutes = ProgramTests.meetings(1)
    let held = try shell(
      """
      exec 9>lock; flock 9
      echo 'process 4711' > lock
      printf '%s' '\(String(decoding: minutes, as: UTF8.self))' | archivist append - --wait 0.2
      """)
    #expect(held.status == 75)
    #expect(held.messages.contains("another writer holds"))
    #expect(held.messages.contains("process 4711"))
    let waited = try shell(
      """
      (exec 9>lock; flock 9; sleep 0.5) & sleep 0.1
      printf '%s' '\(String(decoding: minutes, as: UTF8.self))' | archivist append -
      """)
    #expect(waited.status == 0)
    #expect(waited.output.hasPrefix("1  2020"))
  }

  @Test func `writers beside each other lose nothing, and readers see whole batches`() async throws
  {
    let writers = 4
    let rounds = 5
    let archive = archive
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<writers {
        group.addTask {
          for round in 0..<rounds {
            let lines = (0..<3).map { item in
              "{\"title\":\"会\(writer)-\(round)-\(item)\",\"body\":[\"机构\(writer)\"],\"date\":\"2020\"}\n"
            }
            let outcome = try self.run(
              ["append", "-", "--archive", archive, "--wait", "60"],
              input: Data(lines.joined().utf8))
            #expect(outcome.status == 0, "\(outcome.messages)")
          }
        }
      }
      group.addTask {
        for _ in 0..<20 {
          let outcome = try self.run(["query", "--count", "--archive", archive])
          let count = Int(outcome.output.dropLast()) ?? -1
          #expect(count.isMultiple(of: 3), "\(outcome.output)")
        }
      }
      try await group.waitForAll()
    }
    #expect(
      try run(["query", "--count", "--archive", archive]).output == "\(writers * rounds * 3)\n")
    #expect(try run(["verify", "--archive", archive]).status == 0)
  }

  @Test func `Ctrl-C during a large append leaves all or nothing`() throws {
    let minutes = folder.url.appending(path: "many.jsonl")
    try ProgramTests.meetings(3000, summary: 200).write(to: minutes)
    let segment = folder.path("archive/log/00000000000000000000.jsonl")
    let before = try Data(contentsOf: URL(filePath: segment))
    let process = process(["append", minutes.path(), "--archive", archive])
    let (output, messages) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = messages
    try process.run()
    // As soon as lines reach the file, the batch is in the middle.
    let deadline = Date().addingTimeInterval(60)
    while process.isRunning, Date() < deadline,
      try Data(contentsOf: URL(filePath: segment)).count == before.count
    {
      usleep(1000)
    }
    process.interrupt()
    _ = output.fileHandleForReading.readDataToEndOfFile()
    let told = String(decoding: messages.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let after = try Data(contentsOf: URL(filePath: segment))
    if process.terminationStatus == 130 {
      #expect(told.contains("interrupted; nothing was recorded"))
      #expect(after == before)
    } else {
      // The signal came when everything was done.
      #expect(process.terminationStatus == 0)
      #expect(try run(["query", "--count", "--archive", archive]).output == "3000\n")
    }
    #expect(try run(["verify", "--archive", archive]).status == 0)
  }

  @Test func `a killed append leaves a tail that the next one cuts off and keeps`() throws {
    let minutes = folder.url.appending(path: "many.jsonl")
    try ProgramTests.meetings(3000, summary: 200).write(to: minutes)
    let segment = folder.path("archive/log/00000000000000000000.jsonl")
    let before = try Data(contentsOf: URL(filePath: segment))
    let process = process(["append", minutes.path(), "--archive", archive])
    process.standardOutput = Pipe()
    process.standardError = Pipe()
    try process.run()
    let deadline = Date().addingTimeInterval(60)
    while process.isRunning, Date() < deadline,
      try Data(contentsOf: URL(filePath: segment)).count == before.count
    {
      usleep(1000)
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let torn = try Data(contentsOf: URL(filePath: segment)).dropFirst(before.count)
    let next = try run(["append", "-", "--archive", archive], input: ProgramTests.meetings(1))
    #expect(next.status == 0)
    #expect(try run(["verify", "--archive", archive]).status == 0)
    guard process.terminationReason == .uncaughtSignal, !torn.isEmpty else { return }
    #expect(next.messages.contains("an earlier write was not finished"))
    let log = try FileManager.default.contentsOfDirectory(atPath: folder.path("archive/log"))
    let kept = try #require(log.first { $0.hasPrefix("torn-00000000000000000000-") })
    #expect(try Data(contentsOf: URL(filePath: folder.path("archive/log/\(kept)"))) == torn)
  }

  @Test func `an archive whose files are links to elsewhere is refused`() throws {
    let outside = try TemporaryFolder()
    try FileManager.default.moveItem(
      atPath: folder.path("archive/log"), toPath: outside.path("log"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("archive/log"), withDestinationPath: outside.path("log"))
    #expect(try run(["query", "--archive", archive]).status == 2)
    let appended = try run(["append", "-", "--archive", archive], input: ProgramTests.meetings(1))
    #expect(appended.status == 2)
    #expect(appended.messages.contains("a link stands there"))
  }

  @Test(arguments: ["index", "archive.json", "lock"])
  func `a link among the parts of an archive is refused`(part: String) throws {
    let outside = try TemporaryFolder()
    try FileManager.default.moveItem(
      atPath: folder.path("archive/\(part)"), toPath: outside.path("moved"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("archive/\(part)"), withDestinationPath: outside.path("moved"))
    let appended = try run(["append", "-", "--archive", archive], input: ProgramTests.meetings(1))
    #expect(appended.status == 2)
  }
}
