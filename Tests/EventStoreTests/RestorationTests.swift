import TestSupport
import Testing

@testable import EventStore

/// Archives made of backups.
@Suite struct RestorationTests {
  private static func restore(
    _ backup: MemoryStorage, to target: MemoryStorage, erasing list: ErasureList? = nil,
    world: TestWorld = TestWorld(seed: 9)
  ) throws(EventStoreError) -> RestorationReport {
    try EventStore.restore(
      from: backup, to: target, erasing: list, environment: world.environment)
  }

  /// An archive, a backup of it, and the list of what was taken out after the backup was made.
  private static func outdated() throws -> (RedactedArchive, MemoryStorage, ErasureList) {
    let archive = try RedactedArchive()
    let backup = MemoryStorage()
    _ = try archive.store.backUp(to: backup)
    let writer = try archive.store.writer()
    try writer.redact([Position(2), Position(14)], ground: "law")
    try writer.redact([Position(7)], ground: "court")
    writer.close()
    return (archive, backup, try archive.store.erasureList())
  }

  @Test func `an archive restored goes on where the backup ended, and says so`() throws {
    let archive = try RedactedArchive()
    let backup = MemoryStorage()
    _ = try archive.store.backUp(to: backup)
    let target = MemoryStorage()
    let report = try Self.restore(backup, to: target)
    #expect(report.from == archive.checkpoint && report.erased.isEmpty)
    let store = try archive.reopened(on: target)
    try archive.expectSame(store, without: [])
    let last = try #require(try Stores.read(store).events.last)
    #expect(last.type.name == "$Restored" && last.stream.description == "log/0")
    #expect(
      last.text == """
        {"from":{"origin":"\(archive.checkpoint.origin)","size":16,\
        "root":"\(archive.checkpoint.base64Root)"},"erased":[]}
        """)
    try store.writer().append(Stores.events(1), to: Stores.stream("meeting", 90))
    #expect(try store.verify().isSound)
    #expect(
      Set(target.paths).subtracting(archive.storage.paths).allSatisfy { $0.hasPrefix("log/") })
    #expect(target.bytes(of: "archive.json") == archive.storage.bytes(of: "archive.json"))
  }

  @Test func `what was taken out after the backup is taken out of what is restored`() throws {
    let (archive, backup, list) = try Self.outdated()
    let target = MemoryStorage()
    let report = try Self.restore(backup, to: target, erasing: list)
    #expect(report.erased.map(\.rawValue) == [2, 7, 14])
    try archive.expectNoTrace(of: [2, 7, 14], in: target)
    let store = try archive.reopened(on: target)
    try archive.expectSame(store, without: [2, 7, 14])
    let events = try Stores.read(store).events.suffix(3)
    #expect(events.map(\.type.name) == ["$Redacted", "$Redacted", "$Restored"])
    #expect(events.map(\.text).first == "{\"positions\":[2,14],\"ground\":\"law\"}")
    // The list of the restored archive tells the same.
    #expect(try store.erasureList().entries == list.entries)
  }

  @Test func `a list that is not of this log is refused, and nothing is made`() throws {
    let (_, backup, list) = try Self.outdated()
    func problem(_ list: ErasureList) -> ErasureListProblem? {
      let target = MemoryStorage()
      do throws(EventStoreError) {
        _ = try Self.restore(backup, to: target, erasing: list)
      } catch {
        #expect(target.paths.isEmpty)
        if case .erasuresRefused(let problem) = error { return problem }
      }
      return nil
    }
    var other = list
    other.origin = "archivist/other"
    #expect(problem(other) == .otherLog(origin: "archivist/other"))
    other = list
    other.entries[1].digest = SHA256.hash([1])
    #expect(problem(other) == .otherEvent(Position(7)))
  }

  @Test func `what the backup never held or holds no more is passed over`() throws {
    let (archive, backup, list) = try Self.outdated()
    _ = try archive.store.backUp(to: backup)
    var more = list
    more.entries.append(
      ErasureList.Entry(position: Position(400), digest: SHA256.hash([1]), ground: "x"))
    let report = try Self.restore(backup, to: MemoryStorage(), erasing: more)
    #expect(report.erased.isEmpty && report.alreadyGone == 3 && report.absent == 1)
  }

  @Test(arguments: [
    "", "[]", "{}", "{\"origin\":\"a\",\"size\":1}",
    "{\"origin\":\"a\",\"size\":1,\"erasures\":[{\"position\":1,\"digest\":\"00\",\"ground\":\"x\"}]}",
    "{\"origin\":\"a\",\"size\":1,\"erasures\":[17]}",
  ])
  func `what is no list of erasures is told`(text: String) {
    #expect(throws: ErasureListProblem.self) { _ = try ErasureList(Array(text.utf8)) }
  }

  @Test func `a directory with something in it is refused and left as it is`() throws {
    let (archive, backup, _) = try Self.outdated()
    let full = MemoryStorage()
    try full.makeDirectory("")
    full.put([1], into: "letter.txt")
    for target in [full, archive.storage.copy(), backup.copy()] {
      let before = target.paths
      #expect(throws: EventStoreError.self) { _ = try Self.restore(backup, to: target) }
      #expect(target.paths == before)
    }
    let empty = MemoryStorage()
    try empty.makeDirectory("")
    _ = try Self.restore(backup, to: empty)
  }

  @Test func `a backup that is damaged or foreign is not restored`() throws {
    let (_, backup, _) = try Self.outdated()
    for change in 0..<3 {
      let copy = backup.copy()
      var bytes = try #require(copy.bytes(of: Stores.firstSegment))
      switch change {
      case 0: bytes[100] ^= 1
      case 1: bytes.removeLast(bytes.count / 2)
      default:
        copy.put(
          BackupManifest(
            checkpoint: Checkpoint(origin: "archivist/x", size: 3, root: SHA256.hash([1]))
          ).encoded(), into: "backup.json")
      }
      copy.put(bytes, into: Stores.firstSegment)
      let target = MemoryStorage()
      #expect(throws: EventStoreError.self) { _ = try Self.restore(copy, to: target) }
      #expect(target.paths.isEmpty)
    }
  }

  @Test func `a restoration that stops at any call is no archive, and can be begun again`() throws {
    let (archive, backup, list) = try Self.outdated()
    var nth = 1
    while true {
      let target = MemoryStorage()
      target.die(at: nth)
      let isDone = (try? Self.restore(backup, to: target, erasing: list)) != nil
      for seed in 0..<3 as Range<UInt64> {
        let after = target.afterCrash(seed: seed &+ UInt64(nth))
        if (try? EventStore(opening: after)) == nil {
          #expect(!isDone)
          // A name that the crash lost may be all that told what the rest is.
          let isMarked =
            after.paths.isEmpty || after.paths.contains { $0.hasPrefix("archive.json") }
          guard isMarked else { continue }
          _ = try Self.restore(backup, to: after, erasing: list)
        }
        try archive.expectNoTrace(of: [2, 7, 14], in: after)
        try archive.expectSame(try archive.reopened(on: after), without: [2, 7, 14])
      }
      if isDone { break }
      nth += 3
    }
    #expect(nth > 40)
  }

  @Test func `a failure takes away what was made`() throws {
    let (_, backup, list) = try Self.outdated()
    for operation in MemoryStorage.Operation.allCases {
      for nth in [1, 3, 6, 9] {
        let target = MemoryStorage()
        target.fail { asked, _, count in
          asked == operation && count == nth ? .inputOutput : nil
        }
        let report = try? Self.restore(backup, to: target, erasing: list)
        if report == nil { #expect(target.paths.isEmpty, "\(operation) \(nth): \(target.paths)") }
      }
    }
    let world = TestWorld(seed: 9)
    let target = MemoryStorage()
    do throws(EventStoreError) {
      _ = try EventStore.restore(
        from: backup, to: target, environment: world.environment
      ) { stage, _, _ in world.isInterrupted = stage == .checking }
      Issue.record("an interruption was passed over")
    } catch {
      #expect("\(error)".contains("interrupted"))
    }
    #expect(target.paths.isEmpty)
  }

  @Test func `a copy made by other means is restored too`() throws {
    let archive = try RedactedArchive()
    let target = MemoryStorage()
    _ = try Self.restore(archive.storage.copy(), to: target)
    try archive.expectSame(try archive.reopened(on: target), without: [])
  }
}
