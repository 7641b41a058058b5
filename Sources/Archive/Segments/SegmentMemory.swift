import EventStore

/// Memory that is needed while a segment is made, and again for the next one: asking the system for it
/// each time would cost a tenth of the work.
final class SegmentMemory {
  var codes: [TermCode] = []
  var gathered: [UInt64] = []
  var sorted: [UInt64] = []

  /// Memory for whoever makes segments beside each other.
  final class Pool: Sendable {
    private struct Free: @unchecked Sendable {
      var all: [SegmentMemory] = []
    }

    private let free = Locked(Free())

    /// Lends memory that nobody else has.
    func lend<Result>(_ body: (SegmentMemory) -> Result) -> Result {
      let memory = free.withLock { $0.all.popLast() } ?? SegmentMemory()
      defer { free.withLock { $0.all.append(memory) } }
      return body(memory)
    }
  }
}
