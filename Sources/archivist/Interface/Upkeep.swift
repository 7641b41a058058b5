import Dispatch

/// Work that goes on beside the answer or behind it, and that the program waits for before it ends.
final class Upkeep {
  private let group = DispatchGroup()
  private var later: (() -> Void)?

  /// Begins some work on another core; short work, for which a thread is not worth making, waits until
  /// everything else is done.
  func begin(isShort: Bool, _ work: @escaping @Sendable () -> Void) {
    if isShort {
      later = work
    } else {
      DispatchQueue.global().async(group: group, execute: work)
    }
  }

  /// Does what waits, and waits for everything that was begun.
  func finish() {
    later?()
    later = nil
    group.wait()
  }
}
