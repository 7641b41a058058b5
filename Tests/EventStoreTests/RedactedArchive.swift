import Foundation
import Synchronization
import TestSupport
import Testing

@testable import EventStore

/// An archive in memory in several segments, with words in it that must not be found afterwards.
struct RedactedArchive {
  let storage: MemoryStorage
  var store: EventStore
  /// The log before anything was taken out.
  let before: [RecordedEvent]
  let checkpoint: Checkpoint

  /// Batches of three events; about two batches a segment.
  init(batches: Int = 5, segmentLength: Int64 = 1500, in storage: MemoryStorage = MemoryStorage())
    throws
  {
    self.storage = storage
    store = try Stores.found(in: storage)
    store.segmentLength = segmentLength
    let writer = try store.writer()
    for batch in 0..<batches {
      let events = (0..<3).map {
        Stores.event(
          "Happened", "{\"n\":\(batch * 3 + $0),\"text\":\"\(Self.words(batch * 3 + $0 + 1))\"}")
      }
      try writer.append(events, to: Stores.stream("meeting", UInt64(batch + 1)))
    }
    writer.close()
    before = try Stores.read(store).events
    checkpoint = try store.checkpoint()
  }

  /// What the event at a position says and no other.
  static func words(_ position: Int) -> String { "〈机密\(position)号〉" }

  /// The positions at which segments begin.
  var segments: [Int] {
    storage.paths.compactMap { path in
      path.hasPrefix("log/") ? LogLayout.segment(named: String(path.dropFirst(4))) : nil
    }.map { Int($0.rawValue) }
  }

  /// The same archive, opened on another storage.
  func reopened(on storage: MemoryStorage) throws -> EventStore {
    var other = try EventStore(opening: storage, environment: TestWorld().environment)
    other.segmentLength = store.segmentLength
    return other
  }

  /// Everything in the log that the payload at a position alone could have left.
  func traces(of position: Int) throws -> [[UInt8]] {
    let line = before[position].line
    guard case .data(let salt, let data) = before[position].fields.payload else { return [] }
    return [Array(line[salt]), Array(line[data]), Array(Self.words(position).utf8)]
  }

  /// Checks that nothing of some payloads is left in any file.
  func expectNoTrace(
    of positions: [Int], in storage: MemoryStorage, _ location: SourceLocation = #_sourceLocation
  ) throws {
    for path in storage.paths {
      let bytes = try #require(storage.bytes(of: path))
      for position in positions {
        for trace in try traces(of: position) {
          // A failure tells the place, not the bytes.
          let isThere = bytes.holds(trace)
          #expect(!isThere, "\(position) in \(path)", sourceLocation: location)
        }
      }
    }
  }

  /// Checks that the log says what it said, but for some payloads, and maybe more behind.
  func expectSame(
    _ store: EventStore, without positions: [Int], _ location: SourceLocation = #_sourceLocation
  ) throws {
    let read = try Stores.read(store)
    #expect(read.damages.isEmpty, "\(read.damages)", sourceLocation: location)
    #expect(read.events.count >= before.count, sourceLocation: location)
    for (event, was) in zip(read.events, before) {
      #expect(event.leafHash == was.leafHash && event.place == was.place, sourceLocation: location)
      let isGone = positions.contains(Int(was.position.rawValue))
      #expect(event.text == (isGone ? "" : was.text), sourceLocation: location)
    }
    let report = try store.verify(against: [checkpoint])
    #expect(report.isSound, "\(report)", sourceLocation: location)
  }
}

extension [UInt8] {
  /// Whether some bytes stand anywhere in these.
  func holds(_ other: [UInt8]) -> Bool { Data(self).range(of: Data(other)) != nil }
}

extension MemoryStorage {
  /// Lets everything fail from the nth call on, whichever calls they are.
  func die(at nth: Int) {
    let calls = Mutex(0)
    fail { _, _, _ in
      calls.withLock { $0 += 1 }
      return calls.withLock { $0 } >= nth ? .death : nil
    }
  }

  /// Lets the nth call fail, whichever it is, and no other.
  func fail(at nth: Int, _ failure: Failure) {
    let calls = Mutex(0)
    fail { _, _, _ in
      calls.withLock { $0 += 1 }
      return calls.withLock { $0 } == nth ? failure : nil
    }
  }

  /// The calls made since the faults were set.
  var calls: Int { Operation.allCases.reduce(0) { $0 + count(of: $1) } }
}
