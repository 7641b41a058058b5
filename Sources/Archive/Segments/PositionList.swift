/// Positions in one version, in memory that is used again for the next one.
struct PositionList: ~Copyable {
  private var memory = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 64)
  private(set) var count = 0

  deinit { memory.deallocate() }

  mutating func removeAll() { count = 0 }

  @inline(__always)
  mutating func append(_ position: UInt32) {
    if count == memory.count { grow() }
    memory[count] = position
    count += 1
  }

  private mutating func grow() {
    let larger = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: memory.count * 2)
    _ = larger.moveInitialize(fromContentsOf: memory)
    memory.deallocate()
    memory = larger
  }

  mutating func sort() { memory[..<count].sort() }

  /// Makes of each position the one that lies so far before it; drops those that have none.
  mutating func subtract(_ distance: UInt32) {
    guard distance > 0 else { return }
    var kept = 0
    for index in 0..<count where memory[index] >= distance {
      memory[kept] = memory[index] - distance
      kept += 1
    }
    count = kept
  }

  /// Keeps the positions behind which, at a distance, there is one of others, or there is none.
  @inline(__always)
  mutating func keep(
    ifIn others: borrowing PositionList, at distance: UInt32, _ isKept: Bool
  ) {
    var kept = 0
    var other = 0
    for index in 0..<count {
      let wanted = memory[index] &+ distance
      while other < others.count, others.memory[other] < wanted { other += 1 }
      if (other < others.count && others.memory[other] == wanted) == isKept {
        memory[kept] = memory[index]
        kept += 1
      }
    }
    count = kept
  }
}
