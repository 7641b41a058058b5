import Foundation
import TestSupport
import Testing

@testable import archivist

/// Making the derived files at the command line.
@Suite struct IndexCommandTests {
  @Test func `index makes the files anew, and questions are answered as before`() throws {
    let fixture = try CommandLineFixture()
    _ = fixture.found()
    for number in 1...70 {
      _ = try fixture.append(CommandLineFixture.meeting("会\(number)", ",\"summary\":\"河道治理\""))
    }
    let answer = fixture("query", "河道", "--format", "json").output
    #expect(answer.contains("\"total\":70"), "\(answer.prefix(200))")
    let folder = "\(fixture.archive)/index"
    try FileManager.default.removeItem(atPath: folder)
    var outcome = fixture("index")
    #expect(outcome.code == .done)
    #expect(outcome.output.contains("72 of 72 events in 3 segments"), "\(outcome.output)")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(names.contains("search.state") && names.contains("search-0-32.segment"), "\(names)")
    #expect(fixture("query", "河道", "--format", "json").output == answer)
    outcome = fixture("index", "--lang", "zh")
    #expect(outcome.output.contains("3 个索引段"), "\(outcome.output)")
  }

  @Test func `a backup is asked without a file being written to it`() throws {
    let fixture = try CommandLineFixture()
    _ = fixture.found()
    for number in 1...70 { _ = try fixture.append(CommandLineFixture.meeting("会\(number)")) }
    let backup = fixture.folder.path("backup")
    #expect(fixture("backup", backup).code == .done)
    #expect(fixture.run(["query", "会7", "--archive", backup]).output.contains("会7"))
    #expect(!FileManager.default.fileExists(atPath: "\(backup)/index/search.state"))
    #expect(fixture.run(["index", "--archive", backup]).code == .refused)
  }
}
