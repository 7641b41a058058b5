import EventStore

/// A body, and how much the archive has of it.
public struct BodySummary: Hashable, Sendable {
  /// What it is called now.
  public let name: String
  /// Other names that it has, in the order in which they came to be known.
  public let aliases: [String]
  /// Names that it gave up, each with the date.
  public let earlier: [EarlierName]
  /// The names of the bodies that it belongs to.
  public let parents: [String]
  /// What kind of organ it is.
  public let classification: String?
  /// The area that it is responsible for.
  public let jurisdiction: String?
  /// When it ceased; nothing while it is there.
  public let dissolved: PartialDate?
  /// The body that took its place.
  public let successor: String?
  /// The terms of office seen in its meetings, in order.
  public internal(set) var terms: [Term] = []
  /// The number of its meetings.
  public internal(set) var meetings = 0
  /// The number of its records: meetings, their items, documents.
  public internal(set) var records = 0

  /// A name that a body gave up.
  public struct EarlierName: Hashable, Sendable {
    /// The name.
    public let name: String
    /// When it got another one.
    public let until: PartialDate
  }

  /// A term of office, as far as meetings tell of it.
  public struct Term: Hashable, Sendable {
    /// Its number.
    public let number: Int
    /// The earliest date of its meetings; unknown where none has one.
    public internal(set) var first = PartialDate.unknown
    /// The latest date of its meetings; unknown where none has one.
    public internal(set) var last = PartialDate.unknown
    /// The number of its meetings.
    public internal(set) var meetings = 0

    mutating func add(_ date: PartialDate) {
      meetings += 1
      guard let start = date.firstDay, let end = date.lastDay else { return }
      if first.firstDay.map({ start < $0 }) ?? true { first = date }
      if last.lastDay.map({ end > $0 }) ?? true { last = date }
    }
  }
}

/// A body with those that belong to it.
public struct BodyTree: Sendable {
  /// The body.
  public let body: BodySummary
  /// What belongs to it and to nothing in between; empty where it was told of higher up.
  public let parts: [BodyTree]
}

extension SearchIndex {
  /// The bodies, those with the most records first.
  ///
  /// Bodies that somebody registered are there also without records; a name that was corrected away,
  /// or stands in withdrawn records alone, is no body's any more.
  public var bodies: [BodySummary] {
    summaries().filter { body, summary in summary.records > 0 || !bodyNames[body].isAutomatic }
      .map(\.value).sorted { ($1.records, $0.name) < ($0.records, $1.name) }
  }

  /// A body by any name that it has or had; nothing where there is none.
  public func body(named name: String) -> BodyTree? {
    guard let body = bodyNames.group(named: name) else { return nil }
    var told: Set<Int> = []
    return tree(of: body, summaries(), &told)
  }

  private func tree(
    of body: Int, _ summaries: [Int: BodySummary], _ told: inout Set<Int>
  ) -> BodyTree {
    let isNew = told.insert(body).inserted
    let parts = isNew ? bodyNames.subBodies(of: body) : []
    return BodyTree(
      body: summaries[body] ?? summary(of: body),
      parts: parts.map { tree(of: $0, summaries, &told) })
  }

  /// The bodies by their numbers, those included that nothing is known of but a name.
  func summaries() -> [Int: BodySummary] {
    var summaries: [Int: BodySummary] = [:]
    for body in bodyNames.groups { summaries[body] = summary(of: body) }
    var terms: [Int: [Int: BodySummary.Term]] = [:]
    for record in records where !record.isRetracted {
      for (index, number) in record.bodies.enumerated() {
        let body = bodyNames.group(of: number)
        // A body that is named twice is one.
        if index > 0, record.bodies[..<index].contains(where: { bodyNames.group(of: $0) == body }) {
          continue
        }
        summaries[body]?.records += 1
        guard record.kind == .meeting else { continue }
        summaries[body]?.meetings += 1
        // The term is that of the body that leads.
        guard index == 0, let term = record.term else { continue }
        terms[body, default: [:]][term, default: BodySummary.Term(number: term)].add(record.date)
      }
    }
    for (body, terms) in terms {
      summaries[body]?.terms = terms.values.sorted { $0.number < $1.number }
    }
    return summaries
  }

  private func summary(of number: Int) -> BodySummary {
    let body = bodyNames[number]
    let gone = body.earlier.filter { $0.name != body.name }
    let aliases = body.names.filter { name in
      name != body.name && !gone.contains { $0.name == name }
    }
    return BodySummary(
      name: body.name, aliases: aliases,
      earlier: gone.map { BodySummary.EarlierName(name: $0.name, until: $0.until) },
      parents: bodyNames.parents(of: number).map { bodyNames[$0].name },
      classification: body.classification, jurisdiction: body.jurisdiction,
      dissolved: body.dissolution?.date,
      successor: body.dissolution?.successor.map { name in
        bodyNames.group(named: name).map { bodyNames[$0].name } ?? name
      })
  }

  /// Whether some body has or had a name.
  public func knowsBody(named name: String) -> Bool { bodyNames.group(named: name) != nil }

  /// The names of the bodies that are nearest to a name that none of them has.
  public func bodies(near name: String) -> [String] { bodyNames.near(BodyName(name).name) }
}
