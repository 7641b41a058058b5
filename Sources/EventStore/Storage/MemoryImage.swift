import Synchronization

/// A file in memory as programs see it, and as the disk beneath has it.
struct MemoryImage {
  /// What calls read and write.
  private(set) var live: [UInt8]
  /// Another one after every change.
  private(set) var generation: Int64
  /// What is on the disk for certain, as far as the sectors below say nothing else.
  private var durable: [UInt8]
  /// Whether the owner may write to the file.
  var isWritable = true
  /// Sectors that were written since the last sync: the next sync makes them last.
  private var unsynced: Set<Int> = []
  /// Sectors that a failed sync left behind.
  ///
  /// The kernel takes them for clean, so that no later sync makes them last; only writing them once
  /// more does.
  private var lost: Set<Int> = []
  /// What each of these sectors held after each write: the kernel may have written any of it to
  /// the disk, in any order, also what was cut off afterwards.
  private var versions: [Int: [[UInt8]]] = [:]
  /// The greatest length since the last sync.
  private var longest: Int

  /// The size of what a disk writes as a whole.
  static let sector = 512

  private static let generations = Atomic<Int64>(0)

  private static func nextGeneration() -> Int64 {
    generations.add(1, ordering: .relaxed).newValue
  }

  /// Makes a file whose bytes last.
  ///
  /// - Parameter generation: That of the file of which these are the bytes.
  init(_ bytes: [UInt8] = [], isWritable: Bool = true, generation: Int64? = nil) {
    self.generation = generation ?? MemoryImage.nextGeneration()
    live = bytes
    durable = bytes
    longest = bytes.count
    self.isWritable = isWritable
  }

  /// Puts bytes at an offset, and zeros in front of it where the file is shorter.
  mutating func write(_ bytes: [UInt8], at offset: Int) {
    guard !bytes.isEmpty else { return }
    generation = MemoryImage.nextGeneration()
    let end = offset + bytes.count
    let from = min(offset, live.count)
    if offset > from { live += [UInt8](repeating: 0, count: offset - from) }
    live.replaceSubrange(offset..<min(end, live.count), with: bytes)
    longest = max(longest, live.count)
    for number in from / MemoryImage.sector...(end - 1) / MemoryImage.sector {
      unsynced.insert(number)
      lost.remove(number)
      let start = number * MemoryImage.sector
      let version = Array(live[start..<min(start + MemoryImage.sector, live.count)])
      versions[number, default: []].append(version)
    }
  }

  /// Cuts the file to a length.
  mutating func truncate(to length: Int) {
    generation = MemoryImage.nextGeneration()
    if live.count > length { live.removeLast(live.count - length) }
  }

  /// Makes last what was written since the last sync.
  mutating func sync() {
    resize(&durable, to: live.count)
    for number in unsynced {
      let start = number * MemoryImage.sector
      let end = min(start + MemoryImage.sector, live.count)
      if start < end { durable.replaceSubrange(start..<end, with: live[start..<end]) }
      versions[number] = nil
    }
    unsynced = []
    lost = lost.filter { $0 * MemoryImage.sector < live.count }
    longest = live.count
  }

  /// Fails to make anything last, and forgets that there is anything to do.
  mutating func failSync() {
    lost.formUnion(unsynced)
    unsynced = []
  }

  /// Reads again from the disk, by chance, what a failed sync left behind.
  mutating func evict(_ chance: inout SeededGenerator) {
    let after = afterCrash(length: live.count, &chance)
    for number in lost {
      let start = number * MemoryImage.sector
      let end = min(start + MemoryImage.sector, live.count)
      guard start < end else { continue }
      live.replaceSubrange(start..<end, with: after[start..<end])
      durable.replaceSubrange(
        min(start, durable.count)..<min(end, durable.count),
        with: after[min(start, durable.count)..<min(end, durable.count)])
      versions[number] = [Array(after[start..<end])]
    }
  }

  /// What a machine finds after it lost power: every sector of which it is not certain what the
  /// disk holds is as it was at the last sync or after any write since, or noise.
  func afterCrash(_ chance: inout SeededGenerator) -> MemoryImage {
    let lengths = [durable.count, live.count, longest]
    let length =
      switch Int.random(in: 0..<4, using: &chance) {
      case 0: durable.count
      case 1: live.count
      default: Int.random(in: (lengths.min() ?? 0)...(lengths.max() ?? 0), using: &chance)
      }
    // Nothing syncs a file's mode.
    return MemoryImage(
      afterCrash(length: length, &chance), isWritable: isWritable || Bool.random(using: &chance))
  }

  private func afterCrash(length: Int, _ chance: inout SeededGenerator) -> [UInt8] {
    var bytes = durable
    resize(&bytes, to: length)
    for (number, versions) in versions.sorted(by: { $0.key < $1.key }) {
      let start = number * MemoryImage.sector
      guard start < length, let version = versions.randomElement(using: &chance) else { continue }
      let count = min(version.count, length - start)
      switch Int.random(in: 0..<3, using: &chance) {
      case 0: break
      case 1: bytes.replaceSubrange(start..<start + count, with: version[..<count])
      default:
        for index in 0..<count
        where start + index >= durable.count || version[index] != durable[start + index] {
          bytes[start + index] = UInt8(truncatingIfNeeded: chance.next())
        }
      }
    }
    return bytes
  }

  private func resize(_ bytes: inout [UInt8], to length: Int) {
    if bytes.count > length {
      bytes.removeLast(bytes.count - length)
    } else if bytes.count < length {
      bytes += [UInt8](repeating: 0, count: length - bytes.count)
    }
  }
}
