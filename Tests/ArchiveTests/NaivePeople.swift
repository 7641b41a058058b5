@testable import Archive

/// Persons and their offices, as a scan over all records finds them each time.
///
/// Days are numbered days of one month, so that they can be compared as numbers.
struct NaivePeople {
  struct Attendee {
    var person: String
    var office: String?
    var isChair: Bool
  }

  struct Item {
    var action: String
    var person: String
    var post: String
    var organ: String?
    var day: Int?
    var proposer: String?
    var isRetracted = false
  }

  struct Meeting {
    var body: String
    var day: Int
    var attendance: [Attendee]
    var items: [Item]
    var isRetracted = false
  }

  /// A registered person, or several that turned out to be one.
  struct Person {
    var label: String
    var names: Set<String>
    /// Names that are this person's without evidence.
    var plain: Set<String>
    var bodies: Set<String>
    var offices: Set<String>
  }

  enum Identity: Hashable {
    case person(Int)
    case name(String)
  }

  struct Mention {
    let accession: String
    let role: String
    let identity: Identity
    let office: String?
    let day: Int
    let action: String?
  }

  var meetings: [Meeting] = []
  /// By the order of registration; nothing in place of one that was merged into another.
  var persons: [Person?] = []

  // MARK: Persons

  func having(_ name: String) -> [Int] {
    persons.indices.filter { persons[$0]?.names.contains(name) ?? false }
  }

  func identity(_ name: String, office: String?, bodies: Set<String>) -> Identity {
    let all = having(name)
    let borneOut = all.filter { number in
      guard let person = persons[number] else { return false }
      return office.map(person.offices.contains) ?? false || !person.bodies.isDisjoint(with: bodies)
    }
    if borneOut.count == 1 { return .person(borneOut[0]) }
    let owners = all.filter { persons[$0]?.plain.contains(name) ?? false }
    return owners.count == 1 ? .person(owners[0]) : .name(name)
  }

  /// Everybody whom a name may mean.
  func identities(of name: String) -> Set<Identity> {
    let all = having(name)
    let isOwned = all.contains { persons[$0]?.plain.contains(name) ?? false }
    return Set(all.map { .person($0) } + (isOwned ? [] : [.name(name)]))
  }

  mutating func register(_ name: String, _ disambiguator: String?, office: String?, body: String?) {
    persons.append(
      Person(
        label: name + (disambiguator.map { "（\($0)）" } ?? ""), names: [name],
        plain: disambiguator == nil ? [name] : [], bodies: Set([body].compactMap { $0 }),
        offices: Set([office].compactMap { $0 })))
  }

  /// Carries out a merging that was accepted.
  mutating func merge(_ name: String, into other: String) {
    // Whoever is known by name alone is registered, the one that stays first.
    for text in [other, name] where having(text).isEmpty {
      register(text, nil, office: nil, body: nil)
    }
    let (one, two) = (having(other)[0], having(name)[0])
    guard one != two, let old = persons[two] else { return }
    persons[one]?.names.formUnion(old.names)
    persons[one]?.plain.formUnion(old.plain)
    persons[one]?.bodies.formUnion(old.bodies)
    persons[one]?.offices.formUnion(old.offices)
    persons[two] = nil
  }

  // MARK: Mentions

  /// Everybody whom records that stand name.
  var mentions: [Mention] {
    var found: [Mention] = []
    for (place, meeting) in meetings.enumerated() where !meeting.isRetracted {
      for one in meeting.attendance {
        found.append(
          Mention(
            accession: "\(place + 1)", role: one.isChair ? "chair" : "attendance",
            identity: identity(one.person, office: one.office, bodies: [meeting.body]),
            office: one.office, day: meeting.day, action: nil))
      }
      for (order, item) in meeting.items.enumerated() where !item.isRetracted {
        let accession = "\(place + 1).\(order + 1)"
        let bodies = Set([meeting.body, item.organ].compactMap { $0 })
        found.append(
          Mention(
            accession: accession, role: "personnel",
            identity: identity(item.person, office: item.post, bodies: bodies),
            office: (item.organ ?? "") + item.post, day: item.day ?? meeting.day,
            action: item.action))
        if let proposer = item.proposer {
          found.append(
            Mention(
              accession: accession, role: "proposer",
              identity: identity(proposer, office: nil, bodies: [meeting.body]), office: nil,
              day: meeting.day, action: nil))
        }
      }
    }
    return found
  }

  /// The records that a question about a person finds.
  func found(_ name: String) -> [String] {
    let wanted = identities(of: name)
    let mentions = mentions.filter { wanted.contains($0.identity) }
    var found = Set(mentions.map(\.accession))
    // The chair of a meeting is found by its items, too.
    for chair in mentions where chair.role == "chair" {
      guard let serial = Int(chair.accession) else { continue }
      for (order, item) in meetings[serial - 1].items.enumerated() where !item.isRetracted {
        found.insert("\(serial).\(order + 1)")
      }
    }
    return found.sorted()
  }

  /// How often somebody stands in each role.
  func counts(_ identity: Identity) -> [String: Int] {
    var counts: [String: Int] = [:]
    for mention in mentions where mention.identity == identity {
      counts[mention.role, default: 0] += 1
    }
    return counts
  }

  // MARK: Offices

  struct Tenure {
    var begin: Int?
    var end: Int?
    var seen: [Int] = []

    func holds(on day: Int) -> String? {
      if let end, end < day { return nil }
      if let begin, begin > day { return nil }
      let isBefore = begin != nil || seen.contains { $0 <= day }
      let isAfter = end.map { $0 > day } ?? false || seen.contains { $0 >= day }
      if isBefore, isAfter { return "certain" }
      return begin != nil || end != nil ? "uncertain" : nil
    }
  }

  /// The times in which somebody held an office.
  func tenures(_ identity: Identity, _ office: String) -> [Tenure] {
    let mentions = mentions.filter { $0.identity == identity && $0.office == office }
    var tenures: [Tenure] = []
    for day in 1...28 {
      let acts = mentions.filter { $0.action != nil && $0.day == day }
      // In one day somebody is removed first and appointed then.
      for act in acts where act.action == "免去" {
        if let last = tenures.indices.last, tenures[last].end == nil {
          tenures[last].end = act.day
        } else {
          tenures.append(Tenure(end: act.day))
        }
      }
      if acts.contains(where: { $0.action == "任命" }), tenures.last.map({ $0.end != nil }) ?? true {
        tenures.append(Tenure(begin: day))
      }
    }
    var rest = Tenure()
    for seen in mentions where seen.action == nil {
      let place = tenures.firstIndex { $0.begin ?? 0 <= seen.day && $0.end ?? 99 >= seen.day }
      if let place { tenures[place].seen.append(seen.day) } else { rest.seen.append(seen.day) }
    }
    return rest.seen.isEmpty ? tenures : tenures + [rest]
  }

  /// Who held which office on a day, and how surely.
  func holders(on day: Int, _ offices: [String]) -> [String] {
    Set(mentions.map(\.identity)).flatMap { identity in
      offices.flatMap { office in
        tenures(identity, office).compactMap { $0.holds(on: day) }
          .map { "\(label(identity)) \(office) \($0)" }
      }
    }.sorted()
  }

  func label(_ identity: Identity) -> String {
    switch identity {
    case .person(let number): persons[number]?.label ?? ""
    case .name(let name): name
    }
  }
}
