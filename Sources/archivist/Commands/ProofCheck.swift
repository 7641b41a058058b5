import Archive
import EventStore

/// A file that somebody gave as a proof, or as a citation with proofs inside, and what was found wrong with it.
struct ProofCheck {
  let file: String
  /// Nothing where the file is no proof.
  let proof: Proof?
  private(set) var findings: [Phrase]

  init(file: String, bytes: [UInt8]) {
    self.file = file
    if let citation = CitationCheck(bytes) {
      proof = citation.proof
      findings = citation.findings.map(\.phrase)
      return
    }
    do throws(ProofError) {
      let proof = try Proof(json: bytes)
      self.proof = proof
      findings = proof.findings.map(\.phrase)
    } catch {
      proof = nil
      findings = [.isNoProof(error)]
    }
  }

  /// The checkpoints that the proof speaks of.
  var checkpoints: [Checkpoint] { proof?.checkpoints ?? [] }

  /// Notes which of the proof's checkpoints a log that was verified does not confirm.
  mutating func compare(with report: VerificationReport) {
    for head in checkpoints where !report.confirmed.contains(head) {
      findings.append(.notConfirmed(head))
    }
  }

  /// Notes which of the proofs' checkpoints have nothing to do with those kept elsewhere, where no
  /// archive is there to tell.
  static func compare(_ proofs: inout [ProofCheck], with kept: [Checkpoint]) {
    let growths = proofs.compactMap { check -> ConsistencyProof? in
      guard case .consistency(let proof) = check.proof, check.findings.isEmpty else { return nil }
      return proof
    }
    for head in kept {
      let linked = linked(to: head, by: growths)
      for index in proofs.indices {
        for other in proofs[index].checkpoints where !linked.contains(other) {
          proofs[index].findings.append(difference(of: other, from: head))
        }
      }
    }
  }

  /// The checkpoints that are of the same log as one, as far as proofs of consistency show.
  private static func linked(
    to head: Checkpoint, by growths: [ConsistencyProof]
  ) -> Set<Checkpoint> {
    var linked: Set<Checkpoint> = [head]
    var count = 0
    while count < linked.count {
      count = linked.count
      for growth in growths where linked.contains(growth.old) || linked.contains(growth.new) {
        linked.formUnion([growth.old, growth.new])
      }
    }
    return linked
  }

  private static func difference(of head: Checkpoint, from kept: Checkpoint) -> Phrase {
    if head.origin != kept.origin { return CheckpointMismatch.otherLog(origin: head.origin).phrase }
    if head.size == kept.size { return .otherRoot(head, than: kept) }
    return .notLinked(head, to: kept)
  }
}

// MARK: - What is told

extension ProofCheck {
  /// Tells what the proof shows, or why it shows nothing.
  func write(to output: Output) throws(Failure) {
    var facts = FactList()
    facts.add(Phrase.Fact.proof, Phrase(same: file))
    // What does not hold shows nothing, so nothing of it is repeated.
    if findings.isEmpty {
      switch proof {
      case .inclusion(let proof):
        if let header = EventHeader(proof.header) {
          facts.add(Phrase.Fact.event, .event(header))
          facts.add(Phrase.Fact.recorded, .recorded(header.recordedAt, by: header.recordedBy))
        }
        facts.add(
          Phrase.Fact.payload,
          proof.disclosure.map { Phrase(same: String(decoding: $0.data, as: UTF8.self)) }
            ?? .notInProof)
        Self.add(proof.checkpoint, to: &facts)
      case .consistency(let proof):
        facts.add(Phrase.Fact.growth, .growth(proof))
        Self.add(proof.new, to: &facts)
      case nil: break
      }
    }
    try facts.write(to: output)
    for finding in findings { try output.finding(Phrase.Fact.doesNotHold, finding) }
  }

  private static func add(_ head: Checkpoint, to facts: inout FactList) {
    facts.add(Phrase.Fact.head, .head(head))
    facts.add(Phrase.Fact.root, Phrase(same: head.base64Root))
  }

  /// Writes the same for programs.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.name("file")
      writer.string(file)
      switch proof {
      case .inclusion(let proof):
        writer.name("position")
        writer.integer(Int(proof.position.rawValue))
        writer.name("size")
        writer.integer(Int(proof.checkpoint.size))
      case .consistency(let proof):
        writer.name("from")
        writer.integer(Int(proof.old.size))
        writer.name("size")
        writer.integer(Int(proof.new.size))
      case nil: break
      }
      writer.name("findings")
      writer.array { writer in
        for finding in findings { writer.string(finding[.english]) }
      }
    }
  }
}
