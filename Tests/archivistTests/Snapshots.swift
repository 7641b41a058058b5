import Foundation
import TestSupport
import Testing

/// Texts that are kept in files and compared.
enum Snapshots {
  /// Compares a text with the one that is kept, or keeps it where `UPDATE_SNAPSHOTS` is set.
  static func compare(
    _ text: String, with url: URL, _ location: SourceLocation = #_sourceLocation
  ) throws {
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] != nil {
      try Data(text.utf8).write(to: url)
      return
    }
    let kept = try? String(contentsOf: url, encoding: .utf8)
    #expect(
      kept == text,
      "\(url.lastPathComponent) differs; UPDATE_SNAPSHOTS=1 swift test keeps the new text",
      sourceLocation: location)
  }

  /// A file beside this one.
  static func url(_ name: String) -> URL {
    Places.package.appending(path: "Tests/archivistTests/Snapshots/\(name)")
  }

  /// The text without what differs from run to run: identities, moments, roots.
  static func withoutChance(_ text: String) -> String {
    text.replacing(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, with: "<id>")
      .replacing(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/, with: "<moment>")
      .replacing(/[A-Za-z0-9+\/]{43}=/, with: "<root>")
  }
}
