import Dispatch
import Synchronization

/// Work in pieces that another core begins with, and that is ended by whoever has time.
///
/// The other core takes one piece after the other, and so does the caller once it has nothing else to
/// do. So nobody waits for work that nobody has begun with, on whatever number of cores. What comes of a piece
/// is put somewhere by whoever does it.
package final class SharedPieces: Sendable {
  private let count: Int
  private let body: @Sendable (Int) -> Void
  private let claimed = Atomic<Int>(0)
  private let done = Atomic<Int>(0)
  private let end = DispatchSemaphore(value: 0)

  /// - Parameter body: Does the piece of a number; called once for each, from any thread.
  package init(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    self.count = count
    self.body = body
  }

  /// Lets another core begin; a single piece is not worth that.
  package func begin() {
    guard count > 1 else { return }
    // A pool of threads and its manager cost a short process more than the work that it divides, once.
    let isFirst = !OwnThread.wasBegun.exchange(true, ordering: .relaxed)
    if isFirst, SystemCalls.beginThread({ self.work {} }) { return }
    DispatchQueue.global().async { self.work {} }
  }

  /// Does what nobody has begun with, and waits until all is done; to be called once.
  ///
  /// - Parameter note: Called on this thread after each piece that was done on it.
  package func finish(_ note: () -> Void = {}) {
    guard count > 0 else { return }
    work(note)
    end.wait()
  }

  private func work(_ note: () -> Void) {
    while true {
      let piece = claimed.wrappingAdd(1, ordering: .relaxed).oldValue
      guard piece < count else { return }
      body(piece)
      let isLast = done.wrappingAdd(1, ordering: .acquiringAndReleasing).newValue == count
      if isLast { end.signal() }
      note()
    }
  }
}

/// The same, where something comes of each piece.
package final class SharedWork<Value: Sendable>: Sendable {
  private let values: Values
  private let pieces: SharedPieces

  private final class Values: Sendable {
    let all: Locked<[Value?]>

    init(_ count: Int) { all = Locked(Array(repeating: nil, count: count)) }
  }

  /// - Parameter body: Does the piece of a number; called once for each, from any thread.
  package init(pieces count: Int, _ body: @escaping @Sendable (Int) -> Value) {
    let values = Values(count)
    self.values = values
    pieces = SharedPieces(count) { piece in
      let value = body(piece)
      values.all.withLock { $0[piece] = value }
    }
  }

  /// Lets another core begin; a single piece is not worth that.
  package func begin() { pieces.begin() }

  /// Does what nobody has begun with, waits until all is done, and gives what came of each piece, in
  /// order; to be called once.
  ///
  /// - Parameter note: Called on this thread after each piece that was done on it.
  package func finish(_ note: () -> Void = {}) -> [Value] {
    pieces.finish(note)
    return values.all.withLock { all in all.compactMap(\.self) }
  }
}

/// Whether this process has begun the one thread that is none of a pool's.
private enum OwnThread {
  static let wasBegun = Atomic<Bool>(false)
}
