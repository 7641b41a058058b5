import EventStore
import TestSupport
import Testing

@testable import Archive

/// Many questions with one opening of the files.
@Suite struct ArchiveReaderTests {
  @Test func `a reader answers as the archive did when it was opened`() throws {
    let archive = try Archives.found(in: MemoryStorage())
    let minutes = (1...300).map { Minutes.meeting("会议\($0)", body: "市委", date: "2021") }
    _ = try archive.record(Minutes.drafts(minutes))
    let questions = try ["会议", "会议7", "\"会议1\" OR 会议2*", "没有"].map { words in
      var query = Query()
      query.words = try Words(words)
      query.facets = [.body]
      query.limit = 20
      return query
    }
    func found(_ answer: Answer) -> [String] {
      ["\(answer.result.total)"] + answer.index.entries(of: answer.result).map { "\($0.accession)" }
    }
    let before = try questions.map { found(try archive.answer($0)) }
    let reader = try ArchiveReader(of: archive)
    for _ in 0..<2 { #expect(try questions.map { found(try reader.answer($0)) } == before) }
    _ = try archive.record(
      Minutes.drafts([Minutes.meeting("会议7", body: "市政府", date: "2022")]))
    #expect(try questions.map { found(try reader.answer($0)) } == before)
    #expect(try questions.map { found(try archive.answer($0)) } != before)
    // What the files do not answer is asked of the archive as it is.
    var onDay = questions[0]
    onDay.on = PartialDate.Part(year: 2022, month: 1, day: 1)
    #expect(found(try reader.answer(onDay)) == found(try archive.answer(onDay)))
  }
}
