import TestSupport
import Testing

@testable import EventStore

/// What comes from outside as a proof: refused with its place, whatever it is.
@Suite struct ProofReaderTests {
  private static let checkpoint = "\(Checkpoint(origin: "o", size: 2, root: SHA256.hash([])))"
    .replacing("\n", with: "\\n")
  private static let hash = "\(SHA256.hash([]))"

  private static func inclusion(_ changes: [String: String?] = [:]) -> String {
    object(
      [
        ("checkpoint", "\"\(checkpoint)\""), ("position", "1"), ("header", "\"x\""),
        ("path", "[\"\(hash)\"]"),
      ], changes)
  }

  private static func object(
    _ members: [(String, String)], _ changes: [String: String?]
  ) -> String {
    var members = members.compactMap { name, value -> (String, String)? in
      guard let change = changes[name] else { return (name, value) }
      return change.map { (name, $0) }
    }
    for (name, value) in changes where !members.contains(where: { $0.0 == name }) {
      if let value { members.append((name, value)) }
    }
    return "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }

  private static func problem(_ text: String) -> String {
    do throws(ProofError) {
      _ = try Proof(json: Array(text.utf8))
      return "none"
    } catch {
      return "\(error.place): \(error.problem)"
    }
  }

  @Test func `a proof that does not hold can be read all the same`() throws {
    let proof = try Proof(json: Array(Self.inclusion().utf8))
    #expect(proof.findings == [.noHeader])
  }

  @Test(arguments: [
    ("", "$: the text ends here, expected a value"),
    ("[]", "$: expected a proof, which is one JSON object"),
    ("{}", "$: there is no member \"checkpoint\""),
    ("{\"path\":[]", "$: the text ends here, expected '}'"),
    (inclusion() + " x", "$: something stands behind the value, expected nothing"),
    (inclusion(["x": "1"]), "$: found a member \"x\", which no proof has"),
    (inclusion(["old": "1"]), "$: found a member \"checkpoint\", which no proof has"),
    (inclusion(["position": nil]), "$: there is no member \"position\""),
    (inclusion(["position": "-1"]), "$.position: expected a position: 0, 1, 2 …"),
    (inclusion(["position": "1.0"]), "$.position: expected a position: 0, 1, 2 …"),
    (inclusion(["position": "\"1\""]), "$.position: expected a position: 0, 1, 2 …"),
    (
      inclusion(["position": "9007199254740993"]),
      "$.position: found an integer beyond 2^53 (9007199254740992)"
    ),
    (inclusion(["header": "null"]), "$.header: expected the text of an event's header"),
    (inclusion(["path": "\"\""]), "$.path: expected an array of hashes"),
    (
      inclusion(["path": "[\"\(hash)\",\"\(hash.uppercased())\"]"]),
      "$.path[1]: expected a hash of 64 lower-case hexadecimal digits"
    ),
    (
      inclusion(["path": "[\"\(hash.dropLast())\"]"]),
      "$.path[0]: expected a hash of 64 lower-case hexadecimal digits"
    ),
    (
      inclusion(["path": "[1]"]),
      "$.path[0]: expected a hash of 64 lower-case hexadecimal digits"
    ),
    (
      inclusion([
        "path": "[" + Array(repeating: "\"\(hash)\"", count: 55).joined(separator: ",") + "]"
      ]), "$.path: found more hashes than the 54 that a path can have"
    ),
    (
      inclusion(["checkpoint": "\"\(checkpoint)more\\n\""]),
      "$.checkpoint: expected the three lines of a checkpoint: the origin, the size and the root "
        + "in base64"
    ),
    (
      inclusion(["checkpoint": "\"o\\n02\\n\""]),
      "$.checkpoint: expected the three lines of a checkpoint: the origin, the size and the root "
        + "in base64"
    ),
    (
      inclusion(["salt": "\"00\""]),
      "$.salt: there is \"salt\" without \"data\"; a payload is disclosed by both"
    ),
    (
      inclusion(["data": "\"{}\""]),
      "$.data: there is \"data\" without \"salt\"; a payload is disclosed by both"
    ),
    (
      inclusion(["salt": "\"00\"", "data": "\"{}\""]),
      "$.salt: expected a salt of 32 lower-case hexadecimal digits"
    ),
    (
      inclusion(["salt": "\"\(hash.prefix(32))\"", "data": "{}"]),
      "$.data: expected the text of the payload"
    ),
    (
      "{\"old\":\"\",\"new\":\"\",\"path\":[]}",
      "$.old: expected the three lines of a checkpoint: the origin, the size and the root in base64"
    ),
    (
      "{\"path\":[],\"path\":[]}", "$: the member \"path\" stands here twice"
    ),
  ])
  func `what is no proof is refused at its place`(text: String, expected: String) {
    #expect(Self.problem(text) == expected)
  }

  @Test func `no bytes are too strange to be refused`() throws {
    let store = try Stores.found()
    let old = try store.checkpoint()
    let writer = try store.writer()
    try writer.append(Stores.events(9), to: Stores.stream("meeting", 1))
    writer.close()
    let sound = [
      Proof.inclusion(try store.proveInclusion(of: Position(5), disclosing: true)),
      .consistency(try store.proveConsistency(with: old)),
    ]
    var random = SeededGenerator(seed: 20_200_918)
    let pieces = ["{", "}", "[", "]", "\"", "\\", ",", ":", "null", "1e9", "\\ud800", "path", "\n"]
    for round in 0..<2000 {
      let proof = sound[round % 2]
      var bytes = proof.json
      for _ in 0...Int(random.next() % 3) {
        let at = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 5 {
        case 0: bytes[at] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + Int(random.next() % 9)))
        case 2: bytes.insert(contentsOf: Array(pieces[round % pieces.count].utf8), at: at)
        case 3: bytes.removeSubrange(at...)
        default:
          let other = Int(random.next() % UInt64(bytes.count))
          bytes.insert(contentsOf: Array(bytes[min(at, other)..<max(at, other)]), at: at)
        }
        if bytes.isEmpty { bytes = [0] }
      }
      guard let read = try? Proof(json: bytes) else { continue }
      // What still can be read, and is about the same checkpoints, says what the sound proof says or
      // does not hold.
      if read.checkpoints == proof.checkpoints, read.findings.isEmpty {
        #expect(read == proof || read == Self.withoutPayload(proof))
      }
    }
  }

  private static func withoutPayload(_ proof: Proof) -> Proof {
    guard case .inclusion(var inclusion) = proof else { return proof }
    inclusion.disclosure = nil
    return .inclusion(inclusion)
  }
}
