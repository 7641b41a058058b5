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
  let position: Position
  let groupStart: Position
  let id: EventID
  let serial: UInt64
  let revision: UInt64
  let version: UInt64
  let recordedAt: Timestamp
  /// The position of the event that took the payload out; a number that none has where it is there.
  fileprivate let redactedBy: UInt64
  // Whoever reads millions of lines moves each of these several times, so they are small: no header
  // has more than 600 bytes, and the digest is read when somebody asks for it.
  fileprivate let count: UInt32
  fileprivate let headerEnd: UInt16
  fileprivate let categoryPart: Part
  fileprivate let typePart: Part
  fileprivate let rolePart: Part
  let continues: Bool

  /// A part of the header.
  fileprivate struct Part: Sendable {
    let start: UInt16
    let end: UInt16

    /// - Parameter range: Within the first 64 KiB of a line.
    init(_ range: Range<Int>) {
      start = UInt16(range.lowerBound)
      end = UInt16(range.upperBound)
    }

    var range: Range<Int> { Int(start)..<Int(end) }
  }

  enum Payload: Sendable {
    case data(salt: Range<Int>, data: Range<Int>)
    case redacted(by: Position)
  }

  var category: Range<Int> { categoryPart.range }
  var type: Range<Int> { typePart.range }
  var role: Range<Int> { rolePart.range }
  /// From `"pos":` up to the `,` before `"salt":` or `"redacted":`; the Merkle leaf's bytes.
  var header: Range<Int> { Line.checksummedFrom..<Int(headerEnd) }
  /// Where the 64 digits of the digest stand.
  var digestDigits: Range<Int> { Int(headerEnd) - 1 - Digest.length * 2..<Int(headerEnd) - 1 }
  /// The number of bytes, the line feed left out.
  var length: Int { Int(count) }
  /// What is left of the payload.
  var payload: Payload {
    guard redactedBy == Line.noRedaction else { return .redacted(by: Position(redactedBy)) }
    let salt = Int(headerEnd) + Line.saltOpening.utf8CodeUnitCount
    let saltEnd = salt + Line.saltLength * 2
    return .data(
      salt: salt..<saltEnd, data: saltEnd + Line.dataOpening.utf8CodeUnitCount..<length - 1)
  }

  /// Above every position.
  fileprivate static let noRedaction = UInt64.max
  fileprivate static let saltOpening: StaticString = ",\"salt\":\""
  fileprivate static let dataOpening: StaticString = "\",\"data\":"

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
    guard skip(",\"digest\":\""), skipDigits(Digest.length * 2), skip("\"") else { return nil }
    let headerEnd = at
    guard from <= position, let redactedBy = redactedBy() else { return nil }
    return Line(
      position: Position(position), groupStart: Position(from), id: id, serial: serial,
      revision: revision, version: version, recordedAt: moment,
      redactedBy: redactedBy, count: UInt32(bytes.count), headerEnd: UInt16(headerEnd),
      categoryPart: Line.Part(category), typePart: Line.Part(type), rolePart: Line.Part(role),
      continues: continues)
  }

  /// Reads what is behind the header: the position of the event that took the payload out, or, where
  /// there is a payload, the number that stands for none.
  private mutating func redactedBy() -> UInt64? {
    let end = bytes.count - 1
    guard bytes[end] == UInt8(ascii: "}") else { return nil }
    if skip(",\"redacted\":") {
      guard let position = number(),
        bytes.isFilled(with: UInt8(ascii: " "), in: at..<end)
      else { return nil }
      return position
    }
    guard skip(Line.saltOpening), skipDigits(Line.saltLength * 2), skip(Line.dataOpening),
      at + 2 <= end, bytes[at] == UInt8(ascii: "{"),
      bytes[end - 1] == UInt8(ascii: "}")
    else { return nil }
    return Line.noRedaction
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

  /// Goes past so many hexadecimal digits; false where others stand there.
  private mutating func skipDigits(_ count: Int) -> Bool {
    guard at + count <= bytes.count, Hexadecimal.areDigits(bytes[at..<at + count]) else {
      return false
    }
    at += count
    return true
  }

  private func isCategoryByte(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }
}
