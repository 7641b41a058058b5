import EventStore

/// A citation in JSON that somebody gave, and what is wrong with it.
///
/// Its proofs must hold, be by one checkpoint, and be of the record; what it says must stand in what
/// they disclose. Where they disclose less than all, as after a redaction, nothing can be compared.
public struct CitationCheck {
  /// The proof of the event that holds the content; nothing where it cannot be read.
  public let proof: Proof?
  /// Why the citation does not hold; empty where it does.
  public let findings: [Finding]

  /// What is wrong with a citation.
  public enum Finding: Hashable, Sendable {
    /// A proof in it cannot be read.
    case unreadable(ProofError)
    /// A proof in it does not hold.
    case proof(ProofFinding)
    /// A member is missing, or of another form.
    case member(String)
    /// A proof is by another checkpoint than the citation tells.
    case otherCheckpoint
    /// The proof is about another position than the citation tells.
    case otherPosition
    /// An event is none of the record.
    case otherRecord
    /// The words of a member stand in none of the events.
    case notSaid(String)
  }

  /// Reads a citation; nothing where the bytes are none, but may be a proof by itself.
  public init?(_ bytes: [UInt8]) {
    guard let root = try? JSONDocument(bytes).root, root["proof"] != nil else { return nil }
    var reader = CitationReader(root: root)
    reader.read()
    (proof, findings) = (reader.proofs.last.map(Proof.inclusion), reader.findings)
  }
}

/// Reads the members of a citation.
private struct CitationReader {
  let root: JSONValue
  var proofs: [InclusionProof] = []
  var findings: [CitationCheck.Finding] = []

  mutating func read() {
    let others: [JSONValue] = root["others"].map { Array($0.elements) } ?? []
    for value in others + [root["proof"]].compactMap({ $0 }) {
      do throws(ProofError) {
        let proof = try Proof(json: Array(value.source))
        findings += proof.findings.map { .proof($0) }
        if case .inclusion(let proof) = proof {
          proofs.append(proof)
        } else {
          findings.append(.member("proof"))
        }
      } catch {
        findings.append(.unreadable(error))
      }
    }
    // What does not hold shows nothing.
    guard findings.isEmpty, let last = proofs.last else { return }
    checkCheckpoint(last.checkpoint)
    if root["position"]?.integer != Int(last.position.rawValue) { findings.append(.otherPosition) }
    checkRecord()
    if findings.isEmpty { checkWords() }
  }

  private mutating func checkCheckpoint(_ head: Checkpoint) {
    let told = root["checkpoint"]
    if told?["note"]?.string != "\(head)" || told?["root"]?.string != head.base64Root
      || told?["size"]?.integer != Int(head.size)
      || head.origin != "archivist/" + (root["archive"]?["id"]?.string ?? "")
      || proofs.contains(where: { $0.checkpoint != head })
    {
      findings.append(.otherCheckpoint)
    }
  }

  private mutating func checkRecord() {
    guard let number = root["accession"]?.string.flatMap({ AccessionNumber($0) }) else {
      return findings.append(.member("accession"))
    }
    let streams = proofs.map { EventHeader($0.header)?.stream }
    let isOfRecord = streams.allSatisfy { stream in
      stream?.serial == number.serial
        && (stream?.category == Streams.meeting || stream?.category == Streams.document)
    }
    if !isOfRecord { findings.append(.otherRecord) }
  }

  private mutating func checkWords() {
    let payloads = proofs.compactMap { proof in
      proof.disclosure.flatMap { try? JSONDocument($0.data).root }
    }
    guard payloads.count == proofs.count else { return }
    let number = root["accession"]?.string.flatMap { AccessionNumber($0) }
    if let number, number.item > 0,
      !payloads.contains(where: { $0["order"]?.integer == number.item })
    {
      return findings.append(.otherRecord)
    }
    let said = Set(payloads.flatMap(CitationReader.texts))
    let told: [(String, JSONValue?)] = [
      ("quote", root["quote"]), ("body", root["body"]), ("sources", root["sources"]),
      ("meeting", root["meeting"]?["title"]),
      ("date", root["date"]?.isString("unknown") ?? false ? nil : root["date"]),
    ]
    for (name, value) in told {
      guard let value, !said.isSuperset(of: CitationReader.texts(of: value)) else { continue }
      findings.append(.notSaid(name))
    }
  }

  /// All texts in a value.
  private static func texts(of value: JSONValue) -> [String] {
    switch value.kind {
    case .string: value.string.map { [$0] } ?? []
    case .array: value.elements.flatMap(texts)
    case .object: value.members.flatMap { texts(of: $0.value) }
    case .null, .true, .false, .integer, .number: []
    }
  }
}

extension CitationCheck.Finding: CustomStringConvertible {
  /// What is wrong, in words.
  public var description: String {
    switch self {
    case .unreadable(let error): "a proof in the citation cannot be read: \(error)"
    case .proof(let finding): "\(finding)"
    case .member(let name): "\"\(name)\" is missing, or not what citations have there"
    case .otherCheckpoint: "a proof is by another checkpoint than the citation tells"
    case .otherPosition: "the proof is about another position than the citation tells"
    case .otherRecord: "an event that is proved is none of the record cited"
    case .notSaid(let name): "the record does not say what the citation has as \"\(name)\""
    }
  }
}
