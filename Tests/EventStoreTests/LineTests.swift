import TestSupport
import Testing

@testable import EventStore

/// One event, one line.
@Suite struct LineTests {
  private static let event = PlacedEvent(
    position: Position(17), groupStart: Position(15),
    id: EventID(at: Timestamp(milliseconds: 1_795_161_600_000), random: (0x123, 0x456)),
    stream: Stores.stream("meeting", 17), revision: 2, type: EventType(unchecked: "ReportHeard"),
    version: 1, recordedAt: Timestamp(milliseconds: 1_795_161_600_000), role: .clerk,
    salt: (0x0011_2233_4455_6677, 0x8899_aabb_ccdd_eeff),
    data: Array("{\"subject\":\"河长制\"}".utf8)[...])

  private static func encode(continues: Bool) throws -> [UInt8] {
    let encoder = LineEncoder()
    var event = event
    event.continues = continues
    try encoder.append(event)
    return Array(encoder.bytes)
  }

  private static func decode(_ bytes: [UInt8]) -> Line? {
    bytes.withUnsafeBytes { Line.decode(ByteView($0)) }
  }

  @Test func `a line has exactly the bytes of the format`() throws {
    let line = try String(decoding: LineTests.encode(continues: true), as: UTF8.self)
    let digest = SHA256.hash(
      Array("00112233445566778899aabbccddeeff{\"subject\":\"河长制\"}".utf8))
    let body = """
      "pos":17,"from":15,"id":"01a1f7f8-3000-7123-8000-000000000456","stream":"meeting/17",\
      "rev":2,"type":"ReportHeard","v":1,"at":"2026-11-20T08:00:00.000Z","by":"clerk",\
      "more":true,"digest":"\(digest)","salt":"00112233445566778899aabbccddeeff",\
      "data":{"subject":"河长制"}}
      """
    let crc = Array(body.utf8).withUnsafeBytes { Checksum.crc32c(ByteView($0)) }
    let digits = String(crc, radix: 16)
    let padded = String(repeating: "0", count: 8 - digits.count) + digits
    #expect(line == "{\"crc\":\"\(padded)\",\(body)\n")
  }

  @Test(arguments: [true, false])
  func `a line reads back`(continues: Bool) throws {
    let bytes = try LineTests.encode(continues: continues)
    let line = try #require(LineTests.decode(Array(bytes.dropLast())))
    let event = RecordedEvent(
      line: Array(bytes.dropLast()), fields: line, place: LogPlace(segment: .start, offset: 0))
    #expect(event.position == Position(17))
    #expect(event.groupStart == Position(15))
    #expect(event.id == LineTests.event.id)
    #expect(event.stream == LineTests.event.stream)
    #expect(event.revision == 2)
    #expect(event.type.name == "ReportHeard")
    #expect(event.version == 1)
    #expect(event.recordedAt == LineTests.event.recordedAt)
    #expect(event.recordedBy == .clerk)
    #expect(event.continues == continues)
    #expect(event.text == "{\"subject\":\"河长制\"}")
    let header = String(decoding: event.header, as: UTF8.self)
    #expect(header.hasPrefix("\"pos\":17,"))
    #expect(header.hasSuffix("\""))
    #expect(bytes.count - event.line.count == 1)
  }

  @Test func `a line with any bit turned over is not sound`() throws {
    let bytes = try Array(LineTests.encode(continues: true).dropLast())
    for index in bytes.indices {
      for bit in 0..<8 {
        var turned = bytes
        turned[index] ^= 1 << UInt8(bit)
        #expect(LineTests.decode(turned) == nil)
      }
    }
  }

  @Test func `the digest and the salt are lower-case digits and nothing else`() throws {
    let bytes = try Array(LineTests.encode(continues: false).dropLast())
    let line = try #require(LineTests.decode(bytes))
    guard case .data(let salt, _) = line.payload else {
      Issue.record("there is a payload")
      return
    }
    for place in Array(line.digestDigits) + Array(salt) {
      for byte in UInt8.min...UInt8.max {
        var other = bytes
        other[place] = byte
        let read = other.withUnsafeBytes { Line.decode(ByteView($0), isChecked: false) }
        try #require((read != nil) == (Hexadecimal.value(byte) != nil), "\(byte) at \(place)")
      }
    }
  }

  @Test func `a line cut anywhere is not sound`() throws {
    let bytes = try Array(LineTests.encode(continues: false).dropLast())
    for length in bytes.indices { #expect(LineTests.decode(Array(bytes[..<length])) == nil) }
  }

  @Test(arguments: [
    ("\"pos\":17", "\"pos\":017"), ("\"from\":15", "\"from\":18"), ("\"v\":1", "\"v\":0"),
    ("\"more\":true", "\"more\":false"), ("meeting/17", "meeting/017"), ("clerk", "Clerk"),
    ("\"rev\":2", "\"rev\": 2"), ("\"rev\":2", "\"rev\":9007199254740993"), ("2026-11", "2026-13"),
    ("ReportHeard", "$"), ("}}", "} }"), ("\"data\":{", "\"data\":["),
  ])
  func `a line of another form is not sound, whatever its checksum`(from: String, to: String) throws
  {
    var text = try String(decoding: LineTests.encode(continues: true).dropLast(), as: UTF8.self)
    #expect(text.contains(from))
    text = text.replacing(from, with: to, maxReplacements: 1)
    #expect(LineTests.decode(Lines.sealed(text)) == nil)
  }

  @Test func `a line whose payload was taken out keeps its header and its length`() throws {
    let bytes = try Array(LineTests.encode(continues: false).dropLast())
    let line = try #require(LineTests.decode(bytes))
    let blanked = Lines.blanked(bytes, by: 23)
    #expect(blanked.count == bytes.count)
    let after = try #require(LineTests.decode(blanked))
    guard case .redacted(let by) = after.payload else {
      Issue.record("the payload is still there")
      return
    }
    #expect(by == Position(23))
    #expect(bytes[line.header] == blanked[after.header])
  }
}

/// Makes lines by hand, for tests that tamper with them.
enum Lines {
  /// The bytes of a line with the checksum that fits them.
  static func sealed(_ text: String) -> [UInt8] {
    var bytes = Array(text.utf8)
    let crc = bytes.withUnsafeBytes {
      Checksum.crc32c(ByteView(UnsafeRawBufferPointer(rebasing: $0[18...])))
    }
    var digits: [UInt8] = []
    Hexadecimal.append(UInt64(crc), digits: 8, to: &digits)
    bytes.replaceSubrange(8..<16, with: digits)
    return bytes
  }

  /// A line without its payload, as a redaction leaves it.
  static func blanked(_ line: [UInt8], by position: Int) -> [UInt8] {
    let text = String(decoding: line, as: UTF8.self)
    guard let salt = text.range(of: ",\"salt\":") else { return line }
    var blank = text[..<salt.lowerBound] + ",\"redacted\":\(position)"
    while blank.utf8.count < line.count - 1 { blank += " " }
    return sealed(String(blank) + "}")
  }
}

extension String {
  /// The first place where a text stands.
  func range(of text: String) -> Range<String.Index>? {
    ranges(of: text).first
  }
}
