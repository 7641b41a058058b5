import EventStore
import TestSupport
import Testing

@testable import Archive

/// Answers that are read page by page; that they say what an answer at once says is tested with the model.
@Suite struct AnswerPagesTests {
  private static func archive(of count: Int) throws -> Archive {
    let archive = try Archives.found(in: MemoryStorage())
    let minutes = (0..<count).map { Minutes.meeting("会议\($0)", body: "市委", date: "2021-01-02") }
    _ = try archive.record(Minutes.drafts(minutes))
    return archive
  }

  private static func reader(of archive: Archive) throws -> SegmentedIndex {
    #expect(SegmentedIndex.update(archive.store))
    return try #require(SegmentedIndex(archive.store, asOf: nil))
  }

  private static func text(_ export: EntryExport, _ form: EntryExport.Form) -> String {
    var bytes: [UInt8] = []
    export.write(as: form, in: .answer) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: EntryExport.Form.allCases)
  func `what a page cannot read is read from the whole log`(form: EntryExport.Form) throws {
    let archive = try Self.archive(of: 50)
    // The second reader knows a few of the records, as if the log could not be read behind them.
    let readers = try [Self.reader(of: archive), Self.reader(of: Self.archive(of: 15))]
    let index = try archive.index()
    var readings = 0
    let pages = try #require(
      AnswerPages(Query(), from: readers, checkpoint: nil, length: 6) { () throws(ArchiveError) in
        readings += 1
        return index
      })
    let whole = EntryExport(index, Query(), index.search(Query()))
    let export = EntryExport(pages)
    #expect(Self.text(export, form) == Self.text(whole, form))
    #expect(readings == 1 && export.failure == nil)
  }

  @Test func `where nothing can be read, the export says why`() throws {
    let archive = try Self.archive(of: 50)
    let index = try archive.index()
    let whole = Self.text(EntryExport(index, Query(), index.search(Query())), .jsonl)
    let readers = try [Self.reader(of: archive), Self.reader(of: Self.archive(of: 3))]
    let pages = try #require(
      AnswerPages(Query(), from: readers, checkpoint: nil, length: 6) { () throws(ArchiveError) in
        throw .unknownZone("nowhere")
      })
    let export = EntryExport(pages)
    let text = Self.text(export, .jsonl)
    // Whichever reader comes to it first, some page cannot be read, and what was given out is in order.
    let count = text.split(separator: "\n").count
    #expect(count.isMultiple(of: 6) && count < 50)
    #expect(whole.hasPrefix(text))
    #expect(export.failure != nil)
  }

  /// Whoever takes pages may stop at any of them, while others are being made.
  @Test(arguments: [0, 1, 4, 7]) func `an export ends where nobody takes it`(taken: Int) throws {
    struct Full: Error {}
    let archive = try Self.archive(of: 50)
    let readers = try [Self.reader(of: archive), Self.reader(of: archive)]
    let index = try archive.index()
    let pages = try #require(
      AnswerPages(Query(), from: readers, checkpoint: nil, length: 3) { () throws(ArchiveError) in
        index
      })
    var parts = 0
    #expect(throws: Full.self) {
      try EntryExport(pages).write(as: .jsonl, in: .answer) { _ throws(Full) in
        if parts == taken { throw Full() }
        parts += 1
      }
    }
    #expect(parts == taken)
  }
}
