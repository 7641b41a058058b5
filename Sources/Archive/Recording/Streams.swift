import EventStore

/// The categories of streams.
enum Streams {
  static let archive = "archive"
  static let log = "log"
  static let meeting = "meeting"
  static let document = "document"
  static let body = "body"
  static let person = "person"
  static let topic = "topic"
  static let source = "source"

  /// No record has a serial number like this, whatever a log or an index says, so that there is always
  /// a next one.
  static let end: UInt64 = 1 << 52

  static func name(_ category: String, _ serial: UInt64) -> StreamName {
    guard let name = StreamName(category: category, serial: serial) else {
      preconditionFailure("\(category)/\(serial) is no stream name")
    }
    return name
  }
}
