import TestSupport
import Testing

@testable import EventStore

/// Appending, in order and with expectations.
@Suite struct AppendTests {
  @Test func `what is appended is read back in order`() throws {
    let store = try Stores.found()
    let writer = try store.writer()
    let first = try writer.append(Stores.events(3), to: Stores.stream("meeting", 1))
    let second = try writer.append(Stores.events(2, from: 3), to: Stores.stream("meeting", 2))
    #expect(first.first == Position(1) && first.count == 3)
    #expect(second.first == Position(4) && second.count == 2)
    let (events, damages, tail) = try Stores.read(store)
    #expect(damages.isEmpty && tail == nil)
    #expect(events.map(\.position.rawValue) == [0, 1, 2, 3, 4, 5])
    #expect(events.map(\.groupStart.rawValue) == [0, 1, 1, 1, 4, 4])
    #expect(events.map(\.continues) == [false, true, true, false, true, false])
    #expect(events.map(\.revision) == [0, 0, 1, 2, 0, 1])
    #expect(events[3].text.contains("\"n\":2"))
    #expect(try Stores.read(store, from: Position(4)).events.map(\.position.rawValue) == [4, 5])
  }

  @Test func `a wrong expectation records nothing`() throws {
    let store = try Stores.found()
    let writer = try store.writer()
    let stream = Stores.stream("meeting", 1)
    try writer.append(Stores.events(2), to: stream, expecting: .noStream)
    try writer.append(Stores.events(1), to: stream, expecting: .revision(1))
    for wrong: ExpectedRevision in [.noStream, .revision(1), .revision(3)] {
      #expect(throws: EventStoreError.self) {
        try writer.append(Stores.events(1), to: stream, expecting: wrong)
      }
    }
    #expect(throws: EventStoreError.self) {
      try writer.append(Stores.events(1), to: Stores.stream("meeting", 2), expecting: .revision(0))
    }
    try writer.append(Stores.events(1), to: stream, expecting: .any)
    #expect(try Stores.read(store).events.count == 5)
  }

  @Test func `expectations hold after the archive is opened again`() throws {
    let store = try Stores.found()
    let stream = Stores.stream("meeting", 1)
    let writer = try store.writer()
    try writer.append(Stores.events(2), to: stream)
    writer.close()
    let again = try store.writer()
    #expect(throws: EventStoreError.self) {
      try again.append(Stores.events(1), to: stream, expecting: .noStream)
    }
    try again.append(Stores.events(1), to: stream, expecting: .revision(1))
  }

  @Test func `a batch over several streams is visible as a whole or not at all`() throws {
    let store = try Stores.found()
    let writer = try store.writer()
    do {
      var batch = try writer.batch()
      for serial in 1...20 as ClosedRange<UInt64> {
        try batch.append(
          Stores.events(3), to: Stores.stream("meeting", serial), expecting: .noStream)
        #expect(try Stores.read(store).events.count == 1)
      }
      let receipt = try batch.commit()
      #expect(receipt.count == 60)
    }
    #expect(try Stores.read(store).events.count == 61)
  }

  @Test func `a batch that is forgotten leaves no trace`() throws {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let writer = try store.writer()
    let before = storage.bytes(of: Stores.firstSegment)
    do {
      var batch = try writer.batch()
      // More than one portion, so that lines have reached the file.
      let text = String(repeating: "文", count: 400_000)
      for _ in 0..<3 {
        try batch.append(
          [Stores.event("Happened", "{\"text\":\"\(text)\"}")], to: Stores.stream("meeting", 1))
      }
      #expect(storage.bytes(of: Stores.firstSegment) != before)
    }
    #expect(storage.bytes(of: Stores.firstSegment) == before)
    let receipt = try writer.append(
      Stores.events(1), to: Stores.stream("meeting", 1), expecting: .noStream)
    #expect(receipt.first == Position(1))
    #expect(try Stores.read(store).events.count == 2)
  }

  @Test func `a batch longer than what readers keep in memory is read whole`() throws {
    let store = try Stores.found()
    let writer = try store.writer()
    let text = String(repeating: "文", count: 100_000)
    let events = (0..<40).map { Stores.event("Happened", "{\"n\":\($0),\"text\":\"\(text)\"}") }
    try writer.append(events, to: Stores.stream("meeting", 1))
    try writer.append(Stores.events(1), to: Stores.stream("meeting", 1))
    let (read, damages, tail) = try Stores.read(store)
    #expect(damages.isEmpty && tail == nil)
    #expect(read.count == 42)
    #expect(read.map(\.position.rawValue) == Array(0...41))
    #expect(read[40].text.hasPrefix("{\"n\":39,"))
  }

  @Test(arguments: [
    "[]", "{\"a\":1,\"a\":2}", "{\"a\":\"\\ud800\"}", "{\"a\":9007199254740993}", "{", "", "{}{}",
    "{\"a\":\n1}", " {}", "{} ",
    String(repeating: "{\"a\":", count: 65) + "1"
      + String(repeating: "}", count: 65),
  ])
  func `a payload that breaks a rule is refused`(payload: String) throws {
    let store = try Stores.found()
    let writer = try store.writer()
    #expect(throws: EventStoreError.self) {
      try writer.append([Stores.event("Happened", payload)], to: Stores.stream("meeting", 1))
    }
    try writer.append(Stores.events(1), to: Stores.stream("meeting", 1), expecting: .noStream)
    #expect(try Stores.read(store).events.count == 2)
  }

  @Test func `an event whose line would be too long is refused`() throws {
    let store = try Stores.found()
    let writer = try store.writer()
    let fits = String(repeating: "a", count: Line.longest - LineEncoder.longestFrame - 10)
    let tooLong = String(repeating: "a", count: Line.longest - 10)
    #expect(throws: EventStoreError.self) {
      try writer.append(
        [Stores.event("Happened", "{\"a\":\"\(tooLong)\"}")], to: Stores.stream("meeting", 1))
    }
    try writer.append(
      [Stores.event("Happened", "{\"a\":\"\(fits)\"}")], to: Stores.stream("meeting", 1))
    #expect(try Stores.read(store).events.count == 2)
  }

  @Test func `a segment is closed at the first group boundary past its length`() throws {
    let storage = MemoryStorage()
    var store = try Stores.found(in: storage)
    store.segmentLength = 4000
    let writer = try store.writer()
    for serial in 1...40 as ClosedRange<UInt64> {
      try writer.append(Stores.events(2), to: Stores.stream("meeting", serial))
    }
    writer.close()
    let segments = storage.paths.filter { $0.hasPrefix("log/") }
    #expect(segments.count > 4)
    for path in segments.dropLast() {
      #expect(try !storage.open(path, for: .reading).isWritable())
      let count = storage.bytes(of: path)?.count ?? 0
      #expect(count > 4000 && count < 6000)
    }
    let again = try store.writer()
    try again.append(Stores.events(1), to: Stores.stream("meeting", 41))
    let (events, damages, _) = try Stores.read(store)
    #expect(damages.isEmpty)
    #expect(events.map(\.position.rawValue) == Array(0...81))
    for first in [0, 1, 30, 79, 81] as [UInt64] {
      #expect(
        try Stores.read(store, from: Position(first)).events.map(\.position.rawValue)
          == Array(first...81))
    }
  }

  @Test func `time does not run backwards in the log, and a clock far behind is refused`() throws {
    let world = TestWorld(now: "2026-11-20T08:00:00.000Z")
    let store = try Stores.found(world: world)
    let writer = try store.writer()
    world.now = try #require(Timestamp("2026-11-19T09:00:00.000Z"))
    let receipt = try writer.append(Stores.events(1), to: Stores.stream("meeting", 1))
    #expect(receipt.recordedAt.description == "2026-11-20T08:00:00.000Z")
    world.now = try #require(Timestamp("2026-11-19T07:59:59.000Z"))
    #expect(throws: EventStoreError.self) {
      try writer.append(Stores.events(1), to: Stores.stream("meeting", 1))
    }
    #expect(try Stores.read(store).events.count == 2)
  }

  @Test func `an interruption takes the batch back`() throws {
    let world = TestWorld()
    let store = try Stores.found(world: world)
    let writer = try store.writer()
    world.isInterrupted = true
    #expect(throws: EventStoreError.self) {
      try writer.append(Stores.events(2), to: Stores.stream("meeting", 1))
    }
    world.isInterrupted = false
    try writer.append(Stores.events(2), to: Stores.stream("meeting", 1), expecting: .noStream)
    #expect(try Stores.read(store).events.count == 3)
  }

  @Test func `one writer at a time, and the other is told who it is`() throws {
    let store = try Stores.found()
    let writer = try store.writer()
    do {
      _ = try store.writer(wait: 200)
      Issue.record("two writers")
    } catch .locked(_, let holder) {
      #expect(holder?.hasPrefix("process ") == true)
    }
    writer.close()
    _ = try store.writer(wait: 0)
  }
}
