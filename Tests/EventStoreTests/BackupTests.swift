import Synchronization
import TestSupport
import Testing

@testable import EventStore

/// Copies of an archive in a directory of their own.
@Suite struct BackupTests {
  private static func opened(_ storage: MemoryStorage) throws -> EventStore {
    try EventStore(opening: storage, environment: TestWorld().environment)
  }

  /// Checks that a backup is an archive with just what the other holds.
  static func expectCopy(
    _ backup: MemoryStorage, of store: EventStore, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let copy = try opened(backup)
    #expect(try copy.verify().isSound, sourceLocation: location)
    #expect(copy.description == store.description, sourceLocation: location)
    let (copied, events) = (try Stores.read(copy).events, try Stores.read(store).events)
    #expect(copied.map(\.line) == events.map(\.line), sourceLocation: location)
    #expect(
      !backup.paths.contains { $0.hasSuffix(".part") || $0.hasSuffix(".new") },
      "\(backup.paths)", sourceLocation: location)
  }

  static func refusal(_ store: EventStore, _ target: MemoryStorage) -> BackupRefusal? {
    do throws(EventStoreError) {
      _ = try store.backUp(to: target)
    } catch {
      if case .backupRefused(_, let refusal) = error { return refusal }
    }
    return nil
  }

  @Test func `a backup is an archive, and copies only what is new`() throws {
    let archive = try RedactedArchive()
    let backup = MemoryStorage()
    var report = try archive.store.backUp(to: backup)
    try Self.expectCopy(backup, of: archive.store)
    #expect(report.copied == archive.segments.count && report.unchanged == 0)
    #expect(report.checkpoint == archive.checkpoint)
    #expect(backup.bytes(of: "README.txt") == archive.storage.bytes(of: "README.txt"))

    report = try archive.store.backUp(to: backup)
    #expect(report.copied == 0 && report.unchanged == archive.segments.count && report.bytes == 0)

    let writer = try archive.store.writer()
    for serial in 40...44 as ClosedRange<UInt64> {
      try writer.append(Stores.events(2), to: Stores.stream("meeting", serial))
    }
    let closed = report.unchanged
    report = try archive.store.backUp(to: backup)
    #expect(
      report.unchanged >= closed - 1 && report.copied == archive.segments.count - report.unchanged)
    try Self.expectCopy(backup, of: archive.store)
  }

  @Test func `a redaction reaches the backup, and leaves no trace there`() throws {
    let archive = try RedactedArchive()
    let backup = MemoryStorage()
    _ = try archive.store.backUp(to: backup)
    try archive.store.writer().redact([Position(2), Position(15)], ground: "x")
    let report = try archive.store.backUp(to: backup)
    #expect(report.unchanged > 0 && report.copied >= 2)
    try archive.expectNoTrace(of: [2, 15], in: backup)
    try Self.expectCopy(backup, of: archive.store)
    #expect(report.healed.isEmpty)
  }

  @Test func `what is still to be erased in the archive is not in the backup`() throws {
    let archive = try RedactedArchive()
    archive.storage.fail { operation, path, _ in
      operation == .write && path.hasSuffix(".part") ? .full(written: 0) : nil
    }
    let writer = try archive.store.writer()
    _ = try? writer.redact([Position(2), Position(8)], ground: "x")
    archive.storage.fail(nil)
    #expect(try !archive.store.verify().pendingErasures.isEmpty)
    let backup = MemoryStorage()
    _ = try archive.store.backUp(to: backup)
    try archive.expectNoTrace(of: [2, 8], in: backup)
    try Self.expectCopy(backup, of: archive.store)
    // When the archive has caught up there is nothing left to copy.
    writer.close()
    try archive.store.writer().close()
    #expect(try archive.store.backUp(to: backup).copied == 0)
  }

  @Test func `an unfinished write is not copied`() throws {
    let archive = try RedactedArchive(segmentLength: 1 << 20)
    var bytes = try #require(archive.storage.bytes(of: Stores.firstSegment))
    bytes += archive.before[15].line.prefix(200)
    archive.storage.put(bytes, into: Stores.firstSegment)
    let backup = MemoryStorage()
    _ = try archive.store.backUp(to: backup)
    #expect(try Self.opened(backup).verify(against: [archive.checkpoint]).isSound)
  }

  @Test func `a directory that is no backup of the archive is refused and left as it is`() throws {
    let archive = try RedactedArchive()
    let other = try Stores.found(world: TestWorld(seed: 2))
    func expect(_ refusal: BackupRefusal, _ target: MemoryStorage, by store: EventStore) {
      let before = target.paths.map { target.bytes(of: $0) }
      #expect(Self.refusal(store, target) == refusal)
      #expect(
        target.paths.filter { $0 != "lock" }.count == before.count
          - (target.paths.contains("lock") ? 1 : 0))
    }
    let full = MemoryStorage()
    try full.makeDirectory("")
    full.put([1], into: "letter.txt")
    expect(.notEmpty, full, by: archive.store)
    expect(.isArchive, archive.storage.copy(), by: archive.store)
    let backup = MemoryStorage()
    _ = try other.backUp(to: backup)
    expect(.ofAnother(origin: other.description.origin), backup, by: archive.store)
    backup.put(Array("{}".utf8), into: "backup.json")
    expect(.unreadable, backup, by: other)
  }

  @Test func `a backup that knows more or other than the archive is kept`() throws {
    let archive = try RedactedArchive()
    let backup = MemoryStorage()
    let earlier = archive.storage.copy()
    try archive.store.writer().append(Stores.events(1), to: Stores.stream("meeting", 50))
    _ = try archive.store.backUp(to: backup)
    let lost = try archive.reopened(on: earlier)
    #expect(Self.refusal(lost, backup) == .ahead(backup: 17, archive: 16))
    try lost.writer().append(Stores.events(3), to: Stores.stream("meeting", 51))
    #expect(Self.refusal(lost, backup) == .differs(size: 17))
    try Self.expectCopy(backup, of: archive.store)
  }

  @Test func `damage in the archive keeps it from being copied`() throws {
    let archive = try RedactedArchive()
    let backup = MemoryStorage()
    _ = try archive.store.backUp(to: backup)
    let sound = archive.storage.copy()
    var bytes = try #require(archive.storage.bytes(of: Stores.firstSegment))
    bytes[100] ^= 1
    archive.storage.put(bytes, into: Stores.firstSegment)
    #expect(throws: EventStoreError.self) { _ = try archive.store.backUp(to: backup) }
    try Self.expectCopy(backup, of: archive.reopened(on: sound))
  }

  @Test func `a backup that was spoilt where it lay is copied again, and that is told`() throws {
    let archive = try RedactedArchive()
    let backup = MemoryStorage()
    _ = try archive.store.backUp(to: backup)
    var bytes = try #require(backup.bytes(of: Stores.firstSegment))
    bytes[100] ^= 1
    backup.put(bytes, into: Stores.firstSegment)
    let report = try archive.store.backUp(to: backup)
    #expect(report.healed == [Stores.firstSegment] && report.copied == 1)
    try Self.expectCopy(backup, of: archive.store)
  }

  @Test func `nobody writes to a backup`() throws {
    let archive = try RedactedArchive()
    let backup = MemoryStorage()
    _ = try archive.store.backUp(to: backup)
    #expect(throws: EventStoreError.self) { _ = try Self.opened(backup).writer() }
    try Self.expectCopy(backup, of: archive.store)
  }

  @Test func `one backup at a time`() throws {
    let archive = try RedactedArchive()
    let backup = MemoryStorage()
    _ = try archive.store.backUp(to: backup)
    let lock = try #require(try backup.tryLock("lock"))
    #expect(throws: EventStoreError.self) { _ = try archive.store.backUp(to: backup) }
    lock.release(inOrder: true)
    _ = try archive.store.backUp(to: backup)
  }

  // MARK: Interruptions

  /// An archive with a backup that has yet to learn of new segments and of a redaction.
  private static func outdated() throws -> (RedactedArchive, MemoryStorage) {
    let archive = try RedactedArchive()
    let backup = MemoryStorage()
    _ = try archive.store.backUp(to: backup)
    let writer = try archive.store.writer()
    try writer.append(Stores.events(3), to: Stores.stream("meeting", 40))
    try writer.redact([Position(2), Position(14), Position(17)], ground: "x")
    try writer.append(Stores.events(3), to: Stores.stream("meeting", 41))
    writer.close()
    return (archive, backup)
  }

  /// Whatever an interruption left can be restored, and the next run makes it whole.
  private func expectUsable(
    _ archive: RedactedArchive, _ backup: MemoryStorage, earlier: Int?
  ) throws {
    let size = try Stores.read(archive.store).events.count
    let target = MemoryStorage()
    do throws(EventStoreError) {
      let report = try EventStore.restore(
        from: backup, to: target, environment: TestWorld().environment)
      #expect([earlier, size].contains(Int(report.from.size)))
    } catch {
      #expect(earlier == nil, "\(error)")
    }
    _ = try archive.store.backUp(to: backup)
    try Self.expectCopy(backup, of: archive.store)
    try archive.expectNoTrace(of: [2, 14], in: backup)
  }

  @Test func `a backup that stops at any call leaves the earlier one or the new one`() throws {
    var nth = 1
    while true {
      let (archive, backup) = try Self.outdated()
      backup.die(at: nth)
      let isDone = (try? archive.store.backUp(to: backup)) != nil
      for seed in 0..<2 as Range<UInt64> {
        try expectUsable(archive, backup.afterCrash(seed: seed), earlier: 16)
      }
      backup.revive()
      try expectUsable(archive, backup, earlier: 16)
      if isDone { break }
      nth += 3
    }
    #expect(nth > 40)
  }

  @Test func `a first backup that stops at any call is gone on with`() throws {
    let (archive, _) = try Self.outdated()
    var nth = 1
    while true {
      let backup = MemoryStorage()
      backup.die(at: nth)
      let isDone = (try? archive.store.backUp(to: backup)) != nil
      let after = backup.afterCrash(seed: UInt64(nth))
      try expectUsable(archive, after, earlier: nil)
      if isDone { break }
      nth += 2
    }
    #expect(nth > 40)
  }

  @Test func `an interruption ends a backup, and the next one goes on with what is there`() throws {
    let (archive, backup) = try Self.outdated()
    let world = TestWorld()
    let store = EventStore(
      archive.storage, description: archive.store.description, environment: world.environment)
    var wasInterrupted = false
    do throws(EventStoreError) {
      _ = try store.backUp(to: backup) { stage, done, total in
        if stage == .checking, done > total / 2 { world.isInterrupted = true }
      }
    } catch {
      if case .interrupted = error { wasInterrupted = true }
    }
    #expect(wasInterrupted)
    world.isInterrupted = false
    let waiting = backup.paths.filter { $0.hasSuffix(".new") }
    #expect(!waiting.isEmpty)
    backup.fail { _, _, _ in nil }
    _ = try store.backUp(to: backup)
    // Only backup.json is written anew.
    #expect(backup.count(of: .write) == 2)
    try Self.expectCopy(backup, of: store)
  }

  @Test func `what is taken out while the log is read is left out of the copy`() throws {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let writer = try store.writer()
    let text = String(repeating: "x", count: 2000)
    for serial in 1...400 as ClosedRange<UInt64> {
      try writer.append(
        [Stores.event("Noted", #"{"text":"\#(text)"}"#)], to: Stores.stream("meeting", serial))
    }
    let backup = MemoryStorage()
    var isTakenOut = false
    _ = try store.backUp(to: backup) { stage, _, _ in
      guard stage == .reading, !isTakenOut else { return }
      isTakenOut = true
      // The bytes stay as they are, as they do between a redaction and its erasure.
      storage.fail { operation, path, _ in
        operation == .rename && path.hasPrefix("log/") ? .inputOutput : nil
      }
      _ = try? writer.redact([Position(7)], ground: "x")
      storage.fail(nil)
    }
    let copy = try Self.opened(backup)
    let found = try copy.verify()
    #expect(found.isSound, "\(found)")
    #expect(try Stores.read(copy).events.count == 402)
  }

  @Test func `a backup beside a writer holds whole batches and is sound`() async throws {
    let folder = try TemporaryFolder()
    let disk = FileStorage(directory: folder.path("archive"))
    var founded = try EventStore.found(
      in: disk, name: "Test", zone: "UTC", readme: "x", events: [Stores.event("Founded", "{}")],
      stream: Stores.stream("archive", 0), by: .clerk)
    founded.segmentLength = 20_000
    let store = founded
    let shared = Shared()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { shared.isOver.store(true, ordering: .relaxed) }
        let writer = try store.writer()
        for serial in 1...120 as ClosedRange<UInt64> {
          try writer.append(Stores.events(3), to: Stores.stream("meeting", serial))
          if serial % 40 == 0 { try writer.redact([Position(serial)], ground: "x") }
        }
        writer.close()
      }
      group.addTask {
        let target = FileStorage(directory: folder.path("backup"))
        while true {
          let isLast = shared.isOver.load(ordering: .relaxed)
          let report = try store.backUp(to: target)
          let copy = try EventStore(opening: target)
          let found = try copy.verify(against: [report.checkpoint])
          #expect(found.isSound, "\(found)")
          #expect(try Stores.read(copy).events.last?.continues == false)
          if isLast { break }
        }
      }
      try await group.waitForAll()
    }
    let copy = try EventStore(opening: FileStorage(directory: folder.path("backup")))
    #expect(try copy.checkpoint() == store.checkpoint())
  }
}
