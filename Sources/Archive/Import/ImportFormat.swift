/// What other systems write their records in.
public enum ImportFormat: String, CaseIterable, Sendable {
  /// OParl 1.1, which German municipalities publish: https://oparl.org.
  case oparl
  /// Legistar, as its Web API and its archives have it: https://webapi.legistar.com.
  case legistar
  /// Tables, after RFC 4180.
  case csv
}

/// Something that comes of reading a file of another system.
public enum ImportOutput: Sendable {
  /// The minutes of a record: JSON on one line, with its line break.
  case record([UInt8])
  /// Why a record, or the rest of the file, was left out.
  case problem(ImportError)
  /// A file is in another encoding than UTF-8.
  case encoding(TextEncoding, file: String)
}

/// A place in a file.
public struct ImportPlace: Hashable, Sendable {
  /// The file's name as the user gave it.
  public let file: String
  /// The line, from 1.
  public let line: Int
}
