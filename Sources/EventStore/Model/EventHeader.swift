/// What the header of an event says: everything but its payload and the salt of its digest.
///
/// The header is what the Merkle leaf is the hash of, and what a proof shows of an event whose
/// payload it does not disclose: the bytes of the line from `"pos":` up to the `,` in front of
/// `"salt":` or `"redacted":`.
public struct EventHeader: Sendable {
  /// The event's position in the log.
  public let position: Position
  /// The event's identity.
  public let id: EventID
  /// The stream that the event belongs to.
  public let stream: StreamName
  /// The event's place in its stream, from 0.
  public let revision: UInt64
  /// What happened.
  public let type: EventType
  /// When the event was recorded.
  public let recordedAt: Timestamp
  /// The role that recorded it.
  public let recordedBy: Role
  /// The hash of the salt and the payload.
  public let digest: Digest

  /// Reads a header; nothing where the bytes are not exactly one.
  public init?(_ header: [UInt8]) {
    // A line is read as a whole, so the header gets the rest of one that has no payload.
    let line = Array("{\"crc\":\"00000000\",".utf8) + header + Array(",\"redacted\":0}".utf8)
    guard line.count <= LineEncoder.longestFrame,
      let fields = line.withUnsafeBytes({ Line.decode(ByteView($0), isChecked: false) }),
      fields.header.count == header.count
    else { return nil }
    let event = RecordedEvent(
      line: line, fields: fields, place: LogPlace(segment: .start, offset: 0))
    position = event.position
    id = event.id
    stream = event.stream
    revision = event.revision
    type = event.type
    recordedAt = event.recordedAt
    recordedBy = event.recordedBy
    digest = event.digest
  }
}
