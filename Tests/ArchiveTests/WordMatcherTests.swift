import EventStore
import TestSupport
import Testing

@testable import Archive

/// Words are found as the command line's page says: Han by substring, other scripts by word.
@Suite struct WordMatcherTests {
  private static func matches(_ words: String, _ fields: [String]) throws -> Bool {
    guard let words = try Words(words) else { return true }
    return WordMatcher.matches(words, fields.map { Normalizer.normalize($0) })
  }

  @Test(arguments: [
    ("河长", "重庆市河长制条例"), ("制", "河长制"), ("河長制", "河长制条例"), ("报告", "听取關於報告"),
    ("report", "The Report."), ("REPORT", "ｒｅｐｏｒｔ"), ("report*", "reports heard"),
    ("e\u{301}t*", "Été"),
    ("\"the report\"", "of the\nreport"), ("5G", "发展5G技术"), ("5G技术", "发展5G技术"),
    ("40", "渝府办发〔2020〕40号"),
    ("第四十次", "第40次主任会议"), ("第40次", "第四十次主任会议"), ("第103次", "第一百〇三次"), ("第一百零三次", "第一百〇三次"),
    ("第５次", "第五次"), ("a OR 河长", "河长制"), ("条例 -草案", "河长制条例"), ("-草案", "河长制条例"),
    ("“河长制 条例”", "河长制　条例"),
    ("c++", "c++ 语言"), ("《条例", "《条例》"), ("\"(草案)\"", "条例（草案）"), ("𠮷野", "大𠮷野家"),
  ])
  func `words are found`(words: String, field: String) throws {
    #expect(try WordMatcherTests.matches(words, [field]))
  }

  @Test(arguments: [
    ("河 长 制度", "河长制"), ("河制", "河长制"), ("port", "report"), ("repor", "report"), ("port*", "reports"),
    ("e", "é"), ("5G", "15G"), ("5G", "5GHz"), ("40", "140号"), ("2020年", "12020年"), ("第1次", "第11次"),
    ("第四次", "第四十次"), ("a OR b", "c"), ("条例 -草案", "条例（草案）"), ("-草案", "草案"), ("河长制条例", "河长制 条例"),
    ("\"第四十次\"", "第40次"), ("a_b", "a b"), ("word*", "sword"),
  ])
  func `words are not found`(words: String, field: String) throws {
    #expect(try !WordMatcherTests.matches(words, [field]))
  }

  @Test func `each word stands in one field, but not all in the same`() throws {
    #expect(try WordMatcherTests.matches("河长 审计", ["河长制", "审计监督"]))
    #expect(try !WordMatcherTests.matches("河长制", ["河长", "制"]))
    #expect(try !WordMatcherTests.matches("\"a b\"", ["a", "b"]))
    #expect(try !WordMatcherTests.matches("河长 -审计", ["河长制", "审计监督"]))
    #expect(try !WordMatcherTests.matches("河长", []))
  }

  @Test func `occurrences are counted, those that overlap too, up to a limit`() throws {
    let word = try #require(try Words("人人")?.required[0][0])
    let fields = ["人人人", "人 人人"].map { Normalizer.normalize($0) }
    #expect(WordMatcher.count(word, in: fields) == 3)
    #expect(WordMatcher.count(word, in: fields, most: 2) == 2)
    let report = try #require(try Words("port")?.required[0][0])
    #expect(WordMatcher.count(report, in: [Normalizer.normalize("port report port, ports")]) == 2)
  }

  @Test func `bytes are found where they stand`() {
    var chance = SeededGenerator(seed: 36)
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0...12, using: &chance)).map { _ in
        chance.pick([1, 2] as [UInt8])
      }
      let pattern = (0..<Int.random(in: 1...4, using: &chance)).map { _ in
        chance.pick([1, 2] as [UInt8])
      }
      let start = Int.random(in: 0...bytes.count, using: &chance)
      let expected = (start..<max(start, bytes.count)).first { bytes[$0...].starts(with: pattern) }
      #expect(ByteSearch.find(pattern, in: bytes, from: start) == expected)
    }
  }

  @Test func `random questions are answered as their definition says`() throws {
    var chance = SeededGenerator(seed: 37)
    var found = 0
    for _ in 0..<4000 {
      let fields = (0..<Int.random(in: 1...3, using: &chance)).map { _ in NaiveWords.text(&chance) }
      let question = NaiveWords.Question.random(&chance)
      let expected = question.matches(fields.map(NaiveWords.normalized))
      found += expected ? 1 : 0
      let matches = try WordMatcherTests.matches(question.text(&chance), fields)
      #expect(matches == expected, "\(question) in \(fields)")
    }
    #expect(found > 400 && found < 3600)
  }
}
