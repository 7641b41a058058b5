/// Shows that a log only grew between two checkpoints: that the events of the older one are the
/// first events of the newer one, in the same order (RFC 9162 §2.1.4).
public struct ConsistencyProof: Hashable, Sendable {
  /// What the log was.
  public var old: Checkpoint
  /// What it was later.
  public var new: Checkpoint
  /// Hashes of subtrees of which both trees are made; none where the older log had no events, or
  /// just as many.
  public var path: [Digest]

  /// Makes a proof from its parts, whatever they are.
  public init(old: Checkpoint, new: Checkpoint, path: [Digest]) {
    self.old = old
    self.new = new
    self.path = path
  }

  /// Why the proof does not hold; empty where it does.
  ///
  /// At most two hashes for each hash of the path. Nothing here speaks for the checkpoints: compare
  /// one of them with one that was kept.
  public var findings: [ProofFinding] {
    guard old.origin == new.origin else {
      return [.otherOrigin(old: old.origin, new: new.origin)]
    }
    guard old.size <= new.size else { return [.shrunk(old: old.size, new: new.size)] }
    let length = MerklePath.consistencyLength(from: old.size, to: new.size)
    guard path.count == length else {
      return [.pathLength(found: path.count, expected: length)]
    }
    if old.size == 0 {
      var findings: [ProofFinding] = []
      if old.root != SHA256.hash([]) { findings.append(.otherOldRoot) }
      if new.size == 0, new.root != SHA256.hash([]) { findings.append(.otherRoot) }
      return findings
    }
    if old.size == new.size { return old.root == new.root ? [] : [.otherRoot] }
    guard
      let roots = MerklePath.roots(
        from: (old.size, old.root), toSize: new.size, along: path)
    else { return [.otherRoot] }
    return (roots.old == old.root ? [] : [.otherOldRoot])
      + (roots.new == new.root ? [] : [.otherRoot])
  }
}
