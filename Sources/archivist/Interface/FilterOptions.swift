import Archive

/// The filters that `query` and `timeline` have in common.
enum FilterOptions {
  static let specs: [OptionSpec] = [
    OptionSpec(
      name: "body", placeholder: "NAME", isRepeated: true, help: "records of this body's meetings"),
    OptionSpec(
      name: "series", placeholder: "NAME", isRepeated: true,
      help: "meetings of this kind, such as 主任会议"),
    OptionSpec(name: "term", placeholder: "N", help: "the body's term (届)"),
    OptionSpec(name: "ordinal", placeholder: "N", help: "the meeting's number in its series (次)"),
    OptionSpec(name: "from", placeholder: "DATE", help: "not before this date"),
    OptionSpec(name: "to", placeholder: "DATE", help: "not after this date"),
    OptionSpec(name: "topic", placeholder: "NAME", isRepeated: true, help: "records of this topic"),
    OptionSpec(
      name: "kind", placeholder: "KIND", shape: .choices(RecordKind.allCases.map(\.rawValue)),
      isRepeated: true, help: "records of this kind"),
    OptionSpec(
      name: "person", placeholder: "NAME", isRepeated: true,
      help: "who attends, speaks, is appointed or removed, or chairs"),
    OptionSpec(
      name: "number", placeholder: "NUMBER", help: "a document number, such as 渝府办发〔2020〕40号"),
    OptionSpec(
      name: "outcome", placeholder: "OUTCOME",
      shape: .choices([
        "adopted", "adoptedInPrinciple", "rejected", "deferred", "referred", "noted",
      ]),
      isRepeated: true, help: "resolutions with this outcome"),
    OptionSpec(
      name: "stage", placeholder: "STAGE", isRepeated: true, help: "a draft stage, such as 草案"),
    OptionSpec(
      name: "openness", placeholder: "OPENNESS", shape: .choices(Openness.allCases.map(\.rawValue)),
      isRepeated: true, help: "records of this openness"),
    asOf,
  ]

  static let asOf = OptionSpec(
    name: "as-of", placeholder: "DAY",
    help: "what had been recorded by the end of this day, or up to position @N")

  static let paging: [OptionSpec] = [
    OptionSpec(
      name: "sort", placeholder: "ORDER", shape: .choice(Query.Order.allCases.map(\.rawValue)),
      help: "the order"),
    OptionSpec(name: "limit", placeholder: "N", help: "show at most so many"),
    OptionSpec(name: "offset", placeholder: "N", help: "pass over the first so many"),
  ]

  /// What a person should know about words and dates.
  static let details = [
    """
    Every word must occur. "…" is an exact phrase, -word excludes, A OR B takes either, word* takes \
    every word that begins so. Chinese is found anywhere in a field, other scripts by whole words. \
    Widths, case, traditional and simplified characters do not matter, and 第四十次 also finds 第40次.
    """,
    """
    Dates are 2020, 2020-09, 2020-09-18, 2020年9月18日 or 二〇二〇年九月. Bounds are inclusive and take \
    whatever touches them; a record of unknown date fits no bound.
    """,
  ]

  /// The question that a command line asks.
  static func query(_ arguments: Arguments, order: Query.Order) throws(Failure) -> Query {
    var query = Query()
    query.words = try words(arguments.words)
    query.bodies = arguments.list("body")
    query.series = arguments.list("series")
    query.term = try number("term", arguments)
    query.ordinal = try number("ordinal", arguments)
    query.from = try date("from", arguments)
    query.to = try date("to", arguments)
    query.topics = arguments.list("topic")
    query.kinds = arguments.choices("kind")
    query.persons = arguments.list("person")
    query.number = arguments.value("number")
    query.outcomes = arguments.list("outcome").flatMap { $0.split(separator: ",").map(String.init) }
    query.stages = arguments.list("stage")
    query.openness = arguments.choices("openness")
    query.asOf = try moment(arguments)
    query.order = arguments.choice("sort", default: order)
    query.limit = try arguments.count("limit")
    query.offset = try arguments.count("offset") ?? 0
    if query.order == .relevance, query.words == nil {
      throw .usage("--sort relevance needs words to be relevant to")
    }
    return query
  }

  /// The moment that `--as-of` names.
  static func moment(_ arguments: Arguments) throws(Failure) -> RecordingMoment? {
    try arguments.value("as-of", expecting: "a day such as 2020-09-18, or a position such as @1234")
    {
      RecordingMoment($0)
    }
  }

  private static func words(_ words: [String]) throws(Failure) -> Words? {
    do throws(Words.Problem) {
      return try Words(words.joined(separator: " "))
    } catch {
      throw .usage("\(error)", hint: "'archivist help query' tells how words are written")
    }
  }

  private static func date(
    _ name: String, _ arguments: Arguments
  ) throws(Failure) -> PartialDate.Part? {
    try arguments.value(
      name, expecting: "a date: 2020, 2020-09, 2020-09-18, 2020年9月18日 or 二〇二〇年九月"
    ) { PartialDate.Part(asTyped: $0) }
  }

  private static func number(_ name: String, _ arguments: Arguments) throws(Failure) -> Int? {
    try arguments.value(name, expecting: "a number, such as 40 or 第四十次") { Query.number($0) }
  }
}
