import Foundation
import TestSupport
import Testing

/// The examples and the commands of the README run, and say what is kept.
@Suite struct ExamplesTests {
  private func bash(
    _ arguments: [String], in folder: URL, _ environment: [String: String] = [:]
  ) throws -> (status: Int32, output: String) {
    // Whoever runs the tests may have a locale that bash warns of, or one that is Chinese.
    try Subprocess.run(
      "/bin/bash", arguments, in: folder, environment: ["LC_ALL": "C"].merging(environment) { $1 })
  }

  @Test func `the walk-through says what is kept`() throws {
    let walk = try bash(
      ["Examples/walkthrough.sh"], in: Places.package, ["ARCHIVIST": Places.program.path()])
    #expect(walk.status == 0)
    try Snapshots.compare(
      Snapshots.withoutChance(walk.output),
      with: Places.package.appending(path: "Examples/walkthrough.txt"))
  }

  /// The blocks of a page that are marked as shell commands.
  private static func commands(of page: String) throws -> [String] {
    let text = try String(contentsOf: Places.package.appending(path: page), encoding: .utf8)
    return text.matches(of: /(?s)```sh\n(.*?)```/).map { String($0.output.1) }
  }

  @Test(arguments: [("README.md", "C"), ("README.zh.md", "zh_CN.UTF-8")])
  func `every command of the README runs, and append answers what it says`(
    page: String, locale: String
  ) throws {
    let folder = try TemporaryFolder()
    let bin = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: bin.path("archivist"), withDestinationPath: Places.program.path())
    try FileManager.default.copyItem(
      at: Places.package.appending(path: "Examples"), to: folder.url.appending(path: "Examples"))
    let blocks = try ExamplesTests.commands(of: page)
    #expect(blocks.count >= 3)
    let path = bin.url.path() + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
    let script = "set -e\n" + blocks.joined(separator: "\n")
    // The variable is for the program; bash itself would warn of a locale that is not installed.
    let outcome = try bash(
      ["-c", "export LC_ALL=\(locale) 2>/dev/null\n" + script], in: folder.url, ["PATH": path])
    #expect(outcome.status == 0, "\(outcome.output.suffix(2000))")
    let answers = script.matches(of: /# (1  2020-12-03.*)/).map(\.output.1)
    #expect(answers.count == 2)
    for answer in answers { #expect(outcome.output.contains("\n\(answer)\n")) }
  }

  @Test func `both READMEs give the same commands`() throws {
    let pages = try ["README.md", "README.zh.md"].map { page in
      try ExamplesTests.commands(of: page).flatMap { block in
        block.split(separator: "\n").map { $0.replacing(/\s+#.*/, with: "") }
      }
    }
    #expect(pages[0] == pages[1])
  }
}
