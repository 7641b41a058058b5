import EventStore
import TestSupport

@testable import Archive

/// Records made up at random, known in two ways: as minutes, and as a naive search sees them.
struct ModelArchive {
  /// The minutes, each in JSON on one line.
  private(set) var minutes: [String] = []
  /// The records in the order of recording, numbered as an empty archive numbers them.
  private(set) var records: [ModelRecord] = []

  /// Makes up so many meetings and documents.
  init(_ chance: inout SeededGenerator, count: Int, openness: Openness = .unconditional) {
    for serial in 1...count {
      var writer = JSONWriter()
      var record = ModelRecord(AccessionNumber(serial: UInt64(serial)))
      record.openness = openness
      if chance.once(in: 4) {
        writer.object { Self.writeDocument(&record, to: &$0, &chance) }
        records.append(record)
      } else {
        let items = (0..<Int.random(in: 0...4, using: &chance))
        var parts: [ModelRecord] = []
        writer.object { writer in
          Self.writeMeeting(&record, to: &writer, &chance)
          writer.name("items")
          writer.array { writer in
            for item in items {
              writer.object { parts.append(Self.item(item + 1, of: record, to: &$0, &chance)) }
            }
          }
        }
        records += [record] + parts
      }
      minutes.append(String(decoding: writer.bytes, as: UTF8.self))
    }
  }

  static let bodies = ["市人大常委会", "市政府", "国务院", "Council"]
  static let series = ["主任会议", "常务会议", "全体会议"]
  static let topics = ["审计", "河长制", "Budget", "人事任免"]
  static let persons = ["张轩", "李克强", "Ann Lee", "刘学普"]
  static let numbers = ["渝府办发〔2020〕40号", "渝府发〔2021〕7号", "国令第743号"]
  static let outcomes = ["adopted", "rejected", "deferred"]
  static let stages = ["草案", "送审稿", "修订草案"]
  static let dates = [
    "2019", "2020", "2020-02", "2020-02-29", "2020-09-18", "2020-09-18/2020-09-20", "2020-09-18/..",
    "../2020-04-22", "../2019", "2020-04-22/..", "unknown", "2021-01-01", "2020-09",
    "2020-09-01/2020-09",
  ]

  private static func writeCommon(
    _ record: inout ModelRecord, to writer: inout JSONWriter, _ chance: inout SeededGenerator
  ) {
    for name in ["summary", "notes"] where chance.once(in: 3) {
      writer.name(name)
      record.add(field: NaiveWords.sentence(&chance), to: &writer)
    }
    record.topics = chance.some(of: topics)
    writer.write("topics", record.topics)
    if chance.once(in: 3) {
      let openness = chance.pick(Openness.allCases)
      // The stricter one wins; of two that are alike an item's own does.
      if record.accession.item == 0 || openness.strictness >= record.openness.strictness {
        record.openness = openness
      }
      writer.write("openness", openness.rawValue)
    }
  }

  private static func writeMeeting(
    _ record: inout ModelRecord, to writer: inout JSONWriter, _ chance: inout SeededGenerator
  ) {
    writer.name("title")
    record.add(field: "会" + NaiveWords.sentence(&chance), to: &writer)
    record.bodies = [chance.pick(bodies)]
    if chance.once(in: 4) {
      record.bodies.append(chance.pick(bodies.filter { $0 != record.bodies[0] }))
    }
    writer.write("body", record.bodies)
    record.date = chance.pick(dates)
    writer.write("date", record.date)
    // Keeps identities apart and can neither be asked for nor found.
    writer.write("sitting", "第\(record.accession)次全体会议")
    record.series = chance.once(in: 3) ? nil : chance.pick(series)
    record.term = chance.once(in: 3) ? nil : chance.pick([4, 5])
    record.ordinal = chance.once(in: 3) ? nil : chance.pick([7, 40])
    if let series = record.series { writer.write("series", series) }
    if let term = record.term { writer.write("term", term) }
    if let ordinal = record.ordinal { writer.write("ordinal", ordinal) }
    writer.name("attendance")
    writer.array { writer in
      for person in chance.some(of: persons) {
        let isChair = chance.once(in: 2)
        if isChair { record.chairs.append(person) }
        record.persons.append(person)
        writer.object { writer in
          writer.write("person", person)
          writer.write(
            "capacity", isChair ? "chair" : chance.pick(["present", "absent", "attending"]))
        }
      }
    }
    writeCommon(&record, to: &writer, &chance)
  }

  private static func writeDocument(
    _ record: inout ModelRecord, to writer: inout JSONWriter, _ chance: inout SeededGenerator
  ) {
    record.kind = .document
    writer.write("record", "document")
    writer.name("title")
    // Keeps identities apart where there is no number.
    record.add(field: "文\(record.accession)" + NaiveWords.sentence(&chance), to: &writer)
    record.bodies = chance.some(of: bodies)
    writer.write("issuers", record.bodies)
    record.date = chance.pick(dates)
    writer.write(chance.pick(["adopted", "signed", "issued", "published"]), record.date)
    // Two documents of one number would be one record.
    let number = "试字〔2020〕\(record.accession)号"
    if chance.once(in: 2) {
      record.number = number
      writer.write("number", number)
    }
    writer.name("sections")
    writer.array { writer in
      for path in ["一", "二"] {
        writer.object { writer in
          writer.write("path", path)
          for name in ["heading", "text"] {
            writer.name(name)
            record.add(field: NaiveWords.sentence(&chance), to: &writer)
          }
        }
      }
    }
    writeCommon(&record, to: &writer, &chance)
  }

  private static func item(
    _ number: Int, of meeting: ModelRecord, to writer: inout JSONWriter,
    _ chance: inout SeededGenerator
  ) -> ModelRecord {
    var item = meeting
    item.accession = AccessionNumber(serial: meeting.accession.serial, item: number)
    item.kind = chance.pick(RecordKind.items)
    item.fields = []
    // Of the meeting's persons only those who chair it count for its items.
    item.persons = meeting.chairs
    writer.write("item", item.kind.rawValue)
    if chance.once(in: 4) {
      item.date = chance.pick(dates)
      writer.write("date", item.date)
    }
    ModelItems.write(&item, to: &writer, &chance)
    writeCommon(&item, to: &writer, &chance)
    return item
  }
}

/// What a naive search sees of a record.
struct ModelRecord {
  var accession: AccessionNumber
  var kind = RecordKind.meeting
  var fields: [[Unicode.Scalar]] = []
  var date = "unknown"
  var bodies: [String] = []
  var series: String?
  var term: Int?
  var ordinal: Int?
  var topics: [String] = []
  var persons: [String] = []
  var chairs: [String] = []
  var number: String?
  var outcome: String?
  var stage: String?
  var openness = Openness.unconditional

  init(_ accession: AccessionNumber) { self.accession = accession }

  /// Writes a text that words search.
  mutating func add(field text: String, to writer: inout JSONWriter) {
    add(field: text)
    writer.string(text)
  }

  mutating func add(field text: String) { fields.append(NaiveWords.normalized(text)) }
}

extension JSONWriter {
  mutating func write(_ name: String, _ text: String) {
    self.name(name)
    string(text)
  }

  mutating func write(_ name: String, _ number: Int) {
    self.name(name)
    integer(number)
  }

  mutating func write(_ name: String, _ texts: [String]) {
    self.name(name)
    array { writer in
      for text in texts { writer.string(text) }
    }
  }
}
