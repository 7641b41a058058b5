import EventStore

extension SearchIndex {
  /// The series in which numbers are missing: meetings by body, term and kind, then document
  /// numbers by agency and year.
  ///
  /// A number is there as soon as any meeting carries it, a cancelled one too, and a document number
  /// as soon as a document or a resolution does. The leading organ counts. Looks at every record
  /// once.
  public func gaps(_ query: GapQuery) -> [Gap] {
    var gaps: [Gap] = []
    if query.wantsMeetings { gaps += meetingGaps(query) }
    if query.wantsDocuments { gaps += documentGaps(query) }
    return gaps
  }

  /// Whether a name is one of a recorded body, whatever its spelling and the term in it.
  public func knowsBody(_ name: String) -> Bool { bodyNames.group(named: name) != nil }

  /// A series of meetings, of a body under whatever name.
  private struct MeetingSeries: Hashable {
    let body: Int
    let series: [UInt8]
    let term: Int?
  }

  private func meetingGaps(_ query: GapQuery) -> [Gap] {
    let names = bodyNames.spellings.map { BodyName($0) }
    let wanted = query.bodies.map { (group: bodyNames.group(named: $0), term: BodyName($0).term) }
    let wantedSeries = query.series.map { NameTable.key($0) }
    var found: [MeetingSeries: (body: String, series: String, numbers: Set<Int>)] = [:]
    for record in records where record.kind == .meeting && !record.isRetracted {
      guard let ordinal = record.ordinal, let body = record.bodies.first,
        let series = record.series
      else { continue }
      let seriesName = otherNames.spellings[series]
      let key = MeetingSeries(
        body: bodyNames.group(of: body), series: NameTable.key(seriesName),
        term: record.term ?? names[body].term)
      guard query.term == nil || query.term == key.term,
        wantedSeries.isEmpty || wantedSeries.contains(key.series),
        wanted.isEmpty
          || wanted.contains(where: { $0.group == key.body && ($0.term ?? key.term) == key.term })
      else { continue }
      found[key, default: (names[body].name, seriesName, [])].numbers.insert(ordinal)
    }
    return found.map { key, value in
      Gap(
        series: .meetings(body: value.body, series: value.series, term: key.term),
        missing: Gap.runs(missingIn: value.numbers, fromFirst: query.countsFromFirst))
    }.filter { !$0.missing.isEmpty }.sorted { $0.order < $1.order }
  }

  /// The document numbers of an agency in one year.
  private struct NumberSeries: Hashable {
    let agency: [UInt8]
    let year: Int
  }

  private func documentGaps(_ query: GapQuery) -> [Gap] {
    let wanted = query.agencies.map { NameTable.key($0) }
    var found: [NumberSeries: (agency: String, serials: Set<Int>)] = [:]
    for record in records
    where !record.isRetracted && [.document, .resolution].contains(record.kind) {
      guard let text = record.number else { continue }
      let number = DocumentNumber(text)
      guard let agency = number.agency, let year = number.year, let serial = number.serial,
        query.year == nil || query.year == year
      else { continue }
      let key = NumberSeries(agency: NameTable.key(agency), year: year)
      guard wanted.isEmpty || wanted.contains(key.agency) else { continue }
      found[key, default: (agency, [])].serials.insert(serial)
    }
    return found.map { key, value in
      Gap(
        series: .documents(agency: value.agency, year: key.year),
        missing: Gap.runs(missingIn: value.serials, fromFirst: query.countsFromFirst))
    }.filter { !$0.missing.isEmpty }.sorted { $0.order < $1.order }
  }
}

extension Gap {
  /// What series are ordered by: name, then term or year, then kind of meeting.
  fileprivate var order: (String, Int, String) {
    switch series {
    case .meetings(let body, let series, let term): (body, term ?? 0, series)
    case .documents(let agency, let year): (agency, year, "")
    }
  }
}

// MARK: - JSON

extension Gap {
  /// More numbers than this are not listed one by one: an ordinal that was mistyped as a year would
  /// fill the answer.
  public static let mostListed = 10_000

  /// Writes the series and its missing numbers as one object.
  ///
  /// Of more than `mostListed` numbers the first are listed, and `unlisted` tells how many are not.
  public func write(to writer: inout JSONWriter) {
    writer.object { writer in
      switch series {
      case .meetings(let body, let series, let term):
        writer.name("body")
        writer.string(body)
        writer.name("series")
        writer.string(series)
        if let term {
          writer.name("term")
          writer.integer(term)
        }
      case .documents(let agency, let year):
        writer.name("agency")
        writer.string(agency)
        writer.name("year")
        writer.integer(year)
      }
      writer.name("missing")
      writer.array { writer in
        for number in numbers.prefix(Gap.mostListed) { writer.integer(number) }
      }
      if count > Gap.mostListed {
        writer.name("unlisted")
        writer.integer(count - Gap.mostListed)
      }
    }
  }
}
