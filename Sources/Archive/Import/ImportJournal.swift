import EventStore

/// What comes of reading records of another system: minutes, problems, and losses.
struct ImportJournal {
  /// What is to be handed on next.
  private(set) var outputs: [ImportOutput] = []
  var losses = ImportLosses()
  /// The number of records made so far, and of their items.
  private(set) var records = 0
  private(set) var items = 0
  /// The number of problems, and how many of them were told.
  private(set) var problems = 0
  private var reader = RecordReader()
  private let document = JSONDocument()

  /// So many problems are told one by one, and counted behind that.
  static let mostProblems = 100

  /// Hands on what there is.
  mutating func take() -> [ImportOutput] {
    defer { outputs.removeAll() }
    return outputs
  }

  /// Tells a problem.
  mutating func tell(_ error: @autoclosure () -> ImportError) {
    problems += 1
    if problems <= ImportJournal.mostProblems { outputs.append(.problem(error())) }
  }

  /// Tells in which encoding a file is.
  mutating func tell(_ encoding: TextEncoding, of file: String) {
    outputs.append(.encoding(encoding, file: file))
  }

  /// Hands on a record, if it could be recorded as it is.
  ///
  /// - Parameter place: Where a part of it comes from, by the way to that in the record.
  mutating func add(
    _ record: ImportedObject, _ items: [ImportedObject.Item], at place: (String) -> ImportPlace
  ) {
    var writer = JSONWriter()
    let isDocument = record.text("record") == "document"
    let schema = isDocument ? MinutesSchema.document : MinutesSchema.meeting
    record.write(schema, items: items, to: &writer)
    var problem: (path: String, problem: MinutesProblem)?
    do throws(JSONError) {
      try document.load(writer.bytes)
      if reader.read(document.root) == nil {
        problem = reader.problems.first.map { ($0.path, $0.problem) }
      }
    } catch {
      problem = (error.path, .json(error.problem))
    }
    if let problem {
      let place = place(problem.path)
      tell(
        ImportError(
          file: place.file, line: place.line, path: problem.path,
          problem: .minutes(problem.problem)))
      return
    }
    records += 1
    self.items += items.count
    writer.lineBreak()
    outputs.append(.record(writer.bytes))
  }
}
