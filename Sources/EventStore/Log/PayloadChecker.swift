/// Checks payloads against the rules: one JSON object on one line that every reader understands
/// alike.
struct PayloadChecker {
  /// The parts of the payload checked last; the table is kept for its memory.
  private(set) var nodes: [JSONNode] = []

  /// Refuses a payload that breaks a rule; one pass over its bytes.
  mutating func check(_ data: ArraySlice<UInt8>) throws(JSONError) {
    var table: [JSONNode] = []
    swap(&table, &nodes)
    table.removeAll(keepingCapacity: true)
    let result = data.withUnsafeBytes { buffer -> Result<Void, JSONError> in
      let bytes = ByteView(buffer)
      var scanner = JSONScanner(bytes: bytes, from: 0, nodes: table)
      table = []
      defer { table = scanner.nodes }
      do throws(JSONError) {
        return .success(try PayloadChecker.check(bytes, &scanner))
      } catch {
        return .failure(error)
      }
    }
    swap(&table, &nodes)
    try result.get()
  }

  private static func check(_ bytes: ByteView, _ scanner: inout JSONScanner) throws(JSONError) {
    let end = try scanner.scan()
    guard end == bytes.count else {
      throw JSONError(offset: end, path: "$", problem: .contentAfterValue)
    }
    // JSON allows white space around the object, and line feeds between its parts; a line of the
    // log has neither.
    guard bytes[0] == UInt8(ascii: "{") else { throw unexpected(0, .object, bytes) }
    guard bytes[end - 1] == UInt8(ascii: "}") else {
      throw unexpected(end - 1, .nothingBehindObject, bytes)
    }
    for feed in [UInt8(ascii: "\n"), UInt8(ascii: "\r")] {
      if let offset = bytes.firstIndex(of: feed) {
        throw unexpected(offset, .objectOnOneLine, bytes)
      }
    }
  }

  private static func unexpected(
    _ offset: Int, _ expected: JSONError.Expectation, _ bytes: ByteView
  ) -> JSONError {
    JSONError(
      offset: offset, path: "$", problem: .unexpected(found: bytes[offset], expected: expected))
  }
}
