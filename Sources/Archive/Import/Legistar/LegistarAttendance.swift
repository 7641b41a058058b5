import EventStore

/// Who attended a meeting of Legistar, by its roll calls.
struct LegistarAttendance {
  private(set) var list: [ImportedObject] = []
  /// The word by which each of them was called, by name.
  private var words: [String: String] = [:]
  /// Words that say more than a capacity does, each with whom it was said of.
  private var others: [(word: String, names: [String])] = []
  private var hasCalled = false

  /// Reads a roll call; what a later one says otherwise is kept with its item.
  mutating func read(
    _ calls: [(value: JSONValue, path: String)], in item: ForeignObject,
    item object: inout ImportedObject, _ journal: inout ImportJournal
  ) throws(ImportError) {
    var later: [String] = []
    for (value, path) in calls {
      let call = ForeignObject(
        value, in: item.source, path: path, label: "Items.RollCall.", prefixes: ["RollCall"])
      guard let name = try call.line("fullname", "personname", "name", journal: &journal),
        let word = try call.line("value", "valuename", journal: &journal)
      else { continue }
      var rest = ImportedObject()
      call.keep(LegistarAttendance.roles, in: &rest, journal: &journal)
      for note in rest.notes { object.note("RollCall, \(name)", note) }
      if let before = words[name] {
        if before != word { later.append("\(name): \(word)") }
        continue
      }
      words[name] = word
      add(name, word)
      if hasCalled { later.append("\(name): \(word)") }
    }
    if !calls.isEmpty { hasCalled = true }
    if !later.isEmpty {
      object.note("RollCall", later.joined(separator: "; "))
      journal.losses.add(.inNotes, "Items.RollCall", at: item.place)
    }
  }

  private mutating func add(_ name: String, _ word: String) {
    let capacity = ForeignWords.capacity(of: word)
    if let capacity { list.append(.attendance(name, as: capacity)) }
    guard capacity != word.lowercased() else { return }
    if let index = others.firstIndex(where: { $0.word == word }) {
      others[index].names.append(name)
    } else {
      others.append((word, [name]))
    }
  }

  /// Notes what was said of some besides their capacity.
  func note(
    in record: inout ImportedObject, _ journal: inout ImportJournal, at place: ImportPlace
  ) {
    for (word, names) in others {
      record.note("RollCall, \(word)", names.joined(separator: "; "))
      journal.losses.add(.inNotes, "Items.RollCall.Value", at: place)
    }
  }

  private static let roles: [String: FieldRole] = [
    "fullname": .used, "personname": .used, "name": .used, "value": .used, "valuename": .used,
    "id": .technical, "guid": .technical, "slug": .technical, "valueid": .technical,
    "sort": .technical, "lastmodifiedutc": .technical, "rowversion": .technical,
    "personid": .technical, "result": .technical, "eventitemid": .technical,
  ]
}

/// The votes on an item of Legistar.
struct LegistarVotes {
  /// How many voted in which way.
  private(set) var counts = ImportedObject()
  /// Who voted in which way, the ways in the order of the file.
  private var ways: [(word: String, names: [String])] = []
  /// What else was said of somebody's vote.
  private var others: [String] = []

  private static let roles: [String: FieldRole] = [
    "valuename": .used, "value": .used, "vote": .used, "fullname": .used, "personname": .used,
    "name": .used, "id": .technical, "guid": .technical, "slug": .technical,
    "valueid": .technical, "voteid": .technical, "sort": .technical, "personid": .technical,
    "eventitemid": .technical, "lastmodifiedutc": .technical, "rowversion": .technical,
    "result": .technical,
  ]

  init(_ item: ForeignObject, _ journal: inout ImportJournal) throws(ImportError) {
    var numbers: [String: Int] = [:]
    for (value, path) in try item.objects("votes") {
      let vote = ForeignObject(
        value, in: item.source, path: path, label: "Items.Votes.", prefixes: ["Vote"])
      guard
        let word = try vote.line("valuename", "value", "vote", journal: &journal)
      else { continue }
      let name = try vote.line("fullname", "personname", "name", journal: &journal) ?? "—"
      var rest = ImportedObject()
      vote.keep(LegistarVotes.roles, in: &rest, journal: &journal)
      others += rest.notes.map { "\(name), \($0)" }
      numbers[ForeignWords.vote(of: word), default: 0] += 1
      if let index = ways.firstIndex(where: { $0.word == word }) {
        ways[index].names.append(name)
      } else {
        ways.append((word, [name]))
      }
    }
    for (name, count) in numbers { counts[name] = .integer(count) }
  }

  var isEmpty: Bool { ways.isEmpty }

  /// Notes who voted in which way.
  func note(
    in record: inout ImportedObject, _ journal: inout ImportJournal, at item: ForeignObject
  ) {
    for (word, names) in ways {
      record.note("Votes, \(word)", names.joined(separator: "; "))
      journal.losses.add(.inNotes, "Items.Votes", at: item.place)
    }
    for other in others { record.note("Votes", other) }
  }
}
