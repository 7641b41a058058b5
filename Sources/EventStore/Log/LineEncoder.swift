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
  /// Where the parts of the lines stand that are being made.
  private var frames: [Frame] = []
  private var checker = PayloadChecker()
  // What is written into the lines again and again.
  private var lastMoment = Timestamp(milliseconds: 0)
  private var momentText: [UInt8] = []
  private var hexadecimal: [UInt8] = []

  /// Where the parts of a line stand.
  private struct Frame {
    let line: Range<Int>
    let header: Range<Int>
    /// Where the digits of the digest begin.
    let digest: Int
    let salt: Range<Int>
    let data: Range<Int>
  }

  /// The most bytes that a line has besides its payload.
  static let longestFrame = 640

  /// Forgets the lines and keeps the memory.
  func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
  }

  /// Appends the line of an event, its line feed included; refuses a payload that breaks a rule.
  func append(_ event: PlacedEvent) throws(EventStoreError) { try append([event]) }

  /// Appends the lines of events; refuses a payload that breaks a rule.
  ///
  /// First all lines and then all hashes, since many messages are hashed faster than one.
  func append(_ events: ArraySlice<PlacedEvent>) throws(EventStoreError) {
    frames.removeAll(keepingCapacity: true)
    for event in events {
      if !event.isChecked {
        do throws(JSONError) {
          try checker.check(event.data)
        } catch {
          throw .payloadRefused(stream: event.stream, error)
        }
      } else {
        // Whoever says that a payload is right is believed only where nobody looks for bugs.
        assert((try? checker.check(event.data)) != nil, "a payload that was said to be right")
      }
      frames.append(write(event))
    }
    let digests = bytes.withUnsafeBytes { buffer in
      let view = ByteView(buffer)
      return HashLanes.hashes(frames.count) {
        HashLanes.Message(head: view[frames[$0].salt], body: view[frames[$0].data])
      }
    }
    for (frame, digest) in zip(frames, digests) { put(digest, at: frame.digest) }
    let leaves = bytes.withUnsafeBytes { buffer in
      let view = ByteView(buffer)
      return HashLanes.hashes(frames.count) { HashLanes.leaf(view[frames[$0].header]) }
    }
    for (frame, leaf) in zip(frames, leaves) {
      LineEncoder.seal(frame.line, in: &bytes)
      lines.append(EncodedLine(offset: frame.line.lowerBound, leaf: leaf))
    }
  }

  /// Writes a line, in which checksum and digest are still to be put in; tells where its parts stand.
  private func write(_ event: PlacedEvent) -> Frame {
    let start = bytes.count
    append("{\"crc\":\"00000000\",\"pos\":")
    Decimal.append(event.position.rawValue, to: &bytes)
    append(",\"from\":")
    Decimal.append(event.groupStart.rawValue, to: &bytes)
    append(",\"id\":\"")
    event.id.append(to: &bytes)
    append("\",\"stream\":\"")
    bytes.append(contentsOf: event.stream.category.utf8)
    bytes.append(UInt8(ascii: "/"))
    Decimal.append(event.stream.serial, to: &bytes)
    append("\",\"rev\":")
    Decimal.append(event.revision, to: &bytes)
    append(",\"type\":\"")
    bytes.append(contentsOf: event.type.name.utf8)
    append("\",\"v\":")
    Decimal.append(event.version, to: &bytes)
    append(",\"at\":\"")
    appendMoment(event.recordedAt)
    append("\",\"by\":\"")
    bytes.append(contentsOf: event.role.name.utf8)
    append(event.continues ? "\",\"more\":true,\"digest\":\"" : "\",\"digest\":\"")
    let digest = bytes.count
    append("0000000000000000000000000000000000000000000000000000000000000000\"")
    let header = start + Line.checksummedFrom..<bytes.count
    append(",\"salt\":\"")
    let salt = bytes.count..<bytes.count + Line.saltLength * 2
    Hexadecimal.append(event.salt.0, digits: 16, to: &bytes)
    Hexadecimal.append(event.salt.1, digits: 16, to: &bytes)
    append("\",\"data\":")
    let data = bytes.count..<bytes.count + event.data.count
    bytes.append(contentsOf: event.data)
    append("}")
    let line = start..<bytes.count
    append("\n")
    return Frame(line: line, header: header, digest: digest, salt: salt, data: data)
  }

  @inline(__always)
  private func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Appends a moment; the events of a group have the same one, so that it is written once.
  private func appendMoment(_ moment: Timestamp) {
    if moment != lastMoment || momentText.isEmpty {
      momentText.removeAll(keepingCapacity: true)
      moment.append(to: &momentText)
      lastMoment = moment
    }
    bytes.append(contentsOf: momentText)
  }

  private func put(_ digest: Digest, at offset: Int) {
    hexadecimal.removeAll(keepingCapacity: true)
    digest.appendHexadecimal(to: &hexadecimal)
    bytes.replaceSubrange(offset..<offset + hexadecimal.count, with: hexadecimal)
  }

  /// SHA-256 of the salt's digits followed by the payload.
  static func digest(salt: some Collection<UInt8>, data: some Collection<UInt8>) -> Digest {
    var hash = SHA256()
    hash.update(salt)
    hash.update(data)
    return hash.finish()
  }

  /// Computes the checksum of a line, and puts it in.
  static func seal(_ line: Range<Int>, in bytes: inout [UInt8]) {
    let crc = bytes.withUnsafeBytes { buffer in
      Checksum.crc32c(ByteView(buffer)[line.lowerBound + Line.checksummedFrom..<line.upperBound])
    }
    let digits = line.lowerBound + Line.opening.utf8CodeUnitCount
    for index in 0..<8 {
      bytes[digits + index] = Hexadecimal.digit(UInt64(crc) >> UInt64(28 - 4 * index))
    }
  }

  /// Computes the checksum of the line that reaches from an offset to the end, and puts it in.
  static func seal(lineFrom start: Int, in bytes: inout [UInt8]) {
    seal(start..<bytes.count, in: &bytes)
  }
}
