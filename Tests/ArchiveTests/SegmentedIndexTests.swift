import EventStore
import TestSupport
import Testing

@testable import Archive

/// The files of the search index: how they follow from the log, and what is wrong with them costs no
/// answer.
@Suite struct SegmentedIndexTests {
  private static let layout = SegmentedIndex.Layout(levels: [32, 8])

  /// The names and bytes of the search index's files.
  private static func files(_ storage: MemoryStorage) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try storage.names(in: "index") where name.hasPrefix("search") {
      files[name] = storage.bytes(of: "index/\(name)")
    }
    return files
  }

  private static func archive(_ seed: UInt64) throws -> (Archive, MemoryStorage, [String]) {
    var chance = SeededGenerator(seed: seed)
    let storage = MemoryStorage()
    let archive = try Archives.found(in: storage)
    return (archive, storage, ModelArchive(&chance, count: 30).minutes)
  }

  private static func answer(_ archive: Archive, _ change: (inout Query) -> Void) throws -> [String]
  {
    let answer = try archive.answer(Answers.query(change))
    return answer.index.entries(of: answer.result).map { "\($0.accession)" }
  }

  @Test func `segments follow from the length of the log alone, and cover it in order`() {
    let layout = SegmentedIndex.Layout()
    for count: UInt64 in [0, 1, 63, 64, 255, 256, 300, 4095, 4096, 65_535, 65_536, 1_000_000] {
      let segments = layout.segments(of: count)
      #expect(segments.last?.upperBound ?? 0 == count)
      #expect(segments.first?.lowerBound ?? 0 == 0)
      for (one, other) in zip(segments, segments.dropFirst()) {
        #expect(one.upperBound == other.lowerBound)
        #expect(one.count >= other.count)
      }
      // A long log has few: fifteen of the second and of the third level, seven of the last, and the rest.
      #expect(segments.count <= Int(count >> 16) + 38)
    }
  }

  @Test func `the same log has the same files, however it came to be`() throws {
    let (archive, storage, minutes) = try Self.archive(1)
    var sizes: Set<Int> = []
    for some in minutes {
      _ = try archive.record(Minutes.drafts([some]), upkeep: { _ in })
      #expect(SegmentedIndex.update(archive.store, layout: Self.layout))
      let grown = try Self.files(storage)
      sizes.insert(grown.count)
      for name in grown.keys { try storage.remove("index/\(name)") }
      #expect(SegmentedIndex.update(archive.store, layout: Self.layout))
      #expect(try Self.files(storage) == grown)
    }
    #expect(sizes.count > 3)
  }

  @Test func `what a clerk records is in the files at once, and a bulk of records is left out`()
    throws
  {
    let archive = try Archives.found()
    _ = try archive.record(
      Minutes.drafts((1...100).map { Minutes.meeting("会议\($0)", body: "市政府", date: "2020-01-01") }))
    let covered = try #require(SegmentedIndex.files(of: archive.store)?.covered)
    #expect(covered >= 64)
    let items = Array(
      repeating: #"{"item":"matter","text":"事"}"#, count: Int(SegmentedIndex.upkeep))
    let long = Minutes.meeting(
      "长会", body: "市政府", date: "2020-01-02", with: #""items":[\#(items.joined(separator: ","))]"#)
    _ = try archive.record(Minutes.drafts([long]))
    #expect(SegmentedIndex.files(of: archive.store)?.covered == covered)
  }

  @Test func `a changed byte of a file never changes an answer`() throws {
    let (archive, storage, minutes) = try Self.archive(2)
    _ = try archive.record(Minutes.drafts(minutes), upkeep: { _ in })
    #expect(SegmentedIndex.update(archive.store, layout: Self.layout))
    let sound = try Self.files(storage)
    let questions: [(inout Query) -> Void] = [
      { $0.words = try? Words("审计") }, { $0.bodies = ["市政府"] }, { $0.order = .oldestFirst },
      { $0.words = try? Words("会 -河") },
    ]
    let expected = try questions.map { try Self.answer(archive, $0) }
    var chance = SeededGenerator(seed: 3)
    var noticed = 0
    for _ in 0..<150 {
      let name = chance.pick(sound.keys.sorted())
      var bytes = try #require(sound[name])
      bytes[Int.random(in: 0..<bytes.count, using: &chance)] ^=
        1 << UInt8.random(in: 0...7, using: &chance)
      if chance.once(in: 6) { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &chance)) }
      storage.put(bytes, into: "index/\(name)")
      let question = chance.pick(Array(questions.indices))
      if SegmentedIndex(archive.store, asOf: nil)?.answer(Answers.query(questions[question])) == nil
      {
        noticed += 1
      }
      #expect(try Self.answer(archive, questions[question]) == expected[question], "\(name)")
      for (name, bytes) in sound { storage.put(bytes, into: "index/\(name)") }
      for name in try storage.names(in: "index")
      where name.hasPrefix("search") && sound[name] == nil { try storage.remove("index/\(name)") }
    }
    #expect(noticed > 50)
  }

  @Test
  func `a redaction while files are made leaves nothing behind, also where one cannot be written`()
    throws
  {
    let storage = MemoryStorage()
    let archive = try Archives.found(in: storage)
    let minutes = (1...90).map {
      #"{"title":"会议\#($0)","body":["市政府"],"date":"2020","summary":"甲乙丙丁戊己"}"#
    }
    _ = try archive.record(Minutes.drafts(minutes), upkeep: { _ in })
    var isRedacted = false
    let isDone = SegmentedIndex.update(archive.store, layout: Self.layout) { _, _ in
      guard !isRedacted else { return }
      isRedacted = true
      for number in 1...90 {
        _ = try? archive.redact(
          AccessionNumber(serial: UInt64(number)), ["summary"], ground: "例", authority: "厅")
      }
      storage.fail { operation, path, _ in
        operation == .rename && path.hasSuffix("32-64.segment.new") ? .inputOutput : nil
      }
    }
    storage.fail(nil)
    #expect(isRedacted && !isDone)
    let pair = TextUnits.pair(0x4E19, 0x4E01)
    let key = withUnsafeBytes(of: pair.littleEndian) { Array($0) }
    for (name, bytes) in try Self.files(storage) {
      #expect(ByteSearch.find(key, in: bytes, from: 0) == nil, "\(name)")
    }
  }

  @Test func `a redaction leaves nothing of what was erased in any file of the index`() throws {
    let storage = MemoryStorage()
    let archive = try Archives.found(in: storage)
    _ = try archive.record(
      Minutes.drafts([#"{"title":"末次","body":["市政府"],"date":"2020","summary":"甲乙丙丁戊己"}"#]))
    let minutes = (1...80).map { Minutes.meeting("会议\($0)", body: "市政府", date: "2020-01-01") }
    _ = try archive.record(Minutes.drafts(minutes))
    for name in try storage.names(in: "index") where name.hasPrefix("search") {
      try storage.remove("index/\(name)")
    }
    #expect(SegmentedIndex.update(archive.store, layout: Self.layout))
    #expect(try Self.answer(archive) { $0.words = try? Words("丙丁戊") } == ["1"])
    let pair = TextUnits.pair(0x4E19, 0x4E01)
    let key = withUnsafeBytes(of: pair.littleEndian) { Array($0) }
    let before = try Self.files(storage)
    #expect(before.values.contains { ByteSearch.find(key, in: $0, from: 0) != nil })
    _ = try archive.redact(AccessionNumber(serial: 1), ["summary"], ground: "例", authority: "厅")
    // As if somebody had been making them while the redaction was recorded.
    for (name, bytes) in before { storage.put(bytes, into: "index/\(name)") }
    #expect(SegmentedIndex.files(of: archive.store) == nil)
    #expect(try Self.answer(archive) { $0.words = try? Words("丙丁戊") } == [])
    #expect(SegmentedIndex.update(archive.store, layout: Self.layout))
    for (name, bytes) in try Self.files(storage) {
      #expect(ByteSearch.find(key, in: bytes, from: 0) == nil, "\(name)")
    }
    // The redaction is among the last events, and the files know of it.
    #expect(SegmentedIndex(archive.store, asOf: nil)?.answer(Query())?.result.total == 81)
  }

  @Test func `what was recorded since, and where nothing can be written, is found all the same`()
    throws
  {
    let (archive, storage, minutes) = try Self.archive(4)
    for some in minutes.prefix(20) { _ = try archive.record(Minutes.drafts([some])) }
    let all = try archive.index().search(Query()).total
    #expect(try archive.answer(Query()).result.total == all)
    for name in try Self.files(storage).keys { try storage.remove("index/\(name)") }
    let lock = try #require(try storage.tryLock("index/lock"))
    #expect(try archive.answer(Query()).result.total == all)
    #expect(try Self.files(storage).isEmpty)
    lock.release(inOrder: true)
  }
}
