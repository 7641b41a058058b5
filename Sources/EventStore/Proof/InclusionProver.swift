/// Proves one event after the other, all by one checkpoint.
///
/// Made for whoever wants the proofs of very many events mostly in the order of the log: events are read
/// one behind the other as long as the next one that is wanted is near, and looked up otherwise. The
/// nodes of the tree are held in memory, about 64 bytes for each event.
package struct InclusionProver {
  /// What the log was.
  package let checkpoint: Checkpoint
  private let store: EventStore
  private let nodes: MerkleLevels
  private var reader: EventReader
  private var last: RecordedEvent?

  /// Events that lie farther ahead are looked up.
  private static let near: UInt64 = 4096

  /// Reads the log once.
  ///
  /// - Parameters:
  ///   - count: The proofs are by the checkpoint of the first so many events.
  ///   - progress: Told after every event how many bytes were read.
  /// - Throws: `damaged` where the log has places that cannot be read, since it then has no tree.
  package init(
    of store: EventStore, first count: UInt64, progress: (Int64) -> Void = { _ in }
  ) throws(EventStoreError) {
    self.store = store
    var nodes = MerkleLevels()
    var reader = try store.events()
    var read: Int64 = 0
    while nodes.size < count, let event = try reader.next() {
      nodes.append(event.leafHash)
      read += Int64(event.length + 1)
      progress(read)
    }
    guard reader.damages.isEmpty, nodes.size == count else { throw .damaged(reader.damages) }
    self.nodes = nodes
    self.reader = try store.events()
    checkpoint = Checkpoint(
      origin: store.description.origin, size: count, root: try nodes.root(ofFirst: count))
  }

  /// Proves that an event is in the log, and discloses its payload as far as it is still there.
  ///
  /// - Throws: `noSuchPosition`; `damaged` or `system`.
  package mutating func proof(
    of position: Position
  ) throws(EventStoreError) -> InclusionProof {
    guard position.rawValue < checkpoint.size, let event = try event(at: position) else {
      throw .noSuchPosition(position, size: checkpoint.size)
    }
    var disclosure: InclusionProof.Disclosure?
    if case .data(let salt, let data) = event.fields.payload {
      disclosure = InclusionProof.Disclosure(salt: event.bytes(salt), data: event.bytes(data))
    }
    return InclusionProof(
      checkpoint: checkpoint, position: position, header: Array(event.header),
      path: try nodes.inclusionPath(of: position.rawValue, inFirst: checkpoint.size),
      disclosure: disclosure)
  }

  private mutating func event(at position: Position) throws(EventStoreError) -> RecordedEvent? {
    if let last, last.position == position { return last }
    let next = last?.position.next ?? .start
    guard position >= next, position.rawValue - next.rawValue <= InclusionProver.near else {
      return try store.event(at: position)
    }
    while let event = try reader.next() {
      last = event
      if event.position >= position { break }
    }
    return last?.position == position ? last : try store.event(at: position)
  }
}
