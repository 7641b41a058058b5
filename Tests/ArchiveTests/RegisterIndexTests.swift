import TestSupport
import Testing

@testable import Archive
@testable import EventStore

/// The derived index of records: append answers as if the whole log were read.
@Suite struct RegisterIndexTests {
  private static let count = 420

  private static func meeting(_ number: Int, _ text: String = "安全生产") -> String {
    Minutes.meeting(
      "第\(number)次会议", with: #""ordinal":\#(number)"#,
      items: [Minutes.matter(text), Minutes.matter("二")])
  }

  /// An archive with so many meetings of three events each, and its storage.
  private static func filled() throws -> (MemoryStorage, Archive) {
    let storage = MemoryStorage()
    let archive = try Archives.found(in: storage)
    let report = try archive.record(Minutes.drafts((1...count).map { meeting($0) }))
    #expect(report.outcomes.count == count)
    try #require(storage.paths.contains("index/register.state"))
    return (storage, archive)
  }

  /// Everything that an append may be told, on a copy of the archive.
  private static func check(_ archive: Archive) throws {
    let numbers = [1, 7, count / 2, count]
    let same = try archive.record(Minutes.drafts(numbers.map { meeting($0) }))
    #expect(same.outcomes.map(\.accession.serial) == numbers.map { UInt64($0) })
    #expect(same.outcomes.allSatisfy { $0.isAlreadyRecorded })
    let other = try Minutes.drafts([meeting(7, "另一内容"), meeting(count + 50)])
    let error = #expect(throws: ArchiveError.self) { try archive.record(other) }
    if case .refused(let records) = error {
      #expect(records.count == 1)
    } else {
      Issue.record("\(String(describing: error))")
    }
    let new = try archive.record(Minutes.drafts([meeting(count + 1), Minutes.document()]))
    #expect(new.outcomes.map(\.accession.serial) == [UInt64(count + 1), UInt64(count + 2)])
    let items = ItemsFile(Array(#"{"items":[\#(Minutes.matter("三"))]}"#.utf8), name: "i.json")
    let added = try archive.add(
      try #require(items.items), to: AccessionNumber(serial: UInt64(count / 2)))
    #expect(added.outcomes.map(\.isAlreadyRecorded) == [false])
    // What the index does not cover yet is found as well.
    let again = try archive.record(Minutes.drafts([meeting(count + 1), Minutes.document()]))
    #expect(again.outcomes.allSatisfy { $0.isAlreadyRecorded })
    #expect(try archive.store.verify().isSound)
  }

  private static func reopened(_ storage: MemoryStorage) throws -> Archive {
    try Archive(storage, environment: TestWorld(seed: 99).environment)
  }

  @Test func `it answers as the log does`() throws {
    let (storage, _) = try Self.filled()
    try Self.check(Self.reopened(storage.copy()))
  }

  @Test func `whatever happens to its files, the answers stay`() throws {
    let (storage, _) = try Self.filled()
    var chance = SeededGenerator(seed: 1)
    let files = storage.paths.filter { $0.hasPrefix("index/") && !$0.hasSuffix("lock") }
    #expect(files.contains { $0.hasPrefix("index/records-") })
    for path in files {
      let broken = storage.copy()
      var bytes = try #require(broken.bytes(of: path))
      bytes[Int.random(in: 0..<bytes.count, using: &chance)] ^= 1
      broken.put(bytes, into: path)
      try Self.check(Self.reopened(broken))
    }
    let emptied = storage.copy()
    for path in files { try emptied.remove(path) }
    try Self.check(Self.reopened(emptied))
  }

  @Test func `how far the log is read for it is told`() throws {
    let (storage, _) = try Self.filled()
    for path in storage.paths where path.hasPrefix("index/re") { try storage.remove(path) }
    let archive = try Self.reopened(storage)
    var register = Register(lookingFor: [], in: nil)
    var read: Int64 = 0
    let damages = try register.bringUp(in: archive.store, isSaving: true, records: 25) {
      #expect($0 > read)
      read = $0
    }
    #expect(damages.isEmpty && read == archive.store.logLength)
    #expect(register.nextSerial == UInt64(Self.count) + 1)
    // One batch is saved at once, where it ends.
    #expect(register.base.next == register.checkpoint.next && register.met.isEmpty)
  }

  @Test func `where it is made of a long log, it is saved on the way`() throws {
    let (storage, archive) = try Self.long()
    // Whoever reads by the index of records has the log's own.
    try archive.store.writer().closeBeforeIndexing(isDue: true)?()
    for path in storage.paths where path.hasPrefix("index/re") { try storage.remove(path) }
    var register = Register(lookingFor: [], in: nil)
    _ = try register.bringUp(in: archive.store, isSaving: true, records: 25)
    #expect(register.base.next > .start && register.met.count < Self.longCount / 2)
    #expect(storage.paths.contains("index/register.state"))
    let saved = register.base.next
    var other = Register(lookingFor: [], in: nil)
    try other.begin(in: archive.store)
    #expect(other.base.next == saved)
    // A rehearsal makes none, and what cannot be saved is not gathered either.
    for path in storage.paths where path.hasPrefix("index/re") { try storage.remove(path) }
    storage.fail { operation, path, _ in
      operation == .write && path.hasPrefix("index/") ? .full(written: 0) : nil
    }
    for isSaving in [false, true] {
      var none = Register(lookingFor: [], in: nil)
      _ = try none.bringUp(in: archive.store, isSaving: isSaving, records: 25)
      #expect(none.base == .start && none.met.isEmpty && none.nextSerial == register.nextSerial)
    }
    storage.fail(nil)
    #expect(!storage.paths.contains("index/register.state"))
    try Self.checkLong(Self.reopened(storage))
  }

  private static let longCount = 120

  /// An archive whose log is several portions long, each meeting a batch of its own.
  private static func long() throws -> (MemoryStorage, Archive) {
    let storage = MemoryStorage()
    let archive = try Archives.found(in: storage)
    let text = String(repeating: "安全生产", count: 2500)
    for number in 1...longCount {
      _ = try archive.record(Minutes.drafts([meeting(number, text)]))
    }
    return (storage, archive)
  }

  private static func checkLong(_ archive: Archive) throws {
    let text = String(repeating: "安全生产", count: 2500)
    var told: [Int64] = []
    let numbers = [1, 60, longCount]
    let report = try archive.record(
      Minutes.drafts(numbers.map { meeting($0, text) }), reading: { told.append($0) })
    #expect(report.outcomes.map(\.accession.serial) == numbers.map { UInt64($0) })
    #expect(report.outcomes.allSatisfy { $0.isAlreadyRecorded })
    #expect(told.last == archive.store.logLength)
  }

  @Test(arguments: [0, 1 << 53, UInt64.max])
  func `an index is not believed that gives out numbers that no record has`(number: UInt64) throws {
    let (storage, archive) = try Self.filled()
    let words = try LogIndex.archive(archive.store.description)
    let bytes = try #require(storage.bytes(of: "index/register.state"))
    var state = try IndexState(decoding: bytes, archive: words, version: Register.version)
    state.numbers = [number]
    try RunFiles(storage: storage, archive: words)
      .replace(state: state, of: Register.name, version: Register.version)
    try Self.check(Self.reopened(storage))
  }

  @Test func `on a full disk what is there already is recognised`() throws {
    let (storage, _) = try Self.filled()
    storage.fail { operation, _, _ in operation == .write ? .full(written: 0) : nil }
    let archive = try Self.reopened(storage)
    let same = try archive.record(Minutes.drafts([Self.meeting(7)]))
    #expect(same.outcomes.map(\.isAlreadyRecorded) == [true])
    #expect(throws: ArchiveError.self) {
      try archive.record(Minutes.drafts([Self.meeting(Self.count + 1)]))
    }
    storage.fail(nil)
    try Self.check(archive)
  }
}
