import Synchronization
import TestSupport
import Testing

@testable import EventStore

/// Many tasks that append at once.
@Suite struct SharedWriterTests {
  private static let tasks: UInt64 = 8

  /// Appends from eight tasks, so many times each; gives each task's receipts.
  private static func append(
    _ count: Int, through writer: SharedEventWriter
  ) async throws -> [[AppendReceipt]] {
    try await withThrowingTaskGroup(of: (UInt64, [AppendReceipt]).self) { group in
      for task in 0..<tasks {
        group.addTask {
          var receipts: [AppendReceipt] = []
          for number in 0..<count {
            receipts.append(
              try await writer.append(
                Stores.events(1 + number % 3, from: number), to: Stores.stream("task", task),
                expecting: receipts.isEmpty
                  ? .noStream
                  : .revision(UInt64(receipts.reduce(0) { $0 + $1.count }) - 1)))
          }
          return (task, receipts)
        }
      }
      var all = [[AppendReceipt]](repeating: [], count: Int(tasks))
      for try await (task, receipts) in group { all[Int(task)] = receipts }
      return all
    }
  }

  @Test func `appends that meet share a sync, and each returns where its own events stand`()
    async throws
  {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let writer = SharedEventWriter(try store.writer())
    storage.fail { _, _, _ in nil }
    let receipts = try await SharedWriterTests.append(200, through: writer)
    await writer.close()
    #expect(storage.count(of: .sync) <= 1600)
    let (events, damages, tail) = try Stores.read(store)
    #expect(damages.isEmpty && tail == nil)
    #expect(events.map(\.position.rawValue) == (0..<UInt64(events.count)).map { $0 })
    for (task, receipts) in receipts.enumerated() {
      #expect(zip(receipts, receipts.dropFirst()).allSatisfy { $0.first < $1.first })
      for receipt in receipts {
        let first = Int(receipt.first.rawValue)
        let own = events[first..<first + receipt.count]
        #expect(own.allSatisfy { $0.stream == Stores.stream("task", UInt64(task)) })
        #expect(own.map(\.continues) == own.indices.map { $0 < own.endIndex - 1 })
      }
    }
    #expect(try store.verify().isSound)
  }

  @Test func `several batches stand in one group`() throws {
    let store = try Stores.found()
    let writer = try store.writer()
    let requests = (0..<3 as Range<UInt64>).map { serial in
      AppendRequest(
        events: Stores.events(2), stream: Stores.stream("task", serial), expected: .noStream,
        role: .clerk)
    }
    let results = writer.append(group: requests)
    #expect(try results.map { try $0.get().first.rawValue } == [1, 3, 5])
    let (events, _, _) = try Stores.read(store)
    #expect(events.map(\.groupStart.rawValue) == [0, 1, 1, 1, 1, 1, 1])
    #expect(events.map(\.continues) == [false, true, false, true, false, true, false])
    #expect(try store.verify().isSound)
  }

  @Test func `a request that is refused leaves the rest of its group alone`() async throws {
    let store = try Stores.found()
    let stream = Stores.stream("task", 1)
    let plain = try store.writer()
    let results = plain.append(group: [
      AppendRequest(events: Stores.events(1), stream: stream, expected: .noStream, role: .clerk),
      AppendRequest(events: Stores.events(1), stream: stream, expected: .noStream, role: .clerk),
      AppendRequest(events: Stores.events(1), stream: stream, expected: .revision(0), role: .clerk),
    ])
    #expect(try results[0].get().first == Position(1))
    #expect(throws: EventStoreError.self) { try results[1].get() }
    #expect(try results[2].get().first == Position(2))
    plain.close()

    let writer = SharedEventWriter(try store.writer())
    await #expect(throws: EventStoreError.self) {
      try await writer.append([Stores.event("Happened", "[]")], to: stream)
    }
    try await writer.append(Stores.events(1), to: stream, expecting: .revision(1))
    await writer.close()
    await #expect(throws: EventStoreError.self) {
      try await writer.append(Stores.events(1), to: stream)
    }
    #expect(try Stores.read(store).events.count == 4)
  }

  /// A group of three, each of which fills a portion of its own.
  private static let portions = (0..<3 as Range<UInt64>).map { serial in
    AppendRequest(
      events: Stores.events(6), stream: Stores.stream("task", serial), expected: .noStream,
      role: .clerk)
  }

  @Test(arguments: [MemoryStorage.Failure.inputOutput, .full(written: 100)], 1...3)
  func `a write that fails in the middle of a group fails all of it`(
    failure: MemoryStorage.Failure, number: Int
  ) throws {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let writer = try store.writer()
    writer.portion = 100
    storage.fail { operation, path, count in
      operation == .write && path == Stores.firstSegment && count >= number ? failure : nil
    }
    for result in writer.append(group: SharedWriterTests.portions) {
      #expect(throws: EventStoreError.self) { try result.get() }
    }
    storage.fail(nil)
    writer.close()
    #expect(try Stores.read(store).events.count == 1)
  }

  @Test func `an interruption in the middle of a group takes all of it back`() throws {
    let world = TestWorld()
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage, world: world)
    let writer = try store.writer()
    writer.portion = 100
    storage.fail { operation, path, _ in
      if operation == .write, path == Stores.firstSegment { world.isInterrupted = true }
      return nil
    }
    for result in writer.append(group: SharedWriterTests.portions) {
      let error = #expect(throws: EventStoreError.self) { try result.get() }
      guard case .interrupted = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
    storage.fail(nil)
    world.isInterrupted = false
    #expect(try Stores.read(store).events.count == 1)
    try writer.append(Stores.events(2), to: Stores.stream("task", 0), expecting: .noStream)
    #expect(try store.verify().isSound)
  }

  @Test func `a group is taken back where chance fails in the middle of a request`() throws {
    let world = TestWorld()
    let fails = Mutex(false)
    var environment = world.environment
    let plain = environment.fillRandom
    environment.fillRandom = { buffer throws(SystemError) in
      if fails.withLock({ $0 }) { throw .missing(.read, "chance") }
      try plain(buffer)
    }
    let storage = MemoryStorage()
    _ = try Stores.found(in: storage, world: world)
    let store = try EventStore(opening: storage, environment: environment)
    let writer = try store.writer()
    // One block of chance is enough for 128 events.
    try writer.append(Stores.events(125), to: Stores.stream("task", 9))
    fails.withLock { $0 = true }
    let requests = (0..<3 as Range<UInt64>).map { serial in
      AppendRequest(
        events: Stores.events(2), stream: Stores.stream("task", serial), expected: .noStream,
        role: .clerk)
    }
    for result in writer.append(group: requests) {
      #expect(throws: EventStoreError.self) { try result.get() }
    }
    fails.withLock { $0 = false }
    #expect(try Stores.read(store).events.count == 126)
    try writer.append(Stores.events(2), to: Stores.stream("task", 0), expecting: .noStream)
    #expect(try store.verify().isSound)
  }

  @Test func `a failed sync fails every append of the group, and every later one`() async throws {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let writer = SharedEventWriter(try store.writer())
    storage.fail { operation, _, count in
      operation == .sync && count == 2 ? .inputOutput : nil
    }
    let acknowledged = await withTaskGroup(of: [AppendReceipt].self) { group in
      for task in 0..<SharedWriterTests.tasks {
        group.addTask {
          var receipts: [AppendReceipt] = []
          for _ in 0..<20 {
            guard
              let receipt = try? await writer.append(
                Stores.events(2), to: Stores.stream("task", task))
            else { break }
            receipts.append(receipt)
          }
          return receipts
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    await writer.close()
    #expect(acknowledged.count < 160)
    // Whatever the machine does next, what was acknowledged is there.
    for seed in 0..<20 as Range<UInt64> {
      let after = storage.afterCrash(seed: seed)
      let reopened = try EventStore(opening: after, environment: TestWorld().environment)
      try reopened.writer().close()
      let events = try Stores.read(reopened).events
      for receipt in acknowledged {
        #expect(events.count >= Int(receipt.first.rawValue) + receipt.count)
      }
    }
  }

  @Test func `a reader sees whole batches, and always a prefix, beside thousands of appends`()
    async throws
  {
    let store = try Stores.found()
    let writer = SharedEventWriter(try store.writer())
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { _ = try await SharedWriterTests.append(400, through: writer) }
      group.addTask {
        var seen = 0
        while seen < Int(SharedWriterTests.tasks) * 799 {
          let (events, damages, _) = try Stores.read(store)
          try #require(damages.isEmpty && events.count >= seen)
          try #require(
            events.enumerated().allSatisfy { $0.offset == Int($0.element.position.rawValue) })
          try #require(events.last?.continues == false)
          seen = events.count
          await Task.yield()
        }
      }
      try await group.waitForAll()
    }
    await writer.close()
  }
}
