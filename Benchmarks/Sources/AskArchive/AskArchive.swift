import Archive
import EventStore

/// Asks an archive questions, and tells how long each took and what was answered.
///
///     ask-archive DIRECTORY TIMES < QUESTIONS
///     ask-archive DIRECTORY all < QUESTIONS
///     ask-archive DIRECTORY TIMES|all --longest-segment POSITIONS < QUESTIONS
///
/// The archive is opened once, and every question, a line of JSON, asked so many times, one question
/// after the other; with `all` each is asked page by page for everything that fits it. Prints a line of JSON for each
/// question: its name, the seconds of each time, the total, the accession numbers that were asked for,
/// and the counts of the facet. The seconds run from before the words are read until the date and the
/// title of each entry are known.
///
/// With `--longest-segment` the files of the search index are first made anew, with segments of no more
/// positions than that; they stay so until somebody records something.
@main
enum AskArchive {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 || arguments.count == 5 else { throw Misuse() }
    let archive = try Archive(opening: arguments[1])
    if arguments.count == 5 {
      guard arguments[3] == "--longest-segment", let longest = UInt64(arguments[4]), longest > 0
      else { throw Misuse() }
      guard archive.divideSearchIndex(longestSegment: longest) else { throw Undivided() }
    }
    let reader = try ArchiveReader(of: archive)
    let document = JSONDocument()
    while let line = readLine() {
      try document.load(Array(line.utf8))
      let question = Question(document.root)
      let answered: Answered
      if arguments[2] == "all" {
        answered = try everything(question, reader)
      } else {
        guard let times = Int(arguments[2]), times > 0 else { throw Misuse() }
        answered = try again(question, reader, times)
      }
      print(answered.line(named: question.name))
    }
  }

  private static func again(
    _ question: Question, _ reader: ArchiveReader, _ times: Int
  ) throws -> Answered {
    let clock = ContinuousClock()
    var answered = Answered()
    for _ in 0..<times {
      let start = clock.now
      let answer = try reader.answer(try question.query())
      var entries: [AccessionNumber] = []
      var shown = 0
      for entry in answer.index.entries(of: answer.result) {
        entries.append(entry.accession)
        shown += "\(entry.date)".utf8.count + entry.title.utf8.count
      }
      answered.seconds.append((clock.now - start) / .seconds(1))
      guard shown > 0 || entries.isEmpty else { throw Untitled() }
      answered.total = answer.result.total
      answered.entries = entries
      answered.facet = answer.result.facets.first?.counts ?? []
    }
    return answered
  }

  /// No more than the index gives at once.
  private static let page = 10_000

  private static func everything(
    _ question: Question, _ reader: ArchiveReader
  ) throws -> Answered {
    var answered = Answered()
    var query = try question.query()
    query.facets = []
    query.limit = page
    repeat {
      query.offset = answered.entries.count
      let answer = try reader.answer(query)
      answered.total = answer.result.total
      let entries = answer.index.entries(of: answer.result).map(\.accession)
      guard !entries.isEmpty else { break }
      answered.entries += entries
    } while answered.entries.count < answered.total
    return answered
  }

  private struct Misuse: Error, CustomStringConvertible {
    let description =
      "usage: ask-archive DIRECTORY TIMES|all [--longest-segment POSITIONS] < QUESTIONS"
  }

  private struct Undivided: Error, CustomStringConvertible {
    let description = "the search index could not be divided so"
  }

  private struct Untitled: Error, CustomStringConvertible {
    let description = "an entry has neither a date nor a title"
  }
}

/// One question, as its line says.
private struct Question {
  let name: String
  private let words: String
  private let body: String?
  private let topic: String?
  private let from: String?
  private let to: String?
  private let asOf: String?
  private let facet: Query.Facet?
  private let limit: Int

  init(_ line: JSONValue) {
    name = line["id"]?.string ?? ""
    words = line["words"]?.string ?? ""
    body = line["body"]?.string
    topic = line["topic"]?.string
    from = line["from"]?.string
    to = line["to"]?.string
    asOf = line["asOf"]?.string
    facet = line["facet"]?.string.flatMap(Query.Facet.init)
    limit = line["limit"]?.integer ?? 0
  }

  func query() throws -> Query {
    var query = Query()
    query.words = try Words(words)
    query.bodies = body.map { [$0] } ?? []
    query.topics = topic.map { [$0] } ?? []
    query.from = from.flatMap { PartialDate.Part(asTyped: $0) }
    query.to = to.flatMap { PartialDate.Part(asTyped: $0) }
    query.asOf = asOf.flatMap(RecordingMoment.init)
    query.facets = facet.map { [$0] } ?? []
    query.limit = limit
    return query
  }
}

/// What was answered, and how fast.
private struct Answered {
  var seconds: [Double] = []
  var total = 0
  var entries: [AccessionNumber] = []
  var facet: [(value: String, count: Int)] = []

  func line(named name: String) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("id")
      writer.string(name)
      writer.name("seconds")
      writer.array { writer in
        for value in seconds { writer.raw(Array("\(value)".utf8)) }
      }
      writer.name("total")
      writer.integer(total)
      writer.name("entries")
      writer.array { writer in
        for entry in entries { writer.string("\(entry)") }
      }
      writer.name("facet")
      writer.object { writer in
        for (value, count) in facet {
          writer.name(value)
          writer.integer(count)
        }
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
