import EventStore
import TestSupport
import Testing

@testable import Archive

/// What is wrong with minutes is told at its place.
@Suite struct MinutesProblemTests {
  private static let all =
    BrokenMinutes.files + BrokenMinutes.members + BrokenMinutes.relations
    + BrokenMinutes.items

  @Test(arguments: all)
  func `a problem is told with its line, its column and its value`(broken: BrokenMinutes) {
    let file = MinutesFile(broken.bytes, name: broken.name)
    let place = broken.place
    #expect(
      file.errors == [
        MinutesError(
          file: broken.name, line: place.line, column: place.column, path: broken.path,
          problem: broken.problem)
      ])
    #expect(file.drafts.isEmpty)
  }

  @Test func `problems between members are told at the record`() {
    for (members, problem) in [
      (#""reason":"防汛""#, MinutesProblem.onlyWhere("reason", other: "status", isOneOf: Self.put)),
      (#""status":"held","reason":"防汛""#, .onlyWhere("reason", other: "status", isOneOf: Self.put)),
      (
        #""status":"cancelled","from":"2020""#,
        .onlyWhere("from", other: "status", isOneOf: ["rescheduled"])
      ),
      (#""condition":"核验""#, .onlyWhere("condition", other: "openness", isOneOf: ["conditional"])),
      (
        #""openness":"closed","condition":"核验""#,
        .onlyWhere("condition", other: "openness", isOneOf: ["conditional"])
      ),
    ] {
      let errors = Minutes.file("\n  " + Minutes.meeting(with: members)).errors
      #expect(
        errors == [
          MinutesError(file: "minutes.json", line: 2, column: 3, path: "$", problem: problem)
        ])
    }
  }

  private static let put = ["cancelled", "rescheduled"]

  @Test func `a record too large for one line of the log is refused`() {
    let limit = EventStore.longestPayload
    let frame = Minutes.meeting(with: #""notes":"""#).utf8.count
    let text = String(repeating: "a", count: limit + 1 - frame)
    // On two lines it is read once; on one line the form of the file is looked for first.
    let errors = Minutes.file("\n{\n" + Minutes.meeting(with: #""notes":"\#(text)""#).dropFirst())
      .errors
    #expect(errors.map(\.problem) == [.tooLarge(bytes: limit + 1, limit: limit)])
    #expect(errors.first?.path == "$")
  }

  @Test func `all problems of a record are told at once, in its order`() {
    let text = """
      {"titel": "会议",
       "body": [],
       "date": "2020-13",
       "term": "五次",
       "items": [
         {"item": "report"},
         {"item": "resolution", "text": "", "vote": {"for": -1, "gegen": 2}},
         {"item": "debate"}
       ]}
      """
    let errors = Minutes.file(text).errors
    #expect(
      errors.map { "\($0.line):\($0.column) \($0.path ?? "")" } == [
        "1:1 $", "1:2 $", "2:10 $.body", "3:10 $.date", "4:10 $.term", "6:4 $.items[0]",
        "7:35 $.items[1].text", "7:55 $.items[1].vote.for", "7:59 $.items[1].vote",
        "8:13 $.items[2].item",
      ])
  }

  @Test func `all problems of a file of lines are told at once`() {
    let lines = [
      Minutes.meeting(), #"{"title":"#, "", #"[]"#, Minutes.meeting(date: "2020-9"), "}", "  ",
      Minutes.meeting("第四十一次"), #"{"record":"document"}"#,
    ]
    let file = Minutes.file(lines.joined(separator: "\n"))
    #expect(file.errors.map(\.line) == [2, 4, 5, 6, 9])
    #expect(file.drafts.map(\.source.line) == [1, 8])
  }

  @Test func `a misspelt kind of record is told with the kinds there are`() {
    // minutes.md: "what was expected, with the nearest known key".
    let errors = Minutes.file(#"{"record":"documnet","title":"意见"}"#).errors
    #expect(
      errors.map(\.problem) == [
        .notOneOf("documnet", allowed: ["meeting", "document"], nearest: "document")
      ])
  }

  @Test func `a text of white space only has nothing in it`() {
    for space in [" ", "\u{3000}", "\u{A0}", "\u{2003}", "\\n\\t", "\u{85}"] {
      let errors = Minutes.file(Minutes.meeting(with: #""notes":"\#(space)""#)).errors
      #expect(errors.map(\.problem) == [.empty])
    }
    #expect(Minutes.file(Minutes.meeting(with: "\"notes\":\"\u{1680}\"")).errors.count == 1)
  }

  @Test func `an error is written as editors and compilers write theirs`() {
    let errors = Minutes.file(
      "{\"title\":\"会议\",\n\"body\":[\"a\"],\"date\":\"2020-13\"}", name: "a.json"
    ).errors
    #expect(
      errors.map { "\($0)" } == [
        """
        a.json:2:21: "2020-13" is no date; expected 2020, 2020-09, 2020-09-18, a range such as \
        2020-09-18/2020-09-20 or ../2020-04-22, or unknown ($.date)
        """
      ])
  }

  @Test func `every problem says what it is in words`() {
    let texts = MinutesProblemTests.all.map { "\($0.problem)" }
    #expect(texts.allSatisfy { !$0.isEmpty && !$0.contains("MinutesProblem") })
  }

  @Test func `every kind of problem is among those tested`() {
    let kinds = Set(MinutesProblemTests.all.map { MinutesProblemTests.number(of: $0.problem) })
    // Encodings, sizes and minutes as text have tests of their own.
    #expect(kinds == Set(1...21).subtracting([4]))
  }

  /// A number for each kind; a new one does not compile until it has its own.
  private static func number(of problem: MinutesProblem) -> Int {
    switch problem {
    case .notUTF8: 0
    case .nul: 1
    case .json: 2
    case .noRecord: 3
    case .text: 4
    case .notARecord: 5
    case .unknownMember: 6
    case .missingMember: 7
    case .null: 8
    case .wrongType: 9
    case .empty: 10
    case .notOneOf: 11
    case .date: 12
    case .number: 13
    case .lineRange: 14
    case .digest: 15
    case .needsOne: 16
    case .excludeEachOther: 17
    case .onlyBeside: 18
    case .onlyWhere: 19
    case .withoutWords: 20
    case .documentDate: 21
    case .tooLarge: 22
    }
  }
}
