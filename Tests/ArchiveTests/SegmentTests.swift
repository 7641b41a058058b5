import EventStore
import TestSupport
import Testing

@testable import Archive

/// What one segment of the search index finds, and what it makes of bytes that are not its own.
@Suite struct SegmentTests {
  /// Versions with nothing but fields.
  private static func bytes(_ records: [[[UInt8]]]) throws -> [UInt8] {
    var writer = SegmentWriter()
    for (number, fields) in records.enumerated() {
      _ = writer.begin(
        SegmentWriter.Version(
          accession: AccessionNumber(serial: UInt64(number + 1)),
          recorded: Position(UInt64(number)), meeting: Position(UInt64(number)),
          begin: Position(UInt64(number)), kind: .document, date: .unknown,
          openness: .unconditional))
      writer.add(fields: fields)
    }
    let bytes = writer.finish(of: 0..<UInt64(records.count))
    return try #require(bytes)
  }

  /// A segment of versions with nothing but fields.
  static func segment(_ records: [[[UInt8]]]) throws -> Segment {
    let file = SealedFile(try bytes(records))
    return try #require(Segment(file, of: 0..<UInt64(records.count)))
  }

  private static func text(_ chance: inout SeededGenerator, _ most: Int) -> String {
    let pieces = [
      "会", "议", "第", "四", "十", "4", "40", "０", "ab", "abc", " ", "，", "。", "《", "》", "〇",
      "é", "x-y", "\n", "河", "長", "か", "゛", "万",
    ]
    return (0..<Int.random(in: 1...most, using: &chance)).map { _ in chance.pick(pieces) }.joined()
  }

  @Test(arguments: 1...3)
  func `a segment finds and counts what a scan of the fields finds`(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    // With many records every term has bits; with few, numbers.
    let records = (0..<[40, 150, 400][Int(seed) - 1]).map { _ in
      (0..<chance.pick([1, 1, 2, 3])).map { _ in Normalizer.normalize(Self.text(&chance, 30)) }
    }
    let segment = try Self.segment(records)
    var found = 0
    for _ in 0..<250 {
      var typed = Self.text(&chance, chance.pick([1, 2, 3, 6])).filter { $0 != "\n" }
      if chance.once(in: 3) { typed = "\"\(typed)\"" } else if chance.once(in: 4) { typed += "*" }
      guard let words = try? Words(typed), let word = words.required.first?.first else { continue }
      for form in word.forms {
        let matcher = FormMatcher(form, in: segment)
        var counts: [Int] = []
        matcher.forEachCount(in: VersionSet(0..<segment.count, of: segment.count)) {
          version, count in
          // Without dates versions stand in the order of their numbers.
          while counts.count < Int(version) { counts.append(0) }
          counts.append(count)
        }
        while counts.count < records.count { counts.append(0) }
        let alone = Word(forms: [form])
        let expected = records.map { WordMatcher.count(alone, in: $0) }
        #expect(counts == expected, "\(typed) \(form)")
        #expect(
          matcher.versions.numbers == expected.indices.filter { expected[$0] > 0 }.map(UInt32.init))
        found += expected.count { $0 > 0 }
      }
    }
    #expect(found > 500)
    #expect(!segment.isDamaged)
  }

  @Test func `terms are found where they stand in long texts, near and far`() throws {
    var chance = SeededGenerator(seed: 9)
    // Some have the words all over, some once and far behind, and some not at all.
    let records = (0..<140).map { number -> [[UInt8]] in
      var text = ""
      for _ in 0..<Int.random(in: 1...40, using: &chance) {
        text += String(repeating: "空", count: chance.pick([0, 1, 63, 64, 175, 176, 300, 3000]))
        text += chance.pick(["河长制", "河长", "长制", "河", number % 7 == 0 ? "河长制" : ""])
      }
      return [Normalizer.normalize(text)]
    }
    let segment = try Self.segment(records)
    for typed in ["河长", "长制", "河长制", "\"空河长\"", "\"制空空河\"", "\"河长河\""] {
      let words = try #require(try Words(typed))
      for form in try #require(words.required.first?.first).forms {
        var counts = [Int](repeating: 0, count: records.count)
        FormMatcher(form, in: segment).forEachCount { counts[Int($0)] = $1 }
        #expect(counts == records.map { WordMatcher.count(Word(forms: [form]), in: $0) })
        // The same for some of them, so that others are passed over.
        for step in [2, 5, 31, 70] {
          let some = VersionSet(stride(from: 1, to: 140, by: step).map(UInt32.init), of: 140)
          var seen: [UInt32: Int] = [:]
          FormMatcher(form, in: segment).forEachCount(in: some) { seen[$0] = $1 }
          for number in some.numbers { #expect(seen[number] ?? 0 == counts[Int(number)]) }
        }
      }
    }
    #expect(!segment.isDamaged)
  }

  @Test func `sets of versions are sets, whether they are numbers, bits or postings`() throws {
    var chance = SeededGenerator(seed: 7)
    let universe = 300
    let letters = Array("甲乙丙丁戊己庚辛").map(String.init)
    let records = (0..<universe).map { number in
      letters.enumerated().filter { index, _ in
        Int.random(in: 0..<[300, 100, 30, 12, 5, 2, 1, 1][index], using: &chance) == 0
      }.map { Array($0.element.utf8) }
    }
    let segment = try Self.segment(records)
    func random(_ chance: inout SeededGenerator) throws -> (VersionSet, Set<UInt32>) {
      if chance.once(in: 3) {
        let letter = chance.pick(letters)
        let scalar = try #require(letter.unicodeScalars.first).value
        let having = records.indices.filter { records[$0].contains(Array(letter.utf8)) }
        guard let term = segment.term(pair: TextUnits.pair(scalar, TextUnits.Follower.end)),
          let postings = segment.postings(term)
        else { return (VersionSet(of: universe), Set(having.map(UInt32.init))) }
        return (postings.versions, Set(having.map(UInt32.init)))
      }
      if chance.once(in: 4) {
        let start = Int.random(in: 0...universe, using: &chance)
        let range = start..<Int.random(in: start...universe, using: &chance)
        return (VersionSet(range, of: universe), Set(range.map(UInt32.init)))
      }
      let density = chance.pick([0, 3, 20, 150, 290])
      let numbers = Set((0..<density).map { _ in UInt32.random(in: 0..<300, using: &chance) })
      guard chance.once(in: 2) else { return (VersionSet(numbers.sorted(), of: universe), numbers) }
      var words = [UInt64](repeating: 0, count: (universe + 63) / 64)
      for number in numbers { words[Int(number / 64)] |= 1 << UInt64(number % 64) }
      return (VersionSet(bits: words, of: universe), numbers)
    }
    for _ in 0..<300 {
      let (a, x) = try random(&chance)
      let (b, y) = try random(&chance)
      let (c, z) = try random(&chance)
      #expect(a.intersection(b).numbers == x.intersection(y).sorted())
      #expect(a.union(b).numbers == x.union(y).sorted())
      #expect(a.subtracting(b).numbers == x.subtracting(y).sorted())
      #expect(a.subtracting(b).count == x.subtracting(y).count)
      #expect(VersionSet.union([a, b, c], of: universe).numbers == x.union(y).union(z).sorted())
      let most = chance.pick([0, 1, 5, 1000])
      #expect(a.last(most) == Array(x.sorted().reversed().prefix(most)))
      let start = Int.random(in: 0..<universe, using: &chance)
      #expect(
        a.first(most, from: start) == Array(x.sorted().filter { $0 >= start }.prefix(most)))
      let end = Int.random(in: start...universe, using: &chance)
      #expect(
        a.intersection(VersionSet(start..<end, of: universe)).numbers
          == x.sorted().filter { $0 >= start && $0 < end })
      #expect(a.isEmpty == x.isEmpty)
      #expect(a.count == x.count)
    }
  }

  @Test func `blocks that cannot be where the bytes say are damage, and nothing is read there`()
    throws
  {
    // Every twentieth of 4000 versions: two blocks, packed.
    let segment = try Self.segment((0..<4000).map { $0 % 20 == 0 ? [Array("河".utf8)] : [] })
    let scalar = try #require("河".unicodeScalars.first).value
    let term = try #require(segment.term(pair: TextUnits.pair(scalar, TextUnits.Follower.end)))
    let (start, end) = segment.place(ofTerm: term)
    let sound = Array(segment.bytes(.postings, start, end - start))
    func read(_ bytes: [UInt8]) -> (numbers: [UInt32], last: [UInt32], isDamaged: Bool) {
      let file = SealedFile(bytes)
      guard let part = file.part(0, file.count), let postings = Postings(part, versions: 4000)
      else { return ([], [], true) }
      return (postings.versions.numbers, postings.versions.last(3), file.isDamaged)
    }
    #expect(read(sound) == (Array(stride(from: 0, to: 4000, by: 20)), [3980, 3960, 3940], false))
    // Behind the head, a block has its first version in 16 bits, and where it begins in 32.
    for block in 0..<2 {
      for place: UInt32 in [40, 1000, 70_000, .max / 2, .max] {
        var forged = sound
        withUnsafeBytes(of: place.littleEndian) {
          forged.replaceSubrange(4 + block * 6 + 2..<4 + block * 6 + 6, with: $0)
        }
        let found = read(forged)
        #expect(found.isDamaged || found.numbers == read(sound).numbers)
      }
    }
    #expect(segment.isDamaged == false)
  }

  /// The bytes of a segment with a word of its header changed.
  private static func forged(
    _ bytes: [UInt8], _ word: SegmentLayout.Header, _ value: UInt64
  ) -> [UInt8] {
    var forged = bytes
    withUnsafeBytes(of: value.littleEndian) {
      forged.replaceSubrange(word.rawValue * 8..<word.rawValue * 8 + 8, with: $0)
    }
    return forged
  }

  @Test func `numbers that no record can have are no segment's`() throws {
    let sound = try Self.bytes([[Array("河".utf8)]])
    #expect(Segment(SealedFile(sound), of: 0..<1) != nil)
    for least in [Streams.end, 1 << 60, .max] {
      let forged = Self.forged(sound, .leastSerial, least)
      #expect(Segment(SealedFile(forged), of: 0..<1) == nil)
    }
  }

  @Test func `a version that there is not does not end`() throws {
    var bytes = try Self.bytes((0..<3).map { _ in [Array("河".utf8)] })
    let section =
      SegmentLayout.Header.sections.rawValue + 2 * SegmentLayout.Section.byAccession.rawValue
    let start = bytes.withUnsafeBytes {
      Int(UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: section * 8, as: UInt64.self)))
    }
    for index in 0..<6 { bytes[start + index] = 0xFF }
    let segment = try #require(Segment(SealedFile(bytes), of: 0..<3))
    segment.end(
      SegmentWriter.Ending(
        accession: AccessionNumber(serial: 1), begin: Position(0), end: Position(0)))
    #expect(segment.isDamaged)
    #expect(segment.laterEnds.isEmpty)
  }

  @Test func `whatever the bytes of a segment say, nothing is read beyond them`() throws {
    var chance = SeededGenerator(seed: 11)
    let records = (0..<120).map { _ in [Normalizer.normalize(Self.text(&chance, 12))] }
    let sound = try Self.bytes(records)
    var questions: [Query] = []
    for typed in ["会", "会议", "第四十", "ab*", "-河", "\"第四\" OR x-y"] {
      var query = Query()
      query.words = try Words(typed)
      query.facets = Query.Facet.allCases
      query.order = chance.pick(Query.Order.allCases)
      questions.append(query)
    }
    let empty = SearchIndex(of: try Archives.found().store)
    for _ in 0..<1000 {
      var bytes = sound
      for _ in 0..<chance.pick([1, 1, 4]) {
        // The first words say where everything is.
        let place =
          chance.once(in: 3)
          ? Int.random(in: 0..<500, using: &chance)
          : Int.random(in: 0..<bytes.count, using: &chance)
        bytes[place] = chance.pick([
          0, 1, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &chance),
        ])
      }
      if chance.once(in: 20) { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &chance)) }
      guard let segment = Segment(SealedFile(bytes), of: 0..<120) else { continue }
      segment.end(
        SegmentWriter.Ending(
          accession: AccessionNumber(serial: 5), begin: Position(4), end: Position(9)))
      let search = SegmentSearch(
        segments: [segment],
        names: SegmentNames(empty.bodyNames, [segment], readAll: BodyRegistry.init), index: empty,
        end: 100)
      _ = search.answer(chance.pick(questions))
      _ = segment.endings
    }
  }
}
