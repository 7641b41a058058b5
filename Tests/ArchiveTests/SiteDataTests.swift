import EventStore
import Foundation
import TestSupport
import Testing

@testable import Archive

/// What pages search and filter by is what the records say.
@Suite struct SiteDataTests {
  /// Reads numbers as the pages do.
  private struct Reader {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var rest: Substring.UTF8View

    init(_ text: String) { rest = Substring(text).utf8 }

    mutating func next() -> Int {
      var value = 0
      var shift = 0
      while let byte = rest.popFirst(), let digit = digits.firstIndex(of: byte) {
        value |= (digit & 31) << shift
        shift += 5
        if digit & 32 == 0 { break }
      }
      return value
    }
  }

  private static func value(of script: [UInt8], _ name: String) throws -> Any {
    let text = String(decoding: script, as: UTF8.self)
    let head = try #require(text.firstMatch(of: /^archivist\.(\w+)\(\d+,/))
    #expect(head.1 == name)
    #expect(text.hasSuffix(");\n"))
    let json = text[head.range.upperBound...].dropLast(3)
    return try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
  }

  @Test(arguments: [0, 1, 31, 32, 1023, 1024, 1 << 20, 123_456_789_012])
  func `numbers come back`(number: Int) {
    var numbers = CompactNumbers()
    numbers.append(number)
    numbers.append(7)
    numbers.append(signed: -number)
    var reader = Reader(String(decoding: numbers.bytes, as: UTF8.self))
    #expect(reader.next() == number)
    #expect(reader.next() == 7)
    let value = reader.next()
    #expect((value % 2 == 0 ? value / 2 : -(value + 1) / 2) == -number)
  }

  /// Where each term stands, by the definition.
  private static func terms(of content: SiteContent) -> [String: [Int: [Int]]] {
    var terms: [String: [Int: [Int]]] = [:]
    for number in 0..<content.count {
      let record = content.index.records[content.order[number]]
      let payload = content.index.payload(of: content.order[number])
      var position = 0
      for field in RecordText(kind: record.kind, payload: payload).distinctFields {
        let units = TextUnits.of(field)
        for (place, unit) in units.enumerated() {
          var term: String?
          switch unit {
          case .word(let word): term = String(decoding: word, as: UTF8.self)
          case .character(0x20): break
          case .character(let scalar):
            term = Unicode.Scalar(scalar).map { String($0) }
            if place + 1 < units.count, case .character(let next) = units[place + 1], next != 0x20 {
              term? += Unicode.Scalar(next).map { String($0) } ?? ""
            }
          }
          if let term { terms[term, default: [:]][number, default: []].append(position) }
          position += 1
        }
        position += 2
      }
    }
    return terms
  }

  @Test(arguments: [71, 72] as [UInt64])
  func `each term stands in its shard with all its places, and nowhere else`(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    let archive = try Archives.found()
    _ = try archive.record(Minutes.drafts(ModelArchive(&chance, count: 60).minutes))
    let content = try SiteContent(of: archive, under: .unconditional)
    #expect(content.count + content.withheld > 100)
    var found: [String: [Int: [Int]]] = [:]
    let shards = SiteShards(of: content)
    try shards.write { number, script throws(any Error) in
      let terms = try #require(try Self.value(of: script, "terms") as? [String: String])
      for (term, text) in terms {
        let first = try #require(term.unicodeScalars.first)
        #expect(SiteShards.shard(of: first.value, among: shards.count) == number)
        #expect(found[term] == nil)
        var reader = Reader(text)
        var record = 0
        while !reader.rest.isEmpty {
          let head = reader.next()
          record += head / 2
          let count = head % 2 == 1 ? reader.next() + 2 : 1
          var position = 0
          for _ in 0..<count {
            position += reader.next()
            found[term, default: [:]][record, default: []].append(position)
          }
        }
      }
    }
    #expect(found == Self.terms(of: content))
  }

  @Test func `records are the open ones that stand, the newest first`() throws {
    let archive = try Archives.found()
    _ = try archive.record(
      Minutes.drafts([
        Minutes.meeting("旧", date: "2019"), Minutes.meeting("新", date: "2021"),
        Minutes.meeting("闭", date: "2020", with: #""openness":"closed""#),
        Minutes.meeting("不详", date: "unknown"),
      ]))
    let content = try SiteContent(of: archive, under: .unconditional)
    #expect((0..<content.count).map { content.entry($0).title } == ["新", "旧", "不详"])
    #expect(content.withheld == 1)
    #expect(content.years.map(\.subject) == [2021, 2019])
    #expect(try SiteContent(of: archive, under: .closed).count == 4)
  }

  @Test func `what ends a script or a line of it is an escape in data`() {
    let json = Array("\"</script><!--\u{2028}\u{2029}é\"".utf8)
    #expect(
      String(decoding: SiteScript.safe(json), as: UTF8.self)
        == "\"\\u003c/script>\\u003c!--\\u2028\\u2029é\"")
  }
}
