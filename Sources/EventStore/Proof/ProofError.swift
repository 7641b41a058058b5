/// Why bytes are no proof, and where.
public struct ProofError: Error, Hashable, Sendable {
  /// The offset of the first byte concerned.
  public var offset: Int
  /// The member concerned, as `$.path[3]`.
  public var place: String
  /// What is wrong there.
  public var problem: Problem

  /// What is wrong.
  public enum Problem: Hashable, Sendable {
    /// The bytes are not one acceptable JSON value.
    case json(JSONError.Problem)
    /// A member is not there.
    case missing(String)
    /// A member is there that proofs do not have.
    case unknownMember(String)
    /// The value is of another kind or form.
    case expected(Expectation)
    /// The path has more hashes than any proof can have.
    case pathTooLong
    /// Of the two members that disclose a payload there is only one.
    case alone(String, without: String)
  }

  /// What should have stood there.
  public enum Expectation: Hashable, Sendable {
    /// The object of a proof.
    case object
    /// The three lines of a checkpoint.
    case checkpoint
    /// A position.
    case position
    /// The text of an event's header.
    case header
    /// An array of hashes.
    case hashes
    /// One hash in hexadecimal.
    case hash
    /// A salt in hexadecimal.
    case salt
    /// The text of a payload.
    case data
  }
}

extension ProofError: CustomStringConvertible {
  /// Where, and what.
  public var description: String { "byte \(offset), \(place): \(problem)" }
}

extension ProofError.Problem: CustomStringConvertible {
  /// What is wrong, in words.
  public var description: String {
    switch self {
    case .json(let problem): "\(problem)"
    case .missing(let member): "there is no member \"\(member)\""
    case .unknownMember(let member): "found a member \"\(member)\", which no proof has"
    case .expected(let expected): "expected \(expected)"
    case .pathTooLong: "found more hashes than the \(MerklePath.longest) that a path can have"
    case .alone(let member, let other):
      "there is \"\(member)\" without \"\(other)\"; a payload is disclosed by both"
    }
  }
}

extension ProofError.Expectation: CustomStringConvertible {
  /// What was expected, in words.
  public var description: String {
    switch self {
    case .object: "a proof, which is one JSON object"
    case .checkpoint:
      "the three lines of a checkpoint: the origin, the size and the root in base64"
    case .position: "a position: 0, 1, 2 …"
    case .header: "the text of an event's header"
    case .hashes: "an array of hashes"
    case .hash: "a hash of \(Digest.length * 2) lower-case hexadecimal digits"
    case .salt: "a salt of \(Line.saltLength * 2) lower-case hexadecimal digits"
    case .data: "the text of the payload"
    }
  }
}

extension ProofError {
  /// The most hashes that a path can have.
  public static let longestPath = MerklePath.longest
}
