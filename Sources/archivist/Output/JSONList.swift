import EventStore

/// JSON arrays with one value on each line, so that people can read and compare them.
enum JSONList {
  /// The array of some values.
  static func bytes<Value>(
    _ values: [Value], _ write: (Value, inout JSONWriter) -> Void
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginArray()
    for value in values {
      writer.lineBreak()
      write(value, &writer)
    }
    writer.endArray()
    writer.lineBreak()
    return writer.bytes
  }
}
