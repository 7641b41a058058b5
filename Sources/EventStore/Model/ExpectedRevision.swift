/// What a writer believes about a stream when it appends to it.
///
/// An append whose belief is wrong records nothing.
public enum ExpectedRevision: Hashable, Sendable {
  /// The writer does not mind.
  case any
  /// The stream has no events yet.
  case noStream
  /// The stream's last event is its `revision`th, counted from 0.
  case revision(UInt64)

  /// Whether a stream whose last event has the revision `last` fits the belief.
  func fits(_ last: UInt64?) -> Bool {
    switch self {
    case .any: true
    case .noStream: last == nil
    case .revision(let expected): last == expected
    }
  }
}

extension ExpectedRevision: CustomStringConvertible {
  /// The belief in words.
  public var description: String {
    switch self {
    case .any: "any revision"
    case .noStream: "no stream yet"
    case .revision(let revision): "revision \(revision)"
    }
  }
}
