import Foundation

/// The seeds that a test of chance runs through: a few, or as many as `ARCHIVIST_SEEDS` says.
public enum Seeds {
  /// Tries each seed; with `ARCHIVIST_SEEDS=A..<B` tells now and then how far it is.
  ///
  /// - Parameters:
  ///   - count: The number of seeds, from 0, where the environment names none.
  ///   - body: Gives what is wrong with a seed, and nothing where all is well.
  /// - Returns: the first seed with which something was wrong, and what it was.
  public static func firstProblem(
    of count: UInt64, _ body: (UInt64) throws -> String?
  ) rethrows -> String? {
    let asked = ProcessInfo.processInfo.environment["ARCHIVIST_SEEDS"].flatMap(range)
    let seeds = asked ?? 0..<count
    let begun = Date()
    var told = begun
    for seed in seeds {
      if let problem = try body(seed) {
        return "seed \(seed): \(problem)"
      }
      if asked != nil, Date().timeIntervalSince(told) > 5 {
        told = Date()
        let done = Double(seed - seeds.lowerBound + 1)
        let rate = Int(done / told.timeIntervalSince(begun))
        FileHandle.standardError.write(Data("  seed \(seed), \(rate) a second\n".utf8))
      }
    }
    return nil
  }

  /// Whether every bit is to be spoilt, as `ARCHIVIST_EVERY_BIT=1` asks for.
  public static let isEveryBitAsked =
    ProcessInfo.processInfo.environment["ARCHIVIST_EVERY_BIT"] == "1"

  private static func range(_ text: String) -> Range<UInt64>? {
    let ends = text.split(separator: "..<").compactMap { UInt64($0) }
    return ends.count == 2 && ends[0] < ends[1] ? ends[0]..<ends[1] : nil
  }
}
