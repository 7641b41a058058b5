import EventStore
import TestSupport
import Testing

@testable import Archive

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
}
