extension EventStore {
  /// The nodes of the log's Merkle tree, from wherever they can be had.
  ///
  /// Reads what the derived index does not cover, where the log's files are as the last writer left
  /// them; otherwise the whole log, with about 64 bytes of memory for each event.
  /// - Parameter progress: Told after every event how many bytes were read.
  /// - Throws: `damaged` where the log has places that cannot be read, since it then has no tree.
  package func merkleNodes(
    progress: (Int64) -> Void = { _ in }
  ) throws(EventStoreError) -> any MerkleNodes {
    if let nodes = try indexedNodes(progress) { return nodes }
    return try allMerkleNodes(progress)
  }

  /// The nodes from the derived index, and from the log behind it; nothing where there is no index, or
  /// where somebody else may have changed what it was made of.
  func indexedNodes(
    _ progress: (Int64) -> Void
  ) throws(EventStoreError) -> (any MerkleNodes)? {
    guard let index, SeenLog(storage: storage).isUnchanged else { return nil }
    var tail: [Digest] = []
    var read: Int64 = 0
    var reader = EventReader(segments: try SegmentList.open(in: storage), at: index.readingStart)
    while let event = try reader.next() {
      tail.append(event.leafHash)
      read += Int64(event.length + 1)
      progress(read)
    }
    guard reader.damages.isEmpty else { throw .damaged(reader.damages) }
    return IndexedNodes(index, tail) { () throws(EventStoreError) in
      try allMerkleNodes { _ in }
    }
  }

  /// The size and the root of the log when it had so many events, from the derived index; nothing where
  /// that cannot be told without reading the whole log.
  package func indexedCheckpoint(
    ofFirst count: UInt64
  ) throws(EventStoreError) -> Checkpoint? {
    guard let nodes = try indexedNodes({ _ in }), count <= nodes.size else { return nil }
    return Checkpoint(
      origin: description.origin, size: count, root: try nodes.root(ofFirst: count))
  }

  private func allMerkleNodes(
    _ progress: (Int64) -> Void
  ) throws(EventStoreError) -> MerkleLevels {
    var nodes = MerkleLevels()
    var reader = try events()
    var read: Int64 = 0
    while let event = try reader.next() {
      nodes.append(event.leafHash)
      read += Int64(event.length + 1)
      progress(read)
    }
    guard reader.damages.isEmpty else { throw .damaged(reader.damages) }
    return nodes
  }

  /// Proves that the event at a position is in the log as it is now.
  ///
  /// Reads the nodes of the tree (see `merkleNodes`), of which it needs a few dozen, and the event.
  /// - Parameters:
  ///   - isDisclosing: Whether the proof discloses the event's payload.
  ///   - progress: Told now and then how many bytes of the log were read.
  /// - Throws: `noSuchPosition`; `payloadTakenOut` where a payload is to be disclosed that is gone
  ///   or to be erased; `damaged` or `system`.
  public func proveInclusion(
    of position: Position, disclosing isDisclosing: Bool = false,
    progress: (Int64) -> Void = { _ in }
  ) throws(EventStoreError) -> InclusionProof {
    var nodes = try merkleNodes(progress: progress)
    let (proof, takenOutBy) = try proof(of: position, in: &nodes, isDisclosing, progress)
    if let takenOutBy { throw .payloadTakenOut(position, by: takenOutBy) }
    return proof
  }

  /// Proves that several events are in the log as it is now, all by one checkpoint, and discloses
  /// their payloads as far as they are still there.
  ///
  /// Costs what one proof does, and the reading of each event.
  /// - Parameter progress: Told now and then how many bytes of the log were read.
  /// - Throws: `noSuchPosition`; `damaged` or `system`.
  public func proveInclusion(
    ofAll positions: [Position], progress: (Int64) -> Void = { _ in }
  ) throws(EventStoreError) -> [InclusionProof] {
    var nodes = try merkleNodes(progress: progress)
    var proofs: [InclusionProof] = []
    for position in positions {
      proofs.append(try proof(of: position, in: &nodes, true, progress).proof)
    }
    return proofs
  }

  /// A proof, and the position of the redaction where the payload that it is to disclose is gone.
  private func proof(
    of position: Position, in nodes: inout any MerkleNodes, _ isDisclosing: Bool,
    _ progress: (Int64) -> Void
  ) throws(EventStoreError) -> (proof: InclusionProof, takenOutBy: Position?) {
    guard position.rawValue < nodes.size, let event = try event(at: position) else {
      throw .noSuchPosition(position, size: nodes.size)
    }
    if try nodes.hash(level: 0, index: position.rawValue) != event.leafHash {
      nodes = try allMerkleNodes(progress)
    }
    var disclosure: InclusionProof.Disclosure?
    var takenOutBy: Position?
    if isDisclosing {
      switch event.fields.payload {
      case .redacted(let by): takenOutBy = by
      case .data(let salt, let data):
        disclosure = InclusionProof.Disclosure(
          salt: event.bytes(salt), data: event.bytes(data))
      }
    }
    let proof = InclusionProof(
      checkpoint: try checkpoint(of: nodes), position: position, header: Array(event.header),
      path: try nodes.inclusionPath(of: position.rawValue, inFirst: nodes.size),
      disclosure: disclosure)
    return (proof, takenOutBy)
  }

  /// Proves that the log only grew since a checkpoint of it was kept.
  ///
  /// Reads the nodes of the tree (see `merkleNodes`), of which it needs a few dozen.
  /// - Parameter progress: Told now and then how many bytes of the log were read.
  /// - Throws: `checkpointDiffers` where there is nothing to prove, because the log is not a
  ///   continuation of what the checkpoint says; `damaged` or `system`.
  public func proveConsistency(
    with old: Checkpoint, progress: (Int64) -> Void = { _ in }
  ) throws(EventStoreError) -> ConsistencyProof {
    guard old.origin == description.origin else {
      throw .checkpointDiffers(.otherLog(origin: old.origin))
    }
    let nodes = try merkleNodes(progress: progress)
    guard old.size <= nodes.size else {
      throw .checkpointDiffers(.cutShort(kept: old.size, found: nodes.size))
    }
    let found = Checkpoint(
      origin: old.origin, size: old.size, root: try nodes.root(ofFirst: old.size))
    guard found.root == old.root else {
      throw .checkpointDiffers(
        .differentRoot(size: old.size, kept: old.base64Root, found: found.base64Root))
    }
    return ConsistencyProof(
      old: old, new: try checkpoint(of: nodes),
      path: try nodes.consistencyPath(from: old.size, to: nodes.size))
  }

  func checkpoint(of nodes: any MerkleNodes) throws(EventStoreError) -> Checkpoint {
    Checkpoint(
      origin: description.origin, size: nodes.size, root: try nodes.root(ofFirst: nodes.size))
  }
}
