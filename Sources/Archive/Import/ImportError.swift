import EventStore

/// Why a record of another system, or the rest of a file, was not turned into minutes.
public struct ImportError: Error, Hashable, Sendable {
  /// The file's name as the user gave it.
  public var file: String
  /// The line, from 1; nothing where the file as a whole is meant.
  public var line: Int?
  /// The column, from 1, in characters.
  public var column: Int?
  /// What is concerned: a way such as `$.Items[2].Date`, or the name of a column.
  public var path: String?
  /// What is wrong there.
  public var problem: Problem

  /// What is wrong.
  public enum Problem: Hashable, Sendable {
    /// The bytes are no text.
    case text(TextEncodingError.Problem, offset: Int)
    /// The text is not JSON.
    case json(JSONError.Problem)
    /// Nothing stands in the file.
    case empty
    /// The value is something else than it has to be.
    case wrongType(found: JSONKind, expected: Expectation)
    /// The object is none of the format.
    case foreign(ImportFormat, looksLike: ImportFormat?)
    /// The record needs a value that is not there.
    case missing(String)
    /// The value is no date and time.
    case moment(String)
    /// The value is no date.
    case date(String)
    /// A day lies before the one from which on it should come.
    case endsBeforeStart(start: String, end: String)
    /// The record is none that could be recorded.
    case minutes(MinutesProblem)
    /// Something is wrong with a table.
    case table(TableProblem)
  }

  /// What a value should have been.
  public enum Expectation: String, Hashable, Sendable {
    /// An object.
    case object = "an object"
    /// An object, or an array of objects.
    case objects = "an object or an array of objects"
    /// An array.
    case array = "an array"
    /// A text.
    case text = "a string"
    /// An array of texts.
    case texts = "an array of strings"
    /// An integer.
    case integer = "an integer"
    /// `true` or `false`.
    case boolean = "true or false"
  }
}

/// What is wrong with a table of comma-separated values.
public enum TableProblem: Hashable, Sendable {
  /// A cell has a quotation mark in front and none behind.
  case openQuotation
  /// Something stands behind the quotation mark that ends a cell.
  case behindQuotation
  /// A row has more cells than the header.
  case tooManyCells(found: Int, columns: Int)
  /// A row takes more bytes than anybody would write.
  case rowTooLong(limit: Int)
  /// Two columns mean the same.
  case sameColumn(String, other: String)
  /// No column tells what every meeting needs.
  case noColumn(of: String)
  /// A value is none of a few words.
  case notOneOf(String, allowed: [String], nearest: String?)
  /// A value is no number.
  case number(String)
  /// A value cannot be read as what minutes have.
  case value(String, TextProblem)
  /// A cell should hold JSON.
  case json(JSONError.Problem)
  /// A row says something else of the meeting than one before.
  case differs(found: String, before: String, line: Int)
  /// A row belongs to no meeting.
  case noMeeting
  /// More rows of a meeting might have come where the table could not be read.
  case cutShort
}

extension ImportError: CustomStringConvertible {
  /// The place and the problem, in the form that editors and compilers use.
  public var description: String { place + ": \(problem)" + (shortPath.map { " (\($0))" } ?? "") }

  /// The place, in the form that editors and compilers use.
  public var place: String {
    file + (line.map { ":\($0)" } ?? "") + (column.map { ":\($0)" } ?? "")
  }

  /// The path as messages tell it: not too long, and nothing where the whole record is meant.
  public var shortPath: String? {
    guard let path, path != "$" else { return nil }
    return MinutesError.shortened(path, to: 80)
  }
}

extension ImportError.Problem: CustomStringConvertible {
  /// What was found, what was expected, and what to do.
  public var description: String {
    switch self {
    case .text(.unknownEncoding, let offset):
      "byte \(offset) is no UTF-8, and the file does not look like GB 18030; convert it to UTF-8"
    case .text(.brokenGB18030, let offset):
      "the file looks like GB 18030, but byte \(offset) begins no character of it; mend it or"
        + " convert it to UTF-8"
    case .text(.nul, let offset):
      "byte \(offset) is a NUL, which no text has; UTF-16 must be converted to UTF-8"
    case .json(let problem): "\(problem)"
    case .empty: "the file has nothing in it"
    case .wrongType(let found, let expected):
      "found \(found.inWords), expected \(expected.rawValue)"
    case .foreign(let format, let other):
      "this object is nothing of \(format.rawValue)"
        + (other.map { "; it looks like \($0.rawValue): archivist import \($0.rawValue)" } ?? "")
    case .missing(let name): "\(name) is missing, which every meeting needs"
    case .moment(let text):
      "found \"\(text)\", expected a date and time such as 2020-09-18T09:00:00+08:00"
    case .date(let text):
      "found \"\(text)\", expected a date such as 2020-09-18, 2020年9月18日 or"
        + " 2020-09-18/2020-09-20"
    case .endsBeforeStart(let start, let end): "ends on \(end), before it begins on \(start)"
    case .minutes(let problem): "no minutes can be made of it: \(problem)"
    case .table(let problem): "\(problem)"
    }
  }
}

extension TableProblem: CustomStringConvertible {
  /// What was found, what was expected, and what to do.
  public var description: String {
    switch self {
    case .openQuotation:
      "a quotation mark opens here, and none closes it; the rest of the file was not read"
    case .behindQuotation:
      "found something behind a closing quotation mark, expected a comma or the end of the row;"
        + " inside of quotation marks write \"\" for one"
    case .tooManyCells(let found, let columns):
      "found \(found) cells, expected no more than the \(columns) columns of the header; a comma"
        + " inside of a cell needs quotation marks around it"
    case .rowTooLong(let limit):
      "the row takes more than \(limit) bytes; perhaps a quotation mark is missing"
    case .sameColumn(let name, let other): "the columns \"\(other)\" and \"\(name)\" mean the same"
    case .noColumn(let name): "no column says \(name), which every meeting needs"
    case .notOneOf(let text, let allowed, let nearest):
      "found \"\(text)\", expected one of \(allowed.joined(separator: ", "))"
        + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
    case .number(let text): "found \"\(text)\", expected a number such as 40 or 第四十次"
    case .value(let text, let problem): "found \"\(text)\": \(problem)"
    case .json(let problem): "expected JSON: \(problem)"
    case .differs(let found, let before, let line):
      "found \"\(found)\", but line \(line) says \"\(before)\" of the same meeting; make them equal"
        + " or leave this one empty"
    case .cutShort:
      "this meeting is left out: where the file cannot be read, more of it might have come"
    case .noMeeting: "this row belongs to no meeting: body, date and title are empty"
    }
  }
}
