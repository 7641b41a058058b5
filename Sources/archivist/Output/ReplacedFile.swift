import EventStore

/// A file that takes the place of another when it is whole, and leaves no trace when it is not.
///
/// Links are followed, the permissions of the file before are kept, and devices and pipes, which
/// have no place to take, are written to straight away.
struct ReplacedFile {
  private let descriptor: Int32
  private let path: String

  /// Writes a file beside its final place, makes it last, and then gives it its name.
  static func write(
    to path: String, _ body: (ReplacedFile) throws(SystemError) -> Void
  ) throws(SystemError) {
    let place = SystemCalls.realPath(path) ?? path
    let kind = try? SystemCalls.kind(of: place).0
    switch kind {
    case nil, .file: try replace(place, keepingMode: kind == .file, body)
    case .directory: throw .notAFile(.write, path)
    case .link, .other:
      let descriptor = try SystemCalls.open(path, .write, followsLinks: true)
      defer { SystemCalls.close(descriptor) }
      try body(ReplacedFile(descriptor: descriptor, path: path))
    }
  }

  private static func replace(
    _ place: String, keepingMode: Bool, _ body: (ReplacedFile) throws(SystemError) -> Void
  ) throws(SystemError) {
    let temporary = "\(place).\(SystemCalls.processID).new"
    let descriptor = try SystemCalls.open(temporary, .create)
    defer { SystemCalls.close(descriptor) }
    do throws(SystemError) {
      if keepingMode { try SystemCalls.copyMode(of: place, to: descriptor, temporary) }
      try body(ReplacedFile(descriptor: descriptor, path: temporary))
      try SystemCalls.syncData(descriptor, temporary)
      try SystemCalls.rename(temporary, to: place)
    } catch {
      try? SystemCalls.removeFile(temporary)
      throw error
    }
  }

  /// Appends bytes.
  func write(_ bytes: [UInt8]) throws(SystemError) {
    try SystemCalls.writeAll(descriptor, path, bytes)
  }
}
