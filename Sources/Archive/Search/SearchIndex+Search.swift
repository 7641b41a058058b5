import EventStore

/// The answer to a question.
///
/// Handed on as one reference: to copy each part of it another module would ask the runtime for its type.
public final class SearchResult: Sendable {
  /// How many records fit and may be shown.
  public let total: Int
  /// How many records fit and may not.
  public let withheld: Int
  /// The places in the index of those that were asked for, in order.
  let places: [Int]
  /// What is known of the records on the day of the question, where it names one.
  public let forces: [AccessionNumber: Force]
  /// How many records have each value, the most frequent first.
  public let facets: [(facet: Query.Facet, counts: [(value: String, count: Int)])]

  init(
    total: Int, withheld: Int, places: [Int], forces: [AccessionNumber: Force],
    facets: [(facet: Query.Facet, counts: [(value: String, count: Int)])]
  ) {
    self.total = total
    self.withheld = withheld
    self.places = places
    self.forces = forces
    self.facets = facets
  }

  /// How many entries were asked for and are there.
  public var count: Int { places.count }
}

extension SearchIndex {
  /// Answers a question.
  ///
  /// Looks at every record once; words cost about a microsecond for each record that the filters
  /// let through.
  public func search(_ query: Query) -> SearchResult { search(query) { _, _ in } }

  /// Answers a question, and tells of each step, and to how many it came.
  func search(_ query: Query, done: (QueryPlan.Stage, Int) -> Void) -> SearchResult {
    let filter = RecordFilter(query, self)
    let topics = TopicFilter(query.topics, self)
    let forceFilter = ForceFilter(query, self)
    var forces: [AccessionNumber: Force] = [:]
    let document = JSONDocument()
    var shown: [Int] = []
    var withheld = 0
    for (place, record) in records.enumerated() where filter.matches(record) {
      let isNamed = topics.isOpen || topics.fitsTags(of: record, topicNames)
      guard isNamed || topics.hasPhrases else { continue }
      if query.words != nil || !isNamed {
        guard (try? document.load(record.payload)) != nil else { continue }
        let fields = RecordText(kind: record.kind, payload: document.root).normalizedFields
        guard isNamed || topics.fits(fields),
          query.words.map({ WordMatcher.matches($0, fields) }) ?? true
        else { continue }
      }
      let isOpen = query.lets(record)
      if let forceFilter {
        guard let force = forceFilter.force(of: place, isOpen: isOpen) else { continue }
        if isOpen { forces[record.accession] = force }
      }
      if !isOpen {
        withheld += 1
      } else {
        shown.append(place)
      }
    }
    done(.find, shown.count + withheld)
    let facets = query.facets.map { ($0, counts(of: $0, shown)) }
    if !facets.isEmpty { done(.facet, facets.reduce(0) { $0 + $1.1.count }) }
    sort(&shown, query)
    let page = shown.dropFirst(query.offset).prefix(query.limit ?? .max)
    done(.order, page.count)
    return SearchResult(
      total: shown.count, withheld: withheld, places: Array(page), forces: forces, facets: facets)
  }

  private func sort(_ places: inout [Int], _ query: Query) {
    switch query.order {
    case .oldestFirst: places.sort { DateOrder(records[$0]) < DateOrder(records[$1]) }
    case .newestFirst: places.sort { DateOrder.isNewer(records[$0], records[$1]) }
    case .recorded: break
    case .relevance:
      guard let words = query.words else {
        places.sort { DateOrder.isNewer(records[$0], records[$1]) }
        return
      }
      let scores = Relevance(words, self).scores(of: places)
      places.sort { a, b in
        let (first, second) = (scores[a] ?? 0, scores[b] ?? 0)
        return first == second ? DateOrder.isNewer(records[a], records[b]) : first > second
      }
    }
  }

  private func counts(of facet: Query.Facet, _ places: [Int]) -> [(value: String, count: Int)] {
    var counts: [String: Int] = [:]
    switch facet {
    case .body:
      return names(places, { $0.bodies }, of: bodyNames.group) { bodyNames.spellings[$0] }
        .map { (BodyName($0.value).name, $0.count) }
    case .topic:
      return topicCounts(of: places).map { ($0.name, $0.count) }
        .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    case .kind:
      for place in places { counts[records[place].kind.rawValue, default: 0] += 1 }
    case .year:
      for place in places {
        if let year = records[place].date.startYear { counts[String(year), default: 0] += 1 }
      }
    }
    return counts.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }
}

extension SearchIndex {
  /// Counts names that are the same together, in the spelling that the first of these records has:
  /// that of a record which may not be shown would tell of it.
  private func names(
    _ places: [Int], _ numbers: (IndexedRecord) -> [Int], of group: (Int) -> Int,
    _ spelling: (Int) -> String
  ) -> [(value: String, count: Int)] {
    var counts: [Int: (spelling: String, count: Int)] = [:]
    for place in places {
      var seen: Set<Int> = []
      for number in numbers(records[place]) {
        let group = group(number)
        guard seen.insert(group).inserted else { continue }
        counts[group, default: (spelling(number), 0)].count += 1
      }
    }
    return counts.values.map { ($0.spelling, $0.count) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }
}

/// The filters of a question, names looked up once.
private struct RecordFilter {
  let query: Query
  let bodies: BodyFilter
  let series: NameFilter
  let persons: PersonFilter
  let stages: NameFilter
  let number: String?

  init(_ query: Query, _ index: SearchIndex) {
    self.query = query
    bodies = BodyFilter(query, index.bodyNames)
    series = NameFilter(query.series, index.otherNames)
    persons = PersonFilter(query.persons, index)
    stages = NameFilter(query.stages, index.otherNames)
    number = query.number.map { DocumentNumber($0).canonical }
  }

  func matches(_ record: IndexedRecord) -> Bool {
    record.isRetracted == query.isRetracted && fits(query.kinds, record.kind)
      && bodies.fits(record) && series.fits(record.series)
      && (query.term == nil || query.term == record.term)
      && (query.ordinal == nil || query.ordinal == record.ordinal)
      && fitsDate(record.date)
      && (number == nil || number == record.number)
      && (query.outcomes.isEmpty || record.outcome.map(query.outcomes.contains) ?? false)
      && stages.fits(record.stage)
      && fits(query.openness, record.openness) && persons.fits(record)
  }

  private func fits<Value: Equatable>(_ wanted: [Value], _ value: Value) -> Bool {
    wanted.isEmpty || wanted.contains(value)
  }

  /// Whether the date touches the wanted time; one that is unknown touches none.
  private func fitsDate(_ date: PartialDate) -> Bool {
    if query.from == nil, query.to == nil { return true }
    guard let first = date.firstDay, let last = date.lastDay else { return false }
    return last >= query.from?.firstDay ?? .min && first <= query.to?.lastDay ?? .max
  }
}

/// Takes records that have one of some names, in any spelling; all where no name is asked for.
private struct NameFilter {
  let isOpen: Bool
  private let groups: [Int]
  private let table: NameTable

  init(_ names: [String], _ table: NameTable) {
    isOpen = names.isEmpty
    groups = names.compactMap(table.group)
    self.table = table
  }

  func fits(_ numbers: [Int]) -> Bool {
    isOpen || numbers.contains { groups.contains(table.group(of: $0)) }
  }

  func fits(_ number: Int?) -> Bool {
    isOpen || number.map { groups.contains(table.group(of: $0)) } ?? false
  }
}

/// Orders records by the start of the date, then its end, then the accession number; those of
/// unknown date come last.
struct DateOrder: Comparable {
  private let isUnknown: Bool
  private let first: Int
  private let last: Int
  private let accession: AccessionNumber

  init(_ record: IndexedRecord) {
    isUnknown = record.date.firstDay == nil
    first = record.date.firstDay ?? 0
    last = record.date.lastDay ?? 0
    accession = record.accession
  }

  static func < (a: DateOrder, b: DateOrder) -> Bool {
    if a.isUnknown != b.isUnknown { return b.isUnknown }
    return (a.first, a.last, a.accession) < (b.first, b.last, b.accession)
  }

  /// Whether the first record comes first when the newest do; unknown dates are still last.
  static func isNewer(_ a: IndexedRecord, _ b: IndexedRecord) -> Bool {
    let (first, second) = (DateOrder(a), DateOrder(b))
    return first.isUnknown == second.isUnknown ? second < first : second.isUnknown
  }
}
