import TestSupport
import Testing

@testable import EventStore

/// Torn tails are cut, damage is reported, and the two are never mixed up.
@Suite struct RecoveryTests {
  /// Batches of 1, 1, 3 and 2 events, each a write group of its own.
  private static func sample() throws -> (MemoryStorage, [RecordedEvent]) {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let writer = try store.writer()
    try writer.append(Stores.events(1), to: Stores.stream("meeting", 1))
    try writer.append(Stores.events(3), to: Stores.stream("meeting", 2))
    try writer.append(Stores.events(2), to: Stores.stream("meeting", 3))
    writer.close()
    return (storage, try Stores.read(store).events)
  }

  /// The same archive with other bytes in its only segment.
  private static func store(_ storage: MemoryStorage, holding bytes: [UInt8]) throws -> (
    MemoryStorage, EventStore
  ) {
    let copy = storage.copy()
    copy.put(bytes, into: Stores.firstSegment)
    return (copy, try EventStore(opening: copy, environment: TestWorld().environment))
  }

  private static func bytes(_ storage: MemoryStorage) throws -> [UInt8] {
    try #require(storage.bytes(of: Stores.firstSegment))
  }

  /// The events of the batch that an event belongs to.
  private static func batch(of index: Int, in events: [RecordedEvent]) -> ClosedRange<Int> {
    var first = index
    while first > 0, events[first - 1].continues { first -= 1 }
    var last = index
    while events[last].continues { last += 1 }
    return first...last
  }

  @Test func `a log cut at any byte reopens with its whole batches`() throws {
    let (storage, events) = try RecoveryTests.sample()
    let whole = try RecoveryTests.bytes(storage)
    for length in 0..<whole.count {
      let (cut, store) = try RecoveryTests.store(storage, holding: Array(whole[..<length]))
      let kept = events.prefix { event in
        let last = events[
          RecoveryTests.batch(of: Int(event.position.rawValue), in: events).upperBound]
        return last.place.offset + Int64(last.line.count) < length
      }
      let read = try Stores.read(store)
      #expect(read.events.map(\.line) == kept.map(\.line))
      #expect(read.damages.isEmpty)
      let keptBytes = kept.last.map { Int($0.place.offset) + $0.line.count + 1 } ?? 0
      #expect(read.tail?.bytes == (keptBytes == length ? nil : Int64(length - keptBytes)))

      let writer = try store.writer()
      #expect(writer.repairs.count == (keptBytes == length ? 0 : 1))
      if let repair = writer.repairs.first {
        #expect(cut.bytes(of: repair.savedAs) == Array(whole[keptBytes..<length]))
      }
      try writer.append(Stores.events(2), to: Stores.stream("meeting", 9), expecting: .noStream)
      #expect(try Stores.read(store).events.count == kept.count + 2)
      #expect(try store.verify().isSound)
    }
  }

  @Test func `any byte spoilt is found, hides at most its batch, and is told from a torn tail`()
    throws
  {
    let (storage, events) = try RecoveryTests.sample()
    let whole = try RecoveryTests.bytes(storage)
    let lastGroup = try #require(events.last?.groupStart)
    for offset in whole.indices {
      // Bits turned over, a line feed, and a zero. All eight bits only where somebody asks for it,
      // since that takes most of a minute; otherwise each byte has two, and each bit its turn.
      let bits = (0..<8).filter { Seeds.isEveryBitAsked || ($0 + offset).isMultiple(of: 4) }
      let changes = bits.map { 1 << $0 } + [whole[offset] ^ 0x0A, whole[offset]] as [UInt8]
      for change in changes where change != 0 {
        var spoilt = whole
        spoilt[offset] ^= change
        let (copy, store) = try RecoveryTests.store(storage, holding: spoilt)
        let hit = try #require(
          events.lastIndex { $0.place.offset <= offset }, "no event at \(offset)")
        let batch = RecoveryTests.batch(of: hit, in: events)
        let read = try Stores.read(store)
        if events[hit].groupStart == lastGroup {
          #expect(read.events.map(\.line) == events[..<batch.lowerBound].map(\.line))
          #expect(read.damages.isEmpty)
          #expect(read.tail?.place.offset == events[batch.lowerBound].place.offset)
          #expect(try store.writer().repairs.count == 1)
        } else {
          let others = events.indices.filter { !batch.contains($0) }
          #expect(read.events.map(\.line) == others.map { events[$0].line })
          #expect(read.tail == nil)
          #expect(read.damages.map(\.position) == [events[hit].position])
          #expect(read.damages.first?.place.offset == events[hit].place.offset)
          expectRefusal(of: store)
          #expect(copy.bytes(of: Stores.firstSegment) == spoilt)
        }
      }
    }
  }

  private func expectRefusal(of store: EventStore) {
    do {
      _ = try store.writer()
      Issue.record("a damaged log was opened for writing")
    } catch .damaged {
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test func `any part of an unsynced group that reached the disk is torn`() throws {
    let (storage, events) = try RecoveryTests.sample()
    let whole = try RecoveryTests.bytes(storage)
    let start = Int(try #require(events.first { $0.position == Position(5) }).place.offset)
    var chance = SeededGenerator(seed: 4)
    for _ in 0..<300 {
      var bytes = whole
      // Stretches of any size are dropped or trashed anywhere in the last group.
      for _ in 0..<Int.random(in: 1...4, using: &chance) {
        let from = Int.random(in: start..<whole.count, using: &chance)
        let to = Int.random(in: from..<whole.count, using: &chance)
        let isNoise = Bool.random(using: &chance)
        for index in from...to {
          bytes[index] = isNoise ? .random(in: .min ... .max, using: &chance) : 0
        }
      }
      guard bytes != whole else { continue }
      let (_, store) = try RecoveryTests.store(storage, holding: bytes)
      _ = try store.writer()
      #expect(try Stores.read(store).events.map(\.line) == events[..<5].map(\.line))

      // The same in a group that another one was built on is damage.
      let (next, more) = try RecoveryTests.store(storage, holding: whole)
      try more.writer().append(Stores.events(1), to: Stores.stream("meeting", 4))
      let tail = try RecoveryTests.bytes(next)[whole.count...]
      let (_, damaged) = try RecoveryTests.store(storage, holding: bytes + tail)
      expectRefusal(of: damaged)
    }
  }

  @Test func `a line feed that is lost costs only the line before it`() throws {
    let (storage, events) = try RecoveryTests.sample()
    var bytes = try RecoveryTests.bytes(storage)
    bytes.remove(at: events[0].line.count)
    let (_, store) = try RecoveryTests.store(storage, holding: bytes)
    let read = try Stores.read(store)
    #expect(read.events.map(\.position.rawValue) == Array(1...6))
    #expect(read.damages.count == 1)
    #expect(read.damages.first?.position == .start)
  }

  @Test func `lines that are missing, doubled or out of order are damage`() throws {
    let (storage, events) = try RecoveryTests.sample()
    let lines = events.map { $0.line + [UInt8(ascii: "\n")] }
    func store(_ order: [Int]) throws -> EventStore {
      try RecoveryTests.store(storage, holding: order.flatMap { lines[$0] }).1
    }
    for order in [
      [1, 2, 3, 4, 5, 6], [0, 2, 3, 4, 5, 6], [0, 1, 3, 4, 5, 6], [0, 1, 2, 4, 5, 6],
      [0, 1, 2, 3, 5, 6], [0, 0, 1, 2, 3, 4, 5, 6], [1, 0, 2, 3, 4, 5, 6],
      [0, 1, 2, 3, 4, 1, 5, 6], [0, 1, 5, 6, 2, 3, 4],
    ] {
      let tampered = try store(order)
      let read = try Stores.read(tampered)
      #expect(!read.damages.isEmpty, "\(order)")
      // Of a batch all events are given out, or none.
      let given = Set(read.events.map(\.position))
      for batch in events.stretches(endingWith: { !$0.continues }) {
        let found = batch.count { given.contains($0.position) }
        #expect(found == 0 || found == batch.count, "\(order)")
      }
      #expect(try !tampered.verify().isSound)
      expectRefusal(of: tampered)
    }
    let cut = try store([0, 1, 2, 3])
    #expect(try Stores.read(cut).damages.isEmpty)
    #expect(try Stores.read(cut).tail?.position == Position(2))
  }

  @Test func `a stretch of noise of any length is passed over`() throws {
    let (storage, events) = try RecoveryTests.sample()
    let lines = events.map { $0.line + [UInt8(ascii: "\n")] }
    let opening = Array("{\"crc\":\"".utf8)
    let noise: [[UInt8]] = [
      [UInt8](repeating: 0, count: Line.longest + 5000),
      [UInt8](repeating: UInt8(ascii: "\n"), count: 3000),
      (0..<4000).flatMap { _ in opening },
      [UInt8](repeating: 0x20, count: Line.longest - 3) + opening
        + [UInt8](repeating: 0, count: 99),
    ]
    for stretch in noise {
      let bytes = lines[0] + stretch + lines[1...].flatMap { $0 }
      let (_, store) = try RecoveryTests.store(storage, holding: bytes)
      let read = try Stores.read(store)
      #expect(read.events.map(\.position.rawValue) == Array(0...6))
      #expect(read.damages.map(\.position) == [Position(1)])
      expectRefusal(of: store)
    }
  }

  @Test func `a missing segment is damage, and the others are read`() throws {
    let storage = MemoryStorage()
    var store = try Stores.found(in: storage)
    store.segmentLength = 1000
    let writer = try store.writer()
    for serial in 1...12 as ClosedRange<UInt64> {
      try writer.append(Stores.events(2), to: Stores.stream("meeting", serial))
    }
    writer.close()
    let segments = storage.paths.filter { $0.hasPrefix("log/") }
    #expect(segments.count > 3)
    for path in segments.dropLast() {
      let copy = storage.copy()
      try copy.remove(path)
      let damaged = try EventStore(opening: copy, environment: TestWorld().environment)
      let read = try Stores.read(damaged)
      #expect(read.damages.count == 1)
      #expect(read.events.count < 25 && read.events.count > 10)
      expectRefusal(of: damaged)
    }
  }

  @Test func `a torn tail in a new segment is cut there, and an empty segment is used`() throws {
    let storage = MemoryStorage()
    var store = try Stores.found(in: storage)
    store.segmentLength = 1000
    var writer = try store.writer()
    try writer.append(Stores.events(3), to: Stores.stream("meeting", 1))
    writer.close()
    for content in ["", "{\"crc\":\"0000"] {
      storage.put(Array(content.utf8), into: LogLayout.segmentPath(Position(4)))
      writer = try store.writer()
      #expect(writer.repairs.count == (content.isEmpty ? 0 : 1))
      writer.close()
    }
    writer = try store.writer()
    try writer.append(Stores.events(1), to: Stores.stream("meeting", 2))
    #expect(try store.verify().isSound)
    #expect(try Stores.read(store).events.count == 5)
  }

  @Test func `a torn tail that reaches into a later segment is cut in both`() throws {
    let (storage, events) = try RecoveryTests.sample()
    let whole = try RecoveryTests.bytes(storage)
    let (copy, store) = try RecoveryTests.store(storage, holding: whole.dropLast(10))
    copy.put(Array("garbage".utf8), into: LogLayout.segmentPath(Position(7)))
    let writer = try store.writer()
    #expect(writer.repairs.count == 2)
    #expect(writer.nextPosition == Position(5))
    try writer.append(Stores.events(1), to: Stores.stream("meeting", 2))
    #expect(try store.verify().isSound)
    #expect(try Stores.read(store).events.dropLast().map(\.line) == events[..<5].map(\.line))
  }

  @Test func `repairs that are stopped in the same place at the same time are done in the end`()
    throws
  {
    let (storage, events) = try RecoveryTests.sample()
    let (copy, store) = try RecoveryTests.store(
      storage, holding: RecoveryTests.bytes(storage).dropLast(10))
    for _ in 0..<3 {
      copy.fail { operation, path, _ in
        operation == .truncate && path == Stores.firstSegment ? .inputOutput : nil
      }
      #expect(throws: EventStoreError.self) { try store.writer() }
    }
    copy.fail(nil)
    #expect(try store.writer().repairs.first?.savedAs.hasSuffix("-4") == true)
    #expect(copy.paths.filter { $0.hasPrefix("log/torn-") }.count == 4)
    #expect(try Stores.read(store).events.map(\.line) == events[..<5].map(\.line))
  }
}

extension Array {
  /// The stretches that end with such an element.
  fileprivate func stretches(endingWith isEnding: (Element) -> Bool) -> [ArraySlice<Element>] {
    var parts: [ArraySlice<Element>] = []
    var start = startIndex
    for index in indices where isEnding(self[index]) {
      parts.append(self[start...index])
      start = index + 1
    }
    return parts
  }
}
