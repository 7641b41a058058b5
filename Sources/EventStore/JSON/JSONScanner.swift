/// Reads one JSON value from left to right and notes where its parts stand.
///
/// Strings are checked to be UTF-8 in the same pass: well-formed byte sequences are those of
/// table 3-7 of the Unicode Standard.
struct JSONScanner {
  let bytes: ByteView
  var nodes: [JSONNode]
  private var at = 0
  /// The innermost of the containers that are open; nothing where none is.
  private var container: OpenContainer?
  /// The others, the outermost first.
  private var outer: [OpenContainer] = []
  /// What tells which members the value does not have, where it is an object.
  private(set) var names = NameFilter.ofAnything

  private struct OpenContainer {
    /// The container's node.
    let node: Int
    let isObject: Bool
    /// The name of the member that is being read.
    var name: Int?
    /// The number of elements begun.
    var count = 0
    /// What tells that no two names of an object are the same.
    var names = NameFilter()
  }

  init(bytes: ByteView, from start: Int, nodes: consuming [JSONNode]) {
    self.bytes = bytes
    self.nodes = nodes
    at = start
  }

  /// Reads the value, and the white space around it; returns the offset behind both.
  mutating func scan() throws(JSONError) -> Int {
    skipSpace()
    try value()
    while let container {
      if container.isObject {
        try member(of: container.node)
      } else {
        try element(of: container.node)
      }
    }
    skipSpace()
    return at
  }

  private mutating func value() throws(JSONError) {
    guard at < bytes.count else { throw tooSoon(.value) }
    switch bytes[at] {
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "{"): try begin(.object)
    case UInt8(ascii: "["): try begin(.array)
    case UInt8(ascii: "t"): try literal("true", .true)
    case UInt8(ascii: "f"): try literal("false", .false)
    case UInt8(ascii: "n"): try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
    default: throw unexpected(.value)
    }
  }

  private mutating func begin(_ kind: JSONKind) throws(JSONError) {
    if let container {
      guard outer.count + 1 < JSONDocument.deepest else { throw problem(.tooDeep) }
      outer.append(container)
    }
    container = OpenContainer(node: nodes.count, isObject: kind == .object)
    nodes.append(JSONNode(kind: kind, start: at, end: at))
    at += 1
  }

  /// Reads one more member of an object, or its end.
  private mutating func member(of container: Int) throws(JSONError) {
    let isFirst = container == nodes.count - 1
    // The member before is read; what is wrong now is wrong with the object.
    self.container?.name = nil
    skipSpace()
    let mayRepeat = self.container?.names.mayRepeat ?? true
    if try closes(UInt8(ascii: "}")) {
      if mayRepeat { try checkDuplicates(in: container) }
      return
    }
    if !isFirst {
      try skip(UInt8(ascii: ","), .commaOr(UInt8(ascii: "}")))
      skipSpace()
    }
    guard at < bytes.count else { throw tooSoon(.name) }
    guard bytes[at] == UInt8(ascii: "\"") else {
      throw unexpected(.quotedName)
    }
    let name = nodes.count
    try string()
    self.container?.name = name
    self.container?.names.insert(nodes[name], in: bytes)
    skipSpace()
    try skip(UInt8(ascii: ":"), .character(UInt8(ascii: ":")))
    skipSpace()
    try value()
  }

  /// Reads one more element of an array, or its end.
  private mutating func element(of container: Int) throws(JSONError) {
    let isFirst = container == nodes.count - 1
    skipSpace()
    if try closes(UInt8(ascii: "]")) { return }
    if !isFirst {
      try skip(UInt8(ascii: ","), .commaOr(UInt8(ascii: "]")))
      skipSpace()
    }
    self.container?.count += 1
    try value()
  }

  private mutating func closes(_ bracket: UInt8) throws(JSONError) -> Bool {
    guard at < bytes.count else { throw tooSoon(.character(bracket)) }
    guard bytes[at] == bracket else { return false }
    at += 1
    if let node = container?.node {
      nodes[node].end = UInt32(truncatingIfNeeded: at)
      nodes[node].next = UInt32(truncatingIfNeeded: nodes.count)
    }
    if outer.isEmpty, let container { names = container.names }
    container = outer.popLast()
    return true
  }

  private mutating func append(_ kind: JSONKind, _ range: Range<Int>, isEscaped: Bool = false) {
    var node = JSONNode(kind: kind, start: range.lowerBound, end: range.upperBound)
    node.isEscaped = isEscaped
    node.next = UInt32(truncatingIfNeeded: nodes.count + 1)
    nodes.append(node)
  }

  private mutating func literal(_ text: StaticString, _ kind: JSONKind) throws(JSONError) {
    guard bytes.has(text, at: at) else { throw unexpected(.value) }
    append(kind, at..<at + text.utf8CodeUnitCount)
    at += text.utf8CodeUnitCount
  }

  @inline(__always)
  private mutating func skipSpace() {
    // Canonical JSON has none.
    while at < bytes.count, bytes[at] <= 0x20 {
      switch bytes[at] {
      case 0x20, 0x0A, 0x0D, 0x09: at += 1
      default: return
      }
    }
  }

  private mutating func skip(_ byte: UInt8, _ expected: JSONError.Expectation) throws(JSONError) {
    guard at < bytes.count else { throw tooSoon(expected) }
    guard bytes[at] == byte else { throw unexpected(expected) }
    at += 1
  }
}

// MARK: - Numbers

extension JSONScanner {
  private mutating func number() throws(JSONError) {
    let start = at
    if bytes[at] == UInt8(ascii: "-") { at += 1 }
    let digits = at
    try someDigits()
    if bytes[digits] == UInt8(ascii: "0"), at - digits > 1 {
      at = digits
      throw problem(.unexpected(found: bytes[at], expected: .noLeadingZeros))
    }
    let hasFraction = try fraction()
    let hasExponent = try exponent()
    let isInteger = !hasFraction && !hasExponent
    if isInteger, !isSafe(digits..<at) {
      at = start
      throw problem(.integerTooLarge)
    }
    append(isInteger ? .integer : .number, start..<at)
  }

  private mutating func fraction() throws(JSONError) -> Bool {
    guard at < bytes.count, bytes[at] == UInt8(ascii: ".") else { return false }
    at += 1
    try someDigits()
    return true
  }

  private mutating func exponent() throws(JSONError) -> Bool {
    guard at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") else { return false }
    at += 1
    if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") {
      at += 1
    }
    try someDigits()
    return true
  }

  private mutating func someDigits() throws(JSONError) {
    let start = at
    while at < bytes.count, bytes[at] &- UInt8(ascii: "0") <= 9 { at += 1 }
    guard at > start else { throw at < bytes.count ? unexpected(.digit) : tooSoon(.digit) }
  }

  private func isSafe(_ digits: Range<Int>) -> Bool {
    guard digits.count <= 16 else { return false }
    let value = digits.reduce(UInt64(0)) { $0 * 10 + UInt64(bytes[$1] - UInt8(ascii: "0")) }
    return value <= Line.largestInteger
  }
}

// MARK: - Strings

extension JSONScanner {
  private mutating func string() throws(JSONError) {
    at += 1
    let start = at
    var isEscaped = false
    while true {
      skipPlain()
      guard at < bytes.count else { throw tooSoon(.character(UInt8(ascii: "\""))) }
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") {
        break
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
        try escape()
      } else if byte < 0x20 {
        throw problem(.controlCharacter(byte))
      } else {
        try longCharacter()
      }
    }
    append(.string, start..<at, isEscaped: isEscaped)
    at += 1
  }

  /// Passes over what stands for itself, as far as that is told by whole words: ASCII, and the
  /// three-byte characters of the ranges that hold nearly all Chinese and its punctuation.
  ///
  /// What it stops at is looked at by itself, by `string`.
  @inline(__always)
  private mutating func skipPlain() {
    let buffer = bytes.buffer
    guard let base = buffer.baseAddress else { return }
    var offset = at
    while offset &+ 8 <= buffer.count {
      let word = UInt64(
        littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      if word & 0x80 == 0 {
        let plain = PlainText.ascii(in: word)
        offset &+= plain
        // What stops it is mostly the end of the string, or else a longer character.
        if plain < 8, word &>> UInt64(plain &* 8) & 0x80 == 0 { break }
      } else {
        let plain = PlainText.longCharacters(in: word)
        guard plain > 0 else { break }
        offset &+= plain
      }
    }
    at = offset
  }

  /// Passes over one character, by table 3-7.
  private mutating func longCharacter() throws(JSONError) {
    let first = bytes[at]
    let second: ClosedRange<UInt8>
    let length: Int
    switch first {
    case 0x20..<0x80:
      at += 1
      return
    case 0xC2...0xDF: (second, length) = (0x80...0xBF, 2)
    case 0xE0: (second, length) = (0xA0...0xBF, 3)
    case 0xED: (second, length) = (0x80...0x9F, 3)
    case 0xE1...0xEF: (second, length) = (0x80...0xBF, 3)
    case 0xF0: (second, length) = (0x90...0xBF, 4)
    case 0xF1...0xF3: (second, length) = (0x80...0xBF, 4)
    case 0xF4: (second, length) = (0x80...0x8F, 4)
    default: throw problem(.notUTF8)
    }
    guard at + length <= bytes.count, second.contains(bytes[at + 1]),
      (2..<length).allSatisfy({ bytes[at + $0] & 0xC0 == 0x80 })
    else { throw problem(.notUTF8) }
    at += length
  }

  private mutating func escape() throws(JSONError) {
    let start = at
    guard at + 1 < bytes.count else { throw tooSoon(.escape) }
    switch bytes[at + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      at += 2
      return
    case UInt8(ascii: "u"): break
    default: throw problem(.escape)
    }
    let unit = try unit()
    guard unit & 0xF800 == 0xD800 else { return }
    guard unit & 0xFC00 == 0xD800, bytes.has("\\u", at: at), try self.unit() & 0xFC00 == 0xDC00
    else {
      at = start
      throw problem(.loneSurrogate)
    }
  }

  /// Passes over a backslash, a u and four hexadecimal digits (RFC 8259 §7), and gives their number.
  private mutating func unit() throws(JSONError) -> UInt32 {
    guard at + 6 <= bytes.count else { throw tooSoon(.hexadecimalDigits) }
    var value: UInt32 = 0
    for offset in at + 2..<at + 6 {
      let digit = bytes[offset]
      let lowered = digit >= UInt8(ascii: "A") ? digit | 0x20 : digit
      guard let nibble = Hexadecimal.value(lowered) else { throw problem(.escape) }
      value = value << 4 | UInt32(nibble)
    }
    at += 6
    return value
  }
}

// MARK: - Objects

extension JSONScanner {
  /// Above this many members names are compared through a set, so that the check stays linear.
  private static let fewMembers = 24

  private func checkDuplicates(in container: Int) throws(JSONError) {
    var count = 0
    var index = container + 1
    while index < nodes.count, count <= JSONScanner.fewMembers {
      var earlier = container + 1
      while earlier < index {
        if isSameName(earlier, index) { throw duplicate(index) }
        earlier = Int(nodes[earlier + 1].next)
      }
      count += 1
      index = Int(nodes[index + 1].next)
    }
    if index >= nodes.count { return }
    var seen: Set<[UInt8]> = []
    index = container + 1
    while index < nodes.count {
      guard seen.insert(text(index)).inserted else { throw duplicate(index) }
      index = Int(nodes[index + 1].next)
    }
  }

  @inline(__always)
  private func isSameName(_ a: Int, _ b: Int) -> Bool {
    let (first, second) = (nodes[a], nodes[b])
    if first.isEscaped || second.isEscaped { return text(a) == text(b) }
    let length = first.end - first.start
    guard length == second.end - second.start else { return false }
    return (0..<Int(length)).allSatisfy {
      bytes[Int(first.start) + $0] == bytes[Int(second.start) + $0]
    }
  }

  private func text(_ index: Int) -> [UInt8] {
    let node = nodes[index]
    let inside = bytes[Int(node.start)..<Int(node.end)].array
    return node.isEscaped ? JSONEscape.resolve(inside[...]) : inside
  }

  private func duplicate(_ index: Int) -> JSONError {
    let name = String(decoding: text(index), as: UTF8.self)
    return JSONError(
      offset: Int(nodes[index].start) - 1, path: path, problem: .duplicateMember(name))
  }
}

// MARK: - Errors

extension JSONScanner {
  private func unexpected(_ expected: JSONError.Expectation) -> JSONError {
    problem(.unexpected(found: bytes[at], expected: expected))
  }

  private func tooSoon(_ expected: JSONError.Expectation) -> JSONError {
    JSONError(offset: bytes.count, path: path, problem: .endsTooSoon(expected: expected))
  }

  private func problem(_ problem: JSONError.Problem) -> JSONError {
    JSONError(offset: at, path: path, problem: problem)
  }

  /// The way from the root to the part in which reading stopped.
  private var path: String {
    (outer + (container.map { [$0] } ?? [])).reduce(into: "$") { path, container in
      if let name = container.name {
        path += "." + String(decoding: text(name), as: UTF8.self)
      } else if container.count > 0 {
        path += "[\(container.count - 1)]"
      }
    }
  }
}
