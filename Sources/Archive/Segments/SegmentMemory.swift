import EventStore

/// Memory that is needed while records are gathered for a segment, and again for the next one: asking the system
/// for it each time would cost a tenth of the work.
final class SegmentMemory {
  /// Of the segment: the terms of its versions.
  let codes = ReusedMemory()
  /// Of a record: its fields as scalars, and the units of one of them.
  let scalars = ReusedMemory()
  let units = ReusedMemory()

  /// Memory that is needed while the bytes of a segment are made.
  final class OfBytes {
    /// Where the terms of its versions stand, sorted by terms.
    let entries = ReusedMemory()
    /// The bytes, once nobody needs them any more.
    var segment: [UInt8] = []
    /// Of a term: its versions, its positions, and everything that stands in front of these.
    let versions = ReusedMemory()
    let positions = ReusedMemory()
    let front = ReusedMemory()
  }

  /// Memory for whoever makes segments beside each other.
  ///
  /// Records are gathered for several at once, and the bytes of one segment at a time are made of them: that
  /// takes as much memory once more, and less time.
  final class Pool: Sendable {
    private struct Free: @unchecked Sendable {
      var all: [SegmentMemory] = []
    }

    private struct Bytes: @unchecked Sendable {
      let memory = OfBytes()
    }

    private let free = Locked(Free())
    private let bytes = Locked(Bytes())

    /// Lends memory that nobody else has.
    func lend<Result>(_ body: (SegmentMemory) -> Result) -> Result {
      let memory = free.withLock { $0.all.popLast() } ?? SegmentMemory()
      defer { free.withLock { $0.all.append(memory) } }
      return body(memory)
    }

    /// Lends memory for the bytes of a segment as soon as nobody else has it.
    func lendForBytes(_ body: (OfBytes) -> Bool) -> Bool {
      bytes.withLock { body($0.memory) }
    }
  }
}

/// Memory that grows as it is asked for more, and is never cleared.
final class ReusedMemory {
  private var bytes = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  deinit { bytes.deallocate() }

  /// Room for so many values, until more is asked for.
  ///
  /// - Parameter kept: How many of those that stand there are needed any longer.
  func room<Value: BitwiseCopyable>(
    for count: Int, of type: Value.Type, keeping kept: Int = 0
  ) -> UnsafeMutableBufferPointer<Value> {
    let needed = max(count, 1) * MemoryLayout<Value>.stride
    if bytes.count < needed {
      if kept == 0 {
        // Nobody needs both at once.
        bytes.deallocate()
        bytes = UnsafeMutableRawBufferPointer(start: nil, count: 0)
      }
      let longer = ReusedMemory.allocate(
        max(needed + needed / 16, min(needed * 2, ReusedMemory.large)))
      longer.copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[..<(kept * MemoryLayout<Value>.stride)]))
      bytes.deallocate()
      bytes = longer
    }
    return UnsafeMutableBufferPointer(
      start: bytes.baseAddress?.bindMemory(to: type, capacity: count), count: count)
  }

  private static let large = 1 << 22
  private static let page = 1 << 21

  private static func allocate(_ count: Int) -> UnsafeMutableRawBufferPointer {
    guard count >= large else { return .allocate(byteCount: count, alignment: 16) }
    let whole = (count + page - 1) / page * page
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: whole, alignment: page)
    SystemCalls.preferLargePages(memory)
    return memory
  }
}
