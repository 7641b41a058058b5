/// Which payloads were taken out of the log, and by which events.
///
/// An event `$Redacted` lists the positions concerned. From that moment their payloads count as
/// gone, also where their bytes are still to be erased; and a line without a payload is sound only
/// if the event that it names lists it.
struct Redactions {
  /// The event that took out each payload, by the payload's position.
  private(set) var takenOut: [Position: Position] = [:]

  /// Takes what is known of them.
  init(_ known: [(position: Position, by: Position)]) {
    for redaction in known where takenOut[redaction.position] == nil {
      takenOut[redaction.position] = redaction.by
    }
  }

  /// Finds all of them.
  ///
  /// One fast pass over the bytes, in which there is nearly never anything to find; otherwise the
  /// log is read once more.
  /// - Parameter start: Where to begin, and what is known of the log before.
  init(in segments: [LineSource.Segment], from start: ReadingStart) throws(SystemError) {
    if let known = start.redactions { self = known }
    guard try Redactions.mayOccur(in: segments, from: start.place) else { return }
    var reader = EventReader(segments: segments, at: start, redactions: .ignored)
    let document = JSONDocument()
    do throws(EventStoreError) {
      while let event = try reader.next() {
        guard event.isOf(.redacted), event.loadPayload(into: document) else { continue }
        for position in Redactions.positions(in: document.root, before: event.position)
        where takenOut[position] == nil {
          takenOut[position] = event.position
        }
      }
    } catch {
      guard case .system(let error) = error else { return }
      throw error
    }
  }

  /// The positions that the payload of a `$Redacted` event lists; only earlier events can be meant.
  static func positions(in payload: JSONValue, before event: Position) -> [Position] {
    (payload["positions"]?.elements ?? payload.elements).compactMap { value in
      value.integer.flatMap { $0 >= 0 ? Position(UInt64($0)) : nil }
    }.filter { $0 < event }
  }

  /// The event that took out the payload at a position.
  subscript(position: Position) -> Position? { takenOut[position] }

  private static let mark: StaticString = "$Redacted\""
  /// So many bytes are looked through by one core at once.
  private static let portion = 1 << 18

  private static func mayOccur(
    in segments: [LineSource.Segment], from start: LogPlace
  ) throws(SystemError) -> Bool {
    for segment in segments where segment.first >= start.segment {
      let from = segment.first == start.segment ? start.offset : 0
      if try mayOccur(in: segment.file, from: from) { return true }
    }
    return false
  }

  private static func mayOccur(
    in file: any StorageFile, from start: Int64
  ) throws(SystemError) -> Bool {
    let length = Int(try file.length() - start)
    guard length > 0 else { return false }
    // The mark may stand across the border of two portions.
    let most = portion + mark.utf8CodeUnitCount - 1
    let work = SharedWork(pieces: (length + portion - 1) / portion) { piece in
      Result { () throws(SystemError) in
        let memory = ByteMemory(byteCount: most)
        let count = try memory.fill(0..<most, from: file, at: start + Int64(piece * portion))
        return SystemCalls.find(mark, in: memory.view(0..<count).buffer, from: 0) != nil
      }
    }
    work.begin()
    var occurs = false
    for result in work.finish() where try result.get() { occurs = true }
    return occurs
  }
}

/// Whether a reader pays attention to payloads that were taken out.
enum RedactionPolicy {
  /// They are gone, and a line without a payload must be one of them.
  case respected
  /// Lines are given as they stand; for whoever checks redactions.
  case ignored
}
