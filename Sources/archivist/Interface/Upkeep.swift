import Dispatch

/// Work that goes on beside the answer, and that the program waits for before it ends.
struct Upkeep {
  private let group = DispatchGroup()

  /// Begins some work on another core.
  func begin(_ work: @escaping @Sendable () -> Void) {
    DispatchQueue.global().async(group: group, execute: work)
  }

  /// Waits for everything that was begun.
  func finish() { group.wait() }
}
