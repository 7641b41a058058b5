import Foundation
import TestSupport
import Testing

/// The examples and the commands of the README run, and say what is kept.
@Suite struct ExamplesTests {
  private func bash(
    _ arguments: [String], in folder: URL, _ environment: [String: String] = [:]
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
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

  @Test func `every command of the README runs`() throws {
    let folder = try TemporaryFolder()
    let bin = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: bin.path("archivist"), withDestinationPath: Places.program.path())
    try FileManager.default.copyItem(
      at: Places.package.appending(path: "Examples"), to: folder.url.appending(path: "Examples"))
    let blocks = try ExamplesTests.commands(of: "README.md")
    #expect(blocks.count >= 3)
    let path = bin.url.path() + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
    let script = "set -e\n" + blocks.joined(separator: "\n")
    let outcome = try bash(["-c", script], in: folder.url, ["PATH": path])
    #expect(outcome.status == 0, "\(outcome.output.suffix(2000))")
  }
}
