/// One event, one line of the log.
///
///     {"crc":"9f0c2a1b","pos":17,"from":15,"id":"0198c0de-…","stream":"meeting/17","rev":2,
///      "type":"ReportHeard","v":1,"at":"2026-11-20T08:00:00.000Z","by":"clerk","more":true,
///      "digest":"<64 hex>","salt":"<32 hex>","data":{…}}
///
/// (without the breaks). Members stand in exactly this order, without spaces. `more` is there only
/// where it is true. Where the payload was taken out, `,"redacted":<position>` and spaces stand in
/// place of `,"salt":"…","data":{…}`, so that the line keeps its length.
///
/// A line is sound if and only if it has this form and `crc` is the CRC-32C of every byte after
/// the 18 bytes `{"crc":"xxxxxxxx",`, the line feed left out.
struct Line: Sendable {
  var position: Position
  var groupStart: Position
  var id: EventID
  var category: Range<Int>
  var serial: UInt64
  var revision: UInt64
  var type: Range<Int>
  var version: UInt64
  var recordedAt: Timestamp
  var role: Range<Int>
  var continues: Bool
  var digest: Digest
  var payload: Payload
  /// From `"pos":` up to the `,` before `"salt":` or `"redacted":`; the Merkle leaf's bytes.
  var header: Range<Int>
  /// The number of bytes, the line feed left out.
  var length: Int

  enum Payload: Sendable {
    case data(salt: Range<Int>, data: Range<Int>)
    case redacted(by: Position)
  }

  /// The bytes before the first one that the checksum covers: `{"crc":"xxxxxxxx",`.
  static let checksummedFrom = 18
  /// How every line begins; a reader that lost its place looks for this.
  static let opening: StaticString = "{\"crc\":\""
  /// The longest line, in bytes, the line feed left out.
  ///
  /// A reader may have to hold one whole.
  static let longest = 16 << 20
  /// The largest integer that every JSON reader represents exactly.
  static let largestInteger: UInt64 = 1 << 53
  /// Random bytes mixed into each digest, so that an erased payload cannot be guessed back.
  static let saltLength = 16
}

extension Line {
  /// Reads a line without its line feed; nothing where it is not sound.
  ///
  /// Whether the digest fits the payload is left to the verifier, since it costs ten times as much.
  /// - Parameter isChecked: Whether the checksum is computed; false where it was before.
  static func decode(_ bytes: ByteView, isChecked: Bool = true) -> Line? {
    guard bytes.count > checksummedFrom, bytes.count <= longest,
      bytes.has(opening, at: 0), bytes.has("\",", at: 16),
      let stated = Hexadecimal.value(ofDigits: bytes.word(at: opening.utf8CodeUnitCount))
    else { return nil }
    // The form first: what is no line at all is told without a pass over its bytes.
    var cursor = LineCursor(bytes: bytes, at: checksummedFrom)
    guard let line = cursor.line() else { return nil }
    guard isChecked else { return line }
    return stated == Checksum.crc32c(bytes[checksummedFrom..<bytes.count]) ? line : nil
  }
}

/// Reads the members of a line from left to right.
private struct LineCursor {
  let bytes: ByteView
  var at: Int

  mutating func line() -> Line? {
    let headerStart = at
    guard skip("\"pos\":"), let position = number(),
      skip(",\"from\":"), let from = number(),
      skip(",\"id\":\""), let id = identity(),
      skip("\",\"stream\":\""),
      let category = word(where: isCategoryByte, StreamName.longestCategory),
      skip("/"), let serial = number(),
      skip("\",\"rev\":"), let revision = number(),
      skip(",\"type\":\""), let type = typeName(),
      skip("\",\"v\":"), let version = number(), version > 0,
      skip(",\"at\":\""), let moment = moment(),
      skip("\",\"by\":\""), let role = word(where: Role.isNameByte, Role.longestName),
      skip("\"")
    else { return nil }
    let continues = skip(",\"more\":true")
    guard skip(",\"digest\":\""), let digest = digest(), skip("\"") else { return nil }
    let header = headerStart..<at
    guard from <= position, let payload = payload() else { return nil }
    return Line(
      position: Position(position), groupStart: Position(from), id: id, category: category,
      serial: serial, revision: revision, type: type, version: version, recordedAt: moment,
      role: role, continues: continues, digest: digest, payload: payload, header: header,
      length: bytes.count)
  }

  private mutating func payload() -> Line.Payload? {
    let end = bytes.count - 1
    guard bytes[end] == UInt8(ascii: "}") else { return nil }
    if skip(",\"redacted\":") {
      guard let position = number(),
        bytes.isFilled(with: UInt8(ascii: " "), in: at..<end)
      else { return nil }
      return .redacted(by: Position(position))
    }
    guard skip(",\"salt\":\"") else { return nil }
    let salt = at..<at + Line.saltLength * 2
    guard salt.upperBound < end,
      stride(from: salt.lowerBound, to: salt.upperBound, by: 8).allSatisfy({
        Hexadecimal.value(ofDigits: bytes.word(at: $0)) != nil
      })
    else { return nil }
    at = salt.upperBound
    guard skip("\",\"data\":"), at + 2 <= end, bytes[at] == UInt8(ascii: "{"),
      bytes[end - 1] == UInt8(ascii: "}")
    else { return nil }
    return .data(salt: salt, data: at..<end)
  }

  @inline(__always)
  private mutating func skip(_ text: StaticString) -> Bool {
    guard bytes.has(text, at: at) else { return false }
    at += text.utf8CodeUnitCount
    return true
  }

  private mutating func number() -> UInt64? {
    let start = at
    var value: UInt64 = 0
    while at < bytes.count {
      let digit = bytes[at] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      guard at - start < 16 else { return nil }
      value = value * 10 + UInt64(digit)
      at += 1
    }
    let length = at - start
    guard length > 0, length == 1 || bytes[start] != UInt8(ascii: "0"),
      value <= Line.largestInteger
    else { return nil }
    return value
  }

  private mutating func word(where fits: (UInt8) -> Bool, _ longest: Int) -> Range<Int>? {
    let start = at
    while at < bytes.count, fits(bytes[at]) { at += 1 }
    return at > start && at - start <= longest ? start..<at : nil
  }

  private mutating func typeName() -> Range<Int>? {
    let start = at
    if at < bytes.count, bytes[at] == UInt8(ascii: "$") { at += 1 }
    guard word(where: EventType.isNameByte, EventType.longestName) != nil else { return nil }
    return at - start <= EventType.longestName ? start..<at : nil
  }

  private mutating func identity() -> EventID? {
    guard at + EventID.length <= bytes.count else { return nil }
    defer { at += EventID.length }
    return EventID(parsing: bytes[at..<at + EventID.length])
  }

  private mutating func moment() -> Timestamp? {
    guard at + Timestamp.length <= bytes.count else { return nil }
    let start = at
    at += Timestamp.length
    return Timestamp.parse { bytes[start + $0] }
  }

  private mutating func digest() -> Digest? {
    guard at + Digest.length * 2 <= bytes.count else { return nil }
    let start = at
    at += Digest.length * 2
    return Digest(hexadecimal: bytes[start..<at])
  }

  private func isCategoryByte(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }
}
