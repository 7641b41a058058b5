/// One JSON value (RFC 8259) in memory: its bytes, and a flat table of where its parts stand.
///
/// It is stricter than the standard where a record must not be ambiguous: no duplicate members, no
/// lone surrogates, no integer beyond 2⁵³, at most 64 levels. Reading is one pass without
/// recursion. A document may be loaded again and again, which saves the allocations; values of an
/// earlier load must not be used afterwards.
public final class JSONDocument {
  /// The bytes last loaded.
  @exclusivity(unchecked) public private(set) var bytes: [UInt8] = []
  // Values look into both all the time, and never while a load changes them.
  @exclusivity(unchecked) var nodes: [JSONNode] = []
  /// What tells which members the value as a whole does not have.
  @exclusivity(unchecked) private(set) var names = NameFilter.ofAnything

  /// The deepest nesting of arrays and objects.
  public static let deepest = 64

  /// Makes a document that holds `null`.
  public init() {
    // Most records have fewer parts; growing step by step would cost as much as reading them.
    nodes.reserveCapacity(48)
    nodes.append(JSONNode(kind: .null, start: 0, end: 0))
  }

  /// Reads bytes that hold one value and white space.
  public init(_ bytes: [UInt8]) throws(JSONError) {
    try load(bytes)
  }

  /// Reads bytes that hold one value and white space.
  public func load(_ bytes: [UInt8]) throws(JSONError) {
    try load(bytes, in: 0..<bytes.count)
  }

  /// Reads a stretch of some bytes that holds one value and white space.
  ///
  /// Offsets are counted from the beginning of all bytes, of which no copy is made.
  public func load(_ bytes: [UInt8], in range: Range<Int>) throws(JSONError) {
    let end = try loadFirst(of: bytes, in: range)
    guard end == range.upperBound else {
      throw JSONError(offset: end, path: "$", problem: .contentAfterValue)
    }
  }

  /// Reads the first value in a stretch of some bytes, whatever follows it.
  ///
  /// - Returns: the offset of the first byte after the value and the white space behind it.
  public func loadFirst(of bytes: [UInt8], in range: Range<Int>) throws(JSONError) -> Int {
    self.bytes = bytes
    return try scan(range)
  }

  /// About as many bytes of memory as it takes.
  package var weight: Int { bytes.count + nodes.capacity * MemoryLayout<JSONNode>.stride }

  /// The value as a whole.
  public var root: JSONValue { JSONValue(document: self, index: 0) }

  private func scan(_ range: Range<Int>) throws(JSONError) -> Int {
    nodes.removeAll(keepingCapacity: true)
    guard bytes.count < Int(UInt32.max) else {
      throw JSONError(offset: 0, path: "$", problem: .tooLong)
    }
    // The table moves into the scanner and back, so that its memory is used again.
    var table: [JSONNode] = []
    var names = NameFilter.ofAnything
    swap(&table, &nodes)
    let result = bytes.withUnsafeBytes { buffer -> Result<Int, JSONError> in
      let view = ByteView(UnsafeRawBufferPointer(rebasing: buffer[..<range.upperBound]))
      var scanner = JSONScanner(bytes: view, from: range.lowerBound, nodes: table)
      table = []
      defer { table = scanner.nodes }
      do throws(JSONError) {
        let end = try scanner.scan()
        names = scanner.names
        return .success(end)
      } catch {
        return .failure(error)
      }
    }
    swap(&table, &nodes)
    self.names = names
    return try result.get()
  }
}

/// One part of a document: a value, or the name of a member, whose value is the next node.
struct JSONNode {
  var kind: JSONKind
  /// Whether a string has escapes.
  var isEscaped = false
  /// The first byte; of a string, the one after the quotation mark.
  var start: UInt32
  /// The byte after the last one; of a string, the closing quotation mark.
  var end: UInt32
  /// The node after this one and everything inside of it.
  var next: UInt32 = 0

  init(kind: JSONKind, start: Int, end: Int) {
    self.kind = kind
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
  }
}

/// What a JSON value is.
public enum JSONKind: UInt8, Sendable {
  /// The literal `null`.
  case null
  /// The literal `true`.
  case `true`
  /// The literal `false`.
  case `false`
  /// A number without fraction and exponent.
  case integer
  /// Any other number.
  case number
  /// A string.
  case string
  /// An array.
  case array
  /// An object.
  case object
}
