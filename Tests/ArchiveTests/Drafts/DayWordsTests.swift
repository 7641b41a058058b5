import EventStore
import Foundation
import TestSupport
import Testing

@testable import Archive

/// Days as articles tell them, and which days they are.
@Suite struct DayWordsTests {
  @Test(arguments: [
    ("2020年4月21日", "2020-4-21"), ("二〇二〇年四月二十一日", "2020-4-21"), ("4月21日", "-4-21"),
    ("４ 月 ２１ 日", "-4-21"), ("十二月三十一日", "-12-31"), ("21日", "--21"), ("3月5日至16日", "-3-16 from 3-5"),
    ("3月5日至4月2日", "-4-2 from 3-5"), ("14-15日", "--15 from -14"), ("14至15日", "--15 from -14"),
    ("14日—15日", "--15 from -14"), ("14日、15日", "--15 from -14"), ("3月28日到4月1日", "-4-1 from 3-28"),
    ("5月17号上午", "-5-17"), ("17号召开", "--17"), ("今天", "0 before"), ("昨日", "1 before"),
    ("昨晚", "1 before"),
    ("前天", "2 before"),
  ])
  func `all forms of days are read`(words: String, told: String) throws {
    let passage = Pages.passage(words)
    let day = try #require(DayWords(at: 0, in: passage))
    let from = day.from.map { " from \($0.month.map(String.init) ?? "")-\($0.day)" } ?? ""
    let number = { (value: Int?) in value.map(String.init) ?? "" }
    #expect(
      told
        == (day.before.map { "\($0) before" }
          ?? "\(number(day.year))-\(number(day.month))-\(number(day.day))\(from)"))
  }

  @Test(arguments: [
    "13月1日", "32日", "0日", "2020年4月", "2020年", "第17号", "17号文件", "4月份", "〇日", "123456日", "月日", "",
    "三中全会",
    "2020年13日",
  ])
  func `what only looks like a day is none`(words: String) {
    #expect(DayWords(at: 0, in: Pages.passage(words)) == nil)
  }

  @Test func `days are found in running text, and nothing behind its end`() {
    let passage = Pages.passage("会议4月21日召开，5月1日结束，第12号令不算，今天")
    #expect(
      DayWords.all(in: passage).map { passage.with($0.range).string } == ["4月21日", "5月1日", "今天"])
    for end in 0...passage.count {
      let head = passage.upTo(end)
      #expect(DayWords.all(in: head).allSatisfy { $0.range.upperBound <= end })
      #expect(DayWords(at: end, in: head) == nil)
    }
    #expect(DayWords(at: passage.end, in: passage) == nil)
  }

  private static func resolved(
    _ words: String, edition: String?, dateline: String? = nil
  ) -> String? {
    let day = { (text: String) in DayWords(at: 0, in: Pages.passage(text)) }
    let resolver = DayResolver(edition: Pages.part(edition), dateline: dateline.flatMap(day))
    return day(words).flatMap { resolver.resolve($0) }.map {
      "\(DayResolver.date($0.day)) \($0.isWhole ? "stated" : "edition")"
        + ($0.first.map { " from \(DayResolver.date($0))" } ?? "")
    }
  }

  @Test(arguments: [
    ("2019年3月5日", "2020-05-29", "2019-03-05 stated"), ("5月27日", "2020-05-29", "2020-05-27 edition"),
    ("12月30日", "2021-01-02", "2020-12-30 edition"), ("30日", "2021-01-02", "2020-12-30 edition"),
    ("28日", "2020-05-29", "2020-05-28 edition"), ("29日", "2020-05-29", "2020-05-29 edition"),
    ("2日", "2020-06-01", "2020-06-02 edition"), ("31日", "2020-06-01", "2020-05-31 edition"),
    ("昨日", "2020-03-01", "2020-02-29 edition"), ("昨天", "2021-03-01", "2021-02-28 edition"),
    ("今天", "2020-05-29", "2020-05-29 edition"), ("前天", "2021-01-01", "2020-12-30 edition"),
    ("2月29日", "2021-01-10", "2020-02-29 edition"), ("2月29日", "2020-03-01", "2020-02-29 edition"),
    ("1月5日", "2020-12-28", "2020-01-05 edition"), ("1月5日", "2020-12-01", "2020-01-05 edition"),
    ("3月5日至16日", "2020-03-20", "2020-03-16 edition from 2020-03-05"),
    ("12月30日至1月2日", "2021-01-03", "2021-01-02 edition from 2020-12-30"),
  ])
  func `years and months come from the day of the edition`(
    words: String, edition: String, day: String
  ) {
    #expect(Self.resolved(words, edition: edition) == day)
  }

  @Test(arguments: ["2020年2月30日", "2019年2月29日"])
  func `a day that never was is none`(words: String) {
    #expect(Self.resolved(words, edition: "2020-05-29") == nil)
  }

  @Test func `without an edition only whole dates are known`() {
    #expect(Self.resolved("5月27日", edition: nil) == nil)
    #expect(Self.resolved("昨日", edition: nil) == nil)
    #expect(Self.resolved("2020年5月27日", edition: nil) == "2020-05-27 stated")
    #expect(Self.resolved("昨日", edition: "2020-05") == nil)
  }

  @Test func `the dateline is nearer than the edition`() {
    #expect(Self.resolved("昨日", edition: "2020-05-29", dateline: "5月20日") == "2020-05-19 edition")
    #expect(Self.resolved("昨日", edition: "2021-01-02", dateline: "12月31日") == "2020-12-30 edition")
  }

  @Test func `whatever is told, a day is found or nothing`() {
    var chance = SeededGenerator(seed: 7)
    let words = [
      "2", "0", "31", "年", "月", "日", "号", "至", "-", "—", "十", "〇", "今天", "9999", "1000", "、",
    ]
    for _ in 0..<3000 {
      let text = (0..<8).map { _ in words.randomElement(using: &chance) ?? "" }.joined()
      for edition in ["2020-02-29", "1000-01-01", "9999-12-31", nil] {
        let day = Self.resolved(text, edition: edition)
        #expect(day?.hasPrefix("unknown") != true, "\(text)")
      }
    }
  }
}
