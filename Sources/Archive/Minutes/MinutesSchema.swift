/// The members of every record, as `Documentation/Minutes.md` tells them.
enum MinutesSchema {
  static let report = item(
    "report",
    [
      Member("presenters", .texts),
      Member("subject", .text),
      Member(
        "speaker",
        .object(
          ObjectSchema(
            "a speaker", [Member("person", .text), Member("office", .text)],
            rules: [.needsOne(of: ["person", "office"])]))),
      Member("onBehalfOf", .text),
      Member("form", .choice(["汇报", "报告", "说明", "通报"])),
      Member(
        "document",
        .object(
          ObjectSchema(
            "a document heard",
            [
              Member("title", .text, isRequired: true), Member("stage", .text),
              Member("number", .text),
            ]
          ))),
      Member("disposition", .choice(["听取", "审议", "听取和审议", "原则同意", "提请审议"])),
    ], words: ["subject", "title", "document", "asStated", "summary"])

  static let resolution = item(
    "resolution",
    [
      Member("verb", .text),
      Member("text", .text),
      Member("form", .text),
      Member(
        "outcome",
        .choice(["adopted", "adoptedInPrinciple", "rejected", "deferred", "referred", "noted"])),
      Member("vote", .object(vote)),
      Member("number", .text),
      Member("adopted", .date),
      Member("effective", .date),
    ], words: ["title", "text", "asStated", "summary"])

  static let personnel = item(
    "personnel",
    [
      Member("action", .text, isRequired: true),
      Member("person", .text, isRequired: true),
      Member("post", .text),
      Member("body", .text),
      Member("proposer", .text),
      Member("basis", .text),
      Member("effective", .date),
      Member("vote", .count),
    ], words: [])

  static let matter = item(
    "matter",
    [
      Member("verb", .choice(["研究", "强调", "指出", "要求", "审议"])),
      Member("text", .text),
    ], words: ["text", "title", "asStated", "summary"])

  static let agreement = item(
    "agreement", [Member("parties", .texts)], words: ["title", "asStated", "summary"])

  /// The schema of an item by the name that `item` gives it.
  static let items: [(name: String, schema: ObjectSchema)] = [
    ("report", report), ("resolution", resolution), ("personnel", personnel), ("matter", matter),
    ("agreement", agreement),
  ]

  /// The same, with the kinds of records that they are.
  static let itemKinds = items.map { item in
    guard let kind = RecordKind(rawValue: item.name) else {
      preconditionFailure("\(item.name) is no kind of record")
    }
    return (name: Array(item.name.utf8), kind: kind, schema: item.schema)
  }

  static let meeting = ObjectSchema(
    "a meeting",
    [
      Member("record", .choice(["meeting"])),
      Member("title", .text, isRequired: true),
      Member("body", .texts, isRequired: true),
      Member("series", .text),
      Member("term", .ordinal(.term)),
      Member("ordinal", .ordinal(.ordinal)),
      Member("sitting", .text),
      Member("date", .date, isRequired: true),
      Member("dateBasis", .choice(["stated", "edition", "inferred", "adoption"])),
      Member("place", .text),
      Member("status", .choice(["held", "scheduled", "cancelled", "rescheduled"])),
      Member("reason", .text),
      Member("from", .date),
      Member("attendance", .objects(attendance)),
      Member("quorum", .object(quorum)),
      Member("summary", .text),
    ] + common,
    rules: [
      .onlyWhere("reason", other: "status", isOneOf: ["cancelled", "rescheduled"]),
      .onlyWhere("from", other: "status", isOneOf: ["rescheduled"]),
      condition,
    ])

  static let document = ObjectSchema(
    "a document",
    [
      Member("record", .choice(["document"]), isRequired: true),
      Member("title", .text, isRequired: true),
      Member("number", .text),
      Member("issuers", .texts),
      Member("genre", .text),
      Member("adopted", .date),
      Member("signed", .date),
      Member("issued", .date),
      Member("published", .date),
      Member("effective", .date),
      Member("repealed", .date),
      Member("addressees", .texts),
      Member("summary", .text),
      Member("sections", .objects(section)),
    ] + common, rules: [condition])

  static let attendance = ObjectSchema(
    "an attendance",
    [
      Member("person", .text),
      Member("office", .text),
      Member("group", .text),
      Member("body", .text),
      Member(
        "capacity",
        .choice(["chair", "present", "attending", "absent", "excused", "participating"]),
        isRequired: true),
    ],
    rules: [
      .needsExactlyOne(of: ["person", "group", "body"]), .onlyBeside("office", other: "person"),
    ])

  static let quorum = ObjectSchema(
    "a quorum", [Member("due", .count), Member("attended", .count)],
    rules: [.needsOne(of: ["due", "attended"])])

  static let vote = ObjectSchema(
    "a vote",
    [
      Member("for", .count), Member("against", .count), Member("abstain", .count),
      Member("notVoting", .count), Member("absent", .count), Member("method", .text),
    ], rules: [.needsOne(of: ["for", "against", "abstain", "notVoting", "absent", "method"])])

  static let source = ObjectSchema(
    "a source",
    [
      Member("title", .text), Member("date", .date), Member("page", .page), Member("url", .text),
      Member("lines", .lines), Member("sha256", .digest), Member("quote", .text),
    ], rules: [.needsOne(of: ["title", "url"])])

  static let section = ObjectSchema(
    "a section",
    [
      Member("path", .text, isRequired: true), Member("heading", .text), Member("text", .text),
      Member("lines", .lines),
    ], rules: [.needsOne(of: ["heading", "text"])])

  /// What every record may carry.
  private static let common = [
    Member("topics", .texts),
    Member("sources", .objects(source)),
    Member("openness", .choice(Openness.allCases.map(\.rawValue))),
    Member("condition", .text),
    Member("notes", .text),
  ]

  private static func item(
    _ name: String, _ members: [Member], words: [String]
  ) -> ObjectSchema {
    ObjectSchema(
      name == "agreement" ? "an agreement" : name == "personnel" ? "a personnel item" : "a \(name)",
      [Member("item", .choice([name]), isRequired: true), Member("title", .text)] + members
        + [Member("asStated", .text), Member("date", .date), Member("summary", .text)] + common,
      rules: words.isEmpty ? [condition] : [.needsWords(in: words), condition])
  }

  private static let condition = MemberRule.onlyWhere(
    "condition", other: "openness", isOneOf: ["conditional"])
}
