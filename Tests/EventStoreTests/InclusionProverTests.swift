import TestSupport
import Testing

@testable import EventStore

/// Proofs that are made one after the other are those that are made alone.
@Suite struct InclusionProverTests {
  @Test func `proofs in any order are the ones that the store gives`() throws {
    let store = try Stores.found()
    let writer = try store.writer()
    try writer.append(
      Stores.events(40), to: Stores.stream("meeting", 1), expecting: .any)
    writer.close()
    var prover = try InclusionProver(of: store, first: 41)
    for position in [0, 1, 2, 7, 6, 40, 3, 40, 39] as [UInt64] {
      let proof = try prover.proof(of: Position(position))
      #expect(proof == (try store.proveInclusion(of: Position(position), disclosing: true)))
      #expect(proof.findings.isEmpty)
    }
  }

  @Test func `proofs are by the state that was asked for, whatever came since`() throws {
    let store = try Stores.found()
    let writer = try store.writer()
    try writer.append(
      Stores.events(9), to: Stores.stream("meeting", 1), expecting: .any)
    writer.close()
    var prover = try InclusionProver(of: store, first: 5)
    #expect(prover.checkpoint.size == 5)
    #expect(try prover.proof(of: Position(4)).findings.isEmpty)
    #expect(throws: EventStoreError.self) { try prover.proof(of: Position(5)) }
  }
}
