/// What is found in one event by itself, without a look at its neighbours; nearly all of it is
/// hashing.
struct EventFacts: Sendable {
  /// The hash of its Merkle leaf.
  let leaf: Digest
  /// Whether the payload, where there is one, is that of the digest.
  let hasRightDigest: Bool
  /// The rule that the payload breaks.
  let problem: JSONError?

  /// Looks at events, two halves of them beside each other.
  static func of(_ events: [RecordedEvent]) -> [EventFacts] {
    @Sendable func look(_ range: Range<Int>) -> [EventFacts] {
      var checker = PayloadChecker()
      return range.map { EventFacts(events[$0], &checker) }
    }
    // Below this a second thread costs more than it helps.
    guard events.count > 16 else { return look(0..<events.count) }
    let middle = events.count / 2
    let (first, second) = Parallel.both(
      { look(0..<middle) }, { look(middle..<events.count) })
    return first + second
  }

  private init(_ event: RecordedEvent, _ checker: inout PayloadChecker) {
    leaf = event.leafHash
    guard case .data(let salt, let data) = event.fields.payload else {
      hasRightDigest = true
      problem = nil
      return
    }
    let payload = event.line[data]
    hasRightDigest =
      LineEncoder.digest(salt: event.line[salt], data: payload) == event.fields.digest
    do throws(JSONError) {
      try checker.check(payload)
      problem = nil
    } catch {
      problem = error
    }
  }
}
