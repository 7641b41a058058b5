import TestSupport
import Testing

@testable import EventStore

/// Disks that fail, fill up, lie, and machines that lose power.
@Suite struct FaultTests {
  @Test func `a short write is carried on`() throws {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let writer = try store.writer()
    storage.fail { operation, _, _ in operation == .write ? .short(7) : nil }
    try writer.append(Stores.events(3), to: Stores.stream("meeting", 1))
    #expect(storage.count(of: .write) > 100)
    #expect(try Stores.read(store).events.count == 4)
  }

  @Test func `a short read is carried on`() throws {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    try store.writer().append(Stores.events(3), to: Stores.stream("meeting", 1))
    storage.fail { operation, _, _ in operation == .read ? .short(5) : nil }
    #expect(try Stores.read(store).events.count == 4)
  }

  @Test func `a full disk takes the batch back, and the archive goes on when there is room`() throws
  {
    for written in [0, 1, 100, 700] {
      let storage = MemoryStorage()
      let store = try Stores.found(in: storage)
      let before = storage.bytes(of: Stores.firstSegment)
      let writer = try store.writer()
      storage.fail { operation, _, _ in operation == .write ? .full(written: written) : nil }
      do {
        try writer.append(Stores.events(3), to: Stores.stream("meeting", 1))
        Issue.record("a full disk took three events")
      } catch .notRecorded(let error) {
        #expect(error.isFull)
      }
      #expect(storage.bytes(of: Stores.firstSegment) == before)
      storage.fail(nil)
      expectLatched(writer)
      writer.close()
      let again = try store.writer()
      #expect(again.repairs.isEmpty)
      try again.append(Stores.events(3), to: Stores.stream("meeting", 1), expecting: .noStream)
      #expect(try Stores.read(store).events.count == 4)
    }
  }

  @Test func `a full disk that does not even let the log be cut is repaired later`() throws {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let writer = try store.writer()
    storage.fail { operation, _, _ in
      switch operation {
      case .write: .full(written: 300)
      case .truncate: .inputOutput
      case .open, .read, .sync, .rename, .syncDirectory: nil
      }
    }
    #expect(throws: EventStoreError.self) {
      try writer.append(Stores.events(3), to: Stores.stream("meeting", 1))
    }
    storage.fail(nil)
    #expect(try Stores.read(store).events.count == 1)
    writer.close()
    let again = try store.writer()
    #expect(again.repairs.first?.bytes == 300)
    try again.append(Stores.events(3), to: Stores.stream("meeting", 1), expecting: .noStream)
  }

  private func expectLatched(_ writer: EventWriter) {
    do {
      try writer.append(Stores.events(1), to: Stores.stream("meeting", 7))
      Issue.record("a writer went on after a failure")
    } catch .latched {
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test func `a failed sync latches the writer, whichever sync it is`() throws {
    for nth in 1...3 {
      let storage = MemoryStorage()
      let store = try Stores.found(in: storage)
      let writer = try store.writer()
      storage.fail { operation, _, count in
        operation == .sync && count == nth ? .inputOutput : nil
      }
      for serial in 1...3 as ClosedRange<UInt64> {
        do {
          try writer.append(Stores.events(2), to: Stores.stream("meeting", serial))
          #expect(serial < nth)
        } catch .outcomeUnknown {
          #expect(serial == nth)
        } catch .latched {
          #expect(serial > nth)
        }
      }
      #expect(storage.count(of: .sync) == nth)
    }
  }

  @Test func `every call that fails once leaves a sound archive`() throws {
    for operation in MemoryStorage.Operation.allCases {
      for nth in 1...12 {
        let storage = MemoryStorage()
        var store = try Stores.found(in: storage)
        store.segmentLength = 1500
        storage.fail { asked, _, count in
          asked == operation && count == nth ? .inputOutput : nil
        }
        let acknowledged = appendWhatGoes(store, batches: 6)
        storage.fail(nil)
        try expectWhole(storage, acknowledged)
      }
    }
  }

  /// Appends batches, opening the archive again after each failure; gives the texts acknowledged.
  private func appendWhatGoes(_ store: EventStore, batches: Int) -> [String] {
    var acknowledged: [String] = []
    for number in 0..<batches {
      let events = Stores.events(2, from: number * 2)
      // What is not acknowledged may or may not be there; only what is must be.
      guard let writer = try? store.writer(wait: 0) else { continue }
      defer { writer.close() }
      let receipt = try? writer.append(events, to: Stores.stream("meeting", UInt64(number)))
      if receipt != nil {
        acknowledged += events.map { String(decoding: $0.data, as: UTF8.self) }
      }
    }
    return acknowledged
  }

  private func expectWhole(_ storage: MemoryStorage, _ acknowledged: [String]) throws {
    let store = try EventStore(opening: storage, environment: TestWorld().environment)
    try store.writer().close()
    let report = try store.verify()
    #expect(report.isSound, "\(report.damages)")
    let texts = Set(try Stores.read(store).events.map(\.text))
    for text in acknowledged { #expect(texts.contains(text)) }
    #expect(texts.count % 2 == 1, "the founding event, and pairs")
  }

  /// Appends until the machine stops at one call, and loses power there.
  private func crash(
    at operation: MemoryStorage.Operation, _ nth: Int, seed: UInt64,
    lying: Bool = false
  ) throws -> (after: MemoryStorage, acknowledged: [String]) {
    let storage = MemoryStorage()
    var store = try Stores.found(in: storage)
    store.segmentLength = 1500
    storage.fail { asked, _, count in
      if asked == operation && count >= nth { return .death }
      return lying && asked == .sync ? .lie : nil
    }
    let writer = try store.writer(wait: 0)
    var acknowledged: [String] = []
    for number in 0..<8 {
      let events = Stores.events(2, from: number * 2)
      guard
        (try? writer.append(events, to: Stores.stream("meeting", UInt64(number)))) != nil
      else { break }
      acknowledged += events.map { String(decoding: $0.data, as: UTF8.self) }
    }
    return (storage.afterCrash(seed: seed), acknowledged)
  }

  @Test func `what was acknowledged survives a loss of power at any write or sync`() throws {
    for seed in 0..<40 as Range<UInt64> {
      for operation in [MemoryStorage.Operation.write, .sync, .syncDirectory, .open] {
        for nth in 1...9 {
          guard let (after, acknowledged) = try? crash(at: operation, nth, seed: seed) else {
            continue
          }
          try expectWhole(after, acknowledged)
        }
      }
    }
  }

  @Test func `what a dead writer left unsynced is made to last before anything is built on it`()
    throws
  {
    for seed in 0..<30 as Range<UInt64> {
      let storage = MemoryStorage()
      let store = try Stores.found(in: storage)
      let writer = try store.writer()
      storage.fail { operation, _, _ in operation == .sync ? .death : nil }
      #expect(throws: EventStoreError.self) {
        try writer.append(Stores.events(2), to: Stores.stream("meeting", 1))
      }
      // The process is gone, the machine is not: the next one reads what is only in memory.
      storage.revive()
      let next = try store.writer()
      #expect(try Stores.read(store).events.count == 3)
      #expect(storage.count(of: .write, on: Stores.firstSegment) == 1)
      #expect(storage.count(of: .sync) == 1)
      let after = storage.afterCrash(seed: seed)
      let reopened = try EventStore(opening: after, environment: TestWorld().environment)
      #expect(try Stores.read(reopened).events.count == 3)
      next.close()
      // A writer that ended in order leaves nothing to do.
      storage.fail(nil)
      try store.writer().close()
      #expect(storage.count(of: .write, on: Stores.firstSegment) == 0)
      #expect(storage.count(of: .sync) == 0)
    }
  }

  @Test func `what a sudden end left is not forgotten when the next writer ends as suddenly`()
    throws
  {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let writer = try store.writer()
    storage.fail { operation, _, _ in operation == .sync ? .inputOutput : nil }
    #expect(throws: EventStoreError.self) {
      try writer.append(Stores.events(2), to: Stores.stream("meeting", 1))
    }
    storage.revive()
    // This one lives just long enough to touch the lock file.
    storage.fail { operation, path, _ in operation == .write && path == "lock" ? .death : nil }
    #expect(throws: EventStoreError.self) { try store.writer() }
    storage.revive()
    _ = try store.writer()
    #expect(storage.count(of: .write, on: Stores.firstSegment) == 1)
    #expect(storage.count(of: .sync, on: Stores.firstSegment) == 1)
  }

  @Test func `a writer that cannot leave word that it writes does not write`() throws {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    storage.fail { operation, path, _ in
      operation == .write && path == "lock" ? .inputOutput : nil
    }
    #expect(throws: EventStoreError.self) { try store.writer() }
    storage.fail { operation, path, _ in
      operation == .write && path == "lock" ? .full(written: 0) : nil
    }
    let writer = try store.writer()
    let before = storage.bytes(of: Stores.firstSegment)
    expectFullLock(
      #expect(throws: EventStoreError.self) {
        try writer.append(Stores.events(1), to: Stores.stream("meeting", 1))
      })
    #expect(storage.bytes(of: Stores.firstSegment) == before)
    storage.fail(nil)
    // When there is room it goes on, and says so first.
    try writer.append(Stores.events(1), to: Stores.stream("meeting", 1))
    #expect(storage.bytes(of: "lock")?.isEmpty == false)
    writer.close()
    #expect(try store.verify().isSound)
  }

  private func expectFullLock(_ error: EventStoreError?) {
    guard case .system(let failure) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(failure.isFull && failure.path == "lock")
  }

  @Test func `on a full disk a torn tail is left to the next writer`() throws {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let torn = try #require(storage.bytes(of: Stores.firstSegment)) + Array("{\"crc\":".utf8)
    storage.put(torn, into: Stores.firstSegment)
    storage.fail { operation, _, _ in operation == .write ? .full(written: 0) : nil }
    expectFullLock(#expect(throws: EventStoreError.self) { try store.writer() })
    #expect(storage.bytes(of: Stores.firstSegment) == torn)
    storage.fail(nil)
    #expect(try store.writer().repairs.count == 1)
  }

  @Test func `lines of a batch that was taken back do not come back after a loss of power`() throws
  {
    let world = TestWorld()
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage, world: world)
    let writer = try store.writer()
    writer.portion = 100
    let before = storage.bytes(of: Stores.firstSegment)
    do {
      var batch = try writer.batch()
      try batch.append(Stores.events(9), to: Stores.stream("meeting", 1))
      #expect(storage.bytes(of: Stores.firstSegment) != before)
      world.isInterrupted = true
      _ = try batch.commit()
      Issue.record("an interruption was passed over")
    } catch EventStoreError.interrupted {
    }
    for seed in 0..<40 as Range<UInt64> {
      #expect(storage.afterCrash(seed: seed).bytes(of: Stores.firstSegment) == before)
    }
  }

  @Test func `what a repair cut off does not come back beside a later segment`() throws {
    let storage = MemoryStorage()
    var store = try Stores.found(in: storage)
    try store.writer().append(Stores.events(3), to: Stores.stream("meeting", 1))
    let whole = try #require(storage.bytes(of: Stores.firstSegment))
    storage.put(whole + Array("{\"crc\":\"0000".utf8), into: Stores.firstSegment)
    // The segment is long enough to be closed, so that the next group begins another one.
    store.segmentLength = 100
    try store.writer().append(Stores.events(1), to: Stores.stream("meeting", 2))
    for seed in 0..<40 as Range<UInt64> {
      let after = storage.afterCrash(seed: seed)
      let reopened = try EventStore(opening: after, environment: TestWorld().environment)
      #expect(try reopened.verify().isSound)
      #expect(try Stores.read(reopened).events.count == 5)
    }
  }

  @Test func `the harness catches a disk that lies about its syncs`() throws {
    var lost = 0
    for seed in 0..<40 as Range<UInt64> {
      let (after, acknowledged) = try crash(at: .write, 7, seed: seed, lying: true)
      let store = try EventStore(opening: after, environment: TestWorld().environment)
      let texts = Set(try Stores.read(store).events.map(\.text))
      if !texts.isSuperset(of: acknowledged) { lost += 1 }
    }
    #expect(lost > 20)
  }

  @Test func `founding fails whole or succeeds whole`() throws {
    for operation in MemoryStorage.Operation.allCases {
      for nth in 1...12 {
        let storage = MemoryStorage()
        storage.fail { asked, _, count in
          asked == operation && count == nth ? .inputOutput : nil
        }
        let founded = try? Stores.found(in: storage)
        storage.fail(nil)
        if founded == nil {
          // Nothing is in the way of founding it again.
          _ = try Stores.found(in: storage)
        }
        #expect(try Stores.read(EventStore(opening: storage)).events.count == 1)
      }
    }
  }

  @Test func `a founding without the system's random generator leaves nothing`() throws {
    var environment = TestWorld().environment
    environment.fillRandom = { _ throws(SystemError) in
      throw .inputOutput(.read, SystemError.randomGenerator)
    }
    let storage = MemoryStorage()
    #expect(throws: EventStoreError.self) {
      try EventStore.found(
        in: storage, name: "Test", zone: "UTC", readme: "", events: [],
        stream: Stores.stream("archive", 0), by: .clerk, environment: environment)
    }
    #expect(throws: SystemError.self) { try storage.names(in: "") }
  }
}
