/// What was taken out of a log, to be taken out of its older backups too.
///
///     {"origin":"archivist/<id>","size":1234,
///      "erasures":[{"position":17,"digest":"<64 hex>","ground":"…"}]}
///
/// A backup that was made before a redaction still holds the payloads. The list tells them by
/// position and digest, and holds nothing of what they said.
public struct ErasureList: Hashable, Sendable {
  /// One payload that was taken out.
  public struct Entry: Hashable, Sendable {
    /// Where the event stands.
    public var position: Position
    /// The digest that its line states.
    public var digest: Digest
    /// Why it was taken out.
    public var ground: String
  }

  /// The log's name: `archivist/` and the archive's id.
  public var origin: String
  /// The number of events that the log had.
  public var size: UInt64
  /// What was taken out, in the order of the log.
  public var entries: [Entry]

  init(origin: String, size: UInt64, entries: [Entry]) {
    self.origin = origin
    self.size = size
    self.entries = entries
  }

  /// Reads a list.
  public init(_ bytes: [UInt8]) throws(ErasureListProblem) {
    let root: JSONValue
    do throws(JSONError) { root = try JSONDocument(bytes).root } catch { throw .json(error) }
    guard let origin = root["origin"]?.string, let size = root["size"]?.integer, size >= 0,
      let list = root["erasures"], list.kind == .array
    else { throw .form }
    self.init(origin: origin, size: UInt64(size), entries: [])
    for element in list.elements {
      guard let position = element["position"]?.integer, position >= 0,
        let digest = element["digest"]?.string.flatMap({ Digest(hexadecimal: $0) }),
        let ground = element["ground"]?.string, !ground.isEmpty
      else { throw .form }
      entries.append(Entry(position: Position(UInt64(position)), digest: digest, ground: ground))
    }
  }

  /// The list as JSON, an entry on each line.
  public var encoded: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("origin")
      writer.string(origin)
      writer.name("size")
      writer.integer(Int(size))
      writer.name("erasures")
      writer.array { writer in
        for entry in entries {
          writer.lineBreak()
          writer.object { writer in
            writer.name("position")
            writer.integer(Int(entry.position.rawValue))
            writer.name("digest")
            writer.string("\(entry.digest)")
            writer.name("ground")
            writer.string(entry.ground)
          }
        }
      }
    }
    writer.lineBreak()
    return writer.bytes
  }
}

/// Why a list of erasures cannot be applied; nothing was made.
public enum ErasureListProblem: Error, Hashable, Sendable {
  /// It is not JSON.
  case json(JSONError)
  /// It is JSON, and no list of erasures.
  case form
  /// It is one of another log.
  case otherLog(origin: String)
  /// The event at the position is not the one that the list means.
  case otherEvent(Position)
}

extension ErasureListProblem: CustomStringConvertible {
  /// What is wrong, in words.
  public var description: String {
    switch self {
    case .json(let error):
      "the list of erasures is no JSON: at byte \(error.offset): \(error.problem)"
    case .form:
      """
      the list of erasures cannot be understood: expected origin, size and erasures, each with \
      position, digest and ground, as 'archivist log --erasures' prints them
      """
    case .otherLog(let origin): "the list of erasures is one of \(origin)"
    case .otherEvent(let position):
      """
      the list of erasures means another event at position \(position) (its digest differs): \
      it is one of another log, or of another end of this one
      """
    }
  }
}

extension EventStore {
  /// Lists what was taken out of the log, for restoring backups that are older.
  ///
  /// Reads the whole log; memory for what was taken out.
  /// - Throws: `damaged`, since a list with gaps would bring erased payloads back.
  public func erasureList() throws(EventStoreError) -> ErasureList {
    var takenOut: [(position: Position, digest: Digest, by: Position)] = []
    var grounds: [Position: String] = [:]
    let document = JSONDocument()
    var reader = try events()
    while let event = try reader.next() {
      if case .redacted(let by) = event.payload {
        takenOut.append((event.position, event.digest, by))
      } else if event.isOf(.redacted), event.loadPayload(into: document) {
        grounds[event.position] = document.root["ground"]?.string
      }
    }
    guard reader.damages.isEmpty else { throw .damaged(reader.damages) }
    return ErasureList(
      origin: description.origin, size: reader.end.rawValue,
      entries: takenOut.map { position, digest, by in
        // Lists of other programs may say no ground.
        ErasureList.Entry(position: position, digest: digest, ground: grounds[by] ?? "$Redacted")
      })
  }
}
