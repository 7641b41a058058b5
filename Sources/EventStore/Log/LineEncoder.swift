/// An event whose place in the log is settled and whose line is not written yet.
struct PlacedEvent: Sendable {
  var position: Position
  var groupStart: Position
  var id: EventID
  var stream: StreamName
  var revision: UInt64
  var type: EventType
  var version: UInt64
  var recordedAt: Timestamp
  var role: Role
  /// Sixteen random bytes.
  var salt: (UInt64, UInt64)
  var data: ArraySlice<UInt8>
  /// Whether the next event belongs to the same batch.
  var continues = true
  /// Whether the payload was found right before.
  var isChecked = false
}

/// Where a line stands in the bytes of an encoder, and the hash of its Merkle leaf.
struct EncodedLine: Sendable {
  let offset: Int
  let leaf: Digest
}

/// Writes events as lines of the log, into memory that it uses again and again.
///
/// Used by one thread at a time; several encoders work beside each other.
final class LineEncoder: @unchecked Sendable {
  /// The lines written since the last `removeAll`.
  private(set) var bytes: [UInt8] = []
  /// Where each of them begins, and its leaf hash.
  private(set) var lines: [EncodedLine] = []
  private var salt: [UInt8] = []
  private var checker = PayloadChecker()

  /// The most bytes that a line has besides its payload.
  static let longestFrame = 640

  /// Forgets the lines and keeps the memory.
  func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
  }

  /// Appends the line of an event, its line feed included; refuses a payload that breaks a rule.
  func append(_ event: PlacedEvent) throws(EventStoreError) {
    if !event.isChecked {
      do throws(JSONError) {
        try checker.check(event.data)
      } catch {
        throw .payloadRefused(stream: event.stream, error)
      }
    }
    let start = bytes.count
    let header = LineEncoder.append(event, to: &bytes, &salt)
    lines.append(
      EncodedLine(offset: start, leaf: MerkleTree.leafHash(of: bytes[header])))
  }

  /// Appends a line, and tells where its header stands.
  private static func append(
    _ event: PlacedEvent, to bytes: inout [UInt8], _ salt: inout [UInt8]
  ) -> Range<Int> {
    let start = bytes.count
    salt.removeAll(keepingCapacity: true)
    Hexadecimal.append(event.salt.0, digits: 16, to: &salt)
    Hexadecimal.append(event.salt.1, digits: 16, to: &salt)

    append("{\"crc\":\"00000000\",\"pos\":", to: &bytes)
    Decimal.append(event.position.rawValue, to: &bytes)
    append(",\"from\":", to: &bytes)
    Decimal.append(event.groupStart.rawValue, to: &bytes)
    append(",\"id\":\"", to: &bytes)
    event.id.append(to: &bytes)
    append("\",\"stream\":\"", to: &bytes)
    bytes.append(contentsOf: event.stream.category.utf8)
    bytes.append(UInt8(ascii: "/"))
    Decimal.append(event.stream.serial, to: &bytes)
    append("\",\"rev\":", to: &bytes)
    Decimal.append(event.revision, to: &bytes)
    append(",\"type\":\"", to: &bytes)
    bytes.append(contentsOf: event.type.name.utf8)
    append("\",\"v\":", to: &bytes)
    Decimal.append(event.version, to: &bytes)
    append(",\"at\":\"", to: &bytes)
    event.recordedAt.append(to: &bytes)
    append("\",\"by\":\"", to: &bytes)
    bytes.append(contentsOf: event.role.name.utf8)
    bytes.append(UInt8(ascii: "\""))
    if event.continues { append(",\"more\":true", to: &bytes) }
    append(",\"digest\":\"", to: &bytes)
    digest(salt: salt, data: event.data).appendHexadecimal(to: &bytes)
    bytes.append(UInt8(ascii: "\""))
    let header = start + Line.checksummedFrom..<bytes.count
    append(",\"salt\":\"", to: &bytes)
    bytes.append(contentsOf: salt)
    append("\",\"data\":", to: &bytes)
    bytes.append(contentsOf: event.data)
    bytes.append(UInt8(ascii: "}"))
    seal(lineFrom: start, in: &bytes)
    bytes.append(UInt8(ascii: "\n"))
    return header
  }

  @inline(__always)
  private static func append(_ text: StaticString, to bytes: inout [UInt8]) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// SHA-256 of the salt's digits followed by the payload.
  static func digest(salt: some Collection<UInt8>, data: some Collection<UInt8>) -> Digest {
    var hash = SHA256()
    hash.update(salt)
    hash.update(data)
    return hash.finish()
  }

  /// Computes the checksum of the line that reaches from an offset to the end, and puts it in.
  static func seal(lineFrom start: Int, in bytes: inout [UInt8]) {
    let crc = bytes.withUnsafeBytes { buffer in
      Checksum.crc32c(
        ByteView(UnsafeRawBufferPointer(rebasing: buffer[(start + Line.checksummedFrom)...])))
    }
    let digits = start + Line.opening.utf8CodeUnitCount
    for index in 0..<8 {
      bytes[digits + index] = Hexadecimal.digit(UInt64(crc) >> UInt64(28 - 4 * index))
    }
  }
}
