import TestSupport
import Testing

@testable import EventStore

/// The derived index of the log: never needed, never wrong.
@Suite struct LogIndexTests {
  /// What the log itself says.
  private struct Model {
    var events: [RecordedEvent]
    var streams: [StreamName: [Position]] = [:]

    init(_ store: EventStore) throws {
      events = try Stores.read(store).events
      for event in events { streams[event.stream, default: []].append(event.position) }
    }

    /// The root over the leaves `index·2^level` up to `(index + 1)·2^level`.
    func node(level: Int, index: UInt64) -> Digest {
      var tree = MerkleTree()
      let first = Int(index << UInt64(level))
      for event in events[first..<first + (1 << level)] { tree.append(event.leafHash) }
      return tree.root
    }
  }

  private static let categories = ["meeting", "document", "body"]

  /// Appends batches at random.
  private static func grow(
    _ store: EventStore, by count: Int, _ chance: inout SeededGenerator
  ) throws {
    let writer = try store.writer()
    defer { writer.close() }
    for _ in 0..<count {
      let stream = Stores.stream(
        categories.randomElement(using: &chance) ?? "", UInt64.random(in: 1...40, using: &chance))
      try writer.append(
        Stores.events(Int.random(in: 1...4, using: &chance)), to: stream, expecting: .any)
    }
  }

  private static func keeper(of store: EventStore) -> IndexKeeper {
    IndexKeeper(store: store)
  }

  /// Compares every answer with the model's; faults are thrown.
  private static func compare(_ index: LogIndex, _ model: Model) throws {
    let count = Int(index.state.count)
    try #require(count <= model.events.count)
    for event in model.events where !event.position.rawValue.isMultiple(of: 3) {
      let isCovered = Int(event.position.rawValue) < count
      try #require(index.position(of: event.id) == (isCovered ? event.position : nil))
      if isCovered { try #require(index.place(of: event.position) == event.place) }
    }
    for (stream, positions) in model.streams {
      let covered = positions.filter { $0.rawValue < UInt64(count) }
      try #require(index.positions(of: stream) == covered)
      try #require(index.lastRevision(of: stream) == covered.indices.last.map { UInt64($0) })
    }
    for serial in [0, 41, 1 << 53] as [UInt64] {
      try #require(index.lastRevision(of: Stores.stream("meeting", serial)) == nil)
    }
    try #require(index.lastRevision(of: Stores.stream("nothing", 1)) == nil)
    for level in 0..<9 where count >> level > 0 {
      for node in [0, UInt64((count >> level) / 2), UInt64((count >> level) - 1)] {
        try #require(index.node(level: level, index: node) == model.node(level: level, index: node))
      }
    }
  }

  @Test(arguments: 0..<2 as Range<UInt64>)
  func `it answers as the log does, however often it was brought up`(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    let store = try Stores.found()
    let keeper = LogIndexTests.keeper(of: store)
    var index: LogIndex?
    for _ in 0..<6 {
      try LogIndexTests.grow(store, by: Int.random(in: 1...70, using: &chance), &chance)
      index = keeper.update(index)
      let model = try Model(store)
      let opened = try #require(keeper.open())
      #expect(opened.state.count == UInt64(model.events.count))
      try LogIndexTests.compare(opened, model)
    }
    // Made anew at once, it answers the same.
    keeper.discard()
    #expect(keeper.open() == nil)
    let again = try #require(keeper.update(nil))
    try LogIndexTests.compare(again, try Model(store))
    let runs = again.state.runs.filter { $0.kind == .ids }
    #expect(runs.count == 1)
  }

  @Test func `damaged, cut, missing and older files give faults, never wrong answers`() throws {
    var chance = SeededGenerator(seed: 7)
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let keeper = LogIndexTests.keeper(of: store)
    try LogIndexTests.grow(store, by: 70, &chance)
    var index = keeper.update(nil)
    let older = storage.copy()
    try LogIndexTests.grow(store, by: 70, &chance)
    index = keeper.update(index)
    try LogIndexTests.grow(store, by: 20, &chance)
    index = keeper.update(index)
    let model = try Model(store)
    let files = storage.paths.filter { $0.hasPrefix("index/") && !$0.hasSuffix("lock") }
    #expect(files.count >= 6)
    var faults = 0
    func tryIt(_ path: String, _ bytes: [UInt8]) throws {
      let good = try #require(storage.bytes(of: path))
      storage.put(bytes, into: path)
      defer { storage.put(good, into: path) }
      do {
        try LogIndexTests.compare(LogIndex(opening: storage, of: store.description), model)
      } catch is IndexFault {
        faults += 1
      }
    }
    for path in files {
      let good = try #require(storage.bytes(of: path))
      for _ in 0..<8 {
        var bad = good
        let bit = Int.random(in: 0..<good.count * 8, using: &chance)
        bad[bit / 8] ^= 1 << (bit % 8)
        try tryIt(path, bad)
      }
      for length in [0, 1, good.count / 2, good.count - 1] {
        try tryIt(path, Array(good.prefix(length)))
      }
      try tryIt(path, good + [0])
      if let old = older.bytes(of: path) { try tryIt(path, old) }
      for other in files where other != path {
        try tryIt(path, try #require(storage.bytes(of: other)))
      }
    }
    #expect(faults > files.count * 6)
    #expect(throws: Never.self) {
      try LogIndexTests.compare(try LogIndex(opening: storage, of: store.description), model)
    }
  }

  @Test func `opened to read a log, it tells places and streams and nothing else`() throws {
    var chance = SeededGenerator(seed: 11)
    let store = try Stores.found()
    let keeper = LogIndexTests.keeper(of: store)
    try LogIndexTests.grow(store, by: 70, &chance)
    _ = keeper.update(nil)
    let model = try Model(store)
    let segments = try SegmentList.open(in: store.storage)
    // Segments that do not fit it are no reason to do without it.
    for segments in [segments, []] {
      let index = try #require(keeper.open(toRead: segments))
      for event in model.events { #expect(try index.place(of: event.position) == event.place) }
      for (stream, positions) in model.streams {
        #expect(try index.positions(of: stream) == positions)
      }
      #expect(throws: IndexFault.self) { try index.position(of: model.events[0].id) }
      #expect(throws: IndexFault.self) { try index.node(level: 0, index: 0) }
    }
  }

  @Test func `an index of another log is not believed`() throws {
    var chance = SeededGenerator(seed: 3)
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    try LogIndexTests.grow(store, by: 40, &chance)
    _ = LogIndexTests.keeper(of: store).update(nil)
    // The same archive, of which the end was lost and written anew.
    let other = storage.copy()
    let log = try #require(storage.bytes(of: Stores.firstSegment))
    let first = try #require(log.firstIndex(of: UInt8(ascii: "\n")))
    other.put(Array(log[...first]), into: Stores.firstSegment)
    let shorter = try EventStore(opening: other, environment: TestWorld(seed: 2).environment)
    #expect(LogIndexTests.keeper(of: shorter).open() == nil)
    // Its lines have the same lengths, so that every place seems right.
    var same = SeededGenerator(seed: 3)
    try LogIndexTests.grow(shorter, by: 40, &same)
    #expect(other.bytes(of: Stores.firstSegment)?.count == log.count)
    for path in storage.paths where path.hasPrefix("index/") {
      other.put(try #require(storage.bytes(of: path)), into: path)
    }
    #expect(LogIndexTests.keeper(of: shorter).open() == nil)
    #expect(try shorter.verify().isSound)
  }

  @Test func `a writer reads no more than what the index does not cover`() throws {
    var chance = SeededGenerator(seed: 5)
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    try LogIndexTests.grow(store, by: 100, &chance)
    _ = LogIndexTests.keeper(of: store).update(nil)
    try LogIndexTests.grow(store, by: 3, &chance)
    let (stream, positions) = try #require(Model(store).streams.first { $0.value.count > 1 })
    storage.fail { _, _, _ in nil }
    let writer = try store.writer()
    // A state, its files, a few blocks, and the tail.
    #expect(storage.count(of: .read) < 40)
    #expect(throws: EventStoreError.self) {
      try writer.append(Stores.events(1), to: stream, expecting: .noStream)
    }
    try writer.append(
      Stores.events(1), to: stream, expecting: .revision(UInt64(positions.count) - 1))
    writer.close()
    #expect(try store.verify().isSound)
  }

  @Test func `a log that somebody else changed is read whole, and damage refused`() throws {
    var chance = SeededGenerator(seed: 5)
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    try LogIndexTests.grow(store, by: 100, &chance)
    _ = LogIndexTests.keeper(of: store).update(nil)
    try LogIndexTests.grow(store, by: 3, &chance)
    var bytes = try #require(storage.bytes(of: Stores.firstSegment))
    bytes[1000] ^= 1
    storage.put(bytes, into: Stores.firstSegment)
    let error = #expect(throws: EventStoreError.self) { try store.writer() }
    guard case .damaged = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    // Put right again, it is written to as before.
    bytes[1000] ^= 1
    storage.put(bytes, into: Stores.firstSegment)
    try store.writer().append(Stores.events(1), to: Stores.stream("meeting", 99))
    #expect(try store.verify().isSound)
  }

  @Test func `expectations hold whatever happens to the index`() throws {
    for seed in 0..<10 as Range<UInt64> {
      var chance = SeededGenerator(seed: seed)
      let storage = MemoryStorage()
      let store = try Stores.found(in: storage)
      try LogIndexTests.grow(store, by: 25, &chance)
      _ = LogIndexTests.keeper(of: store).update(nil)
      let model = try Model(store)
      let files = storage.paths.filter { $0.hasPrefix("index/") && !$0.hasSuffix("lock") }
      if let path = files.randomElement(using: &chance), var bytes = storage.bytes(of: path) {
        bytes[Int.random(in: 0..<bytes.count, using: &chance)] ^= 0x40
        storage.put(bytes, into: path)
      }
      let writer = try store.writer()
      for (stream, positions) in model.streams {
        #expect(throws: EventStoreError.self) {
          try writer.append(Stores.events(1), to: stream, expecting: .noStream)
        }
        try writer.append(
          Stores.events(1), to: stream, expecting: .revision(UInt64(positions.count) - 1))
      }
      writer.close()
      #expect(try store.verify().isSound)
    }
  }

  @Test func `an index that cannot be saved is left as it was`() throws {
    for failing in 1...42 {
      var chance = SeededGenerator(seed: 11)
      let storage = MemoryStorage()
      let store = try Stores.found(in: storage)
      let keeper = LogIndexTests.keeper(of: store)
      try LogIndexTests.grow(store, by: 30, &chance)
      let before = try #require(keeper.update(nil))
      try LogIndexTests.grow(store, by: 20, &chance)
      let kind = MemoryStorage.Operation.allCases[failing % MemoryStorage.Operation.allCases.count]
      let number = failing / MemoryStorage.Operation.allCases.count + 1
      storage.fail { operation, path, count in
        operation == kind && count == number && path.hasPrefix("index") ? .death : nil
      }
      _ = keeper.update(before)
      storage.revive()
      let model = try Model(store)
      for after in [storage.copy(), storage.afterCrash(seed: UInt64(failing))] {
        let reopened = try EventStore(opening: after, environment: TestWorld().environment)
        if let index = LogIndexTests.keeper(of: reopened).open() {
          do { try LogIndexTests.compare(index, model) } catch is IndexFault {}
        }
        let updated = LogIndexTests.keeper(of: reopened).update(nil)
        try LogIndexTests.compare(try #require(updated), model)
      }
    }
  }
}
