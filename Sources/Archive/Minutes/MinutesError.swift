import EventStore

/// What is wrong in a file of minutes, and where.
public struct MinutesError: Error, Hashable, Sendable {
  /// The file's name as the user gave it.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// The column, from 1, in characters.
  public var column: Int
  /// The value concerned, as `$.items[2].title`; nothing where the file as a whole is meant.
  public var path: String?
  /// What is wrong there.
  public var problem: MinutesProblem
  /// What stands there; nothing where that is no text.
  public var excerpt: MinutesExcerpt?

  init(file: String, line: Int, column: Int, path: String? = nil, problem: MinutesProblem) {
    self.file = file
    self.line = line
    self.column = column
    self.path = path
    self.problem = problem
  }

  /// Two errors are the same where they say the same of the same place.
  public static func == (one: MinutesError, other: MinutesError) -> Bool {
    one.file == other.file && one.line == other.line && one.column == other.column
      && one.path == other.path && one.problem == other.problem
  }

  /// Hashes what is compared.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(file)
    hasher.combine(line)
    hasher.combine(column)
    hasher.combine(path)
    hasher.combine(problem)
  }
}

extension MinutesError: CustomStringConvertible {
  /// The place and the problem, in the form that editors and compilers use.
  public var description: String {
    "\(file):\(line):\(column): \(problem)" + (shortPath.map { " (\($0))" } ?? "")
  }

  /// The path as messages tell it: not too long, and nothing where the whole record is meant.
  public var shortPath: String? {
    guard let path, path != "$" else { return nil }
    return MinutesError.shortened(path, to: 80)
  }

  /// A text, cut off where it is longer than so many characters.
  static func shortened(_ text: String, to length: Int) -> String {
    text.utf8.count <= length || text.count <= length ? text : text.prefix(length) + "…"
  }
}

/// What is wrong with minutes.
public indirect enum MinutesProblem: Hashable, Sendable {
  /// The bytes are not UTF-8; perhaps they are GB18030.
  case notUTF8(looksLikeGB18030: Bool)
  /// A NUL stands in the file or in a value.
  case nul
  /// The text is not JSON.
  case json(JSONError.Problem)
  /// The file has no record in it.
  case noRecord
  /// The value is not an object.
  case notARecord(found: JSONKind)
  /// The object has a member that the record does not know.
  case unknownMember(String, in: String, nearest: String?)
  /// A member that must be there is missing.
  case missingMember(String, in: String)
  /// A member is `null`.
  case null
  /// A value is of another type.
  case wrongType(found: JSONKind, expected: String)
  /// A text or an array has nothing in it.
  case empty
  /// A value is none of those allowed.
  case notOneOf(String, allowed: [String], nearest: String?)
  /// A date is not of the form, or names no real day.
  case date(String)
  /// A number is out of range, or no number at all.
  case number(String, expected: String)
  /// A line range is not of the form `L3` or `L1-L23`.
  case lineRange(String)
  /// A digest is not 64 hexadecimal digits.
  case digest(String)
  /// None of several members is there.
  case needsOne(of: [String], in: String)
  /// Members that exclude each other are both there.
  case excludeEachOther([String])
  /// A member may stand only beside another.
  case onlyBeside(String, other: String)
  /// A member may stand only where another has certain values.
  case onlyWhere(String, other: String, isOneOf: [String])
  /// An item has nothing that says what it is about.
  case withoutWords(String, members: [String])
  /// A document carries a date of its own although its date follows from others.
  case documentDate
  /// Something is wrong with minutes as text.
  case text(TextProblem)
  /// The record is too large for one line of the log.
  case tooLarge(bytes: Int, limit: Int)
}

extension MinutesProblem: CustomStringConvertible {
  /// What was found, what was expected, and what to do.
  public var description: String {
    switch self {
    case .notUTF8(let looksLikeGB18030):
      looksLikeGB18030
        ? "the file is not UTF-8; it looks like GB18030. Convert it: iconv -f GB18030 -t UTF-8"
        : "the file is not UTF-8"
    case .nul: "found a NUL, which no text of a record may hold"
    case .json(let problem): "\(problem)"
    case .noRecord: "the file has no record in it"
    case .notARecord(let found): "found \(found.inWords), expected a record: an object in braces"
    case .unknownMember(let name, let owner, let nearest):
      "\"\(name)\" is no member of \(owner)" + MinutesProblem.hint(nearest)
    case .missingMember(let name, let owner): "\(owner) needs the member \"\(name)\""
    case .null: "null is never a value; leave the member out where nothing is recorded"
    case .wrongType(let found, let expected): "found \(found.inWords), expected \(expected)"
    case .empty: "found nothing in it; leave the member out where nothing is recorded"
    case .notOneOf(let value, let allowed, let nearest):
      "found \"\(value)\", expected one of \(allowed.joined(separator: ", "))"
        + MinutesProblem.hint(nearest)
    case .date(let text):
      "\"\(text)\" is no date; expected 2020, 2020-09, 2020-09-18, a range such as"
        + " 2020-09-18/2020-09-20 or ../2020-04-22, or unknown"
    case .number(let found, let expected): "found \(found), expected \(expected)"
    case .lineRange(let text): "\"\(text)\" is no range of lines; expected L3 or L1-L23"
    case .digest(let text): "\"\(text)\" is no SHA-256 digest; expected 64 hexadecimal digits"
    case .needsOne(let names, let owner):
      "\(owner) needs \(MinutesProblem.list(names, "or"))"
    case .excludeEachOther(let names):
      "\(MinutesProblem.list(names, "and")) exclude each other; keep one of them"
    case .onlyBeside(let name, let other): "\"\(name)\" stands only beside \"\(other)\""
    case .onlyWhere(let name, let other, let values):
      "\"\(name)\" stands only where \"\(other)\" is \(values.joined(separator: " or "))"
    case .withoutWords(let owner, let names):
      "\(owner) needs words: \(MinutesProblem.list(names, "or"))"
    case .documentDate:
      "a document has no \"date\" of its own; give adopted, signed, issued or published"
    case .text(let problem): "\(problem)"
    case .tooLarge(let bytes, let limit):
      "the record takes \(bytes) bytes; the log takes no more than \(limit) for one event"
    }
  }

  private static func hint(_ nearest: String?) -> String {
    nearest.map { "; did you mean \"\($0)\"?" } ?? ""
  }

  private static func list(_ names: [String], _ word: String) -> String {
    let quoted = names.map { "\"\($0)\"" }
    guard quoted.count > 1 else { return quoted.joined() }
    return quoted.dropLast().joined(separator: ", ") + " \(word) " + (quoted.last ?? "")
  }
}

extension JSONKind {
  /// What the value is, in words.
  var inWords: String {
    switch self {
    case .null: "null"
    case .true, .false: "true or false"
    case .integer: "an integer"
    case .number: "a number with a fraction"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
