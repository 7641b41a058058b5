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
  /// The lines, and behind them what was there before.
  private var memory: [UInt8] = []
  /// The bytes of the lines.
  private var length = 0
  /// Where each line begins, and its leaf hash.
  private(set) var lines: [EncodedLine] = []
  /// Where the parts of the lines stand that are being made.
  private var frames: [Frame] = []
  private var checker = PayloadChecker()
  // What is written into the lines again and again.
  private var lastMoment = Timestamp(milliseconds: 0)
  private var momentText: [UInt8] = []

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

  /// The lines written since the last `removeAll`.
  var bytes: ArraySlice<UInt8> { memory[..<length] }

  /// Forgets the lines and keeps the memory.
  func removeAll() {
    length = 0
    lines.removeAll(keepingCapacity: true)
  }

  /// Appends the line of an event, its line feed included; refuses a payload that breaks a rule.
  func append(_ event: PlacedEvent) throws(EventStoreError) { try append([event]) }

  /// Appends the lines of events; refuses a payload that breaks a rule.
  ///
  /// First all lines and then all hashes, since many messages are hashed faster than one.
  func append(_ events: ArraySlice<PlacedEvent>) throws(EventStoreError) {
    // The memory of the encoder is worked on in variables, where nobody else can be at it.
    var (memory, lines, frames): ([UInt8], [EncodedLine], [Frame]) = ([], [], [])
    swap(&memory, &self.memory)
    swap(&lines, &self.lines)
    swap(&frames, &self.frames)
    defer {
      swap(&memory, &self.memory)
      swap(&lines, &self.lines)
      swap(&frames, &self.frames)
    }
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
    }
    let longest = events.reduce(length) { $0 + $1.data.count + LineEncoder.longestFrame }
    if memory.count < longest { memory += [UInt8](repeating: 0, count: longest - memory.count) }
    frames.removeAll(keepingCapacity: true)
    memory.withUnsafeMutableBytes { buffer in
      var writer = LineWriter(buffer, from: length)
      for event in events { frames.append(write(event, to: &writer)) }
      length = writer.at
      let view = ByteView(UnsafeRawBufferPointer(buffer))
      let digests = HashLanes.hashes(frames.count) {
        HashLanes.Message(head: view[frames[$0].salt], body: view[frames[$0].data])
      }
      for (frame, digest) in zip(frames, digests) {
        digest.write(hexadecimalTo: buffer, at: frame.digest)
      }
      let leaves = HashLanes.hashes(frames.count) { HashLanes.leaf(view[frames[$0].header]) }
      for (frame, leaf) in zip(frames, leaves) {
        LineEncoder.seal(frame.line, in: buffer)
        lines.append(EncodedLine(offset: frame.line.lowerBound, leaf: leaf))
      }
    }
  }

  /// Writes a line, in which checksum and digest are still to be put in; tells where its parts stand.
  private func write(_ event: PlacedEvent, to writer: inout LineWriter) -> Frame {
    let start = writer.at
    writer.append("{\"crc\":\"00000000\",\"pos\":")
    writer.append(decimal: event.position.rawValue)
    writer.append(",\"from\":")
    writer.append(decimal: event.groupStart.rawValue)
    writer.append(",\"id\":\"")
    writer.append(event.id)
    writer.append("\",\"stream\":\"")
    writer.append(textOf: event.stream.category)
    writer.append("/")
    writer.append(decimal: event.stream.serial)
    writer.append("\",\"rev\":")
    writer.append(decimal: event.revision)
    writer.append(",\"type\":\"")
    writer.append(textOf: event.type.name)
    writer.append("\",\"v\":")
    writer.append(decimal: event.version)
    writer.append(",\"at\":\"")
    appendMoment(event.recordedAt, to: &writer)
    writer.append("\",\"by\":\"")
    writer.append(textOf: event.role.name)
    if event.continues { writer.append("\",\"more\":true") } else { writer.append("\"") }
    writer.append(",\"digest\":\"")
    let digest = writer.at
    writer.append("0000000000000000000000000000000000000000000000000000000000000000\"")
    let header = start + Line.checksummedFrom..<writer.at
    writer.append(",\"salt\":\"")
    let salt = writer.at..<writer.at + Line.saltLength * 2
    writer.append(sixteenDigits: event.salt.0)
    writer.append(sixteenDigits: event.salt.1)
    writer.append("\",\"data\":")
    let data = writer.at..<writer.at + event.data.count
    event.data.withUnsafeBytes { writer.append($0) }
    writer.append("}")
    let line = start..<writer.at
    writer.append("\n")
    return Frame(line: line, header: header, digest: digest, salt: salt, data: data)
  }

  /// Appends a moment; the events of a group have the same one, so that it is written once.
  private func appendMoment(_ moment: Timestamp, to writer: inout LineWriter) {
    if moment != lastMoment || momentText.isEmpty {
      momentText.removeAll(keepingCapacity: true)
      moment.append(to: &momentText)
      lastMoment = moment
    }
    momentText.withUnsafeBytes { writer.append($0) }
  }

  /// SHA-256 of the salt's digits followed by the payload.
  static func digest(salt: some Collection<UInt8>, data: some Collection<UInt8>) -> Digest {
    var hash = SHA256()
    hash.update(salt)
    hash.update(data)
    return hash.finish()
  }

  /// Computes the checksum of a line, and puts it in.
  private static func seal(_ line: Range<Int>, in buffer: UnsafeMutableRawBufferPointer) {
    let view = ByteView(UnsafeRawBufferPointer(buffer))
    let crc = Checksum.crc32c(view[line.lowerBound + Line.checksummedFrom..<line.upperBound])
    var writer = LineWriter(buffer, from: line.lowerBound + Line.opening.utf8CodeUnitCount)
    writer.append(eightDigits: UInt64(crc))
  }

  /// Computes the checksum of the line that reaches from an offset to the end, and puts it in.
  static func seal(lineFrom start: Int, in bytes: inout [UInt8]) {
    let line = start..<bytes.count
    bytes.withUnsafeMutableBytes { seal(line, in: $0) }
  }
}
