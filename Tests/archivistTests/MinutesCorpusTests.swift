import Foundation
import TestSupport
import Testing

@testable import archivist

/// The minutes in `Tests/Minutes`: broken ones, each with one mistake, and sound ones.
///
/// `Scripts/check-schemas` holds the JSON Schema against the same files.
@Suite struct MinutesCorpusTests {
  private static func files(_ folder: String) throws -> [String] {
    let url = Places.package.appending(path: "Tests/Minutes/\(folder)")
    return try FileManager.default.contentsOfDirectory(atPath: url.path()).sorted()
      .filter { $0.hasSuffix(".json") }.map { url.appending(path: $0).path() }
  }

  @Test func `what is told of each broken file is what is kept`() throws {
    let fixture = try CommandLineFixture()
    _ = fixture.found()
    let files = try Self.files("broken")
    #expect(files.count >= 100)
    let outcome = fixture.run(["append", "--dry-run", "--archive", fixture.archive] + files)
    #expect(outcome.code == .refused && outcome.output.isEmpty)
    let folder = Places.package.appending(path: "Tests/Minutes/broken/").path()
    try Snapshots.compare(
      outcome.messages.replacing(folder, with: ""), with: Snapshots.url("broken-minutes.txt"))
  }

  @Test func `each broken file has one mistake, with its line and its column`() throws {
    let fixture = try CommandLineFixture()
    _ = fixture.found()
    for file in try Self.files("broken") {
      let outcome = fixture("append", "--dry-run", "--format", "json", file)
      #expect(outcome.code == .refused && outcome.output.isEmpty, "\(file)")
      let told = outcome.messages.split(separator: "\n")
        .filter { $0.hasPrefix(file + ":") }
      #expect(told.count == 1, "\(outcome.messages)")
      let place = told.first?.dropFirst(file.count).prefixMatch(of: /:[1-9]\d*:[1-9]\d*: ./)
      #expect(place != nil, "\(outcome.messages)")
    }
  }

  @Test func `each sound file is recorded`() throws {
    let files = try Self.files("sound")
    #expect(files.count >= 50)
    let fixture = try CommandLineFixture()
    _ = fixture.found()
    for file in files {
      let outcome = fixture("append", "--dry-run", "--format", "json", file)
      #expect(outcome.code == .done, "\(outcome.messages)")
    }
  }
}
