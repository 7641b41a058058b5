import EventStore
import TestSupport
import Testing

@testable import Archive

/// Minutes in: all of them or none.
@Suite struct RecordingTests {
  private static let meeting = Minutes.meeting(
    with: #""ordinal":40"#, items: [Minutes.matter(), Minutes.matter("二")])

  private static func types(_ archive: Archive) throws -> [String] {
    try Stores.read(archive.store).events.map(\.type.name)
  }

  /// How recording fails; nothing where it does not.
  private static func failure(
    of records: [String], by archive: Archive, wait: Int = 5000, isRehearsal: Bool = false
  ) throws -> ArchiveError? {
    let drafts = try Minutes.drafts(records)
    do throws(ArchiveError) {
      _ = try archive.record(drafts, wait: wait, isRehearsal: isRehearsal)
      return nil
    } catch {
      return error
    }
  }

  private static func refusals(
    of records: [String], by archive: Archive, isRehearsal: Bool = false
  ) throws -> [RefusedRecord] {
    switch try failure(of: records, by: archive, isRehearsal: isRehearsal) {
    case .refused(let records): records
    case nil, .store, .unknownZone, .noDays, .noIndex, .unknownRecord, .actRefused, .topicRefused,
      .bodyRefused, .personRefused:
      []
    }
  }

  @Test func `an archive begins with its founding and the openness of what states none`() throws {
    for openness in Openness.allCases {
      let archive = try Archives.found(openness: openness)
      let events = try Stores.read(archive.store).events
      #expect(events.map(\.type.name) == ["ArchiveFounded"])
      #expect(events.map(\.stream.description) == ["archive/0"])
      #expect(events.map(\.text) == [#"{"defaultOpenness":"\#(openness.rawValue)"}"#])
    }
  }

  @Test func `an archive of a zone that nobody knows is not founded`() throws {
    let storage = MemoryStorage()
    do throws(ArchiveError) {
      _ = try Archive.found(in: storage, name: "试验", zone: "Asia/Chongqin")
      Issue.record("an unknown zone was taken")
    } catch .unknownZone(let zone) {
      #expect(zone == "Asia/Chongqin")
    }
    #expect(storage.paths.isEmpty)
  }

  @Test func `what is recorded is what the drafts say`() throws {
    let archive = try Archives.found()
    let drafts = try Minutes.drafts([Self.meeting, Minutes.document()])
    let report = try archive.record(drafts)
    #expect(report.outcomes.map(\.accession.description) == ["1", "2"])
    #expect(report.outcomes.map(\.title) == ["第四十次主任会议", "指导意见"])
    #expect(report.outcomes.map(\.date.description) == ["2020-09-18", "unknown"])
    #expect(report.outcomes.map(\.itemCount) == [2, 0])
    #expect(report.outcomes.map(\.isAlreadyRecorded) == [false, false])
    let events = try Stores.read(archive.store).events
    let registration = #"{"name":"市人大常委会","automatic":true}"#
    let recorded: [String] = drafts.flatMap { draft in [draft.payloadText] + draft.itemTexts }
    #expect(events.dropFirst().map(\.text) == [registration] + recorded)
    #expect(
      events.map(\.stream.description) == [
        "archive/0", "body/1", "meeting/1", "meeting/1", "meeting/1", "document/2",
      ])
  }

  @Test func `several records are one batch`() throws {
    let archive = try Archives.found()
    _ = try archive.record(
      Minutes.drafts([Self.meeting, Minutes.document(), Minutes.meeting("乙")]))
    #expect(
      try Stores.read(archive.store).events.map(\.continues) == [
        false, true, true, true, true, true, false,
      ])
  }

  @Test func `minutes that are there already are left as they are`() throws {
    let archive = try Archives.found()
    let drafts = try Minutes.drafts([Self.meeting, Minutes.document()])
    _ = try archive.record(drafts)
    let again = try archive.record(drafts.reversed() + Minutes.drafts([Minutes.meeting("新")]))
    #expect(again.outcomes.map(\.accession.description) == ["2", "1", "3"])
    #expect(again.outcomes.map(\.isAlreadyRecorded) == [true, true, false])
    #expect(try Self.types(archive).count == 7)
    _ = try archive.record(drafts)
    #expect(try Self.types(archive).count == 7)
  }

  @Test func `minutes that stand twice in one batch are recorded once`() throws {
    let archive = try Archives.found()
    let outcomes = try archive.record(Minutes.drafts([Self.meeting, Self.meeting])).outcomes
    #expect(outcomes.map(\.accession.description) == ["1", "1"])
    #expect(outcomes.map(\.isAlreadyRecorded) == [false, true])
    #expect(try Self.types(archive).count == 5)
  }

  @Test func `one refusal refuses the batch, and every refused record is told`() throws {
    let archive = try Archives.found()
    _ = try archive.record(Minutes.drafts([Self.meeting]))
    let other = Minutes.meeting(with: #""ordinal":40,"place":"别处""#)
    let records = [
      Minutes.meeting("新"), other, Minutes.document(), other,
      Minutes.document(with: #""genre":"意见""#),
    ]
    for isRehearsal in [true, false] {
      let refused = try Self.refusals(of: records, by: archive, isRehearsal: isRehearsal)
      #expect(refused.map(\.source.line) == [2, 4, 5])
      #expect(refused.map(\.source.file) == ["minutes.jsonl", "minutes.jsonl", "minutes.jsonl"])
      let first = AccessionNumber(serial: 1)
      #expect(refused.first?.refusal == .otherContent(first, differingIn: ["place", "items"]))
      // The archive does not know the other document yet: it is of the same batch.
      let beside = MinutesPlace(file: "minutes.jsonl", line: 3)
      #expect(refused.last?.refusal == .otherMinutes(beside, differingIn: ["genre"]))
    }
    #expect(try Self.types(archive).count == 5)
  }

  @Test func `a rehearsal tells everything and records nothing`() throws {
    let storage = MemoryStorage()
    let archive = try Archives.found(in: storage)
    let before = storage.copy()
    // Somebody else is writing, which does not matter.
    let writer = try archive.store.writer()
    defer { writer.close() }
    let drafts = try Minutes.drafts([Self.meeting, Minutes.document()])
    let report = try archive.record(drafts, isRehearsal: true)
    #expect(report.outcomes.map(\.accession.description) == ["1", "2"])
    #expect(report.outcomes.map(\.isAlreadyRecorded) == [false, false])
    #expect(storage.bytes(of: Stores.firstSegment) == before.bytes(of: Stores.firstSegment))
  }

  @Test func `nothing is recorded where nothing is asked`() throws {
    let archive = try Archives.found()
    #expect(try archive.record([]).outcomes.isEmpty)
    #expect(try Self.types(archive) == ["ArchiveFounded"])
  }

  @Test func `numbers are never used again`() throws {
    let storage = MemoryStorage()
    _ = try Archives.found(in: storage)
    var numbers: [String] = []
    for round in 0..<4 {
      let archive = try Archive(storage)
      let records = (0..<3).map { Minutes.meeting("第\(round)轮第\($0)个") } + [Self.meeting]
      let outcomes = try archive.record(Minutes.drafts(records)).outcomes
      numbers += outcomes.filter { !$0.isAlreadyRecorded }.map { "\($0.accession)" }
      let refused = [Minutes.meeting("又"), Minutes.meeting(with: #""ordinal":40"#)]
      #expect(try Self.refusals(of: refused, by: archive).count == 1)
    }
    #expect(numbers == (1...13).map(String.init))
  }

  @Test(arguments: [0, 1, 300])
  func `a write that fails records nothing, and gives no number away`(written: Int) throws {
    let storage = MemoryStorage()
    let archive = try Archives.found(in: storage)
    _ = try archive.record(Minutes.drafts([Minutes.document()]))
    let before = storage.bytes(of: Stores.firstSegment)
    storage.fail { operation, path, _ in
      operation == .write && path.hasPrefix("log/") ? .full(written: written) : nil
    }
    guard case .store(.notRecorded(let error)) = try Self.failure(of: [Self.meeting], by: archive)
    else {
      Issue.record("a full disk took minutes")
      return
    }
    #expect(error.isFull)
    storage.fail(nil)
    #expect(storage.bytes(of: Stores.firstSegment) == before)
    let report = try archive.record(Minutes.drafts([Self.meeting]))
    #expect(report.outcomes.map(\.accession.description) == ["2"])
    #expect(report.repairs.isEmpty)
  }

  @Test func `what an unfinished write left is told and put away`() throws {
    let storage = MemoryStorage()
    let archive = try Archives.found(in: storage)
    let bytes = try #require(storage.bytes(of: Stores.firstSegment))
    storage.put(bytes + Array("{\"crc\":\"0000".utf8), into: Stores.firstSegment)
    let report = try archive.record(Minutes.drafts([Self.meeting]))
    #expect(report.repairs.count == 1)
    #expect(try Self.types(archive).count == 5)
  }

  @Test func `one writer at a time`() throws {
    let archive = try Archives.found()
    let writer = try archive.store.writer()
    defer { writer.close() }
    guard case .store(.locked) = try Self.failure(of: [Self.meeting], by: archive, wait: 100) else {
      Issue.record("two writers")
      return
    }
  }

  @Test func `a stream that is there already is not taken for a new record`() throws {
    let archive = try Archives.found()
    // Nobody but a foreign program leaves the next stream with an event that is no record.
    try archive.store.writer().append(Stores.events(1), to: Stores.stream("document", 1))
    let report = try archive.record(Minutes.drafts([Minutes.document()]))
    #expect(report.outcomes.map(\.accession.description) == ["2"])
  }

  @Test func `damage in the way is told before anything is recorded`() throws {
    let storage = MemoryStorage()
    let archive = try Archives.found(in: storage)
    _ = try archive.record(Minutes.drafts([Self.meeting]))
    let damaged = try #require(storage.bytes(of: Stores.firstSegment)?.count) - 10
    // Damage in the last batch could not be told from an unfinished write.
    _ = try archive.record(Minutes.drafts([Minutes.meeting("后")]))
    var bytes = try #require(storage.bytes(of: Stores.firstSegment))
    bytes[damaged] ^= 1
    storage.put(bytes, into: Stores.firstSegment)
    for isRehearsal in [true, false] {
      let failure = try Self.failure(
        of: [Minutes.document()], by: archive, isRehearsal: isRehearsal)
      guard case .store(.damaged(let damages)) = failure else {
        Issue.record("minutes were recorded behind damage")
        continue
      }
      #expect(!damages.isEmpty)
    }
    #expect(storage.bytes(of: Stores.firstSegment) == bytes)
  }

  @Test func `progress tells every record`() throws {
    let archive = try Archives.found()
    var told: [[Int]] = []
    _ = try archive.record(
      Minutes.drafts([Self.meeting, Minutes.document()]), progress: { told.append([$0, $1]) })
    #expect(told == [[1, 2], [2, 2]])
  }
}
