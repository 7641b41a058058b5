import TestSupport
import Testing

@testable import EventStore

/// The verifier finds what readers do not look for.
@Suite struct VerifierTests {
  /// An archive whose lines a test has changed, each with the checksum that fits it.
  private static func tampered(
    _ change: (inout [String]) -> Void
  ) throws -> (EventStore, VerificationReport) {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let writer = try store.writer()
    try writer.append(Stores.events(2), to: Stores.stream("meeting", 1))
    try writer.append(Stores.events(2, from: 2), to: Stores.stream("meeting", 1))
    writer.close()
    var lines = try Stores.read(store).events.map { String(decoding: $0.line, as: UTF8.self) }
    change(&lines)
    storage.put(
      lines.flatMap { Lines.sealed($0) + [UInt8(ascii: "\n")] }, into: Stores.firstSegment)
    return (store, try store.verify())
  }

  @Test func `an untouched archive is sound, and its checkpoint is its root`() throws {
    let (store, report) = try VerifierTests.tampered { _ in }
    #expect(report.isSound)
    #expect(report.streams == 2)
    #expect(report.segments == 1)
    #expect(report.checkpoint == (try store.checkpoint()))
    var tree = MerkleTree()
    for event in try Stores.read(store).events { tree.append(event.leafHash) }
    #expect(report.checkpoint.root == tree.root)
    #expect(report.checkpoint.size == 5)
  }

  @Test
  func `a checkpoint of events that cannot be read is told as such, an earlier one confirmed`()
    throws
  {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    var kept: [Checkpoint] = []
    for stream in 1...4 as ClosedRange<UInt64> {
      kept.append(try store.checkpoint())
      let writer = try store.writer()
      try writer.append(Stores.events(1), to: Stores.stream("meeting", stream))
      writer.close()
    }
    var lines = try #require(storage.bytes(of: Stores.firstSegment))
      .split(separator: UInt8(ascii: "\n")).map(Array.init)
    lines[2][30] ^= 1
    storage.put(lines.flatMap { $0 + [UInt8(ascii: "\n")] }, into: Stores.firstSegment)
    let report = try store.verify(against: kept)
    #expect(report.damages.map(\.position) == [Position(2)])
    #expect(report.confirmed == Array(kept[..<2]))
    #expect(report.mismatches == [.unreadable(size: 3), .unreadable(size: 4)])
  }

  @Test func `a payload that was changed differs from its digest`() throws {
    let (_, report) = try VerifierTests.tampered { lines in
      lines[2] = lines[2].replacing("听取", with: "审议")
    }
    #expect(report.damages.map(\.kind) == [.wrongDigest])
    #expect(report.damages.first?.position == Position(2))
  }

  @Test func `a stream with a step too many, an id used twice and a clock set back are found`()
    throws
  {
    var (_, report) = try VerifierTests.tampered { lines in
      lines[3] = lines[3].replacing("\"rev\":2", with: "\"rev\":3")
    }
    #expect(report.damages.count == 2)
    (_, report) = try VerifierTests.tampered { lines in
      func id(_ line: String) -> Substring { line.split(separator: "\"id\":\"")[1].prefix(36) }
      lines[2] = lines[2].replacing(id(lines[2]), with: id(lines[1]))
    }
    #expect(report.damages.count == 1)
    guard case .repeatedID = report.damages.first?.kind else {
      Issue.record("found \(report.damages)")
      return
    }
    (_, report) = try VerifierTests.tampered { lines in
      lines[2] = lines[2].replacing("T08:00:00.000Z", with: "T07:59:59.999Z")
    }
    #expect(report.damages.count == 1)
  }

  @Test func `a blanked line is no redaction`() throws {
    let (_, report) = try VerifierTests.tampered { lines in
      lines[2] = String(decoding: Lines.blanked(Array(lines[2].utf8), by: 4), as: UTF8.self)
    }
    #expect(report.damages.map(\.kind) == [.unfoundedRedaction(by: Position(4))])
  }

  @Test func `a listed erasure is sound when done and pending before`() throws {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let writer = try store.writer()
    try writer.append(Stores.events(2), to: Stores.stream("meeting", 1))
    try writer.append(
      [
        ProposedEvent(
          type: .redacted, data: Array("{\"positions\":[1],\"ground\":\"个人信息\"}".utf8))
      ], to: Stores.stream("log", 0))
    writer.close()
    let before = try store.verify()
    #expect(before.damages.isEmpty)
    #expect(before.pendingErasures == [Position(1)])
    #expect(!before.isSound)
    var lines = try Stores.read(store).events.map(\.line)
    lines[1] = Lines.blanked(lines[1], by: 3)
    storage.put(lines.flatMap { $0 + [UInt8(ascii: "\n")] }, into: Stores.firstSegment)
    let after = try store.verify(against: [before.checkpoint])
    #expect(after.isSound)
    #expect(after.checkpoint == before.checkpoint)
  }

  @Test
  func `a log written anew, cut or of another archive differs from a checkpoint kept elsewhere`()
    throws
  {
    let (store, report) = try VerifierTests.tampered { _ in }
    let kept = report.checkpoint
    try store.writer().append(Stores.events(1), to: Stores.stream("meeting", 2))
    #expect(try store.verify(against: [kept]).isSound)
    let empty = Checkpoint(origin: kept.origin, size: 0, root: SHA256.hash([]))
    #expect(try store.verify(against: [empty]).isSound)

    let other = Checkpoint(origin: kept.origin, size: kept.size, root: SHA256.hash([1]))
    #expect(try store.verify(against: [other]).mismatches.count == 1)
    let longer = Checkpoint(origin: kept.origin, size: 99, root: kept.root)
    #expect(
      try store.verify(against: [longer]).mismatches == [.cutShort(kept: 99, found: 6)])
    let foreign = Checkpoint(origin: "archivist/other", size: kept.size, root: kept.root)
    #expect(
      try store.verify(against: [foreign]).mismatches
        == [.otherLog(origin: "archivist/other")])
  }
}
