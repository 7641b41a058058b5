/// What is found in one event by itself, without a look at its neighbours; nearly all of it is
/// hashing.
struct EventFacts: Sendable {
  /// The hash of its Merkle leaf.
  let leaf: Digest
  /// Whether the payload, where there is one, is that of the digest.
  let hasRightDigest: Bool
  /// The rule that the payload breaks.
  let problem: JSONError?

  /// Looks at events whose lines are copied behind each other first, for many to be hashed at once.
  static func look(at events: ArraySlice<RecordedEvent>) -> [EventFacts] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(events.reduce(0) { $0 + $1.length })
    var frames: [Frame] = []
    frames.reserveCapacity(events.count)
    for event in events {
      frames.append(Frame(start: bytes.count, event))
      event.append(to: &bytes)
    }
    let withData = frames.filter { $0.data != nil }
    let (leaves, digests) = bytes.withUnsafeBytes { buffer in
      let view = ByteView(buffer)
      let leaves = HashLanes.hashes(frames.count) { HashLanes.leaf(view[frames[$0].header]) }
      let digests = HashLanes.hashes(withData.count) {
        HashLanes.Message(head: view[withData[$0].salt], body: view[withData[$0].data ?? 0..<0])
      }
      return (leaves, digests)
    }
    var checker = PayloadChecker()
    var hashed = digests.makeIterator()
    return zip(frames, leaves).map { frame, leaf in
      guard let data = frame.data else {
        return EventFacts(leaf: leaf, hasRightDigest: true, problem: nil)
      }
      let problem: JSONError?
      do throws(JSONError) {
        try checker.check(bytes[data])
        problem = nil
      } catch {
        problem = error
      }
      return EventFacts(
        leaf: leaf, hasRightDigest: hashed.next() == frame.digest, problem: problem)
    }
  }

  /// Where the parts of a line stand in the copy.
  private struct Frame {
    let header: Range<Int>
    let salt: Range<Int>
    /// The payload; nothing where it was taken out.
    let data: Range<Int>?
    /// What the line says that the digest is.
    let digest: Digest

    init(start: Int, _ event: RecordedEvent) {
      let fields = event.fields
      func moved(_ range: Range<Int>) -> Range<Int> {
        range.lowerBound + start..<range.upperBound + start
      }
      header = moved(fields.header)
      digest = event.digest
      if case .data(let salt, let data) = fields.payload {
        self.salt = moved(salt)
        self.data = moved(data)
      } else {
        salt = 0..<0
        data = nil
      }
    }
  }
}
