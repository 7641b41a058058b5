import EventStore
import Testing

@testable import Archive

/// Minutes with one thing wrong, and what should be said about it.
///
/// `▲` stands in front of the character at which the problem is; it does not belong to the minutes.
struct BrokenMinutes: Sendable, CustomTestStringConvertible {
  let marked: String
  let path: String?
  let problem: MinutesProblem
  var name = "minutes.json"

  init(_ marked: String, _ path: String?, _ problem: MinutesProblem) {
    self.marked = marked
    self.path = path
    self.problem = problem
  }

  /// A member of a meeting that is wrong.
  static func meeting(_ members: String, _ path: String, _ problem: MinutesProblem) -> Self {
    Self(lines(head + [members + "}"]), path, problem)
  }

  /// An item of a meeting that is wrong.
  static func item(_ item: String, _ path: String, _ problem: MinutesProblem) -> Self {
    Self(lines(head + ["\"items\":[", Minutes.matter() + ",", item, "]}"]), path, problem)
  }

  /// A member of a document that is wrong.
  static func document(_ members: String, _ path: String, _ problem: MinutesProblem) -> Self {
    Self(
      lines(["{\"record\":\"document\",", "\"title\":\"意见\",", members + "}"]), path, problem)
  }

  private static let head = ["{", "\"title\":\"会议\",\"body\":[\"市政府\"],", "  \"date\":\"2020\","]

  private static func lines(_ lines: [String]) -> String { lines.joined(separator: "\n") }

  var testDescription: String { marked.replacing("\n", with: " ") }

  var bytes: [UInt8] { Array(marked.replacing("▲", with: "").utf8) }

  /// Where the mark stands: the line, and the character in it.
  var place: (line: Int, column: Int) {
    var place = (line: 1, column: 1)
    for scalar in marked.unicodeScalars {
      if scalar == "▲" { return place }
      place = scalar == "\n" ? (place.line + 1, 1) : (place.line, place.column + 1)
    }
    return place
  }
}

extension BrokenMinutes {
  /// Problems of files and of JSON.
  static let files: [BrokenMinutes] = [
    BrokenMinutes("▲", nil, .noRecord),
    BrokenMinutes(" \n\n\t▲", nil, .noRecord),
    BrokenMinutes("▲\"title\"", "$", .notARecord(found: .string)),
    BrokenMinutes("▲[]", "$", .notARecord(found: .array)),
    BrokenMinutes("{\"title\":\n\"会▲\u{0}议\"}", nil, .nul),
    BrokenMinutes(
      "{\n  ▲body\":[],\"title\":\"会议\"}", "$",
      .json(
        .unexpected(found: UInt8(ascii: "b"), expected: .quotedName))),
    BrokenMinutes("\n{ ▲", "$", .json(.endsTooSoon(expected: .character(UInt8(ascii: "}"))))),
    BrokenMinutes(
      "{\"a\":" + String(repeating: "[", count: 63) + "▲[",
      "$.a" + String(repeating: "[0]", count: 63),
      .json(.tooDeep)),
    BrokenMinutes("{\"a\":{\n\"b\":[0,▲9007199254740993]}}", "$.a.b[1]", .json(.integerTooLarge)),
    BrokenMinutes("{\"a\":\"会议▲\n\"}", "$.a", .json(.controlCharacter(10))),
    BrokenMinutes("{\"a\":\"会议▲\\x\"}", "$.a", .json(.escape)),
    BrokenMinutes("{\"a\":\"会议▲\\ud800\"}", "$.a", .json(.loneSurrogate)),
    BrokenMinutes(
      "{\"title\":\"会议\",\n\"term\":1,\n▲\"term\":2}", "$", .json(.duplicateMember("term"))),
  ]

  /// Problems of members.
  static let members: [BrokenMinutes] = [
    meeting("▲\"titel\":\"会议\"", "$", .unknownMember("titel", in: "a meeting", nearest: "title")),
    meeting("▲\"serie\":\"会\"", "$", .unknownMember("serie", in: "a meeting", nearest: "series")),
    meeting("▲\"主持\":\"张轩\"", "$", .unknownMember("主持", in: "a meeting", nearest: nil)),
    meeting("\"series\":▲null", "$.series", .null),
    meeting("\"topics\":[\"a\",▲null]", "$.topics[1]", .null),
    meeting("\"series\":▲7", "$.series", .wrongType(found: .integer, expected: "a string")),
    meeting("\"series\": ▲[\"会\"]", "$.series", .wrongType(found: .array, expected: "a string")),
    meeting(
      "\"topics\":▲\"会\"", "$.topics", .wrongType(found: .string, expected: "an array of strings")),
    meeting(
      "\"topics\":[\"a\", ▲1]", "$.topics[1]", .wrongType(found: .integer, expected: "a string")),
    meeting("\"quorum\":▲[]", "$.quorum", .wrongType(found: .array, expected: "an object")),
    meeting(
      "\"attendance\":▲{}", "$.attendance",
      .wrongType(found: .object, expected: "an array of objects")),
    meeting(
      "\"attendance\":[▲\"张轩\"]", "$.attendance[0]",
      .wrongType(found: .string, expected: "an object")),
    meeting("\"items\":▲{}", "$.items", .wrongType(found: .object, expected: "an array of items")),
    meeting("\"series\":▲\"\"", "$.series", .empty),
    meeting("\"series\":▲\" \u{3000}\"", "$.series", .empty),
    meeting("\"topics\":[▲\"\"]", "$.topics[0]", .empty),
    meeting("\"place\":▲\"会\\u0000\"", "$.place", .nul),
    meeting("\"from\":▲\"2020-02-30\"", "$.from", .date("2020-02-30")),
    meeting("\"from\":▲20200918", "$.from", .wrongType(found: .integer, expected: "a string")),
    meeting("\"term\":▲0", "$.term", .number("0", expected: term)),
    meeting("\"term\":▲\"第四十次\"", "$.term", .number("\"第四十次\"", expected: term)),
    meeting("\"ordinal\":▲\"\"", "$.ordinal", .number("\"\"", expected: ordinal)),
    meeting("\"ordinal\":▲4.5", "$.ordinal", .wrongType(found: .number, expected: ordinal)),
    meeting(
      "\"quorum\":{\"due\":▲-1}", "$.quorum.due", .number("-1", expected: "an integer of 0 or more")
    ),
    meeting(
      "\"status\":▲\"helt\"", "$.status",
      .notOneOf(
        "helt", allowed: ["held", "scheduled", "cancelled", "rescheduled"], nearest: "held")),
    meeting(
      "\"openness\":▲\"公开\"", "$.openness",
      .notOneOf(
        "公开", allowed: ["unconditional", "conditional", "closed", "undetermined"], nearest: nil)),
  ]

  /// Problems of what stands beside each other.
  static let relations: [BrokenMinutes] = [
    BrokenMinutes(
      "▲{\"body\":[\"市政府\"],\"date\":\"2020\"}", "$", .missingMember("title", in: "a meeting")),
    BrokenMinutes(
      "{\"title\":\"会议\",\"body\":▲[],\"date\":\"2020\"}", "$.body", .empty),
    BrokenMinutes("\n▲{\"record\":\"document\"}", "$", .missingMember("title", in: "a document")),
    document("▲\"date\":\"2020\"", "$", .documentDate),
    document("▲\"items\":[]", "$", .unknownMember("items", in: "a document", nearest: nil)),
    document(
      "\"sections\":[▲{\"heading\":\"一\"}]", "$.sections[0]",
      .missingMember("path", in: "a section")),
    document(
      "\"sections\":[▲{\"path\":\"一\"}]", "$.sections[0]",
      .needsOne(of: ["heading", "text"], in: "a section")),
    meeting("\"quorum\":▲{}", "$.quorum", .needsOne(of: ["due", "attended"], in: "a quorum")),
    meeting(
      "\"attendance\":[▲{\"person\":\"张轩\"}]", "$.attendance[0]",
      .missingMember("capacity", in: "an attendance")),
    meeting(
      "\"attendance\":[▲{\"person\":\"张轩\",\"group\":\"代表\",\"capacity\":\"chair\"}]",
      "$.attendance[0]",
      .excludeEachOther(["person", "group"])),
    meeting(
      "\"attendance\":[▲{\"capacity\":\"chair\"}]", "$.attendance[0]",
      .needsOne(of: ["person", "group", "body"], in: "an attendance")),
    meeting(
      "\"attendance\":[▲{\"group\":\"代表\",\"office\":\"主任\",\"capacity\":\"present\"}]",
      "$.attendance[0]",
      .onlyBeside("office", other: "person")),
    meeting(
      "\"sources\":[▲{\"page\":1}]", "$.sources[0]",
      .needsOne(of: ["title", "url"], in: "a source")),
    meeting(
      "\"sources\":[{\"title\":\"报\",\"page\":▲0}]", "$.sources[0].page",
      .number("0", expected: "a page: an integer of 1 or more, or a string")),
    meeting(
      "\"sources\":[{\"title\":\"报\",\"lines\":[\"L1\",▲\"L5-L3\"]}]", "$.sources[0].lines[1]",
      .lineRange("L5-L3")),
    meeting(
      "\"sources\":[{\"title\":\"报\",\"sha256\":▲\"6e34\"}]", "$.sources[0].sha256", .digest("6e34")
    ),
  ]

  /// Problems of items.
  static let items: [BrokenMinutes] = [
    item("▲7", "$.items[1]", .notARecord(found: .integer)),
    item("▲{\"text\":\"会\"}", "$.items[1]", .missingMember("item", in: "an item")),
    item("{\"item\":▲3}", "$.items[1].item", .wrongType(found: .integer, expected: "a string")),
    item(
      "{\"item\":▲\"reprot\"}", "$.items[1].item",
      .notOneOf("reprot", allowed: kinds, nearest: "report")),
    item(
      "▲{\"item\":\"report\",\"form\":\"汇报\"}", "$.items[1]",
      .withoutWords("a report", members: reportWords)),
    item(
      "{\"item\":\"report\",\"subject\":\"a\",\"form\":▲\"汇 报\"}", "$.items[1].form",
      .notOneOf("汇 报", allowed: ["汇报", "报告", "说明", "通报"], nearest: "汇报")),
    item(
      "{\"item\":\"report\",\"document\":▲{\"stage\":\"草案\"}}", "$.items[1].document",
      .missingMember("title", in: "a document heard")),
    item(
      "{\"item\":\"report\",\"subject\":\"a\",\"speaker\":▲{}}", "$.items[1].speaker",
      .needsOne(of: ["person", "office"], in: "a speaker")),
    item(
      "▲{\"item\":\"personnel\",\"person\":\"李某\"}", "$.items[1]",
      .missingMember("action", in: "a personnel item")),
    item(
      "▲{\"item\":\"agreement\"}", "$.items[1]",
      .withoutWords("an agreement", members: agreementWords)),
    item("{\"item\":\"matter\",\"text\":\"a\",▲\"verbs\":\"b\"}", "$.items[1]", unknownVerb),
    item(
      "{\"item\":\"resolution\",\"text\":\"a\",\"vote\":{\"for\":1,▲\"agianst\":2}}",
      "$.items[1].vote",
      .unknownMember("agianst", in: "a vote", nearest: "against")),
    item(
      "▲{\"item\":\"matter\",\"text\":\"a\",\"condition\":\"b\"}", "$.items[1]",
      .onlyWhere("condition", other: "openness", isOneOf: ["conditional"])),
  ]

  private static let term = "an integer of 1 or more, or a text such as 第五届"
  private static let ordinal = "an integer of 1 or more, or a text such as 第四十次"
  private static let kinds = ["report", "resolution", "personnel", "matter", "agreement"]
  private static let reportWords = ["subject", "title", "document", "asStated", "summary"]
  private static let agreementWords = ["title", "asStated", "summary"]
  private static let unknownVerb = MinutesProblem.unknownMember(
    "verbs", in: "a matter", nearest: "verb")
}
