import EventStore

/// The categories of streams.
enum Streams {
  static let archive = "archive"
  static let log = "log"
  static let meeting = "meeting"
  static let document = "document"
  static let body = "body"
  static let person = "person"

  static func name(_ category: String, _ serial: UInt64) -> StreamName {
    guard let name = StreamName(category: category, serial: serial) else {
      preconditionFailure("\(category)/\(serial) is no stream name")
    }
    return name
  }
}
