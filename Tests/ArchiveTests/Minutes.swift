import EventStore
import TestSupport

@testable import Archive

/// Short ways to write minutes for tests.
enum Minutes {
  /// A meeting: what every meeting must have, then further members and items in JSON.
  static func meeting(
    _ title: String = "第四十次主任会议", body: String = "市人大常委会", date: String = "2020-09-18",
    with more: String = "", items: [String] = []
  ) -> String {
    var text = #"{"title":"\#(title)","body":["\#(body)"],"date":"\#(date)""#
    if !more.isEmpty { text += "," + more }
    if !items.isEmpty { text += #","items":[\#(items.joined(separator: ","))]"# }
    return text + "}"
  }

  /// A document: what every document must have, then further members in JSON.
  static func document(_ title: String = "指导意见", with more: String = "") -> String {
    #"{"record":"document","title":"\#(title)""# + (more.isEmpty ? "" : "," + more) + "}"
  }

  /// A matter: what every matter must have, then further members in JSON.
  static func matter(_ text: String = "安全生产", with more: String = "") -> String {
    #"{"item":"matter","text":"\#(text)""# + (more.isEmpty ? "" : "," + more) + "}"
  }

  /// A file of text.
  static func file(_ text: String, name: String = "minutes.json") -> MinutesFile {
    MinutesFile(Array(text.utf8), name: name)
  }

  /// The drafts of records, each in JSON on one line.
  static func drafts(_ records: [String]) throws -> [RecordDraft] {
    let file = file(records.joined(separator: "\n"), name: "minutes.jsonl")
    if let error = file.errors.first { throw error }
    return file.drafts
  }

  /// The draft of one record in JSON.
  static func draft(_ record: String) throws -> RecordDraft {
    let file = file(record)
    guard file.errors.isEmpty, let draft = file.drafts.first else {
      throw file.errors.first ?? MinutesError(file: "", line: 0, column: 0, problem: .noRecord)
    }
    return draft
  }
}

extension RecordDraft {
  /// The canonical payload of the record itself.
  var payloadText: String { String(decoding: payload, as: UTF8.self) }
  /// The canonical payloads of its items.
  var itemTexts: [String] { itemPayloads.map { String(decoding: $0.payload, as: UTF8.self) } }
}

/// Short ways to make archives for tests.
enum Archives {
  /// Founds an archive in memory.
  static func found(
    in storage: MemoryStorage = MemoryStorage(), zone: String = "UTC",
    openness: Openness = .unconditional, world: TestWorld = TestWorld()
  ) throws -> Archive {
    try Archive.found(
      in: storage, name: "试验", zone: zone, openness: openness, environment: world.environment)
  }

  /// The index of an archive that holds these records.
  static func index(
    _ records: [String], openness: Openness = .unconditional, withRoot: Bool = false
  ) throws -> SearchIndex {
    let archive = try found(openness: openness)
    _ = try archive.record(Minutes.drafts(records))
    return try archive.index(withRoot: withRoot)
  }

  /// Everything that an index can tell of its records, as bytes.
  static func everything(in index: SearchIndex) -> String {
    var query = Query()
    query.order = .recorded
    query.facets = Query.Facet.allCases
    return Answers.text(index, query)
  }
}

/// Short ways to ask.
enum Answers {
  /// A question whose filters a test sets.
  static func query(_ change: (inout Query) -> Void) -> Query {
    var query = Query()
    change(&query)
    return query
  }

  /// The numbers of the records that a question asks for, in order.
  static func numbers(_ index: SearchIndex, _ change: (inout Query) -> Void) -> [String] {
    index.entries(of: index.search(query(change))).map { "\($0.accession)" }
  }

  /// The answer as bytes handed on to somebody.
  static func text(
    _ index: SearchIndex, _ query: Query, as form: EntryExport.Form = .json,
    in frame: EntryExport.Frame = .answer
  ) -> String {
    var bytes: [UInt8] = []
    EntryExport(index, query, index.search(query)).write(as: form, in: frame) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension SeededGenerator {
  /// Any of some values.
  mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: values.indices, using: &self)]
  }

  /// Whether something happens that happens once in so many times.
  mutating func once(in times: Int) -> Bool { Int.random(in: 0..<times, using: &self) == 0 }

  /// Some of some values, in their order.
  mutating func some<Value>(of values: [Value]) -> [Value] {
    values.filter { _ in Bool.random(using: &self) }
  }
}
