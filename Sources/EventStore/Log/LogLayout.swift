/// The names of an archive's files.
///
///     archive.json      what the archive is; written once, last of all
///     README.txt        the format in short, for whoever finds the directory
///     log/<20 digits>.jsonl            a segment, named by the position of its first event
///     log/torn-<segment>-<offset>-<time>   bytes that a repair cut off
///     log/<name>.part   a file that is not whole yet
///     index/            derived files, which may be deleted at any time
///     lock              locked by the one writer
enum LogLayout {
  static let description = "archive.json"
  static let readme = "README.txt"
  static let log = "log"
  static let index = "index"
  static let lock = "lock"

  /// Segments are closed at the first group boundary past this many bytes.
  static let segmentLength: Int64 = 64 << 20

  private static let digits = 20
  private static let ending = ".jsonl"

  /// The name of a segment's file.
  static func segmentName(_ first: Position) -> String {
    let digits = String(first.rawValue)
    return String(repeating: "0", count: LogLayout.digits - digits.count) + digits + ending
  }

  /// The path of a segment's file.
  static func segmentPath(_ first: Position) -> String { "\(log)/\(segmentName(first))" }

  /// The position that a file's name says, where it is the name of a segment.
  static func segment(named name: String) -> Position? {
    guard name.hasSuffix(ending), name.utf8.count == digits + ending.utf8.count else { return nil }
    let number = name.utf8.prefix(digits)
    guard number.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    let significant = number.drop { $0 == UInt8(ascii: "0") }
    guard let value = significant.isEmpty ? 0 : Decimal.parse(significant) else { return nil }
    return Position(value)
  }

  /// The path for bytes that a repair cuts off.
  static func tornPath(_ place: LogPlace, at moment: Timestamp) -> String {
    // Colons are left out, because not every file system takes them.
    let time = moment.description.filter { $0 != ":" }
    let segment = segmentName(place.segment).dropLast(ending.count)
    return "\(log)/torn-\(segment)-\(place.offset)-\(time)"
  }
}
