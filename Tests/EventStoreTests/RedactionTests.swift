import TestSupport
import Testing

@testable import EventStore

/// Readers and payloads that were taken out.
@Suite struct RedactionTests {
  /// An archive in which the event at position 2 was taken out by the one at position 5.
  private static func sample() throws -> (MemoryStorage, EventStore) {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let writer = try store.writer()
    try writer.append(Stores.events(3), to: Stores.stream("meeting", 1))
    try writer.append(Stores.events(1, from: 3), to: Stores.stream("meeting", 2))
    try writer.append(
      [
        ProposedEvent(
          type: .redacted, data: Array("{\"positions\":[2],\"ground\":\"个人信息\"}".utf8))
      ], to: Stores.stream("log", 0))
    writer.close()
    return (storage, store)
  }

  private static func lines(_ storage: MemoryStorage) throws -> [[UInt8]] {
    try #require(storage.bytes(of: Stores.firstSegment)).split(separator: UInt8(ascii: "\n"))
      .map(Array.init)
  }

  private static func put(_ lines: [[UInt8]], into storage: MemoryStorage) {
    storage.put(lines.flatMap { $0 + [UInt8(ascii: "\n")] }, into: Stores.firstSegment)
  }

  @Test func `a payload that was taken out is gone for readers before its bytes are`() throws {
    let (storage, store) = try RedactionTests.sample()
    let read = try Stores.read(store)
    #expect(read.damages.isEmpty)
    #expect(read.events.count == 6)
    guard case .redacted(let by) = read.events[2].payload else {
      Issue.record("the payload is still there")
      return
    }
    #expect(by == Position(5))
    // Neither does the line tell it, and the leaf is what it was.
    let line = try RedactionTests.lines(storage)[2]
    #expect(String(decoding: line, as: UTF8.self).contains("会议听取了汇报"))
    #expect(!String(decoding: read.events[2].line, as: UTF8.self).contains("会议听取了汇报"))
    #expect(read.events[2].line == Lines.blanked(line, by: 5))
    #expect(try store.checkpoint() == store.verify().checkpoint)
    #expect(try store.verify().pendingErasures == [Position(2)])
  }

  @Test func `a redaction is known whether the derived index knows it, or it came after`() throws {
    let (_, store) = try RedactionTests.sample()
    let keeper = IndexKeeper(store: store)
    #expect(keeper.update(nil)?.state.redactions.count == 1)
    let before = try Stores.read(store)
    #expect(before.damages.isEmpty)
    guard case .redacted(by: Position(5)) = before.events[2].payload else {
      Issue.record("the payload is still there")
      return
    }
    let writer = try store.writer()
    try writer.append(
      [ProposedEvent(type: .redacted, data: Array("{\"positions\":[3],\"ground\":\"个人信息\"}".utf8))],
      to: Stores.stream("log", 0))
    writer.close()
    #expect(keeper.open()?.state.checkpoint.next == Position(6))
    let after = try Stores.read(store)
    #expect(after.damages.isEmpty)
    let gone = after.events.filter { if case .redacted = $0.payload { true } else { false } }
    #expect(gone.map(\.position) == [Position(2), Position(3)])
    // Without the index the answer is the same.
    keeper.discard()
    let without = try Stores.read(store)
    #expect(without.events.map(\.line) == after.events.map(\.line))
  }

  @Test func `a line without its payload is sound where an event lists it`() throws {
    let (storage, store) = try RedactionTests.sample()
    let before = try store.checkpoint()
    var lines = try RedactionTests.lines(storage)
    lines[2] = Lines.blanked(lines[2], by: 5)
    RedactionTests.put(lines, into: storage)
    #expect(try Stores.read(store).damages.isEmpty)
    #expect(try Stores.read(store).events.count == 6)
    #expect(try store.checkpoint() == before)
    #expect(try store.verify().isSound)
    try store.writer().append(Stores.events(1), to: Stores.stream("meeting", 3))
  }

  @Test(arguments: [(1, 5), (3, 5), (2, 4), (4, 99)])
  func `a line without its payload that nothing lists is damage`(
    position: Int, by: Int
  ) throws {
    let (storage, store) = try RedactionTests.sample()
    var lines = try RedactionTests.lines(storage)
    lines[position] = Lines.blanked(lines[position], by: by)
    RedactionTests.put(lines, into: storage)
    let read = try Stores.read(store)
    #expect(read.damages.map(\.kind) == [.unfoundedRedaction(by: Position(UInt64(by)))])
    #expect(read.damages.first?.position == Position(UInt64(position)))
    // The whole batch is passed over, and everything else is read.
    let batch: ClosedRange<UInt64> = position == 4 ? 4...4 : 1...3
    #expect(
      read.events.map(\.position.rawValue)
        == (0...5 as ClosedRange<UInt64>).filter {
          !batch.contains($0)
        })
    #expect(throws: EventStoreError.self) { try store.writer() }
    #expect(try !store.verify().isSound)
  }

  @Test func `a reader notices a redaction that was recorded after it began`() throws {
    let (storage, store) = try RedactionTests.sample()
    let withRedaction = try RedactionTests.lines(storage)
    RedactionTests.put(Array(withRedaction[..<5]), into: storage)
    var reader = try store.events()
    #expect(try reader.next()?.position == .start)
    var erased = withRedaction
    erased[2] = Lines.blanked(erased[2], by: 5)
    RedactionTests.put(erased, into: storage)
    var again = try store.events()
    var count = 0
    while try again.next() != nil { count += 1 }
    #expect(count == 6)
    while try reader.next() != nil {}
    #expect(reader.damages.isEmpty)
  }
}
