import EventStore
import TestSupport
import Testing

@testable import Archive

/// Postings do not depend on how their occurrences were sorted.
@Suite struct OccurrenceSortTests {
  private static func postings(
    _ codes: [TermCode], _ starts: [Int], _ order: [Int], lastPosition: Int, most: Int
  ) -> ([UInt8], [UInt32])? {
    let memory = SegmentMemory.OfBytes()
    var writer = PostingsWriter(versions: starts.count, in: memory, behind: [1, 2, 3])
    let sort = OccurrenceSort(
      terms: [4, 2, 0, 9, 1, 3, 5, 6, 7, 8], pairs: 6, starts: starts, order: order,
      lastPosition: lastPosition, most: most)
    let isSorted = codes.withUnsafeBufferPointer {
      sort.forEachTerm(of: $0, in: memory.entries, to: &writer)
    }
    guard isSorted else { return nil }
    let written = writer.finish()
    return (written.bytes, written.starts)
  }

  @Test func `postings are the same in parts, and with wide numbers`() throws {
    var chance = SeededGenerator(seed: 1)
    var codes: [TermCode] = []
    var starts: [Int] = []
    for version in 0..<3000 {
      starts.append(codes.count)
      if version == 700 { codes.append(TermCode(text: 3, isPositioned: false)) }
      if chance.once(in: 2) { codes.append(TermCode(text: 1, isPositioned: false)) }
      for _ in 0..<Int.random(in: 0...40, using: &chance) {
        let isText = chance.once(in: 5)
        var code =
          isText
          ? TermCode(text: chance.once(in: 2) ? 0 : 2, isPositioned: true)
          : TermCode(pair: UInt32.random(in: 0...5, using: &chance))
        if chance.once(in: 9) { code.endField() }
        codes.append(code)
      }
    }
    let order = starts.indices.shuffled(using: &chance)
    let whole = try #require(Self.postings(codes, starts, order, lastPosition: 90, most: 1 << 20))
    #expect(whole.0.starts(with: [1, 2, 3]))
    #expect(whole.1.count == 11)
    for most in [1, 1000, 7000, 25000] {
      for last in [90, 1 << 30] {
        let parts = try #require(
          Self.postings(codes, starts, order, lastPosition: last, most: most))
        #expect(parts == whole)
      }
    }
  }
}
