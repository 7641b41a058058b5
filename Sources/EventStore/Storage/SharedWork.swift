import Dispatch
import Synchronization

/// Work in pieces that another core begins with, and that is ended by whoever has time.
///
/// The other core takes one piece after the other, and so does the caller once it has nothing else to
/// do. So nobody waits for work that nobody has begun with, on whatever number of cores.
package final class SharedWork<Value: Sendable>: Sendable {
  private let count: Int
  private let body: @Sendable (Int) -> Value
  private let claimed = Atomic<Int>(0)
  private let done: Locked<(values: [Value?], missing: Int)>
  private let end = DispatchSemaphore(value: 0)

  /// - Parameter body: Does the piece of a number; called once for each, from any thread.
  package init(pieces count: Int, _ body: @escaping @Sendable (Int) -> Value) {
    self.count = count
    self.body = body
    done = Locked((Array(repeating: nil, count: count), count))
  }

  /// Lets another core begin; a single piece is not worth that.
  package func begin() {
    guard count > 1 else { return }
    // A pool of threads and its manager cost a short process more than the work that it divides, once.
    let isFirst = !OwnThread.wasBegun.exchange(true, ordering: .relaxed)
    if isFirst, SystemCalls.beginThread({ self.work() }) { return }
    DispatchQueue.global().async { self.work() }
  }

  /// Does what nobody has begun with, waits until all is done, and gives what came of each piece, in
  /// order; to be called once.
  ///
  /// - Parameter note: Called on this thread after each piece that was done on it.
  package func finish(_ note: () -> Void = {}) -> [Value] {
    guard count > 0 else { return [] }
    work(note)
    end.wait()
    return done.withLock { done in
      var values: [Value] = []
      values.reserveCapacity(count)
      for case let value? in done.values { values.append(value) }
      return values
    }
  }

  private func work(_ note: () -> Void = {}) {
    while true {
      let piece = claimed.wrappingAdd(1, ordering: .relaxed).oldValue
      guard piece < count else { return }
      let value = body(piece)
      let isLast = done.withLock {
        $0.values[piece] = value
        $0.missing -= 1
        return $0.missing == 0
      }
      if isLast { end.signal() }
      note()
    }
  }
}

/// Whether this process has begun the one thread that is none of a pool's.
private enum OwnThread {
  static let wasBegun = Atomic<Bool>(false)
}
