import Archive
import EventStore
import Foundation
import Synchronization
import TestSupport

@testable import archivist

/// Runs commands inside of the test, on an archive in a temporary folder.
final class CommandLineFixture {
  let folder: TemporaryFolder
  let world: TestWorld
  /// The columns of the terminal that is pretended; nothing for a pipe.
  var width: Int?
  var isColored = false
  /// The environment of every command that is not given another.
  var environment: [String: String] = [:]
  /// The lines of that terminal; nothing where they are not known.
  var height: Int?

  init(world: TestWorld = TestWorld()) throws {
    folder = try TemporaryFolder()
    self.world = world
  }

  /// What a command did.
  struct Outcome {
    let code: ExitCode
    let output: String
    let messages: String

    /// The output as JSON.
    func json() throws -> Any { try JSONSerialization.jsonObject(with: Data(output.utf8)) }
  }

  /// The folder of the archive that `found` makes.
  var archive: String { folder.path("archive") }

  /// Founds an archive.
  func found(_ arguments: String...) -> Outcome {
    run(["init", archive, "--name", "重庆市公共会议记录"] + arguments)
  }

  /// Runs a command on the archive.
  @discardableResult
  func callAsFunction(_ arguments: String...) -> Outcome {
    run(arguments + ["--archive", archive])
  }

  /// Runs a command.
  func run(_ arguments: [String], environment: [String: String]? = nil) -> Outcome {
    let environment = environment ?? self.environment
    let output = Collector()
    let messages = Collector()
    let session = Session(
      output: output.output(width: width, isColored: isColored, height: height),
      messages: messages.output(width: width, isColored: isColored),
      environment: { environment[$0] }, world: world.environment)
    let code = Main.run(arguments, session)
    return Outcome(code: code, output: output.text, messages: messages.text)
  }

  /// Writes minutes and records them.
  func append(_ minutes: String, _ arguments: String..., name: String = "minutes.json") throws
    -> Outcome
  {
    let path = try folder.write(minutes, to: name)
    return run(["append", path, "--archive", archive] + arguments)
  }

  /// A meeting's minutes with more members.
  static func meeting(_ title: String, date: String = "2020-09-18", _ more: String = "") -> String {
    "{\"title\":\"\(title)\",\"body\":[\"市人大常委会\"],\"date\":\"\(date)\"\(more)}"
  }
}

/// Collects what an output writes.
private final class Collector {
  private var bytes: [UInt8] = []

  var text: String { String(decoding: bytes, as: UTF8.self) }

  func output(width: Int?, isColored: Bool, height: Int? = nil) -> Output {
    Output(isTerminal: width != nil, isColored: isColored, width: width, height: height) {
      bytes throws(SystemError) in
      self.bytes += bytes
    }
  }
}
