import EventStore

/// A stretch of a file of minutes that is read at once.
struct MinutesBlock {
  private let bytes: [UInt8]
  private let name: String
  /// Where the text begins.
  private let beginning: Int
  private let document = JSONDocument()
  private var reader = RecordReader()
  private var places: TextPlaces
  private var result = Result()

  /// What a block holds; lines are counted from its beginning.
  struct Result: Sendable {
    var drafts: [RecordDraft] = []
    var errors: [MinutesError] = []
    var lineCount = 0
    /// Whether the block is no text in UTF-8, so that nothing else of it counts.
    var isForeign = false

    init() {}

    /// What there is to say of a text that cannot be read at all.
    init(_ problem: MinutesProblem, at offset: Int, of bytes: [UInt8], name: String) {
      var places = TextPlaces(bytes)
      errors = [places.error(problem, at: offset, in: name)]
      isForeign = true
    }

    /// Counts the lines from another one on.
    mutating func move(to line: Int) {
      for index in drafts.indices { drafts[index].source.line += line - 1 }
      for index in errors.indices { errors[index].line += line - 1 }
    }
  }

  /// - Parameter isFirst: Whether the block begins the file, so that a byte-order mark may stand
  ///   in front.
  init(_ bytes: [UInt8], name: String, isFirst: Bool) {
    self.bytes = bytes
    self.name = name
    places = TextPlaces(bytes)
    let hasMark = isFirst && bytes.starts(with: TextPlaces.byteOrderMark)
    beginning = hasMark ? TextPlaces.byteOrderMark.count : 0
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// Reads a record from each line that has something on it.
  consuming func lines() -> Result {
    var start = beginning
    while start < bytes.count, !result.isForeign {
      let end = ByteSearch.firstIndex(of: UInt8(ascii: "\n"), in: bytes, from: start) ?? bytes.count
      if !isBlank(start..<end) {
        do throws(JSONError) {
          try document.load(bytes, in: start..<end)
          readRecord()
        } catch {
          add(error)
        }
      }
      start = end + 1
    }
    result.lineCount = places.place(of: bytes.count).line - 1
    return result
  }

  /// Reads records that stand one behind the other on any number of lines.
  consuming func values() -> Result {
    var start = beginning
    while start < bytes.count, !isBlank(start..<bytes.count) {
      do throws(JSONError) {
        start = try document.loadFirst(of: bytes, in: start..<bytes.count)
        readRecord()
      } catch {
        // Where the next value begins cannot be told.
        add(error)
        break
      }
    }
    return result
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    range.isEmpty
      || MinutesBlock.isSpace(bytes[range.lowerBound])
        && bytes[range].allSatisfy(MinutesBlock.isSpace)
  }

  private mutating func readRecord() {
    let root = document.root
    guard let payloads = reader.read(root) else {
      for problem in reader.problems.sorted(by: { $0.offset < $1.offset }) {
        add(problem.problem, at: problem.offset, path: problem.path)
      }
      return
    }
    let line = places.place(of: root.offset).line
    result.drafts.append(
      RecordDraft(payloads, source: MinutesPlace(file: name, line: line), of: root))
  }

  private mutating func add(_ error: JSONError) {
    if let (offset, problem) = TextEncoding.problem(of: bytes) {
      result.errors.removeAll()
      result.isForeign = true
      places = TextPlaces(bytes)
      add(problem, at: offset, path: nil)
    } else {
      add(.json(error.problem), at: error.offset, path: error.path)
    }
  }

  private mutating func add(_ problem: MinutesProblem, at offset: Int, path: String?) {
    result.errors.append(places.error(problem, at: offset, path: path, in: name))
  }
}
