/// An event as the log holds it: the bytes of its line, and what they say.
///
/// Parts of the line are copied out of it when asked for. The line itself stands in memory that the
/// event shares with those that were read with it: mostly half a mebibyte, and at most a batch of 4 MiB
/// and a line. Whoever keeps single events for long keeps `withoutNeighbours` of them.
public struct RecordedEvent: Sendable {
  private let memory: ByteMemory
  private let start: Int
  /// Where the line begins.
  public let place: LogPlace
  let fields: Line

  /// - Parameter start: Where the line begins in the memory.
  init(in memory: ByteMemory, from start: Int, fields: Line, place: LogPlace) {
    self.memory = memory
    self.start = start
    self.fields = fields
    self.place = place
  }

  init(line: [UInt8], fields: Line, place: LogPlace) {
    self.init(in: ByteMemory(line), from: 0, fields: fields, place: place)
  }

  /// The bytes of the line, without its line feed; a copy.
  public var line: [UInt8] { bytes(0..<length) }
  /// How many bytes the line has, without its line feed.
  public var length: Int { fields.length }
  /// The same event in memory of its own.
  public var withoutNeighbours: RecordedEvent {
    RecordedEvent(line: line, fields: fields, place: place)
  }

  /// A copy of some of the line's bytes.
  func bytes(_ range: Range<Int>) -> [UInt8] { withBytes(range) { $0.array } }

  /// Looks at some of the line's bytes.
  @inline(__always)
  func withBytes<Value>(_ range: Range<Int>, _ look: (ByteView) -> Value) -> Value {
    withExtendedLifetime(memory) {
      look(memory.view(start..<start + fields.length)[range])
    }
  }

  /// Appends the line's bytes to others.
  func append(to other: inout [UInt8]) {
    withBytes(0..<length) { other.append(contentsOf: $0.buffer) }
  }

  /// What is left of the payload.
  public enum Payload: Sendable {
    /// One JSON object in UTF-8.
    case data(ArraySlice<UInt8>)
    /// Nothing: the event at this position had it taken out.
    case redacted(by: Position)
  }

  /// The event's position in the log.
  public var position: Position { fields.position }
  /// The position of the first event of the write group.
  public var groupStart: Position { fields.groupStart }
  /// The event's identity.
  public var id: EventID { fields.id }
  /// The stream that the event belongs to.
  public var stream: StreamName {
    StreamName(uncheckedCategory: text(fields.category), serial: fields.serial)
  }
  /// The event's place in its stream, from 0.
  public var revision: UInt64 { fields.revision }
  /// What happened.
  public var type: EventType { EventType(unchecked: text(fields.type)) }
  /// The version of the payload's schema.
  public var version: UInt64 { fields.version }
  /// When the event was recorded.
  public var recordedAt: Timestamp { fields.recordedAt }
  /// The role that recorded it.
  public var recordedBy: Role { Role(unchecked: text(fields.role)) }
  /// Whether the next event belongs to the same batch.
  public var continues: Bool { fields.continues }
  /// The hash of the salt and the payload, as the line states it.
  var digest: Digest {
    withBytes(fields.digestDigits) {
      guard let digest = Digest(hexadecimal: $0) else {
        preconditionFailure("the digits were looked at when the line was read")
      }
      return digest
    }
  }
  /// The bytes that the Merkle leaf is the hash of, before the leading zero byte.
  public var header: ArraySlice<UInt8> { bytes(fields.header)[...] }
  /// The payload, unless it was taken out; a copy.
  public var payload: Payload {
    switch fields.payload {
    case .data(_, let data): .data(bytes(data)[...])
    case .redacted(let position): .redacted(by: position)
    }
  }
  /// The hash of the event's Merkle leaf (RFC 9162 §2.1.1); one pass over the header.
  public var leafHash: Digest {
    withBytes(fields.header) { header in
      var hash = SHA256()
      hash.update(CollectionOfOne(0x00))
      hash.update(header.buffer)
      return hash.finish()
    }
  }

  /// The event as it stands when its payload was taken out: the same line, as long as before.
  func withoutPayload(by position: Position) -> RecordedEvent {
    guard case .data = fields.payload else { return self }
    var bytes = bytes(0..<fields.header.upperBound)
    bytes += Array(",\"redacted\":".utf8)
    Decimal.append(position.rawValue, to: &bytes)
    while bytes.count < length - 1 { bytes.append(UInt8(ascii: " ")) }
    bytes.append(UInt8(ascii: "}"))
    LineEncoder.seal(lineFrom: 0, in: &bytes)
    guard let fields = bytes.withUnsafeBytes({ Line.decode(ByteView($0)) }) else {
      preconditionFailure("a line that was just made is not sound")
    }
    return RecordedEvent(line: bytes, fields: fields, place: place)
  }

  /// Whether a proposal says what the event says, as far as that is still known.
  func saysTheSame(as proposal: ProposedEvent) -> Bool {
    guard isOf(proposal.type), version == proposal.version else { return false }
    guard case .data(_, let data) = fields.payload else { return true }
    return withBytes(data) { $0.buffer.elementsEqual(proposal.data) }
  }

  /// Whether the event is of a type, without making a string of its own.
  public func isOf(_ type: EventType) -> Bool {
    isText(fields.type, type.name)
  }

  /// Whether the event's stream is of a category, without making a string of that.
  public func isIn(_ category: String) -> Bool { isText(fields.category, category) }

  @inline(__always)
  private func isText(_ range: Range<Int>, _ text: String) -> Bool {
    guard range.count == text.utf8.count else { return false }
    var text = text
    return text.withUTF8 { text in
      withBytes(range) { $0.equals(ByteView(UnsafeRawBufferPointer(text))) }
    }
  }

  /// Whether the event has its payload still.
  public var hasPayload: Bool {
    if case .data = fields.payload { true } else { false }
  }

  /// The number of the event's stream in its category, without making a string of that.
  public var serial: UInt64 { fields.serial }

  /// Whether the event takes payloads of others out of the log.
  package var takesPayloadsOut: Bool { isOf(.redacted) }

  /// Reads the payload into a document, which gets a copy of it; false where it was taken out or is no
  /// JSON.
  public func loadPayload(into document: JSONDocument) -> Bool {
    guard case .data = fields.payload else { return false }
    return (try? readPayload(into: document)) != nil
  }

  /// Reads the payload into a document, which gets a copy of it; nothing where it was taken out.
  public func readPayload(into document: JSONDocument) throws(JSONError) {
    guard case .data(_, let data) = fields.payload else { return }
    try document.load(bytes(data))
  }

  private func text(_ range: Range<Int>) -> String {
    withBytes(range) { String(decoding: $0.buffer, as: UTF8.self) }
  }
}

/// A place in the log's files.
public struct LogPlace: Hashable, Sendable {
  /// The segment, named by the position of its first event.
  public var segment: Position
  /// Bytes from the beginning of the segment.
  public var offset: Int64

  init(segment: Position, offset: Int64) {
    self.segment = segment
    self.offset = offset
  }
}

extension LogPlace: CustomStringConvertible {
  /// The name of the segment's file.
  public var file: String { LogLayout.segmentName(segment) }

  /// The file and the byte offset in it.
  public var description: String { "\(file), byte \(offset)" }
}
