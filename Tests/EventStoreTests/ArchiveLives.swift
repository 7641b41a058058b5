import TestSupport

@testable import EventStore

/// Many processes that write to one archive, one after the other, on a disk that fails and a
/// machine that loses power; all by a seed.
///
/// After every one of them it compares what the log holds with what was promised.
struct ArchiveLives {
  private var chance: SeededGenerator
  private var storage = MemoryStorage()
  private let world = TestWorld()
  /// Batches that must be there, each with the payloads of its events.
  private var promised: [[String]] = []
  /// A batch of which its writer learned no outcome: it is there as a whole, or not at all.
  private var doubtful: [String]?
  private var checkpoints: [Checkpoint] = []
  private var events = 0
  private var failed: Shape?
  /// What went on, for whoever looks for the reason of a failure.
  private var story: [String] = []

  private init(seed: UInt64) { chance = SeededGenerator(seed: seed) }

  /// Lives through them; gives what is wrong, and nothing where every promise was kept.
  static func problem(seed: UInt64) throws -> String? {
    var lives = ArchiveLives(seed: seed)
    do {
      _ = try Stores.found(in: lives.storage, world: lives.world)
      lives.promised = [["{}"]]
      for _ in 0..<Int.random(in: 1...5, using: &lives.chance) { try lives.live() }
      try lives.endInPeace()
      return nil
    } catch let broken as BrokenPromise {
      return (lives.story + [broken.what]).joined(separator: "\n  ")
    }
  }

  private struct BrokenPromise: Error {
    let what: String
  }

  private func store() throws -> EventStore {
    try EventStore(opening: storage, environment: world.environment)
  }
}

// MARK: - One life

extension ArchiveLives {
  private mutating func live() throws {
    var store = try store()
    store.segmentLength = [300, 2000, 64 << 20].randomElement(using: &chance) ?? 0
    let isSoon = Bool.random(using: &chance)
    if isSoon { makeTrouble() }
    var writer: EventWriter?
    do throws(EventStoreError) {
      let opened = try store.writer(wait: 0)
      opened.portion = [100, 1500, 1 << 20].randomElement(using: &chance) ?? 0
      writer = opened
    } catch {
      story.append("not opened: \(error)")
    }
    if let writer {
      // Whatever a writer builds on is promised from then on.
      try compare("opened")
      if !isSoon { makeTrouble() }
      for _ in 0..<Int.random(in: 0...6, using: &chance) {
        guard append(with: writer) else { break }
      }
      try end(writer)
    } else {
      try end(nil)
    }
    try compare("after")
  }

  /// Plans a failure for one of the next calls, or for all from one on.
  private mutating func makeTrouble() {
    guard Int.random(in: 0..<4, using: &chance) > 0 else { return }
    let operation = MemoryStorage.Operation.allCases.randomElement(using: &chance) ?? .write
    let nth = Int.random(in: 1...9, using: &chance)
    let stays = Bool.random(using: &chance)
    let bytes = Int.random(in: 0...1200, using: &chance)
    let failure: MemoryStorage.Failure =
      switch Int.random(in: 0..<5, using: &chance) {
      case 0: .inputOutput
      case 1: .full(written: bytes)
      case 2: .short(max(bytes, 40))
      case 3: .death
      default: .deathWithin(written: bytes)
      }
    story.append("\(operation) fails at call \(nth)\(stays ? " and later" : ""): \(failure)")
    storage.fail { asked, _, count in
      asked == operation && (stays ? count >= nth : count == nth) ? failure : nil
    }
  }

  /// A batch by its streams, the numbers of their events and the lengths of their texts.
  private typealias Shape = [(serial: UInt64, count: Int, length: Int)]

  /// The shape of the next batch, often that of one that failed: its lines fit in their place.
  private mutating func nextShape() -> Shape {
    if let shape = failed, Int.random(in: 0..<4, using: &chance) > 0 { return shape }
    failed = nil
    return (0..<Int.random(in: 1...3, using: &chance)).map { _ in
      (
        UInt64.random(in: 0...9, using: &chance), Int.random(in: 1...3, using: &chance),
        [10, 10, 150, 900].randomElement(using: &chance) ?? 0
      )
    }
  }

  /// Appends a batch over some streams; false where the writer takes no more.
  private mutating func append(with writer: EventWriter) -> Bool {
    let shape = nextShape()
    var payloads: [String] = []
    let isForgotten = Int.random(in: 0..<8, using: &chance) == 0
    let isInterrupted = Int.random(in: 0..<12, using: &chance) == 0
    defer { world.isInterrupted = false }
    do throws(EventStoreError) {
      var batch = try writer.batch()
      for (serial, count, length) in shape {
        let proposed = (0..<count).map { _ in
          events += 1
          let text = String(repeating: "t", count: length)
          return "{\"n\":\(1_000_000 + events),\"text\":\"\(text)\"}"
        }
        payloads += proposed
        try batch.append(
          proposed.map { Stores.event("Happened", $0) }, to: Stores.stream("meeting", serial))
      }
      if isForgotten {
        failed = shape
        story.append("forgot a batch of \(payloads.count)")
        return true
      }
      world.isInterrupted = isInterrupted
      _ = try batch.commit()
      promised.append(payloads)
      story.append("appended \(payloads.count)")
      return true
    } catch {
      story.append("append of \(payloads.count): \(error)")
      failed = shape
      // A dead process heard no answer.
      if storage.isDead { doubtful = payloads }
      switch error {
      case .outcomeUnknown: doubtful = payloads
      case .interrupted where !storage.isDead: return true
      default: break
      }
      return false
    }
  }

  /// Ends a process, in order or not.
  private mutating func end(_ writer: EventWriter?) throws {
    switch Int.random(in: 0..<4, using: &chance) {
    case 0 where !storage.isDead:
      story.append("closed")
      writer?.close()
      storage.revive()
    case 1:
      story.append("killed")
      storage.revive()
    case 2:
      story.append("killed, memory taken")
      storage.revive()
      storage.evict(seed: chance.next())
    default:
      story.append("power lost")
      storage = storage.afterCrash(seed: chance.next())
    }
  }
}

// MARK: - Promises

extension ArchiveLives {
  /// Compares what the log holds with what was promised.
  private mutating func compare(_ moment: String) throws {
    let copy = storage.copy()
    let store = try EventStore(opening: copy, environment: world.environment)
    let (events, damages, _) = try Stores.read(store)
    guard damages.isEmpty else { throw BrokenPromise(what: "\(moment): damage \(damages)") }
    var found: [[String]] = []
    var batch: [String] = []
    for event in events {
      batch.append(event.text)
      if !event.continues {
        found.append(batch)
        batch = []
      }
    }
    guard batch.isEmpty else { throw BrokenPromise(what: "\(moment): half a batch") }
    let isThere = doubtful != nil && found == promised + [doubtful ?? []]
    guard isThere || found == promised else {
      let alike = zip(found, promised).prefix { $0 == $1 }.count
      throw BrokenPromise(
        what: """
          \(moment): the log holds \(found.count) batches, \(promised.count) were promised\
          \(doubtful == nil ? "" : " and one is doubtful"); they are alike up to \(alike)
          """)
    }
    if moment == "opened" {
      promised = found
      doubtful = nil
      if Int.random(in: 0..<4, using: &chance) == 0 { checkpoints.append(try store.checkpoint()) }
    }
  }

  /// The last process meets no trouble: it opens the archive, appends, and finds everything sound.
  private mutating func endInPeace() throws {
    let store = try store()
    let writer: EventWriter
    do throws(EventStoreError) { writer = try store.writer(wait: 0) } catch {
      throw BrokenPromise(what: "cannot be opened any more: \(error)")
    }
    try compare("opened")
    try writer.append([Stores.event("Happened", "{\"n\":0}")], to: Stores.stream("meeting", 0))
    promised.append(["{\"n\":0}"])
    writer.close()
    try compare("at last")
    let report = try store.verify(against: checkpoints)
    guard report.isSound else {
      throw BrokenPromise(what: "not sound: \(report.damages) \(report.mismatches)")
    }
  }
}
