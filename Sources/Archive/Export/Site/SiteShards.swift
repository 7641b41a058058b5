import EventStore

/// The search index of a site: which terms stand in which records, and where, divided into shards that a
/// page loads when somebody looks for what stands in them.
///
/// A shard holds the terms that begin with some characters. Of each term it has, for every record that
/// has it, the distance from the record before and the positions (`CompactNumbers`).
struct SiteShards {
  private let content: SiteContent
  /// The number of shards.
  let count: Int
  private let occurrences: Int

  /// Occurrences in one shard, about as many as make 64 kB.
  private static let inShard = 16_000
  private static let mostShards = 4096
  /// Occurrences that are held at once.
  private static let inMemory = 16_000_000

  /// Counts what there is.
  init(of content: SiteContent) {
    self.content = content
    var occurrences = 0
    SiteShards.forEach(content) { _, _, _ in occurrences += 1 }
    self.occurrences = occurrences
    var count = 1
    while count < SiteShards.mostShards, occurrences / count > SiteShards.inShard { count *= 2 }
    self.count = count
  }

  /// Gives out the shards in order, each as a script.
  func write<Failure: Error>(
    to sink: (Int, [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    let passes = min(count, occurrences / SiteShards.inMemory + 1)
    for pass in 0..<passes {
      let range = count * pass / passes..<count * (pass + 1) / passes
      let tables = terms(of: range)
      for (shard, terms) in zip(range, tables) { try sink(shard, script(shard, terms)) }
    }
  }

  /// The shard of the terms that begin with a character; pages compute the same.
  static func shard(of first: UInt32, among count: Int) -> Int {
    Int((first &* 0x9E37_79B1) >> 16) % count
  }

  private static func forEach(
    _ content: SiteContent, _ body: (Int, SiteTerms.Term, Int) -> Void
  ) {
    var terms = SiteTerms()
    var fields = SearchedFields(in: ReusedMemory())
    let document = JSONDocument()
    for (number, place) in content.order.enumerated() {
      let record = content.index.records[place]
      guard (try? document.load(record.payload)) != nil else { continue }
      RecordText(kind: record.kind, payload: document.root).read(into: &fields)
      terms.forEach(in: fields) { term, position in body(number, term, position) }
    }
  }

  /// Where a term stands, the record that comes last still open.
  private struct Postings {
    var numbers = CompactNumbers()
    var last = 0
    var record = -1
    var positions: [Int] = []

    mutating func add(_ record: Int, _ position: Int) {
      if record != self.record { close() }
      self.record = record
      positions.append(position)
    }

    mutating func close() {
      guard !positions.isEmpty else { return }
      numbers.append((record - last) * 2 + (positions.count > 1 ? 1 : 0))
      if positions.count > 1 { numbers.append(positions.count - 2) }
      var before = 0
      for position in positions {
        numbers.append(position - before)
        before = position
      }
      last = record
      positions.removeAll(keepingCapacity: true)
    }
  }

  private func terms(of range: Range<Int>) -> [[SiteTerms.Term: Postings]] {
    var tables = [[SiteTerms.Term: Postings]](repeating: [:], count: range.count)
    SiteShards.forEach(content) { number, term, position in
      let shard = SiteShards.shard(of: term.first, among: count)
      guard range.contains(shard) else { return }
      tables[shard - range.lowerBound][term, default: Postings()].add(number, position)
    }
    return tables
  }

  private func script(_ shard: Int, _ terms: [SiteTerms.Term: Postings]) -> [UInt8] {
    let sorted = terms.map { ($0.key.text, $0.value) }
      .sorted { $0.0.lexicographicallyPrecedes($1.0) }
    return SiteScript.call("terms", shard) { writer in
      writer.object { writer in
        for (text, open) in sorted {
          var postings = open
          postings.close()
          writer.lineBreak()
          writer.name(String(decoding: text, as: UTF8.self))
          writer.string(postings.numbers.bytes)
        }
      }
    }
  }
}
