@testable import Archive
@testable import EventStore

/// Any bytes in a segment of the search index whose checksums are right: questions may be answered
/// wrongly then, but nothing traps, and nothing is read beyond the end.
///
/// The first byte says which question is asked, or, where it is 255, that the rest are the postings of
/// one term; otherwise the rest are changes of a sound segment, four bytes each: a place and a byte.
enum FuzzSegment {
  static func run(_ input: [UInt8]) {
    guard let first = input.first else { return }
    if first == .max { return readPostings(input.dropFirst()) }
    var bytes = sound
    var rest = input.dropFirst()
    while rest.count >= 4 {
      let change = Array(rest.prefix(4))
      rest = rest.dropFirst(4)
      let place = Int(change[0]) << 16 | Int(change[1]) << 8 | Int(change[2])
      // The first words say where everything is, and so are changed as often as all others.
      bytes[place & 1 == 0 ? (place >> 1) % 512 : (place >> 1) % bytes.count] = change[3]
    }
    guard let segment = Segment(SealedFile(bytes), of: 0..<UInt64(records)) else { return }
    for ending in segment.endings { segment.end(ending) }
    let search = SegmentSearch(
      segments: [segment],
      names: SegmentNames(empty.bodyNames, [segment], readAll: BodyRegistry.init), index: empty,
      end: UInt64(records) - 1)
    _ = search.answer(questions[Int(first) % questions.count])
  }

  /// Inputs to begin with: each question of the sound segment, and the postings of some terms.
  static var seeds: [[UInt8]] {
    var seeds = questions.indices.map { [UInt8($0), 0, 0, 1, 0] }
    for count in [1, 5, 40, 130, 300] {
      var writer = SegmentWriter()
      for number in 0..<1000 {
        begin(number, in: &writer)
        if number % (1000 / count) == 0 { writer.add(fields: [Array("会议".utf8)]) }
      }
      guard let bytes = writer.finish(of: 0..<UInt64(records)),
        let segment = Segment(SealedFile(bytes), of: 0..<1000),
        let term = segment.term(pair: TextUnits.pair(0x4F1A, 0x8BAE))
      else { continue }
      let (start, end) = segment.place(ofTerm: term)
      seeds.append([.max, 3, 232] + Array(segment.bytes(.postings, start, end - start)))
    }
    return seeds
  }

  private static func readPostings(_ input: ArraySlice<UInt8>) {
    let bytes = Array(input)
    guard bytes.count > 2 else { return }
    let universe = Int(bytes[0]) << 8 | Int(bytes[1])
    let listed = SealedFile(Array(bytes[2...]))
    guard let part = listed.part(0, listed.count),
      let postings = Postings(part, versions: universe)
    else { return }
    let versions = postings.versions
    let numbers = versions.numbers
    precondition(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }, "not in order")
    precondition(numbers.last.map { Int($0) < universe } ?? true, "a version that there is not")
    let last = versions.last(20)
    precondition(zip(last, last.dropFirst()).allSatisfy { $0 > $1 }, "not in order")
    precondition(last.first.map { Int($0) < universe } ?? true, "a version that there is not")
    let found = postings.find(numbers, ranked: true)
    precondition(found.places.count <= numbers.count, "more than there are")
    let ranks = found.ranks ?? postings.ranks(ofBits: numbers)
    if var reader = PositionReader(postings) {
      for rank in ranks {
        reader.rank = Int(rank)
        _ = reader.begin()
        while !reader.isLast { _ = reader.advance() }
      }
    }
    var cursor = Postings.Cursor(postings)
    var list = PositionList()
    for number in numbers {
      list.removeAll()
      cursor.read(number, into: &list)
    }
  }

  // MARK: What is changed

  private static let records = 200

  private static func begin(_ number: Int, in writer: inout SegmentWriter) {
    _ = writer.begin(
      SegmentWriter.Version(
        accession: AccessionNumber(serial: UInt64(number) + 1), recorded: Position(UInt64(number)),
        meeting: Position(UInt64(number)), begin: Position(UInt64(number)), kind: .meeting,
        date: PartialDate("2020-\(number % 9 + 1)0") ?? .unknown, openness: .unconditional))
  }

  private static let sound: [UInt8] = {
    let words = ["会议", "听取", "第四十次", "河长制", "budget", "2020", "，", "审议"]
    var writer = SegmentWriter()
    for number in 0..<records {
      begin(number, in: &writer)
      writer.add(writer.text(.body, Array("市政府\(number % 3)".utf8)))
      writer.add(writer.text(.topic, Array("水利\(number % 5)".utf8)))
      var text = ""
      for index in 0..<12 { text += words[(number * 7 + index * index * 5) % words.count] }
      writer.add(fields: [Array(text.utf8), Array("会议".utf8)])
    }
    guard let bytes = writer.finish(of: 0..<UInt64(records)) else {
      preconditionFailure("no segment")
    }
    return bytes
  }()

  /// Nothing was recorded about bodies; libFuzzer calls from one thread.
  private nonisolated(unsafe) static let empty: SearchIndex = {
    let storage = MemoryStorage()
    guard let archive = try? Archive.found(in: storage, name: "x", zone: "UTC") else {
      preconditionFailure("no archive")
    }
    return SearchIndex(of: archive.store)
  }()

  private static let questions: [Query] = {
    var questions: [Query] = []
    for (number, typed) in [
      "会", "会议", "第四十", "bud*", "-河长制", "\"第四\" OR 听取", "听取审议", "2020",
    ].enumerated() {
      guard let words = try? Words(typed) else { continue }
      var query = Query()
      query.words = words
      query.facets = Query.Facet.allCases
      query.order = Query.Order.allCases[number % Query.Order.allCases.count]
      if number % 3 == 0 { query.bodies = ["市政府1"] }
      if number % 3 == 1 { query.topics = ["水利2"] }
      questions.append(query)
    }
    return questions
  }()
}
