import EventStore

/// What a site has a page of beside its records: a body, a topic, a person or a year.
public struct SiteSubject<Subject> {
  /// The name of its page without an ending: ASCII, and the same as long as the subject is.
  public let file: String
  /// The subject.
  public let subject: Subject
  /// The numbers of its records, the newest first.
  public let numbers: [Int]
}

/// Names of pages.
enum SiteName {
  /// The name of the page of something that is known by a name alone: a digest of that.
  static func of(_ key: [UInt8]) -> String {
    // Never a number, which registered bodies and persons have.
    "x" + String("\(SHA256.hash(key))".prefix(11))
  }
}

extension SiteContent {
  private static func byBody(_ index: SearchIndex, _ order: [Int]) -> [Int: [Int]] {
    var numbers: [Int: [Int]] = [:]
    for (number, place) in order.enumerated() {
      let groups = Set(index.records[place].bodies.map(index.bodyNames.group))
      for group in groups { numbers[group, default: []].append(number) }
    }
    return numbers
  }

  static func bodies(
    of index: SearchIndex, _ order: [Int]
  ) -> ([SiteSubject<BodySummary>], [Int: Int]) {
    let numbers = byBody(index, order)
    let found = index.summaries().filter { group, summary in
      summary.records > 0 || !index.bodyNames[group].isAutomatic
    }.sorted { ($1.value.records, $0.value.name) < ($0.value.records, $1.value.name) }
    let subjects = found.map { group, summary in
      let body = index.bodyNames[group]
      let file = body.serial.map { "\($0)" } ?? SiteName.of(index.bodyNames.key(of: body.name))
      return SiteSubject(file: file, subject: summary, numbers: numbers[group] ?? [])
    }
    let places = found.enumerated().map { ($0.element.key, $0.offset) }
    return (subjects, Dictionary(uniqueKeysWithValues: places))
  }

  static func topics(
    of index: SearchIndex, _ order: [Int]
  ) -> ([SiteSubject<TopicSummary>], [[UInt8]: Int]) {
    var numbers: [[UInt8]: [Int]] = [:]
    let document = JSONDocument()
    for (number, place) in order.enumerated() {
      for key in index.topics(at: place, document).keys { numbers[key, default: []].append(number) }
    }
    let subjects = index.topics.map { topic in
      let key = TopicRegistry.key(topic.name)
      return SiteSubject(file: SiteName.of(key), subject: topic, numbers: numbers[key] ?? [])
    }
    let places = subjects.enumerated().map {
      (TopicRegistry.key($0.element.subject.name), $0.offset)
    }
    return (subjects, Dictionary(uniqueKeysWithValues: places))
  }

  static func people(
    of index: SearchIndex, _ order: [Int]
  ) -> ([SiteSubject<PersonRecord>], [PersonRegistry.Identity: String]) {
    var numbers = [Int](repeating: -1, count: index.records.count)
    for (number, place) in order.enumerated() { numbers[place] = number }
    var files: [PersonRegistry.Identity: String] = [:]
    let subjects = index.identities().map { identity, record, places in
      let file =
        switch identity {
        case .registered(let number): "\(index.persons.persons[number].serial)"
        case .name(let key): SiteName.of(key)
        }
      files[identity] = file
      return SiteSubject(
        file: file, subject: record,
        numbers: places.map { numbers[$0] }.filter { $0 >= 0 }.sorted())
    }.sorted { a, b in
      (b.subject.person.records, a.subject.person.label)
        < (a.subject.person.records, b.subject.person.label)
    }
    return (subjects, files)
  }

  static func years(of index: SearchIndex, _ order: [Int]) -> [SiteSubject<Int>] {
    var numbers: [Int: [Int]] = [:]
    for (number, place) in order.enumerated() where index.records[place].meeting == nil {
      guard let year = index.records[place].date.startYear else { continue }
      numbers[year, default: []].append(number)
    }
    return numbers.sorted { $0.key > $1.key }.map {
      SiteSubject(file: "\($0.key)", subject: $0.key, numbers: $0.value)
    }
  }
}
