import EventStore

/// Scores records by how well they fit words: Okapi BM25 (Robertson and Zaragoza, 2009) with
/// k₁ = 1.2 and b = 0.75 over all searched fields together.
///
/// A record's length is counted in bytes of its normalised fields.
struct Relevance {
  private let index: SearchIndex
  private let words: [[Word]]
  private static let saturation = 1.2
  private static let lengthWeight = 0.75

  init(_ words: Words, _ index: SearchIndex) {
    self.index = index
    self.words = words.required
  }

  /// The scores of some records, by their places; the frequencies are those of the whole index.
  func scores(of places: [Int]) -> [Int: Double] {
    let wanted = Set(places)
    let document = JSONDocument()
    var frequencies = [Int](repeating: 0, count: words.count)
    var totalLength = 0
    var found: [Int: (counts: [Int], length: Int)] = [:]
    for (place, record) in index.records.enumerated() {
      guard (try? document.load(record.payload)) != nil else { continue }
      let fields = RecordText(kind: record.kind, payload: document.root).distinctFields
      let length = fields.reduce(0) { $0 + $1.count }
      totalLength += length
      let counts = words.map { alternatives in
        alternatives.reduce(0) { $0 + WordMatcher.count($1, in: fields) }
      }
      for (word, count) in counts.enumerated() where count > 0 { frequencies[word] += 1 }
      if wanted.contains(place) { found[place] = (counts, length) }
    }
    let number = index.records.count
    let average = Double(totalLength) / max(Double(number), 1)
    return found.mapValues { counts, length in
      Relevance.score(
        counts, frequencies: frequencies, number: number, length: length, average: average)
    }
  }

  /// The score of one record.
  ///
  /// - Parameters:
  ///   - counts: How often it has each word.
  ///   - frequencies: How many records have each word.
  ///   - number: How many records there are.
  ///   - length: Its length, and the average of all.
  static func score(
    _ counts: [Int], frequencies: [Int], number: Int, length: Int, average: Double
  ) -> Double {
    let number = Double(number)
    let norm = 1 - lengthWeight + lengthWeight * Double(length) / max(average, 1)
    return zip(counts, frequencies).reduce(0) { sum, pair in
      let count = Double(pair.0)
      let frequency = Double(pair.1)
      let rarity = SystemCalls.logarithm(1 + (number - frequency + 0.5) / (frequency + 0.5))
      return sum + rarity * count * (saturation + 1) / (count + saturation * norm)
    }
  }
}
