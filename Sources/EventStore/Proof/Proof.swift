/// A proof of inclusion or of consistency, as a file holds it: one JSON object.
///
///     {"checkpoint":"<three lines>","position":17,"header":"<text>","path":["<64 hex>",…]}
///     {"checkpoint":…,"position":…,"header":…,"path":…,"salt":"<32 hex>","data":"<payload>"}
///     {"old":"<checkpoint>","new":"<checkpoint>","path":["<64 hex>",…]}
public enum Proof: Hashable, Sendable {
  /// That an event is in the log.
  case inclusion(InclusionProof)
  /// That the log only grew.
  case consistency(ConsistencyProof)

  /// Why the proof does not hold; empty where it does.
  public var findings: [ProofFinding] {
    switch self {
    case .inclusion(let proof): proof.findings
    case .consistency(let proof): proof.findings
    }
  }

  /// The checkpoints that the proof speaks of, the newest last.
  public var checkpoints: [Checkpoint] {
    switch self {
    case .inclusion(let proof): [proof.checkpoint]
    case .consistency(let proof): [proof.old, proof.new]
    }
  }

  /// The object, without spaces and with members in the order above; no line feed at the end.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      switch self {
      case .inclusion(let proof):
        writer.name("checkpoint")
        writer.string("\(proof.checkpoint)")
        writer.name("position")
        writer.integer(Int(proof.position.rawValue))
        writer.name("header")
        writer.string(proof.header)
        Proof.write(proof.path, to: &writer)
        if let disclosure = proof.disclosure {
          writer.name("salt")
          writer.string(disclosure.salt)
          writer.name("data")
          writer.string(disclosure.data)
        }
      case .consistency(let proof):
        writer.name("old")
        writer.string("\(proof.old)")
        writer.name("new")
        writer.string("\(proof.new)")
        Proof.write(proof.path, to: &writer)
      }
    }
    return writer.bytes
  }

  private static func write(_ path: [Digest], to writer: inout JSONWriter) {
    writer.name("path")
    writer.array { writer in
      for hash in path { writer.string("\(hash)") }
    }
  }
}
