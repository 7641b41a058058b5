import EventStore
import TestSupport
import Testing

@testable import Archive

/// What had been recorded by some moment, and the days of the archive's zone.
@Suite struct RecordingMomentTests {
  @Test(arguments: [
    ("2020", "2020"), ("2020-09", "2020-09"), ("2020-09-18", "2020-09-18"),
    ("2020年9月18日", "2020-09-18"),
    ("@0", "@0"), ("@1234", "@1234"), ("1234", "1234"), ("@9007199254740991", "@9007199254740991"),
  ])
  func `a moment is a day, a month, a year or a position`(text: String, read: String) {
    #expect(RecordingMoment(text)?.description == read)
  }

  @Test(arguments: [
    "", "@", "@-1", "@x", "@ 1", "12345", "17", "2020-13", "@9007199254740992", "昨天",
    "2020-09-18T08:00:00.000Z",
  ])
  func `what is no moment is refused`(text: String) {
    #expect(RecordingMoment(text) == nil)
  }

  @Test func `zones are those of the machine's database`() {
    for name in ["UTC", "Asia/Shanghai", "America/Chicago", "Etc/GMT+8"] {
      #expect(Zone(name)?.name == name)
    }
    for name in ["", "Asia/Chongqin", "Mars/Olympus", "/etc/passwd", "../zoneinfo/UTC", "Asia"] {
      #expect(Zone(name) == nil)
    }
  }

  @Test(arguments: [
    ("UTC", "2026-11-20", "2026-11-21T00:00:00.000Z"),
    ("Asia/Shanghai", "2026-11-20", "2026-11-20T16:00:00.000Z"),
    ("America/Chicago", "2026-07-01", "2026-07-02T05:00:00.000Z"),
    ("America/Chicago", "2026-12-01", "2026-12-02T06:00:00.000Z"),
    // The days on which the clocks change, and the days before.
    ("America/Chicago", "2026-03-07", "2026-03-08T06:00:00.000Z"),
    ("America/Chicago", "2026-03-08", "2026-03-09T05:00:00.000Z"),
    ("America/Chicago", "2026-10-31", "2026-11-01T05:00:00.000Z"),
    ("America/Chicago", "2026-11-01", "2026-11-02T06:00:00.000Z"),
    ("Europe/Berlin", "2026-03-29", "2026-03-29T22:00:00.000Z"),
    ("Asia/Kathmandu", "2026-01-01", "2026-01-01T18:15:00.000Z"),
    ("Asia/Shanghai", "2026-12", "2026-12-31T16:00:00.000Z"),
    ("Asia/Shanghai", "2026", "2026-12-31T16:00:00.000Z"),
  ])
  func `a day ends at midnight of its zone`(zone: String, day: String, moment: String) throws {
    let part = try #require(PartialDate.Part(day))
    #expect(Zone(zone)?.end(ofDay: part.lastDay).description == moment)
  }

  @Test(arguments: ["Asia/Hong_Kong", "America/New_York", "Asia/Ho_Chi_Minh"])
  func `zones may have every character that the database uses`(name: String) {
    #expect(Zone(name)?.name == name)
  }

  @Test func `a day whose midnight is passed over ends when the next one begins`() throws {
    // Cuba's clocks go from 24:00, which is 05:00 in UTC, to 01:00.
    let part = try #require(PartialDate.Part("2026-03-07"))
    #expect(
      Zone("America/Havana")?.end(ofDay: part.lastDay).description == "2026-03-08T05:00:00.000Z")
  }

  @Test func `as of a day is as of the end of that day in the archive's zone`() throws {
    let world = TestWorld(now: "2026-11-20T15:59:59.999Z")
    let archive = try Archives.found(zone: "Asia/Shanghai", world: world)
    _ = try archive.record(Minutes.drafts([Minutes.meeting("甲")]))
    world.now = try #require(Timestamp("2026-11-20T16:00:00.000Z"))
    _ = try archive.record(Minutes.drafts([Minutes.meeting("乙")]))
    for (text, count) in [
      ("2026-11-19", 0), ("2026-11-20", 1), ("2026-11-21", 2), ("2026-10", 0), ("2026-11", 2),
      ("2026", 2),
      ("2025", 0), ("9999", 2),
    ] {
      let index = try archive.index(asOf: RecordingMoment(text))
      #expect(index.search(Query()).total == count, "\(text)")
    }
  }

  @Test func `as of a position is what an archive with only these events holds`() throws {
    let storage = MemoryStorage()
    let archive = try Archives.found(in: storage, openness: .conditional)
    var chance = SeededGenerator(seed: 43)
    var earlier: [(end: UInt64, text: String)] = []
    let model = ModelArchive(&chance, count: 24)
    for part in stride(from: 0, to: model.minutes.count, by: 3) {
      _ = try archive.record(
        Minutes.drafts(Array(model.minutes[part..<min(part + 3, model.minutes.count)])))
      // A storage of its own holds these events and no others.
      let index = try Archive(storage.copy()).index()
      earlier.append((index.eventCount, Archives.everything(in: index)))
    }
    #expect(earlier.count == 8)
    for (end, text) in earlier {
      let index = try archive.index(asOf: .position(Position(end - 1)))
      #expect(Archives.everything(in: index) == text)
      #expect(index.eventCount == end)
    }
  }

  @Test func `an index that goes on reading is the one that is built anew`() throws {
    let archive = try Archives.found()
    var chance = SeededGenerator(seed: 44)
    let model = ModelArchive(&chance, count: 12)
    var index = try archive.index()
    for record in model.minutes {
      _ = try archive.record(Minutes.drafts([record]))
      _ = try archive.store.bringUp(&index)
      #expect(Archives.everything(in: index) == Archives.everything(in: try archive.index()))
    }
  }

  @Test func `the index knows the log's checkpoint where it was asked to`() throws {
    let archive = try Archives.found()
    _ = try archive.record(
      Minutes.drafts([Minutes.meeting(items: [Minutes.matter()]), Minutes.document()]))
    #expect(try archive.index(withRoot: true).logCheckpoint == (try archive.store.checkpoint()))
    #expect(try archive.index().logCheckpoint == nil)
  }
}
