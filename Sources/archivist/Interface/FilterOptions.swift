import Archive

/// The filters that `query` and `timeline` have in common.
enum FilterOptions {
  static let specs: [OptionSpec] = [
    OptionSpec(
      name: "body", placeholder: "NAME", isRepeated: true, help: Phrase.Filter.body),
    OptionSpec(
      name: "series", placeholder: "NAME", isRepeated: true,
      help: Phrase.Filter.series),
    OptionSpec(name: "term", placeholder: "N", help: Phrase.Filter.term),
    OptionSpec(name: "ordinal", placeholder: "N", help: Phrase.Filter.ordinal),
    OptionSpec(name: "from", placeholder: "DATE", help: Phrase.Filter.from),
    OptionSpec(name: "to", placeholder: "DATE", help: Phrase.Filter.to),
    OptionSpec(name: "topic", placeholder: "NAME", isRepeated: true, help: Phrase.Filter.topic),
    OptionSpec(
      name: "kind", placeholder: "KIND", shape: .choices(RecordKind.allCases.map(\.rawValue)),
      isRepeated: true, help: Phrase.Filter.kind),
    OptionSpec(
      name: "person", placeholder: "NAME", isRepeated: true,
      help: Phrase.Filter.person),
    OptionSpec(
      name: "number", placeholder: "NUMBER", help: Phrase.Filter.number),
    OptionSpec(
      name: "outcome", placeholder: "OUTCOME",
      shape: .choices([
        "adopted", "adoptedInPrinciple", "rejected", "deferred", "referred", "noted",
      ]),
      isRepeated: true, help: Phrase.Filter.outcome),
    OptionSpec(
      name: "stage", placeholder: "STAGE", isRepeated: true, help: Phrase.Filter.stage),
    OptionSpec(
      name: "openness", placeholder: "OPENNESS", shape: .choices(Openness.allCases.map(\.rawValue)),
      isRepeated: true, help: Phrase.Filter.openness),
    OptionSpec(name: "retracted", help: Phrase.Filter.retracted),
    on, asOf,
  ]

  static let on = OptionSpec(name: "on", placeholder: "DAY", help: Phrase.Filter.on)

  static let asOf = OptionSpec(
    name: "as-of", placeholder: "DAY",
    help: Phrase.Filter.asOf)

  static let paging: [OptionSpec] = [
    OptionSpec(
      name: "sort", placeholder: "ORDER", shape: .choice(Query.Order.allCases.map(\.rawValue)),
      help: Phrase.Filter.sort),
    OptionSpec(name: "limit", placeholder: "N", help: Phrase.Filter.limit),
    OptionSpec(name: "offset", placeholder: "N", help: Phrase.Filter.offset),
  ]

  static let byteOrderMark = OptionSpec(name: "bom", help: Phrase.Filter.byteOrderMark)

  /// Whether CSV is to begin with a byte order mark; other forms have none.
  static func hasByteOrderMark(_ arguments: Arguments) throws(Failure) -> Bool {
    guard arguments.has("bom") else { return false }
    guard arguments.value("format") == EntryExport.Form.csv.rawValue else {
      throw .usage(.byteOrderMarkIsForCSV)
    }
    return true
  }

  /// What a person should know about words and dates.
  static let details = [Phrase.Filter.words, Phrase.Filter.dates, Phrase.Filter.inForce]

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
    query.isRetracted = arguments.has("retracted")
    query.on = try day(arguments)
    query.asOf = try moment(arguments)
    query.order = arguments.choice("sort", default: order)
    query.limit = try arguments.count("limit")
    query.offset = try arguments.count("offset") ?? 0
    if query.order == .relevance, query.words == nil {
      throw .usage(.relevanceNeedsWords)
    }
    return query
  }

  /// The moment that `--as-of` names.
  static func moment(_ arguments: Arguments) throws(Failure) -> RecordingMoment? {
    try arguments.value("as-of", expecting: .moment) {
      RecordingMoment($0)
    }
  }

  /// The day that `--on` names.
  static func day(_ arguments: Arguments) throws(Failure) -> PartialDate.Part? {
    try arguments.value("on", expecting: .day) { text in
      PartialDate.Part(asTyped: text).flatMap { $0.day == nil ? nil : $0 }
    }
  }

  private static func words(_ words: [String]) throws(Failure) -> Words? {
    do throws(Words.Problem) {
      var text = words.first ?? ""
      for word in words.dropFirst() { text += " " + word }
      return try Words(text)
    } catch {
      throw .usage(error.phrase, hint: .helpTellsWords)
    }
  }

  private static func date(
    _ name: String, _ arguments: Arguments
  ) throws(Failure) -> PartialDate.Part? {
    try arguments.value(
      name, expecting: .date
    ) { PartialDate.Part(asTyped: $0) }
  }

  private static func number(_ name: String, _ arguments: Arguments) throws(Failure) -> Int? {
    try arguments.value(name, expecting: .number) { Query.number($0) }
  }
}
