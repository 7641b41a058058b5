import TestSupport
import Testing

@testable import EventStore

/// Proofs of a store's events: made, written, read and checked.
@Suite struct ProofTests {
  /// A log of a few streams, and the checkpoint of each of its sizes at the end of a batch.
  private static func sample() throws -> (EventStore, [Checkpoint]) {
    let store = try Stores.found()
    var checkpoints = [try store.checkpoint()]
    for count in [1, 3, 2, 5, 1] {
      let writer = try store.writer()
      try writer.append(Stores.events(count), to: Stores.stream("meeting", UInt64(count)))
      writer.close()
      checkpoints.append(try store.checkpoint())
    }
    return (store, checkpoints)
  }

  private static let size: UInt64 = 13

  @Test func `with an index and without, checkpoints and proofs are the same bytes`() throws {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    func grow(_ count: Int) throws {
      let writer = try store.writer()
      for number in 0..<count {
        try writer.append(Stores.events(3, from: number), to: Stores.stream("meeting", 1))
      }
      writer.close()
    }
    func everything(_ store: EventStore) throws -> [String] {
      let old = Checkpoint(
        origin: store.description.origin, size: 0, root: MerkleTree().root)
      return ["\(try store.checkpoint())"]
        + (try ([0, 50, 127, 128, 200] as [UInt64]).map { position in
          let proof = try store.proveInclusion(of: Position(position))
          return String(decoding: Proof.inclusion(proof).json, as: UTF8.self)
        }) + [
          String(
            decoding: Proof.consistency(try store.proveConsistency(with: old)).json, as: UTF8.self)
        ]
    }
    let keeper = IndexKeeper(store: store)
    try grow(50)
    _ = keeper.update(nil)
    let older = storage.copy()
    try grow(30)
    let expected = try everything(store)
    _ = keeper.update(keeper.open())
    #expect(try everything(store) == expected)
    let index = storage.paths.filter { $0.hasPrefix("index/") && !$0.hasSuffix("lock") }
    #expect(index.count > 5)
    for path in index {
      let changed = storage.copy()
      let other = try EventStore(opening: changed, environment: TestWorld().environment)
      let bytes = try #require(changed.bytes(of: path))
      var spoilt = bytes
      spoilt[bytes.count / 3] ^= 4
      let choices: [[UInt8]?] = [nil, spoilt, Array(bytes.dropLast(9)), older.bytes(of: path)]
      for choice in choices {
        if let choice { changed.put(choice, into: path) } else { try changed.remove(path) }
        #expect(try everything(other) == expected, "\(path)")
      }
    }
    for path in index { try storage.remove(path) }
    #expect(try everything(store) == expected)
  }

  @Test func `a checkpoint reads what the index does not cover, unless the log was changed`() throws
  {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let writer = try store.writer()
    for number in 0..<200 {
      try writer.append(Stores.events(2, from: number), to: Stores.stream("meeting", 1))
    }
    writer.close()
    _ = IndexKeeper(store: store).update(nil)
    let whole = try #require(storage.bytes(of: Stores.firstSegment))
    func reads() throws -> (calls: Int, checkpoint: Checkpoint) {
      storage.fail { operation, path, _ in
        operation == .read && path == Stores.firstSegment ? .short(512) : nil
      }
      defer { storage.fail(nil) }
      let checkpoint = try store.checkpoint()
      return (storage.count(of: .read, on: Stores.firstSegment), checkpoint)
    }
    let before = try reads()
    #expect(before.calls < 10)
    // The same bytes, but somebody wrote them.
    storage.put(whole, into: Stores.firstSegment)
    let after = try reads()
    #expect(after.calls > whole.count / 512 && after.checkpoint == before.checkpoint)
    // Other bytes, in the middle of what the index covers.
    var spoilt = whole
    spoilt[whole.count / 2] ^= 1
    storage.put(spoilt, into: Stores.firstSegment)
    #expect(throws: EventStoreError.self) { try store.checkpoint() }
    #expect(throws: EventStoreError.self) { try store.proveInclusion(of: Position(1)) }
  }

  @Test func `every event can be proved, with and without its payload`() throws {
    let (store, checkpoints) = try Self.sample()
    let events = try Stores.read(store).events
    for event in events {
      let closed = try store.proveInclusion(of: event.position)
      #expect(closed.findings == [])
      #expect(closed.checkpoint == checkpoints.last)
      #expect(closed.header == Array(event.header))
      #expect(closed.disclosure == nil)
      let open = try store.proveInclusion(of: event.position, disclosing: true)
      #expect(open.findings == [])
      #expect(open.disclosure.map { String(decoding: $0.data, as: UTF8.self) } == event.text)
      let header = try #require(EventHeader(open.header))
      #expect(header.position == event.position)
      #expect(header.stream == event.stream)
      #expect(header.type == event.type)
      #expect(header.recordedAt == event.recordedAt)
    }
  }

  @Test func `every older checkpoint can be proved to be the log's beginning`() throws {
    let (store, checkpoints) = try Self.sample()
    let empty = Checkpoint(
      origin: store.description.origin, size: 0, root: SHA256.hash([]))
    for old in checkpoints + [empty] {
      let proof = try store.proveConsistency(with: old)
      #expect(proof.findings == [])
      #expect(proof.old == old)
      #expect(proof.new == checkpoints.last)
    }
  }

  @Test func `a log that is no continuation of a checkpoint proves nothing`() throws {
    let (store, checkpoints) = try Self.sample()
    var wrong = checkpoints[2]
    wrong.root = SHA256.hash([1])
    var longer = checkpoints[2]
    longer.size = 99
    var foreign = checkpoints[2]
    foreign.origin = "archivist/other"
    for old in [wrong, longer, foreign] {
      #expect {
        try store.proveConsistency(with: old)
      } throws: { error in
        guard case .checkpointDiffers = error as? EventStoreError else { return false }
        return true
      }
    }
  }

  @Test func `what is not there cannot be proved, nor disclosed what was taken out`() throws {
    let (store, _) = try Self.sample()
    for position in [Self.size, 1 << 53] {
      #expect {
        try store.proveInclusion(of: Position(position))
      } throws: { error in
        guard case .noSuchPosition(_, Self.size) = error as? EventStoreError else { return false }
        return true
      }
    }
    let writer = try store.writer()
    try writer.append(
      [
        ProposedEvent(
          type: .redacted, data: Array("{\"positions\":[4],\"ground\":\"个人信息\"}".utf8))
      ], to: Stores.stream("log", 0))
    writer.close()
    #expect(try store.proveInclusion(of: Position(4)).findings == [])
    #expect {
      try store.proveInclusion(of: Position(4), disclosing: true)
    } throws: { error in
      guard case .payloadTakenOut(Position(4), by: Position(Self.size)) = error as? EventStoreError
      else { return false }
      return true
    }
  }

  @Test func `proofs given before a payload was erased hold afterwards`() throws {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    let writer = try store.writer()
    try writer.append(Stores.events(3), to: Stores.stream("meeting", 1))
    writer.close()
    let before = try store.proveInclusion(of: Position(2), disclosing: true)
    try store.writer().append(
      [ProposedEvent(type: .redacted, data: Array("{\"positions\":[2],\"ground\":\"x\"}".utf8))],
      to: Stores.stream("log", 0))
    var lines = try #require(storage.bytes(of: Stores.firstSegment))
      .split(separator: UInt8(ascii: "\n")).map(Array.init)
    lines[2] = Lines.blanked(lines[2], by: 4)
    storage.put(lines.flatMap { $0 + [UInt8(ascii: "\n")] }, into: Stores.firstSegment)
    #expect(before.findings == [])
    #expect(try store.proveConsistency(with: before.checkpoint).findings == [])
    #expect(try store.proveInclusion(of: Position(2)).header == before.header)
    #expect(try store.verify(against: [before.checkpoint]).confirmed == [before.checkpoint])
  }

  @Test func `a damaged log proves nothing`() throws {
    let storage = MemoryStorage()
    let store = try Stores.found(in: storage)
    for _ in 0..<3 {
      let writer = try store.writer()
      try writer.append(Stores.events(1), to: Stores.stream("meeting", 1))
      writer.close()
    }
    let kept = try store.checkpoint()
    var bytes = try #require(storage.bytes(of: Stores.firstSegment))
    bytes[30] ^= 1
    storage.put(bytes, into: Stores.firstSegment)
    #expect(throws: EventStoreError.self) { try store.proveInclusion(of: Position(2)) }
    #expect(throws: EventStoreError.self) { try store.proveConsistency(with: kept) }
  }

  // MARK: As JSON

  @Test func `a proof has its members in the order of the format and no spaces`() throws {
    let (store, checkpoints) = try Self.sample()
    let proof = try store.proveInclusion(of: Position(2), disclosing: true)
    let disclosure = try #require(proof.disclosure)
    let path = proof.path.map { "\"\($0)\"" }.joined(separator: ",")
    func escaped(_ bytes: [UInt8]) -> String {
      String(decoding: bytes, as: UTF8.self).replacing("\"", with: "\\\"")
    }
    let checkpoint = "\(proof.checkpoint)".replacing("\n", with: "\\n")
    #expect(
      String(decoding: Proof.inclusion(proof).json, as: UTF8.self)
        == """
        {"checkpoint":"\(checkpoint)","position":2,"header":"\(escaped(proof.header))",\
        "path":[\(path)],"salt":"\(escaped(disclosure.salt))","data":"\(escaped(disclosure.data))"}
        """)
    let consistency = try store.proveConsistency(with: checkpoints[1])
    let hashes = consistency.path.map { "\"\($0)\"" }.joined(separator: ",")
    let old = "\(consistency.old)".replacing("\n", with: "\\n")
    #expect(
      String(decoding: Proof.consistency(consistency).json, as: UTF8.self)
        == "{\"old\":\"\(old)\",\"new\":\"\(checkpoint)\",\"path\":[\(hashes)]}")
  }

  @Test func `every proof reads back as it was written, in any order of its members`() throws {
    let (store, checkpoints) = try Self.sample()
    for position in 0..<Self.size {
      for isDisclosing in [false, true] {
        let proof = Proof.inclusion(
          try store.proveInclusion(of: Position(position), disclosing: isDisclosing))
        #expect(try Proof(json: proof.json) == proof)
      }
    }
    for old in checkpoints {
      let proof = Proof.consistency(try store.proveConsistency(with: old))
      #expect(try Proof(json: proof.json) == proof)
      guard case .consistency(let parts) = proof else { continue }
      let turned =
        "{ \"path\": [\(parts.path.map { "\"\($0)\"" }.joined(separator: ", "))],\n"
        + "\"new\": \"\("\(parts.new)".replacing("\n", with: "\\n"))\", "
        + "\"old\": \"\("\(parts.old)".replacing("\n", with: "\\n"))\"}\n"
      #expect(try Proof(json: Array(turned.utf8)) == proof)
    }
  }

  @Test func `every bit flipped in a proof is refused`() throws {
    let (store, checkpoints) = try Self.sample()
    let proofs: [Proof] = [
      .inclusion(try store.proveInclusion(of: Position(6), disclosing: true)),
      .consistency(try store.proveConsistency(with: checkpoints[2])),
    ]
    for proof in proofs {
      #expect(Self.isSound(proof.json, checkpoints))
      for bit in 0..<proof.json.count * 8 {
        var bytes = proof.json
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        if Self.isSound(bytes, checkpoints) {
          Issue.record("bit \(bit): \(String(decoding: bytes, as: UTF8.self))")
        }
      }
    }
  }

  /// Whether bytes are a proof that holds, from one of these checkpoints.
  private static func isSound(_ bytes: [UInt8], _ kept: [Checkpoint]) -> Bool {
    guard let proof = try? Proof(json: bytes) else { return false }
    return proof.checkpoints.allSatisfy(kept.contains) && proof.findings.isEmpty
  }

  @Test func `a proof by itself does not show how large the log was`() throws {
    let (store, checkpoints) = try Self.sample()
    var proof = try store.proveInclusion(of: Position(6))
    // The tree over one event fewer has another root, but a path of the same form.
    proof.checkpoint.size -= 1
    #expect(proof.findings == [])
    #expect(try store.verify(against: [proof.checkpoint]).mismatches.count == 1)
    #expect(!checkpoints.contains(proof.checkpoint))
  }
}
