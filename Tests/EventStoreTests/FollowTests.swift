import Synchronization
import TestSupport
import Testing

@testable import EventStore

/// Following the log through its history and on.
@Suite struct FollowTests {
  private static func text(_ event: RecordedEvent) -> String { event.text }

  @Test func `history first, then what is appended, none missed and none twice`() async throws {
    var store = try Stores.found()
    // Small segments, so that the follower goes from one to the next.
    store.segmentLength = 4000
    let plain = try store.writer()
    for serial in 1...5 as ClosedRange<UInt64> {
      try plain.append(Stores.events(3), to: Stores.stream("meeting", serial))
    }
    plain.close()
    let writer = SharedEventWriter(try store.writer())
    let total = 16 + 8 * 20
    try await withThrowingTaskGroup(of: [UInt64].self) { [store] group in
      for _ in 0..<2 {
        group.addTask {
          var seen: [UInt64] = []
          for try await event in store.follow() {
            seen.append(event.position.rawValue)
            if seen.count == total { break }
          }
          return seen
        }
      }
      for task in 0..<8 as Range<UInt64> {
        group.addTask {
          for _ in 0..<10 {
            try await writer.append(Stores.events(2), to: Stores.stream("task", task))
          }
          return []
        }
      }
      for try await seen in group where !seen.isEmpty {
        #expect(seen == (0..<UInt64(total)).map { $0 })
      }
    }
    await writer.close()
    #expect(try store.storage.names(in: "log").count > 3)
  }

  @Test func `it ends promptly when its task is cancelled`() async throws {
    let store = try Stores.found()
    let following = Task {
      var count = 0
      for try await _ in store.follow() { count += 1 }
      return count
    }
    try await Task.sleep(for: .milliseconds(20))
    following.cancel()
    #expect(try await following.value <= 1)
  }

  @Test func `it goes on from a position and a leaf hash`() async throws {
    let store = try Stores.found()
    let writer = try store.writer()
    try writer.append(Stores.events(5), to: Stores.stream("meeting", 1))
    let events = try Stores.read(store).events
    var follower = try LogFollower(store, from: Position(3), after: events[2].leafHash)
    #expect(try follower.next()?.position == Position(3))
    #expect(throws: EventStoreError.self) {
      try LogFollower(store, from: Position(3), after: events[1].leafHash)
    }
    while try follower.next() != nil {}
    #expect(follower.checkpoint == ProjectionCheckpoint(behind: events[5]))
    try writer.append(Stores.events(1), to: Stores.stream("meeting", 2))
    #expect(try follower.next()?.position == Position(6))
    #expect(try follower.next() == nil)
  }

  @Test func `a tail that was replaced is noticed`() throws {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let writer = try store.writer()
    let before = try #require(storage.bytes(of: Stores.firstSegment))
    try writer.append(Stores.events(2), to: Stores.stream("meeting", 1))
    var follower = try LogFollower(store)
    while try follower.next() != nil {}
    writer.close()
    // The machine lost what had been read, and another event was recorded in its place.
    storage.put(before, into: Stores.firstSegment)
    let other = try EventStore(opening: storage, environment: TestWorld(seed: 9).environment)
    try other.writer().append(Stores.events(3), to: Stores.stream("meeting", 1))
    let error = #expect(throws: EventStoreError.self) { try follower.next() }
    guard case .tailReplaced(let position) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(position == Position(2))
  }

  @Test func `a half-written batch is waited for`() throws {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let writer = try store.writer()
    try writer.append(Stores.events(3), to: Stores.stream("meeting", 1))
    let whole = try #require(storage.bytes(of: Stores.firstSegment))
    let first = try #require(whole.firstIndex(of: UInt8(ascii: "\n"))) + 1
    storage.put(Array(whole[..<first]), into: Stores.firstSegment)
    var follower = try LogFollower(store)
    #expect(try follower.next()?.position == .start)
    for length in stride(from: first, to: whole.count, by: 7) {
      storage.put(Array(whole[..<length]), into: Stores.firstSegment)
      #expect(try follower.next() == nil)
    }
    storage.put(whole, into: Stores.firstSegment)
    #expect(try follower.next()?.position == Position(1))
    #expect(try follower.next()?.position == Position(2))
    #expect(try follower.next()?.position == Position(3))
    #expect(try follower.next() == nil)
  }

  @Test func `damage ends it, since nothing may be left out`() throws {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let writer = try store.writer()
    for serial in 1...3 as ClosedRange<UInt64> {
      try writer.append(Stores.events(1), to: Stores.stream("meeting", serial))
    }
    var bytes = try #require(storage.bytes(of: Stores.firstSegment))
    let second = try #require(bytes.firstIndex(of: UInt8(ascii: "\n"))) + 100
    bytes[second] ^= 1
    storage.put(bytes, into: Stores.firstSegment)
    var follower = try LogFollower(store)
    #expect(try follower.next()?.position == .start)
    #expect(throws: EventStoreError.self) { try follower.next() }
  }
}

/// Appending the same again.
@Suite struct IdempotencyTests {
  private static func events(_ seeds: Range<UInt64>, _ text: String = "{}") -> [ProposedEvent] {
    seeds.map { seed in
      var event = Stores.event("Happened", text)
      event.id = EventID(at: Timestamp(milliseconds: 5), random: (seed, seed))
      return event
    }
  }

  @Test func `the same identities and bytes give the original positions, also after a restart`()
    throws
  {
    let store = try Stores.found()
    let stream = Stores.stream("meeting", 1)
    for isIndexed in [false, true] {
      let writer = try store.writer()
      var receipts: [AppendReceipt] = []
      for first in [0, 3, 9] as [UInt64] {
        let events = IdempotencyTests.events(first..<first + 3)
        let receipt = try writer.append(events, to: stream)
        #expect(receipt.wasThereBefore == isIndexed)
        receipts.append(receipt)
        let again = try writer.append(events, to: stream, expecting: .noStream)
        #expect(again.first == receipt.first && again.count == 3 && again.wasThereBefore)
      }
      #expect(receipts.map(\.first.rawValue) == [1, 4, 7])
      writer.close()
      _ = IndexKeeper(store: store).update(nil)
    }
    #expect(try Stores.read(store).events.count == 10)
    #expect(try store.verify().isSound)
  }

  @Test(arguments: [100, 1 << 20])
  func `asked for twice in one group, events are recorded once, and both are told where`(
    portion: Int
  ) throws {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let writer = try store.writer()
    writer.portion = portion
    func request(_ events: [ProposedEvent], _ serial: UInt64 = 1) -> AppendRequest {
      AppendRequest(
        events: events, stream: Stores.stream("meeting", serial), expected: .any, role: .clerk)
    }
    let events = IdempotencyTests.events(0..<3)
    let requests = [
      request(events), request(IdempotencyTests.events(5..<6)), request(events),
      request(events, 2), request(IdempotencyTests.events(0..<2)),
      request(IdempotencyTests.events(0..<3, "{\"n\":1}")),
      request(IdempotencyTests.events(1..<3)), request(events),
    ]
    let results = writer.append(group: requests)
    for index in [0, 2, 7] {
      let receipt = try results[index].get()
      #expect(receipt.first == Position(1) && receipt.count == 3)
      #expect(receipt.wasThereBefore == (index > 0))
    }
    #expect(try results[1].get().first == Position(4))
    for index in 3...6 { #expect(throws: EventStoreError.self) { try results[index].get() } }
    #expect(try Stores.read(store).events.count == 5)

    // Nobody is told of a place that is not durable.
    storage.fail { operation, path, _ in
      operation == .sync && path == Stores.firstSegment ? .inputOutput : nil
    }
    let more = request(IdempotencyTests.events(8..<10))
    let failed = writer.append(group: [more, request(events), more])
    for index in [0, 2] { #expect(throws: EventStoreError.self) { try failed[index].get() } }
    #expect(try failed[1].get().first == Position(1))
  }

  @Test func `tasks that ask for the same at once are told the same`() async throws {
    let store = try Stores.found()
    let writer = SharedEventWriter(try store.writer())
    let firsts = try await withThrowingTaskGroup(of: [Position].self) { group in
      for _ in 0..<8 {
        group.addTask {
          var firsts: [Position] = []
          for seed in 0..<40 as Range<UInt64> {
            firsts.append(
              try await writer.append(
                IdempotencyTests.events(seed * 2..<seed * 2 + 2), to: Stores.stream("meeting", seed)
              ).first)
          }
          return firsts
        }
      }
      return try await group.reduce(into: Set<[Position]>()) { $0.insert($1) }
    }
    await writer.close()
    #expect(firsts.count == 1)
    #expect(try Stores.read(store).events.count == 81)
    #expect(try store.verify().isSound)
  }

  @Test func `the same identity with anything else is refused`() async throws {
    let store = try Stores.found()
    let stream = Stores.stream("meeting", 1)
    let writer = try store.writer()
    try writer.append(IdempotencyTests.events(0..<3), to: stream)
    for (events, other) in [
      (IdempotencyTests.events(0..<3, "{\"n\":1}"), stream),
      (IdempotencyTests.events(0..<2), stream),
      (IdempotencyTests.events(1..<3), stream),
      (IdempotencyTests.events(0..<4), stream),
      (IdempotencyTests.events(7..<8) + IdempotencyTests.events(2..<3), stream),
      (IdempotencyTests.events(8..<9) + IdempotencyTests.events(8..<9), stream),
      (IdempotencyTests.events(0..<3), Stores.stream("meeting", 2)),
    ] {
      let error = #expect(throws: EventStoreError.self) {
        try writer.append(events, to: other)
      }
      guard case .idInUse = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
    // An identity that was refused can be used afterwards.
    try writer.append(IdempotencyTests.events(7..<9), to: stream)
    writer.close()
    let shared = SharedEventWriter(try store.writer())
    #expect(try await shared.append(IdempotencyTests.events(0..<3), to: stream).wasThereBefore)
    await shared.close()
    #expect(try Stores.read(store).events.count == 6)
  }
}
