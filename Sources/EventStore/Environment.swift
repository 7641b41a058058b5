/// What the store takes from the world around it: the time, chance, and waiting.
///
/// Tests pass in their own; everything else uses `system`.
public struct Environment: Sendable {
  /// The clock's time.
  public var now: @Sendable () -> Timestamp
  /// Fills a buffer with random bytes.
  public var fillRandom: @Sendable (UnsafeMutableRawBufferPointer) throws(SystemError) -> Void
  /// Waits for so many milliseconds.
  public var sleep: @Sendable (Int) -> Void
  /// Whether the work should be given up, for example because of Ctrl-C.
  public var isInterrupted: @Sendable () -> Bool

  /// Makes an environment from its parts.
  public init(
    now: @escaping @Sendable () -> Timestamp,
    fillRandom: @escaping @Sendable (UnsafeMutableRawBufferPointer) throws(SystemError) -> Void,
    sleep: @escaping @Sendable (Int) -> Void,
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) {
    self.now = now
    self.fillRandom = fillRandom
    self.sleep = sleep
    self.isInterrupted = isInterrupted
  }

  /// The system's clock and generator.
  public static let system = Environment(
    now: { SystemCalls.now },
    fillRandom: { buffer throws(SystemError) in try SystemCalls.fillRandom(buffer) },
    sleep: { SystemCalls.sleep(milliseconds: $0) })
}

/// Random words, asked for in blocks because every question to the system costs a call.
struct RandomSource {
  private let environment: Environment
  private var block: [UInt64] = []

  init(_ environment: Environment) { self.environment = environment }

  /// A random word.
  mutating func next() throws(SystemError) -> UInt64 {
    if block.isEmpty {
      var words = [UInt64](repeating: 0, count: 512)
      var failure: SystemError?
      words.withUnsafeMutableBytes { buffer in
        do throws(SystemError) { try environment.fillRandom(buffer) } catch { failure = error }
      }
      if let failure { throw failure }
      block = words
    }
    return block.removeLast()
  }

  /// An identity for an event recorded at a moment.
  mutating func eventID(at moment: Timestamp) throws(SystemError) -> EventID {
    EventID(at: moment, random: (try next(), try next()))
  }
}
