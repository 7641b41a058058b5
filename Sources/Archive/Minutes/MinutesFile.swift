import EventStore

/// Reads a file of minutes: text, JSON, or JSON Lines with a record on each line.
public struct MinutesFile: Sendable {
  /// The records that were found right, in the order of the file.
  public private(set) var drafts: [RecordDraft] = []
  /// Every problem of the file, in its order; where there is one, nothing should be recorded.
  public private(set) var errors: [MinutesError] = []

  /// Whether there were so many errors that the rest of the file was not looked at.
  public private(set) var isCutShort = false

  /// Reads a file that is in memory.
  public init(_ bytes: [UInt8], name: String) {
    var rest: [UInt8]? = bytes
    self.init(name: name) {
      defer { rest = nil }
      return rest
    }
  }

  /// Reads a file portion by portion.
  ///
  /// Of JSON Lines only two portions are in memory at once, beside the records, and both are read
  /// at the same time.
  /// - Parameters:
  ///   - name: The file's name, for messages; `.jsonl` at its end says JSON Lines.
  ///   - next: Gives the next bytes of the file, as many as it likes, and nothing at its end.
  public init<Failure: Error>(
    name: String, reading next: () throws(Failure) -> [UInt8]?
  ) throws(Failure) {
    var start = FormProbe()
    while start.needsMore, let more = try next() { start.add(more) }
    switch MinutesForm(of: start.bytes, name: name) {
    case .values:
      while let more = try next() { start.add(more) }
      take(MinutesBlock(start.bytes, name: name, isFirst: true).values())
    case .lines:
      try readLines(start.bytes, name, next)
    case .text:
      while let more = try next() { start.add(more) }
      take(TextMinutes(start.bytes, name: name).read())
      isCutShort = errors.count >= TextParser.mostProblems
    case .none: errors = [MinutesForm.problem(of: start.bytes, name: name)]
    }
  }

  /// Reads lines, two blocks of them beside each other.
  private mutating func readLines<Failure: Error>(
    _ start: [UInt8], _ name: String, _ next: () throws(Failure) -> [UInt8]?
  ) throws(Failure) {
    var blocks = LineBlocks(start)
    var line = 1
    while let first = try blocks.next(next) {
      let second = try blocks.next(next) ?? []
      let isFirst = line == 1
      let results: [MinutesBlock.Result]
      if second.isEmpty {
        results = [MinutesBlock(first, name: name, isFirst: isFirst).lines()]
      } else {
        let both = Parallel.both(
          { MinutesBlock(first, name: name, isFirst: isFirst).lines() },
          { MinutesBlock(second, name: name, isFirst: false).lines() })
        results = [both.0, both.1]
      }
      for var result in results {
        result.move(to: line)
        take(result)
        line += result.lineCount
        // In another encoding nothing of the file can be trusted.
        if result.isForeign { return }
      }
    }
  }

  private mutating func take(_ result: MinutesBlock.Result) {
    if result.isForeign { errors.removeAll() }
    if drafts.isEmpty { drafts = result.drafts } else { drafts += result.drafts }
    errors += result.errors
  }
}

/// The beginning of a file, as much of it as shows the form.
struct FormProbe {
  private(set) var bytes: [UInt8] = []
  /// How far it was searched for the end of the first line.
  private var searched = 0
  private var endOfLine: Int?

  /// The form shows in the first line that has something on it, and the beginning of the second.
  var needsMore: Bool { endOfLine.map { $0 + 1 >= bytes.count } ?? true }

  mutating func add(_ more: [UInt8]) {
    bytes += more
    guard endOfLine == nil, let first = MinutesForm.firstCharacter(bytes) else { return }
    endOfLine = ByteSearch.firstIndex(
      of: UInt8(ascii: "\n"), in: bytes, from: max(first, searched))
    searched = bytes.count
  }
}

/// In which form a file holds its minutes.
enum MinutesForm {
  /// JSON values, one behind the other.
  case values
  /// A record on each line.
  case lines
  /// Text, as people write it.
  case text
  /// There is nothing in the file.
  case none

  /// Tells the form by the first line and the beginning of the second.
  init(of start: [UInt8], name: String) {
    let isNamedLines = name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson")
    guard let first = MinutesForm.firstCharacter(start) else {
      self = .none
      return
    }
    if isNamedLines {
      self = .lines
    } else if start[first] != UInt8(ascii: "{"), start[first] != UInt8(ascii: "[") {
      self = name.hasSuffix(".json") ? .values : .text
    } else {
      let end =
        ByteSearch.firstIndex(of: UInt8(ascii: "\n"), in: start, from: first) ?? start.count
      let isFollowed = end + 1 < start.count && start[end + 1] == UInt8(ascii: "{")
      self = MinutesForm.isRecordLine(start, first..<end, isFollowed) ? .lines : .values
    }
  }

  /// Whether the first line is a record whole, or one that is broken within the line and followed
  /// by another; a value that just goes on is JSON over several lines.
  private static func isRecordLine(
    _ start: [UInt8], _ line: Range<Int>, _ isFollowed: Bool
  ) -> Bool {
    do throws(JSONError) {
      try JSONDocument().load(start, in: line)
      return true
    } catch {
      if case .endsTooSoon = error.problem { return false }
      return isFollowed
    }
  }

  /// What is wrong with a file that has nothing in it.
  fileprivate static func problem(of bytes: [UInt8], name: String) -> MinutesError {
    var places = TextPlaces(bytes)
    return places.error(.noRecord, at: bytes.count, in: name)
  }

  static func firstCharacter(_ bytes: [UInt8]) -> Int? {
    let start = bytes.starts(with: TextPlaces.byteOrderMark) ? TextPlaces.byteOrderMark.count : 0
    return bytes[start...].firstIndex { !MinutesBlock.isSpace($0) }
  }
}

/// Divides a file into blocks of whole lines.
private struct LineBlocks {
  private var waiting: [UInt8]
  private var isAtEnd = false

  /// Blocks have at least this many bytes, but for the last.
  private static let least = 1 << 20

  init(_ start: [UInt8]) { waiting = start }

  /// Gives the next block.
  mutating func next<Failure: Error>(
    _ read: () throws(Failure) -> [UInt8]?
  ) throws(Failure) -> [UInt8]? {
    var searched = 0
    while !isAtEnd {
      if waiting.count >= LineBlocks.least,
        let feed = waiting[searched...].lastIndex(of: UInt8(ascii: "\n"))
      {
        let rest = Array(waiting[(feed + 1)...])
        waiting.removeLast(rest.count)
        defer { waiting = rest }
        return waiting
      }
      searched = waiting.count
      guard let more = try read() else {
        isAtEnd = true
        break
      }
      waiting += more
    }
    defer { waiting = [] }
    return waiting.isEmpty ? nil : waiting
  }
}
