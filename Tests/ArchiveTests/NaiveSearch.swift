import EventStore
import Foundation
import TestSupport

@testable import Archive

/// Answers questions by looking at every record, as the command line's page says it.
struct NaiveSearch {
  let records: [ModelRecord]
  /// The names of all records, normalised.
  private let names: [String: [Unicode.Scalar]]

  init(_ records: [ModelRecord]) {
    self.records = records
    var names: [String: [Unicode.Scalar]] = [:]
    for record in records {
      for name in record.bodies + record.topics + record.persons where names[name] == nil {
        names[name] = NaiveWords.normalized(name)
      }
      for name in [record.series, record.outcome, record.stage].compactMap({ $0 }) {
        names[name] = NaiveWords.normalized(name)
      }
    }
    self.names = names
  }

  struct Answer {
    var places: [Int] = []
    var withheld = 0
  }

  /// What fits, in the order asked for, before a page is cut out.
  func search(_ query: Query, _ words: NaiveWords.Question?) -> Answer {
    var answer = Answer()
    let wanted = Wanted(query)
    for (place, record) in records.enumerated() where matches(query, wanted, words, record) {
      if let ceiling = query.ceiling, NaiveSearch.rank(record.openness) > NaiveSearch.rank(ceiling)
      {
        answer.withheld += 1
      } else {
        answer.places.append(place)
      }
    }
    if query.order != .recorded { sort(&answer.places, isNewestFirst: query.order == .newestFirst) }
    return answer
  }

  static func rank(_ openness: Openness) -> Int {
    switch openness {
    case .unconditional: 0
    case .conditional: 1
    case .closed, .undetermined: 2
    }
  }

  /// The names that a question asks for, normalised.
  private struct Wanted {
    let bodies, series, topics, persons, outcomes, stages: [[Unicode.Scalar]]

    init(_ query: Query) {
      bodies = query.bodies.map(NaiveWords.normalized)
      series = query.series.map(NaiveWords.normalized)
      topics = query.topics.map(NaiveWords.normalized)
      persons = query.persons.map(NaiveWords.normalized)
      outcomes = query.outcomes.map(NaiveWords.normalized)
      stages = query.stages.map(NaiveWords.normalized)
    }
  }

  private func matches(
    _ query: Query, _ wanted: Wanted, _ words: NaiveWords.Question?, _ record: ModelRecord
  ) -> Bool {
    func fits(_ wanted: [[Unicode.Scalar]], _ values: [String?]) -> Bool {
      wanted.isEmpty
        || values.contains { value in
          value.flatMap { names[$0] }.map(wanted.contains) ?? false
        }
    }
    return fits(wanted.bodies, record.bodies) && fits(wanted.series, [record.series])
      && fits(wanted.topics, record.topics) && fits(wanted.persons, record.persons)
      && fits(wanted.outcomes, [record.outcome]) && fits(wanted.stages, [record.stage])
      && (query.kinds.isEmpty || query.kinds.contains(record.kind))
      && (query.openness.isEmpty || query.openness.contains(record.openness))
      && (query.term == nil || query.term == record.term)
      && (query.ordinal == nil || query.ordinal == record.ordinal)
      && (query.number == nil || query.number == record.number)
      && fitsDate(query, record) && words?.matches(record.fields) ?? true
  }

  private func fitsDate(_ query: Query, _ record: ModelRecord) -> Bool {
    guard query.from != nil || query.to != nil else { return true }
    guard let days = NaiveSearch.days(record.date) else { return false }
    let from = query.from.flatMap { NaiveSearch.days("\($0)") }?.first ?? .min
    let to = query.to.flatMap { NaiveSearch.days("\($0)") }?.last ?? .max
    return days.last >= from && days.first <= to
  }

  /// The first and the last day that a date may be; nothing where it is unknown.
  static func days(_ date: String) -> (first: Int, last: Int)? {
    if date == "unknown" { return nil }
    let ends = date.split(separator: "/")
    let (first, last) = (ends[0], ends[ends.count - 1])
    return (
      first == ".." ? .min : day(first, isLast: false),
      last == ".." ? .max : day(last, isLast: true)
    )
  }

  private static func day(_ text: Substring, isLast: Bool) -> Int {
    let numbers = text.split(separator: "-").compactMap { Int($0) }
    let year = numbers[0]
    let month = numbers.count > 1 ? numbers[1] : isLast ? 12 : 1
    let length = CivilDay.daysInMonth(year: year, month: month) ?? 31
    let day = numbers.count > 2 ? numbers[2] : isLast ? length : 1
    return CivilDay.daysSince1970(year: year, month: month, day: day) ?? 0
  }

  private func sort(_ places: inout [Int], isNewestFirst: Bool) {
    places.sort { a, b in
      let (one, other) = (NaiveSearch.days(records[a].date), NaiveSearch.days(records[b].date))
      guard (one == nil) == (other == nil) else { return other == nil }
      let (first, second) = (one ?? (0, 0), other ?? (0, 0))
      let keys = [
        first.first, first.last, Int(records[a].accession.serial), records[a].accession.item,
      ]
      let others = [
        second.first, second.last, Int(records[b].accession.serial), records[b].accession.item,
      ]
      return isNewestFirst
        ? others.lexicographicallyPrecedes(keys) : keys.lexicographicallyPrecedes(others)
    }
  }

  /// How many of the records have each value, the most frequent first, then by value.
  func counts(of facet: Query.Facet, _ places: [Int]) -> [String] {
    var counts: [String: Int] = [:]
    for place in places {
      let record = records[place]
      switch facet {
      case .body: for body in Set(record.bodies) { counts[body, default: 0] += 1 }
      case .topic: for topic in Set(record.topics) { counts[topic, default: 0] += 1 }
      case .kind: counts[record.kind.rawValue, default: 0] += 1
      case .year:
        let digits = record.date.replacing("../", with: "").prefix(4)
        if record.date != "unknown" { counts[String(digits), default: 0] += 1 }
      }
    }
    return counts.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
      .map { "\($0.key) \($0.value)" }
  }

  /// The fields, but for what stands between punctuation in an earlier one.
  private static func distinct(_ fields: [[Unicode.Scalar]]) -> [[Unicode.Scalar]] {
    let edges = Set(" !\"#%&'()*+,-./:;<=>?@[\\]^_`{|}~$、。《》〈〉「」『』【】〔〕".unicodeScalars)
    var kept: [[Unicode.Scalar]] = []
    for field in fields {
      let isHeld = kept.contains { holder in
        holder.count >= field.count
          && (0...holder.count - field.count).contains { start in
            let end = start + field.count
            return Array(holder[start..<end]) == field
              && (start == 0 || edges.contains(holder[start - 1]))
              && (end == holder.count || edges.contains(holder[end]))
          }
      }
      if !isHeld { kept.append(field) }
    }
    return kept
  }

  /// Okapi BM25 with k₁ = 1.2 and b = 0.75 over all fields together, by its definition.
  func relevance(of place: Int, _ words: NaiveWords.Question) -> Double {
    let fields = records.map { NaiveSearch.distinct($0.fields) }
    let lengths = fields.map { $0.reduce(0) { $0 + String($1).utf8.count } }
    let average = Double(lengths.reduce(0, +)) / Double(records.count)
    return words.required.reduce(0) { sum, alternatives in
      func count(_ fields: [[Unicode.Scalar]]) -> Int {
        alternatives.reduce(0) { sum, term in
          sum + fields.reduce(0) { $0 + term.count(in: $1) }
        }
      }
      let frequency = Double(fields.count { count($0) > 0 })
      let rarity = log(1 + (Double(records.count) - frequency + 0.5) / (frequency + 0.5))
      let found = Double(count(fields[place]))
      return sum + rarity * found * 2.2
        / (found + 1.2 * (0.25 + 0.75 * Double(lengths[place]) / average))
    }
  }
}

extension String {
  init(_ scalars: [Unicode.Scalar]) {
    self.init()
    unicodeScalars.append(contentsOf: scalars)
  }
}
