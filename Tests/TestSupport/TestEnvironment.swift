import EventStore
import Synchronization

/// A clock that tests set, and chance that a seed settles.
public final class TestWorld: Sendable {
  private let state: Mutex<(now: Timestamp, chance: SeededGenerator, isInterrupted: Bool)>

  /// Makes a world; equal seeds give equal chance.
  public init(now: String = "2026-11-20T08:00:00.000Z", seed: UInt64 = 1) {
    let moment = Timestamp(now) ?? Timestamp(milliseconds: 0)
    state = Mutex((moment, SeededGenerator(seed: seed), false))
  }

  /// The clock's time.
  public var now: Timestamp {
    get { state.withLock { $0.now } }
    set { state.withLock { $0.now = newValue } }
  }

  /// Whether Ctrl-C was pressed.
  public var isInterrupted: Bool {
    get { state.withLock { $0.isInterrupted } }
    set { state.withLock { $0.isInterrupted = newValue } }
  }

  /// What the store takes from this world; waiting moves the clock.
  public var environment: Environment {
    Environment(
      now: { self.now },
      fillRandom: { buffer throws(SystemError) in
        self.state.withLock { state in
          for index in buffer.indices {
            buffer[index] = .random(in: .min ... .max, using: &state.chance)
          }
        }
      },
      sleep: { milliseconds in
        self.state.withLock { state in
          state.now = Timestamp(milliseconds: state.now.milliseconds + Int64(milliseconds))
        }
      },
      isInterrupted: { self.isInterrupted })
  }
}
