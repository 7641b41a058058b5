import EventStore

extension SearchIndex {
  /// The persons, those with the most records first.
  ///
  /// Reads every record once.
  public var people: [PersonSummary] {
    gathered(where: { _ in true }).map(\.person)
      .sorted { ($1.records, $0.label) < ($0.records, $1.label) }
  }

  /// The persons whom a name, `person/3` or 张伟（市审计局） may mean, with their offices; none where
  /// nobody is called so.
  public func people(named name: String) -> [PersonRecord] {
    let wanted = Set(persons.identities(of: name))
    return gathered(where: wanted.contains)
  }

  /// The name that is nearest to one that nobody has.
  public func person(near name: String) -> String? {
    Nearest.match(name, among: personNames.firstSpellings)
  }

  /// Who held an office on a day.
  ///
  /// - Parameters:
  ///   - post: Only this office, such as 市长, which 副市长 is not.
  ///   - body: Only offices of this body and of what belongs to it.
  public func holders(
    on day: PartialDate.Part, post: String? = nil, body: String? = nil
  ) -> [OfficeHolder] {
    let bodies = body.map { name in
      bodyNames.group(named: name).map(bodyNames.withSubBodies) ?? []
    }
    var holders: [OfficeHolder] = []
    for record in gathered(where: { _ in true }) {
      for tenure in record.tenures {
        guard let certainty = tenure.holds(on: day.firstDay),
          post.map({ Office.isPost(tenure.office, $0) }) ?? true,
          bodies.map({ bodies in tenure.key.body.map(bodies.contains) ?? false }) ?? true
        else { continue }
        holders.append(
          OfficeHolder(person: record.person, tenure: tenure, certainty: certainty))
      }
    }
    return holders.sorted {
      ($0.tenure.office, $0.certainty.rawValue, $0.person.label)
        < ($1.tenure.office, $1.certainty.rawValue, $1.person.label)
    }
  }

  /// To whom each name in a record belongs.
  func mentions(in record: IndexedRecord, _ payload: JSONValue) -> [(
    mention: PersonMention, identity: PersonRegistry.Identity
  )] {
    PersonMention.all(in: payload, of: record.kind).map { mention in
      var bodies = record.bodies.map(bodyNames.group)
      if let organ = mention.organ.flatMap({ bodyNames.group(named: $0) }) { bodies.append(organ) }
      let identity = persons.identity(of: mention, bodies: bodies) {
        bodyNames.group(named: $0)
      }
      return (mention, identity)
    }
  }

  private func gathered(
    where isWanted: (PersonRegistry.Identity) -> Bool
  ) -> [PersonRecord] {
    identities(where: isWanted).map(\.record)
  }

  /// The persons with their offices and the places of the records that name them, in the order in which
  /// these were met.
  func identities(
    where isWanted: (PersonRegistry.Identity) -> Bool = { _ in true }
  ) -> [(identity: PersonRegistry.Identity, record: PersonRecord, places: [Int])] {
    var found: [PersonRegistry.Identity: Gathering] = [:]
    var order: [PersonRegistry.Identity] = []
    let document = JSONDocument()
    for place in records.indices where !records[place].isRetracted {
      let record = records[place]
      guard (try? document.load(record.payload)) != nil else { continue }
      var seen: Set<PersonRegistry.Identity> = []
      for (mention, identity) in mentions(in: record, document.root) where isWanted(identity) {
        // One whose name is nobody's elsewhere is an organ.
        if mention.role.isMostlyOrgans, personNames.group(named: mention.name) == nil { continue }
        if found[identity] == nil {
          found[identity] = Gathering(summary(of: identity, mention.name))
          order.append(identity)
        }
        if seen.insert(identity).inserted {
          found[identity]?.summary.records += 1
          found[identity]?.places.append(place)
        }
        found[identity]?.summary.add(mention.role)
        found[identity]?.add(mention, record, document.root) { bodyNames.group(named: $0) }
      }
    }
    for identity in registered where found[identity] == nil && isWanted(identity) {
      found[identity] = Gathering(summary(of: identity, ""))
      order.append(identity)
    }
    return order.compactMap { identity in
      found[identity].map {
        (identity, PersonRecord(person: $0.summary, tenures: $0.tenures), $0.places)
      }
    }
  }

  private var registered: [PersonRegistry.Identity] {
    let persons = persons.persons
    return persons.indices.filter { persons[$0].root == nil }.map { .registered($0) }
  }

  private func summary(
    of identity: PersonRegistry.Identity, _ spelling: String
  ) -> PersonSummary {
    guard case .registered(let number) = identity else {
      return PersonSummary(name: spelling, disambiguator: nil, id: nil, otherNames: [])
    }
    let person = persons.persons[number]
    return PersonSummary(
      name: person.registration.name, disambiguator: person.registration.disambiguator,
      id: "\(Streams.name(Streams.person, person.serial))", otherNames: person.otherNames)
  }
}

/// What records tell of one person.
private struct Gathering {
  var summary: PersonSummary
  var places: [Int] = []
  private var acts: [(office: String, key: Office, begins: Bool, evidence: Tenure.Evidence)] = []
  private var stated: [(office: String, key: Office, evidence: Tenure.Evidence)] = []

  init(_ summary: PersonSummary) { self.summary = summary }

  mutating func add(
    _ mention: PersonMention, _ record: IndexedRecord, _ payload: JSONValue,
    resolve: (String) -> Int?
  ) {
    guard let office = mention.office else { return }
    let key = Office(office, organ: mention.organ, resolve: resolve)
    guard mention.role == .personnel else {
      stated.append(
        (
          office, key,
          Tenure.Evidence(accession: record.accession, date: record.date, action: nil)
        ))
      return
    }
    guard let action = mention.action, let begins = PersonnelAction.begins(action) else { return }
    let effective = payload["effective"]?.string.flatMap { PartialDate($0) } ?? .unknown
    let evidence = Tenure.Evidence(
      accession: record.accession, date: effective == .unknown ? record.date : effective,
      action: action)
    let named = mention.organ.map { office.hasPrefix($0) ? office : $0 + office } ?? office
    acts.append((named, key, begins, evidence))
  }

  /// The offices, the earliest first.
  var tenures: [Tenure] {
    var tenures: [Tenure] = []
    // In one meeting somebody is removed first and appointed then.
    let ordered = acts.enumerated().sorted { a, b in
      let (first, second) = (a.element, b.element)
      let days = (first.evidence.date.firstDay ?? .max, second.evidence.date.firstDay ?? .max)
      if days.0 != days.1 { return days.0 < days.1 }
      if first.begins != second.begins { return !first.begins }
      return a.offset < b.offset
    }
    for (_, act) in ordered {
      let open = tenures.lastIndex { Gathering.isSame($0.key, act.key) && $0.end == nil }
      if act.begins {
        guard open == nil else { continue }
        tenures.append(Tenure(office: act.office, begin: act.evidence, key: act.key))
      } else if let open {
        tenures[open].end = act.evidence
      } else {
        tenures.append(Tenure(office: act.office, end: act.evidence, key: act.key))
      }
    }
    for (office, key, evidence) in stated { Gathering.see(office, key, evidence, in: &tenures) }
    return tenures.enumerated().sorted { a, b in
      let days = (Gathering.start(a.element), Gathering.start(b.element))
      return days.0 == days.1 ? a.offset < b.offset : days.0 < days.1
    }.map(\.element)
  }

  private static func see(
    _ office: String, _ key: Office, _ evidence: Tenure.Evidence, in tenures: inout [Tenure]
  ) {
    let day = evidence.date.firstDay ?? .max
    let place = tenures.firstIndex { tenure in
      isSame(tenure.key, key)
        && (tenure.begin.flatMap(\.date.firstDay) ?? .min) <= day
        && (tenure.end.flatMap(\.date.lastDay) ?? .max) >= day
    }
    guard let place else {
      tenures.append(
        Tenure(office: office, firstSeen: evidence, lastSeen: evidence, key: key))
      return
    }
    if tenures[place].firstSeen.map({ day < $0.date.firstDay ?? .max }) ?? true {
      tenures[place].firstSeen = evidence
    }
    if tenures[place].lastSeen.map({ day >= $0.date.firstDay ?? .max }) ?? true {
      tenures[place].lastSeen = evidence
    }
  }

  private static func isSame(_ one: Office, _ other: Office) -> Bool {
    one.post == other.post && (one.body == other.body || one.body == nil || other.body == nil)
  }

  private static func start(_ tenure: Tenure) -> Int {
    [tenure.begin, tenure.firstSeen, tenure.end].compactMap { $0?.date.firstDay }.min() ?? .max
  }
}
