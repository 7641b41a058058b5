import Foundation

/// Where things are while tests run.
public enum Places {
  /// The package's folder.
  public static let package: URL = {
    var url = URL(filePath: #filePath)
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url
  }()

  /// The program that was built with the tests.
  public static let program: URL = {
    // The test bundle stands beside the program.
    let bundle = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let beside = bundle.appending(path: "archivist")
    if FileManager.default.isExecutableFile(atPath: beside.path()) { return beside }
    return package.appending(path: ".build/debug/archivist")
  }()
}

/// A folder that is removed when nobody uses it any more.
public final class TemporaryFolder: Sendable {
  /// Where it is.
  public let url: URL

  /// Makes a folder.
  public init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "archivist-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of something in it.
  public func path(_ name: String) -> String { url.appending(path: name).path() }

  /// Writes a file; gives its path.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String {
    try Data(text.utf8).write(to: url.appending(path: name))
    return path(name)
  }

  /// The text of a file.
  public func text(of name: String) throws -> String {
    try String(contentsOf: url.appending(path: name), encoding: .utf8)
  }
}
