import EventStore

/// Takes records that name some persons; all where nobody is asked for.
struct PersonFilter {
  private let isOpen: Bool
  /// Groups of names that are asked for, whoever has them.
  private var groups: Set<Int> = []
  /// Persons that are asked for, and groups of names that may be theirs.
  private var persons: Set<PersonRegistry.Identity> = []
  private var possible: Set<Int> = []
  private let index: SearchIndex

  init(_ names: [String], _ index: SearchIndex) {
    isOpen = names.isEmpty
    self.index = index
    for name in names {
      let identities = index.persons.identities(of: name)
      for identity in identities {
        switch identity {
        case .name(let key):
          // Where nobody registered shares the name, everything that has it is meant.
          if let group = index.personNames.group(withKey: key) {
            if identities.count == 1 { groups.insert(group) } else { possible.insert(group) }
          }
        case .registered(let number):
          possible.formUnion(
            index.persons.persons[number].names.compactMap(index.personNames.group(withKey:)))
        }
        persons.insert(identity)
      }
    }
  }

  func fits(_ record: IndexedRecord) -> Bool {
    isOpen || isNamed(in: record) || isAmongOrgans(in: record)
  }

  /// Whether somebody who is asked for stands where most often organs do: among those who give a
  /// report, or propose somebody.
  private func isAmongOrgans(in record: IndexedRecord) -> Bool {
    guard PersonFilter.mayNameOrgans(record),
      let root = try? JSONDocument(record.payload).root
    else { return false }
    return index.mentions(in: record, root).contains { mention, identity in
      mention.role.isMostlyOrgans && persons.contains(identity)
    }
  }

  /// Whether a record may name somebody where most often organs stand.
  static func mayNameOrgans(_ record: IndexedRecord) -> Bool {
    (record.kind == .personnel || record.kind == .report)
      && members.contains { ByteSearch.find($0, in: record.payload, from: 0) != nil }
  }

  private static let members = [#""presenters":"#, #""proposer":"#].map { Array($0.utf8) }

  private func isNamed(in record: IndexedRecord) -> Bool {
    let names = record.persons + record.chairs
    if names.contains(where: { groups.contains(index.personNames.group(of: $0)) }) { return true }
    guard !possible.isEmpty,
      names.contains(where: { possible.contains(index.personNames.group(of: $0)) })
    else { return false }
    // An item also has the chairs of its meeting, which stand in the meeting's payload.
    return mentionsPerson(record)
      || record.meeting.map { mentionsPerson(index.records[$0], asChair: true) } ?? false
  }

  private func mentionsPerson(_ record: IndexedRecord, asChair: Bool = false) -> Bool {
    guard let root = try? JSONDocument(record.payload).root else { return false }
    return index.mentions(in: record, root).contains { mention, identity in
      (!asChair || mention.role == .chair) && !mention.role.isMostlyOrgans
        && persons.contains(identity)
    }
  }
}
