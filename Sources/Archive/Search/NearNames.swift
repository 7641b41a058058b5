import EventStore

/// A name of a question that no record has, and those that are near it and some record has.
public struct NearNames: Hashable, Sendable {
  /// What the name would name: a body, a topic or a person.
  public let kind: NameKind
  /// The name that was asked for.
  public let asked: String
  /// The nearest first; never empty.
  public let near: [String]
}

extension Answer {
  /// More names than these are no help.
  private static let mostNear = 3

  /// The names of a question that was answered with nothing that may have been meant otherwise.
  ///
  /// Some milliseconds for each; a tenth of a second where there are a hundred thousand persons.
  public func nearNames(to query: Query) -> [NearNames] {
    func near(_ kind: NameKind, _ asked: String, _ names: [String]) -> NearNames? {
      names.isEmpty ? nil : NearNames(kind: kind, asked: asked, near: names)
    }
    let bodies = query.bodies.filter { !index.knowsBody(named: $0) }.compactMap { name in
      // A body that only withheld records name is not told either.
      let found = index.bodies(near: name).lazy.filter {
        query.ceiling == nil || records(.body, $0, query) > 0
      }
      return near(.body, name, Array(found.prefix(Answer.mostNear)))
    }
    func others(_ kind: NameKind, _ names: [String]) -> [NearNames] {
      names.filter { records(kind, $0, query) == 0 }.compactMap { name in
        let found = candidates(kind, near: name).lazy.filter { records(kind, $0, query) > 0 }
        return near(
          kind, name, found.prefix(Answer.mostNear).map { spelling(kind, $0, query) ?? $0 })
      }
    }
    return bodies + others(.topic, query.topics) + others(.person, query.persons)
  }

  /// How many records a name by itself has, of those that may be shown.
  private func records(_ kind: NameKind, _ name: String, _ query: Query) -> Int {
    var one = Answer.question(kind, name, query)
    one.limit = 0
    guard let segments else { return index.search(one).total }
    // Somebody has the name, where only the records tell who.
    return segments.search.answer(one)?.total ?? 1
  }

  private static func question(_ kind: NameKind, _ name: String, _ query: Query) -> Query {
    var one = Query()
    one.asOf = query.asOf
    one.isRetracted = query.isRetracted
    one.ceiling = query.ceiling
    switch kind {
    case .body: one.bodies = [name]
    case .topic: one.topics = [name]
    default: one.persons = [name]
    }
    return one
  }

  /// A name as the newest record spells it that has it and may be shown.
  private func spelling(_ kind: NameKind, _ name: String, _ query: Query) -> String? {
    var one = Answer.question(kind, name, query)
    one.order = .newestFirst
    one.limit = 1
    var index = index
    var place: Int?
    if let segments {
      guard let record = segments.search.answer(one)?.records.first,
        let found = segments.index(of: [record.stream])
      else { return nil }
      index = found
      place = found.place(of: record.accession)
    } else {
      place = index.search(one).places.first
    }
    guard let place else { return nil }
    let record = index.records[place]
    let key = NameTable.key(name)
    let spellings =
      kind == .topic
      ? record.topics.map { index.topicNames.spellings[$0] }
      : (record.persons + record.chairs).map { index.personNames.spellings[$0] }
    return spellings.first { NameTable.key($0) == key }
  }

  /// Names that are near one, spelled in some way.
  private func candidates(_ kind: NameKind, near name: String) -> [String] {
    let wanted = NameDistance(to: name)
    var spellings: [String] = []
    if kind == .topic { spellings += index.topicRules.all.map(\.definition.name) }
    guard let segments else {
      spellings += (kind == .topic ? index.topicNames : index.personNames).firstSpellings
      return wanted.nearest(spellings)
    }
    let tag: TermTag = kind == .topic ? .topic : .person
    var keys: Set<[UInt8]> = []
    for segment in segments.search.segments {
      for term in segment.terms(tag, prefix: []) {
        let key = segment.withText(ofTerm: term) { Array($0) }
        if wanted.mayBeNear(key) { keys.insert(key) }
      }
    }
    spellings += keys.map { String(decoding: $0, as: UTF8.self) }
    return wanted.nearest(spellings)
  }
}

/// How far names are from one: by edits, or by what the longer of two has besides the other.
private struct NameDistance {
  private let key: [UInt8]

  /// So many edits, at the most four bytes each, make another name of every one that is asked for.
  private static let mostBytes = 4

  init(to name: String) { key = NameTable.key(name) }

  /// Whether a closer look is worth its time.
  func mayBeNear(_ other: [UInt8]) -> Bool {
    let edits = max(1, key.count / 9) + 1
    return abs(other.count - key.count) <= edits * NameDistance.mostBytes || contain(other, key)
  }

  /// The names that are near, the nearest first.
  func nearest(_ names: [String]) -> [String] {
    var spellings: [String: String] = [:]
    for name in names {
      let key = String(decoding: NameTable.key(name), as: UTF8.self)
      spellings[key] = spellings[key] ?? name
    }
    let few = Nearest.matches(String(decoding: key, as: UTF8.self), among: spellings.keys)
    let parts = Set(spellings.keys).subtracting(few).filter { contain(Array($0.utf8), key) }
    return (few + parts.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) })
      .compactMap { spellings[$0] }
  }

  /// Whether one of two names stands in the other; a single character stands in too many.
  private func contain(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    let (short, long) = one.count < other.count ? (one, other) : (other, one)
    return short.count >= 4 && ByteSearch.find(short, in: long, from: 0) != nil
  }
}
