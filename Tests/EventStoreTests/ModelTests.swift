import Testing

@testable import EventStore

/// Names, moments, days and identities.
@Suite struct ModelTests {
  @Test func `every day from 1890 to 2110 converts there and back`() throws {
    var day = try #require(CivilDay.daysSince1970(year: 1890, month: 1, day: 1))
    #expect(CivilDay.daysSince1970(year: 1970, month: 1, day: 1) == 0)
    #expect(CivilDay.daysSince1970(year: 2000, month: 3, day: 1) == 11_017)
    for year in 1890...2110 {
      for month in 1...12 {
        let last = try #require(CivilDay.daysInMonth(year: year, month: month))
        for number in 1...last {
          #expect(CivilDay.daysSince1970(year: year, month: month, day: number) == day)
          let civil = CivilDay.civil(daysSince1970: day)
          #expect(civil == (year, month, number))
          day += 1
        }
        #expect(CivilDay.daysSince1970(year: year, month: month, day: last + 1) == nil)
      }
    }
    #expect(CivilDay.daysInMonth(year: 1900, month: 2) == 28)
    #expect(CivilDay.daysInMonth(year: 2000, month: 2) == 29)
  }

  @Test func `a moment reads back what it prints`() {
    for milliseconds: Int64 in [
      0, 1, -1, 1_790_000_000_123, -62_135_596_800_000, 253_402_300_799_999, 951_782_400_000,
    ] {
      let moment = Timestamp(milliseconds: milliseconds)
      #expect(Timestamp(moment.description) == moment)
    }
    #expect(Timestamp(milliseconds: 0).description == "1970-01-01T00:00:00.000Z")
    #expect(Timestamp(milliseconds: -1).description == "1969-12-31T23:59:59.999Z")
  }

  @Test(arguments: [
    "", "2026-11-20", "2026-02-30T08:00:00.000Z", "2026-11-20T24:00:00.000Z",
    "2026-11-20T08:00:00Z", "2026-11-20T08:00:00.000+08:00", "2026-11-20 08:00:00.000Z",
    "0000-01-01T00:00:00.000Z", "2026-13-01T00:00:00.000Z", "2026-11-20T08:60:00.000Z",
  ])
  func `a moment of another form is refused`(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test func `a stream's name reads back what it prints`() {
    for name in ["meeting/17", "archive/0", "log/9007199254740992"] {
      #expect(StreamName(name)?.description == name)
    }
    for wrong in [
      "meeting", "meeting/", "/17", "meeting/017", "meeting/-1", "Meeting/1", "meeting/1/2", "m1/1",
      "meeting/9007199254740993", "\(String(repeating: "m", count: 33))/1",
    ] {
      #expect(StreamName(wrong) == nil)
    }
  }

  @Test func `an identity is a UUID of version 7 in order of time`() {
    let early = EventID(at: Timestamp(milliseconds: 1_000), random: (.max, .max))
    let late = EventID(at: Timestamp(milliseconds: 2_000), random: (0, 0))
    #expect(early.description == "00000000-03e8-7fff-bfff-ffffffffffff")
    #expect(late.description == "00000000-07d0-7000-8000-000000000000")
    #expect(EventID(early.description) == early)
    for wrong in [
      "00000000-03e8-4fff-bfff-ffffffffffff", "00000000-03e8-7fff-cfff-ffffffffffff",
      "00000000-03E8-7fff-bfff-ffffffffffff", "00000000-03e87-fff-bfff-ffffffffffff", "",
    ] {
      #expect(EventID(wrong) == nil)
    }
  }

  @Test func `roles and types keep to their alphabets`() {
    #expect(Role("clerk") != nil)
    #expect(Role("a.b_c-9") != nil)
    for wrong in ["", "Clerk", "张三", "a b", String(repeating: "a", count: 65)] {
      #expect(Role(wrong) == nil)
    }
    #expect(EventType("MeetingRecorded") != nil)
    #expect(EventType("$Redacted")?.belongsToLog == true)
    for wrong in ["", "$", "A-B", "听取", "A$", String(repeating: "A", count: 65)] {
      #expect(EventType(wrong) == nil)
    }
  }

  @Test func `revisions of near and far serials are kept apart`() {
    var revisions = StreamRevisions()
    var model: [StreamName: UInt64] = [:]
    var chance = SeededGenerator(seed: 9)
    for _ in 0..<2000 {
      let near = UInt64.random(in: 0..<50, using: &chance)
      let far = UInt64.random(in: 0..<5, using: &chance) << 40
      let serial = Bool.random(using: &chance) ? near : far
      guard
        let stream = StreamName(category: Bool.random(using: &chance) ? "a" : "b", serial: serial)
      else { continue }
      #expect(revisions.last(of: stream) == model[stream])
      let revision =
        Int.random(in: 0..<10, using: &chance) == 0 ? nil : UInt64.random(in: 0..<9, using: &chance)
      revisions.set(stream, to: revision)
      model[stream] = revision
    }
  }
}
