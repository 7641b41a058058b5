import EventStore

/// Reads a file of minutes as text, as `Documentation/Minutes.md` tells it.
///
/// Lines are sorted into records, every record is written down as its JSON twin, and that is read
/// as minutes in JSON are: one description of the members serves both forms. Problems are told at
/// the place in the text from which they come. Linear in the length of the text.
struct TextMinutes {
  private let name: String
  private let bytes: [UInt8]

  /// Texts under so many bytes are not worth a second core.
  private static let worthDividing = 1 << 16

  init(_ bytes: [UInt8], name: String) {
    self.bytes = bytes
    self.name = name
  }

  /// Reads everything, two halves beside each other.
  func read() -> MinutesBlock.Result {
    if let result = readHalves() { return result }
    let text: [UInt8]
    do throws(Unreadable) { text = try withoutComments() } catch { return error.result }
    let result = TextMinutes.part(beginning..<text.count, of: text, bytes, name)
    return result.drafts.isEmpty && result.errors.isEmpty
      ? MinutesBlock.Result(.noRecord, at: bytes.count, of: bytes, name: name) : result
  }

  /// Reads a long text in two halves; nothing where it is short or cannot be divided.
  private func readHalves() -> MinutesBlock.Result? {
    // A comment may reach across every place at which a text could be divided.
    guard let middle, !TextLines.hasComments(bytes) else { return nil }
    // Each core gets memory of its own: counting references to the same would cost more than reading.
    let halves = (Array(bytes[..<middle]), Array(bytes[middle...]))
    let start = beginning
    let name = name
    let (first, second) = Parallel.both(
      { TextMinutes.half(start..<middle, of: halves.0, name) },
      { TextMinutes.half(0..<halves.1.count, of: halves.1, name) })
    guard var result = first, var rest = second else { return nil }
    var places = TextPlaces(halves.0)
    rest.move(to: places.place(of: middle).line)
    result.drafts += rest.drafts
    result.errors += rest.errors
    result.errors.removeLast(max(0, result.errors.count - TextParser.mostProblems))
    return result
  }

  /// Reads half of a text without comments; nothing where it is no text.
  private static func half(
    _ range: Range<Int>, of text: [UInt8], _ name: String
  ) -> MinutesBlock.Result? {
    TextEncoding.problem(of: text) == nil ? part(range, of: text, text, name) : nil
  }

  /// Reads items alone.
  func readItems() -> (items: ItemsDraft?, errors: [MinutesError]) {
    let text: [UInt8]
    do throws(Unreadable) { text = try withoutComments() } catch {
      return (nil, error.result.errors)
    }
    var parser = TextParser(text, in: beginning..<text.count, isOfItems: true)
    let record = parser.nextRecord()
    var reading = TextReading(name: name, places: TextPlaces(bytes))
    reading.add(found: parser.takeProblems())
    let items = record.flatMap { reading.readItems($0) }
    return (items, reading.finish().errors)
  }

  /// A text of which nothing can be read, and what there is to say of it.
  private struct Unreadable: Error {
    let result: MinutesBlock.Result
  }

  /// The text with its comments taken out.
  private func withoutComments() throws(Unreadable) -> [UInt8] {
    if let (offset, problem) = TextEncoding.problem(of: bytes) {
      throw Unreadable(result: .init(problem, at: offset, of: bytes, name: name))
    }
    var text = bytes
    if let offset = TextLines.removeComments(from: &text) {
      throw Unreadable(result: .init(.text(.openComment), at: offset, of: bytes, name: name))
    }
    return text
  }

  /// Where the text begins, behind a byte-order mark.
  private var beginning: Int {
    bytes.starts(with: TextPlaces.byteOrderMark) ? TextPlaces.byteOrderMark.count : 0
  }

  /// Where a record begins about in the middle; nothing where the text is short.
  private var middle: Int? {
    guard bytes.count >= TextMinutes.worthDividing else { return nil }
    var from = bytes.count / 2
    while let feed = ByteSearch.firstIndex(of: UInt8(ascii: "\n"), in: bytes, from: from) {
      if feed + 2 < bytes.count, bytes[feed + 1] == UInt8(ascii: "#"),
        bytes[feed + 2] != UInt8(ascii: "#")
      {
        return feed + 1
      }
      from = feed + 1
    }
    return nil
  }

  /// Reads the records of a range of a text, from which comments were taken out.
  private static func part(
    _ range: Range<Int>, of text: [UInt8], _ original: [UInt8], _ name: String
  ) -> MinutesBlock.Result {
    var parser = TextParser(text, in: range)
    var reading = TextReading(name: name, places: TextPlaces(original))
    // One record is in memory at once, besides what is kept of it.
    while let record = parser.nextRecord() {
      reading.add(found: parser.takeProblems())
      guard reading.result.errors.count < TextParser.mostProblems else { continue }
      reading.read(record, before: parser.nextOffset ?? .max)
    }
    reading.add(found: parser.takeProblems())
    return reading.finish()
  }
}

/// Reads records of text one after the other.
private struct TextReading {
  private(set) var result = MinutesBlock.Result()
  private let name: String
  private var places: TextPlaces
  private var writer = TextRecordWriter()
  private var reader = RecordReader()
  private let twin = JSONDocument()
  /// What was found while lines were sorted, and how much of it is told.
  private var found: [(offset: Int, problem: TextProblem)] = []
  private var told = 0

  init(name: String, places: TextPlaces) {
    self.name = name
    self.places = places
  }

  /// Takes in what was found behind all that was found before.
  mutating func add(found more: [(offset: Int, problem: TextProblem)]) { found += more }

  /// Reads the items of a record; nothing where they have problems.
  mutating func readItems(_ record: TextRecord) -> ItemsDraft? {
    guard !record.items.isEmpty else {
      if found.isEmpty { add(.noRecord, at: record.offset) }
      return nil
    }
    guard
      let payloads = read(record, before: .max, { $0.writeItems(of: record) }, { $0.readItems($1) })
    else { return nil }
    let line = places.place(of: record.items[0].offset).line
    return ItemsDraft(payloads, source: MinutesPlace(file: name, line: line))
  }

  /// Reads a record that ends before an offset.
  mutating func read(_ record: TextRecord, before next: Int) {
    guard let payloads = read(record, before: next, { $0.write(record) }, { $0.read($1) }) else {
      return
    }
    result.drafts.append(
      RecordDraft(payloads, source: MinutesPlace(file: name, line: record.line), of: twin.root))
  }

  /// Reads the JSON twin of a record, and tells what is wrong with either of them.
  private mutating func read(
    _ record: TextRecord, before next: Int, _ write: (inout TextRecordWriter) -> Void,
    _ readTwin: (inout RecordReader, JSONValue) -> CanonicalRecord?
  ) -> CanonicalRecord? {
    var problems: [(offset: Int, problem: MinutesProblem)] = []
    var excuses = TextExcuses(record)
    while told < found.count, found[told].offset < next {
      problems.append((found[told].offset, .text(found[told].problem)))
      excuses.add(found[told].problem)
      told += 1
    }
    write(&writer)
    problems += writer.problems
    excuses.add(writer.faults)
    var payloads: CanonicalRecord?
    do throws(JSONError) {
      try twin.load(writer.writer.bytes)
      payloads = readTwin(&reader, twin.root)
      for (offset, _, problem) in reader.problems {
        let place = writer.textOffset(of: offset)
        if writer.faultyItems.contains(place) || excuses.cover(problem) { continue }
        problems.append((place, problem.inText))
      }
    } catch {
      // A member that two keys fill, or JSON inside of the text that nests too deep.
      problems.append((writer.textOffset(of: error.offset), .json(error.problem)))
    }
    problems.sort { $0.offset < $1.offset }
    for (offset, problem) in problems.prefix(TextParser.mostProblems) { add(problem, at: offset) }
    return problems.isEmpty ? payloads : nil
  }

  /// Tells what is left, which stands before the first record or behind none.
  consuming func finish() -> MinutesBlock.Result {
    while told < found.count {
      add(.text(found[told].problem), at: found[told].offset)
      told += 1
    }
    return result
  }

  private mutating func add(_ problem: MinutesProblem, at offset: Int) {
    result.errors.append(places.error(problem, at: offset, in: name))
  }
}

/// What need not be told of a record because a mistake that is told is the cause.
private struct TextExcuses {
  private var members: Set<String> = []
  /// Members of the other kind of record.
  private var foreign: Set<String> = []
  private let table: TextKeyTable

  init(_ record: TextRecord) {
    table = record.isDocument ? TextKeys.document : TextKeys.meeting
    if record.title.first.isEmpty { members.insert("title") }
  }

  mutating func add(_ problem: TextProblem) {
    switch problem {
    case .unknownKey(let name, _, let nearest):
      for table in [TextKeys.meeting, TextKeys.document] {
        if let member = table[name]?.member { foreign.insert(member) }
      }
      if let member = nearest.flatMap({ table[$0]?.member }) { members.insert(member) }
    case .noColon(let text):
      for key in table.keys where text.hasPrefix(key.chinese) { members.insert(key.member) }
    default: break
    }
  }

  mutating func add(_ faults: Set<String>) { members.formUnion(faults) }

  func cover(_ problem: MinutesProblem) -> Bool {
    switch problem {
    case .missingMember(let name, _): members.contains(name)
    case .unknownMember(let name, _, _): foreign.contains(name)
    case .needsOne(let names, _): !members.isDisjoint(with: names)
    case .empty: members.contains("title")
    default: false
    }
  }
}

extension MinutesProblem {
  /// The problem in words of the text: members go by their keys.
  fileprivate var inText: MinutesProblem {
    switch self {
    case .missingMember(let name, let owner):
      .text(.missingKey(MinutesProblem.label(name, owner), of: owner))
    case .needsOne(let names, let owner):
      .text(.missingKeys(names.map { MinutesProblem.label($0, owner) }, of: owner))
    case .onlyWhere(let name, let other, let values):
      .text(
        .keyOnlyWhere(
          MinutesProblem.label(name, "a meeting"), other: MinutesProblem.label(other, "a meeting"),
          isOneOf: values))
    case .withoutWords(let owner, _): .text(.withoutWords(owner))
    case .notOneOf(let word, let allowed, _) where allowed == Openness.allCases.map(\.rawValue):
      .notOneOf(
        word, allowed: Openness.allCases.map { "\($0.chineseName) (\($0.rawValue))" },
        nearest: Nearest.match(
          word, among: Openness.allCases.flatMap { [$0.chineseName, $0.rawValue] }))
    default: self
    }
  }

  /// What a member of an object is called in text.
  private static func label(_ member: String, _ owner: String) -> String {
    let tables = [TextKeys.meeting, TextKeys.document] + TextKeys.sections.map(\.keys)
    let table = tables.first { $0.schema.name == owner } ?? TextKeys.meeting
    return table.key(of: member)?.label ?? member
  }
}
