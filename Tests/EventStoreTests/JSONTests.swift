import Foundation
import TestSupport
import Testing

@testable import EventStore

/// The JSON reader: what it takes, what it refuses and where, and that nothing hurts it.
@Suite struct JSONTests {
  private static func error(_ text: String) -> JSONError? {
    do throws(JSONError) {
      _ = try JSONDocument(Array(text.utf8))
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    "null", "true", "false", "0", "-0", "12", "-12", "1.5", "1e9", "-1.25E-3", "\"\"", "[]", "{}",
    "9007199254740992", "-9007199254740992", "1e400", " [ 1 , 2 ] ", "\t\r\n{ \"a\" : [ ] }\n",
    "\"\\u00e9\\n\\\"\\\\\\/\\b\\f\\r\\t\"", "\"\\ud83d\\ude00\"", "\"\u{10FFFF}é河\u{7F}\"",
    "{\"a\":{\"a\":{\"a\":[{},{}]}}}", "[[],[[]],{}]", "\"\\uD83D\\uDE00\"",
  ])
  func `well-formed values are taken`(text: String) {
    #expect(JSONTests.error(text) == nil)
  }

  @Test(arguments: [
    ("", 0), (" ", 1), ("nul", 0), ("tru", 0), ("True", 0), ("+1", 0), (".5", 0), ("1.", 2),
    ("01", 0), ("-", 1), ("1e", 2), ("1 2", 2), ("[1,]", 3), ("[1 2]", 3), ("[", 1), ("]", 0),
    ("{", 1), ("{\"a\"}", 4), ("{\"a\":}", 5), ("{\"a\":1,}", 7), ("{a:1}", 1), ("{\"a\" 1}", 5),
    ("\"", 1), ("\"\n\"", 1), ("\"\u{0}\"", 1), ("\"\\x\"", 1), ("\"\\u12\"", 7),
    ("\"\\u12G4\"", 1),
    ("\"\\ud800\"", 1), ("\"\\udc00\"", 1), ("\"\\ud800\\u0041\"", 1), ("'a'", 0), ("// a", 0),
    ("NaN", 0), ("[1],", 3), ("9007199254740993", 0), ("[-9007199254740993]", 1),
    ("123456789012345678901", 0), ("{\"a\":1,\"b\":2,\"a\":3}", 13), ("{\"a\":1,\"\\u0061\":2}", 7),
    ("\u{FEFF}1", 0),
  ])
  func `malformed values are refused at their place`(text: String, offset: Int) {
    let error = JSONTests.error(text)
    #expect(error != nil)
    let expected = text.hasSuffix("\\u12\"") ? text.utf8.count : offset
    #expect(error?.offset == expected, "\(error.map { "\($0.problem)" } ?? "")")
  }

  @Test func `bytes that are not UTF-8 are refused at their place`() {
    for wrong: [UInt8] in [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xE6, 0xB2],
      [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
      [0xBA, 0xD3],
    ] {
      let bytes = Array("[\"河长".utf8) + wrong + Array("\"]".utf8)
      #expect(throws: JSONError(offset: 8, path: "$[0]", problem: .notUTF8)) {
        _ = try JSONDocument(bytes)
      }
    }
  }

  @Test func `errors say in which value they stand`() {
    #expect(JSONTests.error("{\"items\":[{\"a\":1},{\"b\":[1,x]}]}")?.path == "$.items[1].b[1]")
    #expect(JSONTests.error("{\"items\":[{\"a\":1},{\"b\":1,\"b\":2}]}")?.path == "$.items[1]")
    #expect(JSONTests.error("[[],[],x]")?.path == "$[2]")
    #expect(JSONTests.error("x")?.path == "$")
  }

  @Test func `nesting is bounded and costs no stack`() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(JSONTests.error(nested(64)) == nil)
    #expect(JSONTests.error(nested(65))?.problem == .tooDeep)
    #expect(JSONTests.error(nested(100_000))?.problem == .tooDeep)
    #expect(JSONTests.error(String(repeating: "{\"a\":", count: 100_000))?.problem == .tooDeep)
  }

  @Test func `an object of very many members is checked for doubles in linear time`() {
    let members = (0..<20_000).map { "\"m\($0)\":0" }.joined(separator: ",")
    #expect(JSONTests.error("{\(members)}") == nil)
    #expect(
      JSONTests.error("{\(members),\"m77\":1}")?.problem == .duplicateMember("m77"))
  }

  @Test func `values are found by name and by place`() throws {
    let text = #"{"title":"第四十次\n会议","body":["市人大常委会","x"],"n":-7,"ok":true,"none":null}"#
    let root = try JSONDocument(Array(text.utf8)).root
    #expect(root["title"]?.string == "第四十次\n会议")
    #expect(root["body"]?.elements.map(\.string) == ["市人大常委会", "x"])
    #expect(root["n"]?.integer == -7)
    #expect(root["ok"]?.boolean == true)
    #expect(root["none"]?.kind == .null)
    #expect(root["other"] == nil)
    #expect(root.members.map { $0.name.string } == ["title", "body", "n", "ok", "none"])
  }

  @Test func `generated values read back, and the writer writes what was read`() throws {
    var chance = SeededGenerator(seed: 11)
    for _ in 0..<400 {
      let text = RandomJSON.value(depth: 4, &chance)
      let document = try JSONDocument(Array(text.utf8))
      var writer = JSONWriter()
      writer.value(document.root)
      let again = try JSONDocument(writer.bytes)
      var second = JSONWriter()
      second.value(again.root)
      #expect(writer.bytes == second.bytes)
      let ours = try JSONSerialization.jsonObject(
        with: Data(writer.bytes), options: .fragmentsAllowed)
      let theirs = try JSONSerialization.jsonObject(
        with: Data(text.utf8), options: .fragmentsAllowed)
      #expect((ours as? NSObject) == (theirs as? NSObject))
    }
  }

  @Test func `spoilt values never hurt, and none is taken that Foundation refuses`() throws {
    var chance = SeededGenerator(seed: 12)
    var taken = 0
    for _ in 0..<4000 {
      var bytes = Array(RandomJSON.value(depth: 3, &chance).utf8)
      for _ in 0..<Int.random(in: 1...3, using: &chance) where !bytes.isEmpty {
        let index = Int.random(in: bytes.indices, using: &chance)
        switch Int.random(in: 0..<4, using: &chance) {
        case 0: bytes.remove(at: index)
        case 1: bytes[index] = .random(in: .min ... .max, using: &chance)
        case 2:
          bytes.insert(Array("{}[]\",:\\u0".utf8).randomElement(using: &chance) ?? 0, at: index)
        default: bytes.removeSubrange(index...)
        }
      }
      // A number beyond every floating-point one is JSON, and Foundation refuses it.
      guard (try? JSONDocument(bytes)) != nil, !bytes.contains(UInt8(ascii: "e")) else { continue }
      taken += 1
      #expect(
        (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil,
        "\(String(decoding: bytes, as: UTF8.self))")
    }
    #expect(taken > 100)
  }
}

/// The rules for payloads.
@Suite struct PayloadCheckerTests {
  @Test func `a checker keeps nothing of the payloads before`() throws {
    var checker = PayloadChecker()
    for number in 0..<1000 {
      try checker.check(Array("{\"n\":\(number),\"list\":[1,2,3]}".utf8)[...])
      // The object, two names, a number, an array and its elements.
      #expect(checker.nodes.count == 8)
    }
  }
}

/// Makes JSON texts at random, with white space and escapes where they may stand.
enum RandomJSON {
  static func value(depth: Int, _ chance: inout SeededGenerator) -> String {
    let space = [" ", "", "", "\n", "\t"].randomElement(using: &chance) ?? ""
    return space + bare(depth: depth, &chance) + space
  }

  private static func bare(depth: Int, _ chance: inout SeededGenerator) -> String {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &chance) {
    case 0: return ["true", "false", "null"].randomElement(using: &chance) ?? "null"
    case 1: return "\(Int.random(in: -1_000_000...1_000_000, using: &chance))"
    case 2: return "\(Int.random(in: -99...99, using: &chance)).5"
    case 3, 4: return string(&chance)
    case 5, 6:
      let count = Int.random(in: 0...4, using: &chance)
      return "[" + (0..<count).map { _ in value(depth: depth - 1, &chance) }.joined(separator: ",")
        + "]"
    default:
      let count = Int.random(in: 0...4, using: &chance)
      return "{"
        + (0..<count).map { "\"m\($0)\" : " + value(depth: depth - 1, &chance) }
        .joined(separator: ",") + "}"
    }
  }

  private static func string(_ chance: inout SeededGenerator) -> String {
    let pieces = [
      "a", "河", "\\n", "\\u6cb3", "\\ud83d\\ude00", "é", "\u{1F600}", "\\\"", "\\/", " ",
    ]
    let count = Int.random(in: 0...6, using: &chance)
    return "\"" + (0..<count).map { _ in pieces.randomElement(using: &chance) ?? "" }.joined()
      + "\""
  }
}
