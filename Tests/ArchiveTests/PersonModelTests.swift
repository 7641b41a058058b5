import EventStore
import TestSupport
import Testing

@testable import Archive

/// Persons and the offices that they held answer as a scan over all records does, whatever was
/// recorded, corrected, withdrawn and merged, and as of any moment.
@Suite struct PersonModelTests {
  private static let names = ["张伟", "王芳", "李强", "刘洋"]
  private static let bodies = ["市审计局", "市政府"]
  private static let offices = ["市长", "秘书长", "市审计局局长"]

  private static func date(_ day: Int) -> String { "2020-01-" + (day < 10 ? "0" : "") + "\(day)" }

  private static func day(_ chance: inout SeededGenerator) -> Int {
    Int.random(in: 1...28, using: &chance)
  }

  // MARK: Minutes

  private static func meeting(_ chance: inout SeededGenerator) -> NaivePeople.Meeting {
    let attendance = (0..<Int.random(in: 0...3, using: &chance)).map { place in
      NaivePeople.Attendee(
        person: chance.pick(names), office: chance.once(in: 3) ? nil : chance.pick(offices),
        isChair: place == 0 && chance.once(in: 2))
    }
    let items = (0..<Int.random(in: 0...3, using: &chance)).map { _ in
      let isOfBody = chance.once(in: 3)
      return NaivePeople.Item(
        action: chance.pick(["任命", "免去"]), person: chance.pick(names),
        post: isOfBody ? "局长" : chance.pick(["市长", "秘书长"]), organ: isOfBody ? "市审计局" : nil,
        day: chance.once(in: 3) ? day(&chance) : nil,
        proposer: chance.once(in: 4) ? chance.pick(names) : nil)
    }
    return NaivePeople.Meeting(
      body: chance.pick(bodies), day: day(&chance), attendance: attendance, items: items)
  }

  private static func minutes(_ meeting: NaivePeople.Meeting, _ title: String) -> String {
    let attendance = meeting.attendance.map { one in
      #"{"person":"\#(one.person)""# + (one.office.map { #","office":"\#($0)""# } ?? "")
        + #","capacity":"\#(one.isChair ? "chair" : "present")"}"#
    }
    return Minutes.meeting(
      title, body: meeting.body, date: date(meeting.day),
      with: attendance.isEmpty ? "" : #""attendance":[\#(attendance.joined(separator: ","))]"#,
      items: meeting.items.map { item in
        #"{"item":"personnel","action":"\#(item.action)","person":"\#(item.person)","post":"\#(item.post)""#
          + (item.organ.map { #","body":"\#($0)""# } ?? "")
          + (item.proposer.map { #","proposer":"\#($0)""# } ?? "")
          + (item.day.map { #","effective":"\#(date($0))""# } ?? "") + "}"
      })
  }

  // MARK: Steps

  /// Corrects something of a meeting or an item that stands; false where nothing would change.
  private static func correct(
    _ archive: Archive, _ model: inout NaivePeople, _ chance: inout SeededGenerator
  ) throws -> Bool {
    let place = Int.random(in: model.meetings.indices, using: &chance)
    let meeting = model.meetings[place]
    let items = meeting.items.indices.filter { !meeting.items[$0].isRetracted }
    let serial = UInt64(place + 1)
    guard !meeting.isRetracted else { return false }
    let change: (number: AccessionNumber, field: String, value: String)
    var corrected = meeting
    switch Int.random(in: 0..<5, using: &chance) {
    case 0 where !meeting.attendance.isEmpty:
      let one = Int.random(in: meeting.attendance.indices, using: &chance)
      corrected.attendance[one].person = chance.pick(names)
      change = (
        AccessionNumber(serial: serial), "attendance[\(one + 1)].person",
        corrected.attendance[one].person
      )
    case 1 where !meeting.attendance.isEmpty:
      let one = Int.random(in: meeting.attendance.indices, using: &chance)
      let office = chance.pick(offices)
      corrected.attendance[one].office = office
      change = (AccessionNumber(serial: serial), "attendance[\(one + 1)].office", office)
    case 2 where !items.isEmpty:
      let item = chance.pick(items)
      corrected.items[item].person = chance.pick(names)
      change = (
        AccessionNumber(serial: serial, item: item + 1), "person", corrected.items[item].person
      )
    case 3 where !items.isEmpty:
      let item = chance.pick(items)
      corrected.items[item].action = chance.pick(["任命", "免去"])
      change = (
        AccessionNumber(serial: serial, item: item + 1), "action", corrected.items[item].action
      )
    default:
      corrected.day = day(&chance)
      change = (AccessionNumber(serial: serial), "date", date(corrected.day))
    }
    do throws(ArchiveError) {
      _ = try archive.correct(
        change.number, [RequestedChange(field: change.field, value: change.value)],
        CorrectionGround(reason: .lateEvidence, authority: "办公厅"))
    } catch {
      guard case .actRefused(_, .isSoAlready) = error else { throw error }
      return false
    }
    model.meetings[place] = corrected
    return true
  }

  private static func retract(
    _ archive: Archive, _ model: inout NaivePeople, _ chance: inout SeededGenerator
  ) throws -> Bool {
    let place = Int.random(in: model.meetings.indices, using: &chance)
    let meeting = model.meetings[place]
    guard !meeting.isRetracted else { return false }
    let items = meeting.items.indices.filter { !meeting.items[$0].isRetracted }
    var number = AccessionNumber(serial: UInt64(place + 1))
    if let item = items.first, !chance.once(in: 4) {
      number = AccessionNumber(serial: number.serial, item: item + 1)
      model.meetings[place].items[item].isRetracted = true
    } else {
      model.meetings[place].isRetracted = true
    }
    _ = try archive.retract(
      number,
      Retraction(reason: .wrongSource, explanation: nil, authority: "办公厅", replacedBy: nil))
    return true
  }

  /// Registers somebody or merges two, where that makes sense.
  private static func registry(
    _ archive: Archive, _ model: inout NaivePeople, _ chance: inout SeededGenerator
  ) throws -> Bool {
    let (one, other) = (chance.pick(names), chance.pick(names))
    do throws(ArchiveError) {
      if chance.once(in: 2) {
        _ = try archive.record(person: .merge(one, into: other))
        model.merge(one, into: other)
      } else {
        var person = PersonRegistration(name: one)
        var evidence: (office: String?, body: String?)
        if !chance.once(in: 4) {
          person.disambiguator = "第\(model.persons.count)"
          if chance.once(in: 2) {
            evidence.office = chance.pick(offices)
          } else {
            evidence.body = chance.pick(bodies)
          }
        }
        person.offices = [evidence.office].compactMap { $0 }
        person.bodies = [evidence.body].compactMap { $0 }
        _ = try archive.record(person: .register(person))
        model.register(one, person.disambiguator, office: evidence.office, body: evidence.body)
      }
    } catch {
      guard case .personRefused = error else { throw error }
      return false
    }
    return true
  }

  // MARK: Comparing

  private static func compare(_ model: NaivePeople, _ index: SearchIndex, _ place: String) {
    for name in names {
      #expect(
        Answers.numbers(index) { $0.persons = [name] }.sorted() == model.found(name),
        "\(name) \(place)")
    }
    for day in [1, 7, 14, 15, 21, 28] {
      guard let part = PartialDate.Part(date(day)) else { continue }
      let holders = index.holders(on: part)
        .map { "\($0.person.label) \($0.tenure.office) \($0.certainty)" }
      #expect(holders.sorted() == model.holders(on: day, offices), "day \(day) \(place)")
    }
    var expected: [String] = []
    for identity in Set(model.mentions.map(\.identity)) {
      let counts = model.counts(identity)
      let numbers = ["chair", "attendance", "proposer", "personnel"].map { counts[$0] ?? 0 }
      expected.append("\(model.label(identity)) \(numbers)")
    }
    let people = index.people.filter { $0.records > 0 }.map { person in
      "\(person.label) \([person.chaired, person.attended, person.proposed, person.personnel])"
    }
    #expect(people.sorted() == expected.sorted(), "\(place)")
  }

  @Test(arguments: 0..<10)
  func `people answer as a scan over the records does, as of any moment`(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    var model = NaivePeople()
    let archive = try Archives.found()
    // Both bodies are known from the beginning, and everybody is somebody.
    for body in Self.bodies {
      var first = NaivePeople.Meeting(body: body, day: 1, attendance: [], items: [])
      first.attendance = Self.names.map { .init(person: $0, office: nil, isChair: false) }
      _ = try archive.record(Minutes.drafts([Self.minutes(first, "始\(body)")]))
      model.meetings.append(first)
    }
    var moments: [(end: Position, model: NaivePeople)] = []
    var done = [0, 0, 0, 0]
    for step in 0..<45 {
      let kind = Int.random(in: 0..<10, using: &chance)
      var isDone = true
      switch kind {
      case 0..<4:
        let meeting = Self.meeting(&chance)
        _ = try archive.record(Minutes.drafts([Self.minutes(meeting, "第\(step)次")]))
        model.meetings.append(meeting)
        done[0] += 1
      case 4..<7:
        isDone = try Self.correct(archive, &model, &chance)
        done[1] += isDone ? 1 : 0
      case 7:
        isDone = try Self.retract(archive, &model, &chance)
        done[2] += isDone ? 1 : 0
      default:
        isDone = try Self.registry(archive, &model, &chance)
        done[3] += isDone ? 1 : 0
      }
      if isDone { moments.append((Position(try archive.index().eventCount - 1), model)) }
    }
    #expect(done[0] > 5 && done[1] > 0 && done[3] > 1, "\(done)")
    // There is something to be told apart.
    let holders = (1...28).flatMap { model.holders(on: $0, Self.offices) }
    #expect(holders.contains { $0.hasSuffix(" certain") || $0.hasSuffix("uncertain") })
    for (end, model) in moments where chance.once(in: 4) || end == moments.last?.end {
      Self.compare(model, try archive.index(asOf: .position(end)), "seed \(seed) @\(end)")
    }
  }
}
