import EventStore

/// Rows in the text format of PostgreSQL's `COPY`: a line for each, a tab between columns.
///
/// A backslash and whatever would end a column or a line are escaped. U+0000, which no text of
/// PostgreSQL holds, is left out and counted.
struct CopyText {
  /// What was written so far.
  private(set) var bytes: [UInt8] = []
  /// How often U+0000 was left out.
  private(set) var zeros = 0
  private var isInRow = false

  /// Forgets what was written, and keeps the memory.
  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Writes a column that holds nothing.
  mutating func null() {
    separate()
    bytes += [UInt8(ascii: "\\"), UInt8(ascii: "N")]
  }

  /// Writes a number.
  mutating func integer(_ number: UInt64) {
    separate()
    bytes.append(contentsOf: String(number).utf8)
  }

  /// Writes a number, or nothing.
  mutating func integer(_ number: Int?) {
    guard let number else { return null() }
    separate()
    bytes.append(contentsOf: String(number).utf8)
  }

  /// Writes a text, or nothing.
  mutating func text(_ text: String?) {
    guard var text else { return null() }
    separate()
    text.withUTF8 { append($0) }
  }

  /// Writes a text in UTF-8, or nothing.
  mutating func text(_ text: ArraySlice<UInt8>?) {
    guard let text else { return null() }
    separate()
    text.withUnsafeBufferPointer { append($0) }
  }

  /// Writes a text in UTF-8.
  mutating func text(_ text: [UInt8]) { self.text(text[...]) }

  /// Writes JSON, from whose texts U+0000 is left out: `jsonb` has none either.
  mutating func json(_ json: [UInt8]) {
    guard json.contains(UInt8(ascii: "\\")) else { return text(json) }
    let zero = Array("\\u0000".utf8)
    var kept: [UInt8] = []
    kept.reserveCapacity(json.count)
    var at = 0
    while at < json.count {
      if json[at...].starts(with: zero) {
        zeros += 1
        at += zero.count
        continue
      }
      kept.append(json[at])
      // What stands behind a backslash belongs to it, another one too.
      if json[at] == UInt8(ascii: "\\"), at + 1 < json.count {
        at += 1
        kept.append(json[at])
      }
      at += 1
    }
    text(kept)
  }

  /// Ends the row.
  mutating func endRow() {
    bytes.append(UInt8(ascii: "\n"))
    isInRow = false
  }

  private mutating func separate() {
    if isInRow { bytes.append(UInt8(ascii: "\t")) }
    isInRow = true
  }

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for at in 0..<text.count where CopyText.isSpecial(text[at]) {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<at]))
      start = at + 1
      switch text[at] {
      case 0x00: zeros += 1
      case 0x09: bytes += Array("\\t".utf8)
      case 0x0A: bytes += Array("\\n".utf8)
      case 0x0D: bytes += Array("\\r".utf8)
      default: bytes += Array("\\\\".utf8)
      }
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
  }

  @inline(__always)
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\\")
      || byte < 0x0E && (byte == 0 || byte == 9 || byte == 10 || byte == 13)
  }
}

extension CopyText {
  /// A literal of SQL, where backslashes mean themselves.
  static func literal(_ text: String) -> String {
    "'" + text.replacing("'", with: "''").replacing("\0", with: "") + "'"
  }
}
