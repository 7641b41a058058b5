import EventStore
import Foundation
import TestSupport
import Testing

@testable import Archive

/// Dates as far as they are known.
@Suite struct PartialDateTests {
  @Test(arguments: [
    "2020", "2020-09", "2020-09-18", "2020-02-29", "1000", "1000-01-01", "9999-12-31",
    "2020-09-18/2020-09-20", "../2020-04-22", "2020-04-22/..", "2020/2021-06", "../2020",
    "2020-09-30/2020-09", "2020-09/2020-09", "unknown",
  ])
  func `a date reads back what it prints`(text: String) {
    #expect(PartialDate(text)?.description == text)
  }

  @Test(arguments: [
    "", " ", "202", "20200", "0999", "0000", "2020-9", "2020-9-18", "2020-09-1", "2020-00",
    "2020-13",
    "2020-09-00", "2020-09-31", "2021-02-29", "1900-02-29", "2020-02-30", "2020-09-18-", "-2020",
    "2020-", "2020/", "/2020", "../..", "..", "unknown/2020", "2020/unknown", "Unknown", "UNKNOWN",
    "2020/2021/2022", "2020-09-18 ", " 2020", "2020-09-18T08:00", "２０２０", "2020–09", "2020.09",
    "+2020", "2020-+9-18", "二〇二〇",
  ])
  func `what has another form or names no real day is refused`(text: String) {
    #expect(PartialDate(text) == nil)
  }

  @Test(arguments: [
    "2020-09-20/2020-09-18", "2021/2020", "2020-10/2020-09", "2020-10-01/2020-09",
    "2021/2020-12-31",
  ])
  func `a range that ends before it begins is refused`(text: String) {
    #expect(PartialDate(text) == nil)
  }

  @Test func `a range needs at least one end`() throws {
    let part = try #require(PartialDate.Part(year: 2020))
    #expect(PartialDate(from: nil, to: nil) == nil)
    #expect(PartialDate(from: part, to: nil)?.description == "2020/..")
    #expect(PartialDate(from: nil, to: part)?.description == "../2020")
  }

  @Test func `a part needs a month for its day, and a calendar that has it`() {
    #expect(PartialDate.Part(year: 2020, month: nil, day: 1) == nil)
    #expect(PartialDate.Part(year: 999) == nil)
    #expect(PartialDate.Part(year: 10_000) == nil)
    #expect(PartialDate.Part(year: 2020, month: 0) == nil)
    #expect(PartialDate.Part(year: 2023, month: 2, day: 29) == nil)
    #expect(PartialDate.Part(year: 2024, month: 2, day: 29)?.description == "2024-02-29")
  }

  @Test func `days are those of Foundation's calendar`() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    var chance = SeededGenerator(seed: 21)
    for _ in 0..<2000 {
      // Before 1583 Foundation's calendar is the Julian one.
      let year = Int.random(in: 1583...9999, using: &chance)
      let month = Int.random(in: 1...12, using: &chance)
      let day = Int.random(in: 1...31, using: &chance)
      let part = PartialDate.Part(year: year, month: month, day: day)
      let components = DateComponents(year: year, month: month, day: day)
      #expect((part != nil) == components.isValidDate(in: calendar), "\(year)-\(month)-\(day)")
      guard let part, let date = calendar.date(from: components) else { continue }
      #expect(part.firstDay == Int(date.timeIntervalSince1970) / 86_400)
      #expect(part.lastDay == part.firstDay)
      let whole = try #require(PartialDate.Part(year: year, month: month))
      let last = try #require(calendar.range(of: .day, in: .month, for: date))
      #expect(whole.lastDay - whole.firstDay + 1 == last.count)
    }
  }

  @Test(arguments: [
    ("2020", "2020-01-01", "2020-12-31"), ("2020-02", "2020-02-01", "2020-02-29"),
    ("2021-02", "2021-02-01", "2021-02-28"), ("2020-09-18", "2020-09-18", "2020-09-18"),
    ("2020-09-18/2020-10", "2020-09-18", "2020-10-31"),
    ("2019/2020-03", "2019-01-01", "2020-03-31"),
  ])
  func `a date spans from its first possible day to its last`(
    text: String, first: String, last: String
  ) throws {
    let date = try #require(PartialDate(text))
    #expect(date.firstDay == PartialDate.Part(first)?.firstDay)
    #expect(date.lastDay == PartialDate.Part(last)?.firstDay)
  }

  @Test func `an open end reaches beyond every day, and an unknown date reaches none`() throws {
    let until = try #require(PartialDate("../2020-04-22"))
    #expect(until.firstDay == .min)
    #expect(until.startYear == 2020)
    let since = try #require(PartialDate("2020-04-22/.."))
    #expect(since.lastDay == .max)
    #expect(since.startYear == 2020)
    #expect(PartialDate.unknown.firstDay == nil)
    #expect(PartialDate.unknown.lastDay == nil)
    #expect(PartialDate.unknown.startYear == nil)
  }

  @Test(arguments: [
    ("2020-09-18", "2020", "2020", true), ("2020-09-18", "2020-09", "2020-09", true),
    ("2020-09-18", "2020-09-18", "2020-09-18", true), ("2020-09-18", "2020-09-19", "", false),
    ("2020-09-18", "", "2020-09-17", false), ("2020-09-18", "", "2020-09-18", true),
    ("2020-09", "2020-09-30", "", true), ("2020-09", "2020-10", "", false),
    ("2020-09", "", "2020-09-01", true), ("2020-09", "", "2020-08", false),
    ("2020", "2020-12-31", "", true), ("2020", "", "2020-01-01", true), ("2020", "2021", "", false),
    ("2020-09-18/2020-09-20", "2020-09-20", "2020-09-25", true),
    ("2020-09-18/2020-09-20", "2020-09-19", "2020-09-19", true),
    ("2020-09-18/2020-09-20", "2020-09-21", "", false),
    ("../2020-04-22", "2020-04-22", "", true), ("../2020-04-22", "2020-04-23", "", false),
    ("../2020-04-22", "", "1000", true), ("2020-04-22/..", "9999", "", true),
    ("2020-04-22/..", "", "2020-04-21", false), ("2020-04-22/..", "", "2020-04", true),
    ("unknown", "1000", "", false), ("unknown", "", "9999", false), ("unknown", "", "", true),
  ])
  func `bounds are inclusive and match what overlaps them`(
    date: String, from: String, to: String, matches: Bool
  ) throws {
    let index = try Archives.index([Minutes.meeting(date: date)])
    let numbers = Answers.numbers(index) { query in
      query.from = PartialDate.Part(from)
      query.to = PartialDate.Part(to)
    }
    #expect(numbers == (matches ? ["1"] : []))
  }

  @Test(arguments: [
    ("2020", "2020"), ("2020-09", "2020-09"), ("2020-09-18", "2020-09-18"), ("2020年", "2020"),
    ("2020年9月", "2020-09"), ("2020年9月18日", "2020-09-18"), ("2020年09月08日", "2020-09-08"),
    ("2020年9月18号", "2020-09-18"), ("2020年9月18號", "2020-09-18"),
    ("２０２０年９月１８日", "2020-09-18"), ("２０２０－０９－１８", "2020-09-18"),
    (" 2020 年 9 月 18 日 ", "2020-09-18"), ("二〇二〇年九月", "2020-09"), ("二〇二〇年", "2020"),
    ("二零二零年九月十八日", "2020-09-18"), ("二○二○年十二月三十一日", "2020-12-31"),
    ("一九九七年十月廿一日", "1997-10-21"), ("二〇二〇年二月二十九日", "2020-02-29"),
  ])
  func `a date is read as people type it`(text: String, date: String) {
    #expect(PartialDate.Part(asTyped: text)?.description == date)
  }

  @Test(arguments: [
    "", "年", "9月18日", "2020年月", "2020年9", "2020年9月18", "2020年9月日", "2020年13月", "2020年0月",
    "2020年2月30日", "二〇二一年二月二十九日", "2020年9月18日上午", "20年9月", "2020年9月18日日", "2020/09/18",
    "2020-9-18", "去年", "unknown", "2020-09-18/2020-09-20",
  ])
  func `a typed date that names no real day is refused`(text: String) {
    #expect(PartialDate.Part(asTyped: text) == nil)
  }
}
