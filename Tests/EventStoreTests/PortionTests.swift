import TestSupport
import Testing

@testable import EventStore

/// Batches so long that their lines are made on other cores while more events are gathered.
@Suite struct PortionTests {
  /// Several events of each of several portions.
  private static func payloads() -> [String] {
    (0..<600).map { "{\"number\":\($0),\"text\":\"\(String(repeating: "文", count: 1_000))\"}" }
  }

  @Test func `events of many portions stand in the order in which they were given`() throws {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let payloads = PortionTests.payloads()
    do {
      let writer = try store.writer()
      for serial in 1...3 as ClosedRange<UInt64> {
        var batch = try writer.batch()
        for payload in payloads {
          try batch.append(
            [Stores.event("Happened", payload)], to: Stores.stream("meeting", serial))
        }
        #expect(try batch.commit().count == payloads.count)
      }
      writer.close()
    }
    let events = try Stores.read(store).events.dropFirst()
    #expect(events.map(\.text) == payloads + payloads + payloads)
    #expect(try store.verify().isSound)
    // The derived index was made of what the writer remembered.
    let last = try store.event(at: Position(UInt64(3 * payloads.count)))
    #expect(last?.text == payloads.last)
  }

  @Test(arguments: [0, 1, 100, 300, 599])
  func `a payload that is refused in any portion takes the batch back`(refused: Int) throws {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let writer = try store.writer()
    let before = storage.bytes(of: Stores.firstSegment)
    var payloads = PortionTests.payloads()
    payloads[refused] = "{\"a\":1,\"a\":2}"
    let error = #expect(throws: EventStoreError.self) {
      var batch = try writer.batch()
      for payload in payloads {
        try batch.append([Stores.event("Happened", payload)], to: Stores.stream("meeting", 1))
      }
      _ = try batch.commit()
    }
    guard case .payloadRefused(let stream, _) = error else {
      Issue.record("refused for another reason: \(String(describing: error))")
      return
    }
    #expect(stream == Stores.stream("meeting", 1))
    #expect(storage.bytes(of: Stores.firstSegment) == before)
    let receipt = try writer.append(Stores.events(1), to: Stores.stream("meeting", 1))
    #expect(receipt.first == Position(1))
    #expect(try Stores.read(store).events.count == 2)
  }
}
