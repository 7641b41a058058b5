import Synchronization
import TestSupport
import Testing

@testable import EventStore

/// Redactions that are stopped anywhere, and readers beside them.
@Suite struct ErasureFaultTests {
  private static let gone = [1, 6, 7, 15]

  private static func redact(_ archive: RedactedArchive) throws(EventStoreError) {
    let writer = try archive.store.writer(wait: 0)
    defer { writer.close() }
    try writer.redact(gone.map { Position(UInt64($0)) }, ground: "x")
  }

  private static func prepared() throws -> RedactedArchive {
    let archive = try RedactedArchive()
    let line = archive.before[7].line
    archive.storage.put(line + line.prefix(500), into: "log/torn-00000000000000000000-1-2026")
    archive.storage.put(Array(RedactedArchive.words(6).utf8), into: "index/words")
    return archive
  }

  /// Opens the archive for writing, as the next one does: either nothing was recorded, or nothing
  /// is left of the payloads.
  private func expectWholeOrNothing(
    _ archive: RedactedArchive, _ storage: MemoryStorage, mustBeRecorded: Bool = false
  ) throws -> Bool {
    let store = try archive.reopened(on: storage)
    // Readers do not wait for the next writer.
    let isRecorded = try Stores.read(store).events.contains { $0.isOf(.redacted) }
    #expect(isRecorded || !mustBeRecorded)
    let texts = try Stores.read(store).events.map(\.text)
    for position in Self.gone {
      #expect(texts[position] == (isRecorded ? "" : archive.before[position].text))
    }
    try store.writer().close()
    if isRecorded { try archive.expectNoTrace(of: Self.gone, in: storage) }
    try archive.expectSame(store, without: isRecorded ? Self.gone : [])
    #expect(!storage.paths.contains { $0.hasSuffix(".part") })
    try store.writer().append(Stores.events(1), to: Stores.stream("meeting", 70))
    #expect(try store.verify().isSound)
    return isRecorded
  }

  @Test func `a process that dies at any call leaves the redaction undone or to be finished`()
    throws
  {
    var outcomes: [Bool] = []
    var nth = 1
    while true {
      let archive = try Self.prepared()
      archive.storage.die(at: nth)
      let isDone = (try? Self.redact(archive)) != nil
      archive.storage.revive()
      let isRecorded = try expectWholeOrNothing(archive, archive.storage, mustBeRecorded: isDone)
      outcomes.append(isRecorded)
      if isDone { break }
      nth += 1
    }
    #expect(outcomes.contains(false) && outcomes.count { $0 } > 20, "\(outcomes)")
    // Once it is recorded it stays so.
    #expect(outcomes == outcomes.sorted { !$0 && $1 })
  }

  @Test func `a machine that loses power at any call does so too`() throws {
    var nth = 1
    while true {
      let archive = try Self.prepared()
      archive.storage.die(at: nth)
      let isDone = (try? Self.redact(archive)) != nil
      for seed in 0..<3 as Range<UInt64> {
        _ = try expectWholeOrNothing(
          archive, archive.storage.afterCrash(seed: seed), mustBeRecorded: isDone)
      }
      if isDone { break }
      nth += 1
    }
    #expect(nth > 30)
  }

  @Test func `a call that fails once is told, and the next writer finishes`() throws {
    var nth = 1
    var unfinished = 0
    while true {
      let archive = try Self.prepared()
      archive.storage.fail(at: nth, .inputOutput)
      var isRecorded = false
      do throws(EventStoreError) {
        try Self.redact(archive)
        isRecorded = true
      } catch {
        if case .erasureUnfinished = error {
          unfinished += 1
          isRecorded = true
        }
      }
      let isOver = archive.storage.calls < nth
      archive.storage.fail(nil)
      _ = try expectWholeOrNothing(archive, archive.storage, mustBeRecorded: isRecorded)
      if isOver { break }
      nth += 1
    }
    #expect(unfinished > 20)
  }

  @Test func `finishing a redaction may be stopped anywhere too`() throws {
    var nth = 1
    while true {
      let archive = try Self.prepared()
      archive.storage.fail { operation, path, _ in
        operation == .write && path.hasSuffix(".part") ? .inputOutput : nil
      }
      #expect(throws: EventStoreError.self) { try Self.redact(archive) }
      archive.storage.die(at: nth)
      _ = try? archive.store.writer(wait: 0)
      let isOver = archive.storage.calls < nth
      for seed in 0..<3 as Range<UInt64> {
        _ = try expectWholeOrNothing(
          archive, archive.storage.afterCrash(seed: seed), mustBeRecorded: true)
      }
      if isOver { break }
      nth += 1
    }
    #expect(nth > 20)
  }

  @Test func `a reader that had begun sees the log as it was or without the payload`() throws {
    let archive = try RedactedArchive()
    var early = try archive.store.events()
    #expect(try early.next()?.position == .start)
    var late = try archive.store.events()
    try archive.store.writer().redact([Position(2), Position(14)], ground: "x")
    var texts: [String] = []
    while let event = try early.next() { texts.append(event.text) }
    #expect(early.damages.isEmpty)
    #expect(texts.prefix(15) == archive.before.dropFirst().map(\.text)[...])
    // This one had the files open, and reads its first line after the redaction.
    texts = []
    while let event = try late.next() { texts.append(event.text) }
    #expect(late.damages.isEmpty)
    #expect(texts[2] == "" && texts[14] == "" && texts[3] == archive.before[3].text)
  }

  @Test func `a reader that opens the files while a payload is taken out finds no damage`() throws {
    let archive = try RedactedArchive(segmentLength: 1)
    nonisolated(unsafe) let writer = try archive.store.writer()
    // Names are read, and then the redaction stands in a segment that was not among them.
    let storage = HookedStorage(archive.storage) { path in
      guard path == LogLayout.segmentPath(Position(1)) else { return }
      _ = try? writer.redact([Position(2)], ground: "x")
    }
    let store = EventStore(
      storage, description: archive.store.description, environment: TestWorld().environment)
    let read = try Stores.read(store)
    #expect(read.damages.isEmpty, "\(read.damages)")
    #expect(read.events.count == 17)
    #expect(read.events[2].text == "")
  }

  @Test func `readers in other threads never find damage, nor a payload that is gone`() async throws
  {
    let folder = try TemporaryFolder()
    let disk = FileStorage(directory: folder.path("archive"))
    var founded = try EventStore.found(
      in: disk, name: "Test", zone: "UTC", readme: "", events: [Stores.event("Founded", "{}")],
      stream: Stores.stream("archive", 0), by: .clerk)
    founded.segmentLength = 4000
    let store = founded
    let writer = try store.writer()
    for serial in 1...20 as ClosedRange<UInt64> {
      try writer.append(Stores.events(3), to: Stores.stream("meeting", serial))
    }
    let shared = Shared()
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<2 {
        group.addTask {
          var count = 0
          while !shared.isOver.load(ordering: .relaxed) || count == 0 {
            let known = shared.gone.withLock { $0 }
            let read = try Stores.read(store)
            #expect(read.damages.isEmpty, "\(read.damages)")
            for event in read.events where known.contains(event.position.rawValue) {
              #expect(event.text == "")
            }
            count += 1
          }
          return count
        }
      }
      for position in stride(from: 1, through: 60, by: 4) as StrideThrough<UInt64> {
        try writer.redact([Position(position)], ground: "x")
        _ = shared.gone.withLock { $0.insert(position) }
        try writer.append(Stores.events(1), to: Stores.stream("meeting", 30))
      }
      shared.isOver.store(true, ordering: .relaxed)
      for try await count in group { #expect(count > 0) }
    }
    writer.close()
    #expect(try store.verify().isSound)
    #expect(try store.erasureList().entries.count == 15)
    // What was rewritten is closed.
    let last = try #require(try disk.names(in: "log").last)
    #expect(try disk.open("log/\(last)", for: .reading).isWritable())
    #expect(try !disk.open(Stores.firstSegment, for: .reading).isWritable())
  }
}

/// What threads tell each other.
final class Shared: Sendable {
  /// The positions of payloads that are gone for whoever begins to read now.
  let gone = Mutex<Set<UInt64>>([])
  let isOver = Atomic<Bool>(false)
}

/// A storage that does something before a file is opened.
private struct HookedStorage: Storage {
  private let storage: MemoryStorage
  private let hook: @Sendable (String) -> Void

  init(_ storage: MemoryStorage, _ hook: @escaping @Sendable (String) -> Void) {
    self.storage = storage
    self.hook = hook
  }

  var location: String { storage.location }
  func names(in directory: String) throws(SystemError) -> [String] {
    try storage.names(in: directory)
  }
  func open(_ path: String, for access: FileAccess) throws(SystemError) -> any StorageFile {
    hook(path)
    return try storage.open(path, for: access)
  }
  func makeDirectory(_ path: String) throws(SystemError) { try storage.makeDirectory(path) }
  func rename(_ path: String, to other: String) throws(SystemError) {
    try storage.rename(path, to: other)
  }
  func remove(_ path: String) throws(SystemError) { try storage.remove(path) }
  func syncDirectory(_ path: String) throws(SystemError) { try storage.syncDirectory(path) }
  func tryLock(_ path: String) throws(SystemError) -> (any StorageLock)? {
    try storage.tryLock(path)
  }
}
