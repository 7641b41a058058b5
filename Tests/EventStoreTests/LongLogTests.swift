import Synchronization
import TestSupport
import Testing

@testable import EventStore

/// Logs of many chunks, whose lines are read and decoded on two cores, against their bytes cut at
/// line feeds.
@Suite struct LongLogTests {
  /// A log of about two mebibytes in batches of one to three events.
  private static func sample() throws -> (MemoryStorage, EventStore) {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let writer = try store.writer()
    defer { writer.close() }
    var chance = SeededGenerator(seed: 11)
    for number in 0..<1200 {
      let text = String(repeating: "会议听取了汇报。", count: Int.random(in: 1...80, using: &chance))
      let events = (0...number % 3).map {
        Stores.event("Happened", "{\"n\":\(number),\"part\":\($0),\"text\":\"\(text)\"}")
      }
      try writer.append(events, to: Stores.stream("meeting", UInt64(number)))
    }
    return (storage, store)
  }

  /// The lines of the log, and where each begins.
  private static func lines(
    _ storage: MemoryStorage
  ) throws -> [(offset: Int64, bytes: [UInt8])] {
    var offset: Int64 = 0
    return try #require(storage.bytes(of: Stores.firstSegment))
      .split(separator: UInt8(ascii: "\n")).map { line in
        defer { offset += Int64(line.count) + 1 }
        return (offset, Array(line))
      }
  }

  @Test func `a long log is read as its lines stand, also by whoever keeps every event`() throws {
    let (storage, store) = try LongLogTests.sample()
    let lines = try LongLogTests.lines(storage)
    #expect(lines.last.map { $0.offset } ?? 0 > 1_500_000)
    // Kept: the reader must leave the memory of each alone while it goes on.
    let (events, damages, _) = try Stores.read(store)
    #expect(damages.isEmpty)
    try #require(events.count == lines.count)
    for (event, line) in zip(events, lines) {
      try #require(event.place.offset == line.offset)
      try #require(event.line == line.bytes)
      try #require(event.withoutNeighbours.line == line.bytes)
    }
    // Not kept: the same memory serves again and again.
    var reader = try store.events()
    var number = 0
    while let event = try reader.next() {
      try #require(event.line == lines[number].bytes)
      number += 1
    }
    #expect(number == lines.count)
  }

  @Test func `lines longer than what is read at once are put together`() throws {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let writer = try store.writer()
    var chance = SeededGenerator(seed: 12)
    // Around the room in front of a chunk, a piece, a chunk, and what is kept of a batch.
    for length in [1 << 14, 1 << 16, 1 << 19, 1 << 20, 5 << 20] {
      for difference in [-700, 0, 300] {
        let data = "{\"text\":\"\(String(repeating: "a", count: length + difference))\"}"
        let events = [Stores.event("Happened", data), Stores.event("Happened", "{\"n\":1}")]
        try writer.append(events, to: Stores.stream("meeting", UInt64(length + difference)))
        for _ in 0..<Int.random(in: 1...30, using: &chance) {
          try writer.append(
            [Stores.event("Happened", "{\"text\":\"\(String(repeating: "会", count: 200))\"}")],
            to: Stores.stream("note", UInt64(writer.nextPosition.rawValue)))
        }
      }
    }
    writer.close()
    let lines = try LongLogTests.lines(storage)
    let (events, damages, _) = try Stores.read(store)
    #expect(damages.isEmpty)
    try #require(events.map(\.length) == lines.map(\.bytes.count))
    for (event, line) in zip(events, lines) { try #require(event.line == line.bytes) }
  }

  @Test func `what cannot be read is told once, and neither lost nor given twice`() throws {
    let (storage, store) = try LongLogTests.sample()
    let (all, _, _) = try Stores.read(store)
    // Which read fails: chunks are read in pieces, by two threads, in any order.
    for failing in 0..<40 {
      let reads = Mutex(0)
      var reader = try store.events()
      storage.fail { operation, _, _ in
        guard operation == .read else { return nil }
        return reads.withLock { number in
          defer { number += 1 }
          return number == failing ? .inputOutput : nil
        }
      }
      var events: [RecordedEvent] = []
      var errors = 0
      while errors < 3 {
        do {
          guard let event = try reader.next() else { break }
          events.append(event)
        } catch {
          errors += 1
        }
      }
      storage.fail(nil)
      // What comes back from behind the end of the log does not matter.
      #expect(failing < 10 ? errors == 1 : errors <= 1)
      #expect(reader.damages.isEmpty)
      #expect(events.map(\.position) == all.map(\.position))
    }
  }

  @Test func `damage anywhere in a long log hides its own batch and nothing else`() throws {
    let (storage, store) = try LongLogTests.sample()
    let bytes = try #require(storage.bytes(of: Stores.firstSegment))
    let lines = try LongLogTests.lines(storage)
    let (sound, _, _) = try Stores.read(store)
    for number in stride(from: 7, to: lines.count - 3, by: 311) {
      var damaged = bytes
      damaged[Int(lines[number].offset) + lines[number].bytes.count / 2] ^= 0x04
      storage.put(damaged, into: Stores.firstSegment)
      let (events, damages, _) = try Stores.read(store)
      try #require(damages.count == 1)
      #expect(damages[0].place.offset == lines[number].offset)
      #expect(damages[0].position == Position(UInt64(number)))
      let batch = sound[number].groupStart
      let rest = sound.filter { $0.groupStart != batch }
      #expect(events.map(\.position) == rest.map(\.position))
    }
  }
}
