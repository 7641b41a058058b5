import TestSupport
import Testing

@testable import EventStore

/// Taking payloads out of the log for good.
@Suite struct ErasureTests {
  private static let ground = "个人信息保护法第四十七条"

  private static func positions(_ numbers: [Int]) -> [Position] {
    numbers.map { Position(UInt64($0)) }
  }

  /// One line, first and last lines of segments, whole batches, everything; in the segment that is
  /// being written and in closed ones.
  @Test(arguments: [
    [1], [2], [3], [6], [7], [9], [13], [15], [1, 2, 3], [6, 7], [15, 1], [4, 5, 6, 7, 8, 9],
    Array(0...15),
  ])
  func `a redaction leaves no trace of the payloads and changes nothing else`(
    positions: [Int]
  ) throws {
    let archive = try RedactedArchive()
    #expect(archive.segments.count > 2)
    let bytes = Dictionary(
      uniqueKeysWithValues: archive.storage.paths.map { ($0, archive.storage.bytes(of: $0) ?? []) })
    let writer = try archive.store.writer()
    let receipt = try writer.redact(Self.positions(positions), ground: Self.ground)
    #expect(receipt.recorded.first == Position(16))
    #expect(receipt.erasure.erased == Self.positions(positions.sorted()))
    try archive.expectNoTrace(of: positions, in: archive.storage)
    try archive.expectSame(archive.store, without: positions)

    let starts = archive.segments
    for (index, start) in starts.enumerated() {
      let path = LogLayout.segmentPath(Position(UInt64(start)))
      let next = index + 1 < starts.count ? starts[index + 1] : Int.max
      let before = try #require(bytes[path])
      let after = try #require(archive.storage.bytes(of: path))
      let isConcerned = positions.contains { $0 >= start && $0 < next }
      #expect(isConcerned != Array(after.prefix(before.count)).elementsEqual(before), "\(start)")
      #expect(
        try archive.storage.open(path, for: .reading).isWritable() != isConcerned
          || index < starts.count - 1)
    }
    // What comes next stands behind.
    try writer.append(Stores.events(2), to: Stores.stream("meeting", 99))
    #expect(try Stores.read(archive.store).events.count == 19)
    writer.close()
    try archive.store.writer().append(Stores.events(1), to: Stores.stream("meeting", 98))
    try archive.expectSame(archive.store, without: positions)
  }

  @Test func `the event of a redaction says which payloads and why, in one batch with others`()
    throws
  {
    let archive = try RedactedArchive()
    let remains = Stores.event("RecordRedacted", "{\"remains\":[]}")
    try archive.store.writer().redact(
      Self.positions([7, 2, 7]), ground: "\"quoted\" ground",
      alongside: [StreamEvents(stream: Stores.stream("meeting", 1), events: [remains])],
      by: try #require(Role("archivist")))
    let events = try Stores.read(archive.store).events.suffix(2)
    #expect(events.map(\.type.name) == ["$Redacted", "RecordRedacted"])
    #expect(events.map(\.continues) == [true, false])
    #expect(events.map(\.stream.description) == ["log/0", "meeting/1"])
    #expect(events.first?.text == "{\"positions\":[2,7],\"ground\":\"\\\"quoted\\\" ground\"}")
    #expect(events.first?.recordedBy.name == "archivist")
    let stale = StreamEvents(
      stream: Stores.stream("meeting", 1), events: [remains], expecting: .revision(0))
    #expect(throws: EventStoreError.self) {
      try archive.store.writer().redact([Position(3)], ground: "x", alongside: [stale])
    }
    try archive.expectSame(archive.store, without: [2, 7])
  }

  @Test func `what cannot be taken out is refused, and nothing is recorded`() throws {
    let archive = try RedactedArchive()
    let writer = try archive.store.writer()
    try writer.redact([Position(4)], ground: "x")
    func refusal(_ positions: [Int], _ ground: String = "x") -> RedactionRefusal? {
      do throws(EventStoreError) {
        try writer.redact(Self.positions(positions), ground: ground)
      } catch {
        guard case .redactionRefused(let refusal) = error else { return nil }
        return refusal
      }
      return nil
    }
    #expect(refusal([]) == .noPositions)
    #expect(refusal([3], "") == .noGround)
    #expect(refusal([3, 17]) == .notInLog(Position(17)))
    #expect(refusal([3, 9000]) == .notInLog(Position(9000)))
    #expect(refusal([3, 4]) == .alreadyTakenOut(Position(4), by: Position(16)))
    #expect(refusal([16]) == .belongsToLog(Position(16), .redacted))
    #expect(try Stores.read(archive.store).events.count == 17)
    // The writer is none the worse for it.
    try writer.redact([Position(3)], ground: "x")
    try archive.expectSame(archive.store, without: [3, 4])
  }

  @Test func `damage beside a payload keeps it from being taken out`() throws {
    let archive = try RedactedArchive()
    let writer = try archive.store.writer()
    var bytes = try #require(archive.storage.bytes(of: Stores.firstSegment))
    bytes[40] ^= 1
    archive.storage.put(bytes, into: Stores.firstSegment)
    var damages: [Damage] = []
    do throws(EventStoreError) {
      try writer.redact([Position(1)], ground: "x")
    } catch {
      if case .damaged(let found) = error { damages = found }
    }
    #expect(damages.map(\.position) == [.start])
    #expect(archive.storage.bytes(of: Stores.firstSegment) == bytes)
    #expect(writer.nextPosition == Position(16))
  }

  @Test func `the largest payload is erased, and the shortest`() throws {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let writer = try store.writer()
    let words = String(repeating: "机", count: (EventStore.longestPayload - 20) / 3)
    try writer.append(
      [Stores.event("Happened", "{\"text\":\"\(words)\"}"), Stores.event("Happened", "{}")],
      to: Stores.stream("meeting", 1))
    let length = storage.bytes(of: Stores.firstSegment)?.count ?? 0
    try writer.redact([Position(1), Position(2)], ground: "x")
    #expect(storage.bytes(of: Stores.firstSegment)?.holds(Array("机机".utf8)) == false)
    #expect(storage.bytes(of: Stores.firstSegment)?.count ?? 0 > length)
    let report = try store.verify()
    #expect(report.isSound && report.checkpoint.size == 4)
  }

  @Test func `one redaction after the other`() throws {
    let archive = try RedactedArchive()
    var gone: [Int] = []
    for positions in [[7], [8, 1], [15], [14, 2]] {
      let writer = try archive.store.writer()
      try writer.append(Stores.events(1), to: Stores.stream("meeting", 50))
      try writer.redact(Self.positions(positions), ground: "x")
      writer.close()
      gone += positions
      try archive.expectNoTrace(of: gone, in: archive.storage)
      try archive.expectSame(archive.store, without: gone)
    }
    let list = try archive.store.erasureList()
    #expect(list.entries.map(\.position.rawValue) == [1, 2, 7, 8, 14, 15])
    #expect(try ErasureList(list.encoded) == list)
  }

  @Test func `what repairs had cut off is blanked, whole or cut anywhere`() throws {
    let archive = try RedactedArchive()
    let line = archive.before[7].line
    let whole = line + [UInt8(ascii: "\n")]
    let torn = "log/torn-00000000000000000007-10-2026"
    for cut in stride(from: 1, through: whole.count, by: 7) {
      archive.storage.put(whole + whole.prefix(cut), into: torn + "-a\(cut)")
      archive.storage.put(Array(whole.suffix(cut)) + whole, into: torn + "-b\(cut)")
    }
    archive.storage.put(Array("  \n".utf8), into: torn + "-empty")
    let names = archive.storage.paths
    let receipt = try archive.store.writer().redact([Position(7)], ground: "x")
    #expect(receipt.erasure.blankedFiles.count > 40)
    #expect(!receipt.erasure.blankedFiles.contains(torn + "-empty"))
    try archive.expectNoTrace(of: [7], in: archive.storage)
    #expect(archive.storage.paths == names, "nothing is lost but payloads")
    // The header of a whole line still tells what had been there, and all lengths stay.
    let kept = try #require(archive.storage.bytes(of: torn + "-a1"))
    #expect(kept.count == whole.count + 1)
    #expect(kept.holds(Array(archive.before[7].header)))
  }

  @Test func `derived files are discarded`() throws {
    let archive = try RedactedArchive()
    let words = Array(RedactedArchive.words(7).utf8)
    archive.storage.put(words, into: "index/words")
    try archive.storage.makeDirectory("index/deep")
    archive.storage.put(words, into: "index/deep/more")
    try archive.store.writer().redact([Position(7)], ground: "x")
    try archive.expectNoTrace(of: [7], in: archive.storage)
    let left = try archive.storage.names(in: "index")
    #expect(!left.contains("words") && !left.contains("deep"), "\(left)")
  }

  @Test func `a full disk does not lose the redaction, and keeps nobody from appending`() throws {
    let archive = try RedactedArchive()
    var writer = try archive.store.writer()
    archive.storage.fail { operation, path, _ in
      operation == .write && path.hasSuffix(".part") ? .full(written: 100) : nil
    }
    var failure: SystemError?
    do throws(EventStoreError) {
      try writer.redact([Position(2), Position(15)], ground: "x")
    } catch {
      if case .erasureUnfinished(let error) = error { failure = error }
    }
    #expect(failure?.isFull == true)
    #expect(try Stores.read(archive.store).events[15].text == "")
    #expect(try archive.store.verify().pendingErasures == Self.positions([2, 15]))
    try writer.append(Stores.events(1), to: Stores.stream("meeting", 60))
    writer.close()
    writer = try archive.store.writer()
    #expect(writer.finishedErasures.failure?.isFull == true)
    try writer.append(Stores.events(1), to: Stores.stream("meeting", 60))
    writer.close()

    archive.storage.fail(nil)
    writer = try archive.store.writer()
    #expect(writer.finishedErasures.erased == Self.positions([2, 15]))
    writer.close()
    #expect(!archive.storage.paths.contains { $0.hasSuffix(".part") })
    try archive.expectNoTrace(of: [2, 15], in: archive.storage)
    try archive.expectSame(archive.store, without: [2, 15])
    #expect(try archive.store.writer().finishedErasures == ErasureReport())
  }

  /// Reads of so many bytes each, so that the number of calls tells how much of the log was read.
  private static func countReads(
    of storage: MemoryStorage, in directory: String = "log/", _ body: () throws -> Void
  ) throws -> Int {
    let length = 512
    storage.fail { operation, path, _ in
      operation == .read && path.hasPrefix(directory) ? .short(length) : nil
    }
    defer { storage.fail(nil) }
    try body()
    return storage.paths.filter { $0.hasPrefix(directory) }
      .reduce(0) { $0 + storage.count(of: .read, on: $1) }
  }

  @Test func `with redactions in history a writer reads their lines, and no segments`() throws {
    let archive = try RedactedArchive(batches: 300, segmentLength: 50000)
    let taken = [2, 40, 41, 500, 899]
    try archive.store.writer().redact(Self.positions(taken), ground: "x")
    IndexKeeper(store: archive.store).discard()
    let without = try Self.countReads(of: archive.storage) { try archive.store.writer().close() }
    #expect(without > 400)
    _ = IndexKeeper(store: archive.store).update(nil)
    let with = try Self.countReads(of: archive.storage) {
      let writer = try archive.store.writer()
      #expect(writer.finishedErasures == ErasureReport())
      writer.close()
    }
    // A line or two for each of them, and the log's last event.
    #expect(with < 20)
    try archive.expectSame(archive.store, without: taken)
  }

  @Test func `an erasure that was not finished is finished by the index's places`() throws {
    let archive = try RedactedArchive()
    archive.storage.fail { operation, path, _ in
      operation == .write && path.hasSuffix(".part") ? .full(written: 100) : nil
    }
    #expect(throws: EventStoreError.self) {
      try archive.store.writer().redact(Self.positions([2, 15]), ground: "x")
    }
    archive.storage.fail(nil)
    #expect(IndexKeeper(store: archive.store).update(nil) != nil)
    let writer = try archive.store.writer()
    #expect(writer.finishedErasures.erased == Self.positions([2, 15]))
    writer.close()
    try archive.expectNoTrace(of: [2, 15], in: archive.storage)
    try archive.expectSame(archive.store, without: [2, 15])
  }

  @Test func `nothing is erased because an index says so`() throws {
    let archive = try RedactedArchive()
    let keeper = IndexKeeper(store: archive.store)
    var state = try #require(keeper.update(nil)).state
    state.redactions = [(Position(3), Position(9))]
    try RunFiles(
      storage: archive.storage, archive: LogIndex.archive(archive.store.description)
    ).replace(state: state, of: LogIndexer.name, version: LogIndexer.version)
    try #require(keeper.open()?.state.redactions.count == 1)
    let writer = try archive.store.writer()
    #expect(writer.finishedErasures == ErasureReport())
    writer.close()
    keeper.discard()
    try archive.expectSame(archive.store, without: [])
  }

  @Test func `a log without redactions is not read for them`() throws {
    let archive = try RedactedArchive()
    try archive.store.writer().close()
    archive.storage.fail { _, _, _ in nil }
    let segments = try SegmentList.open(in: archive.storage)
    #expect(try Erasure.pending([:], in: segments).isEmpty)
    #expect(archive.storage.count(of: .read) == 0)
  }
}
