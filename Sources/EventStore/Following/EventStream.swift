import Dispatch
import Synchronization

extension EventStore {
  /// The log's events from a position on: history first, then whatever is appended, by this process
  /// or another, until the task is cancelled.
  ///
  ///     for try await event in store.follow(from: checkpoint.next, after: checkpoint.lastLeaf) {
  ///       …
  ///     }
  ///
  /// Events come in the order of their positions, each once, whole batches at a time; a payload that
  /// was taken out before its event is read comes as redacted. An event that is given out may not be
  /// durable yet: whoever keeps its place keeps its leaf hash too, and gives both when going on.
  /// - Parameters:
  ///   - first: The position to begin at.
  ///   - leaf: The leaf hash of the event before it, where a reading is resumed.
  public func follow(from first: Position = .start, after leaf: Digest? = nil) -> EventStream {
    EventStream(store: self, first: first, leaf: leaf)
  }

  /// Watches the log for changes, for as long as the watch is kept.
  ///
  /// - Parameter onChange: Called after a change, and now and then without one.
  public func watch(onChange: @escaping @Sendable () -> Void) -> LogWatch {
    LogWatch(storage, onChange)
  }
}

/// A log's events, with those that are still to come; see `EventStore.follow`.
public struct EventStream: AsyncSequence, Sendable {
  /// An event.
  public typealias Element = RecordedEvent
  /// What a reading of the log throws.
  public typealias Failure = EventStoreError

  fileprivate let store: EventStore
  fileprivate let first: Position
  fileprivate let leaf: Digest?

  /// Begins to follow.
  public func makeAsyncIterator() -> Iterator { Iterator(self) }

  /// Gives one event after the other.
  public struct Iterator: AsyncIteratorProtocol {
    private let stream: EventStream
    private var follower: LogFollower?
    private let changes = ChangeSignal()
    private let watch: LogWatch

    fileprivate init(_ stream: EventStream) {
      self.stream = stream
      // Before anything is read, so that no change is missed.
      let changes = changes
      watch = stream.store.watch { changes.signal() }
    }

    /// The next event, waited for; nothing once the task is cancelled.
    ///
    /// - Throws: what `LogFollower` throws.
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(EventStoreError) -> RecordedEvent? {
      var following: LogFollower
      if let follower {
        following = follower
      } else {
        following = try LogFollower(stream.store, from: stream.first, after: stream.leaf)
      }
      defer { follower = following }
      while !Task.isCancelled {
        if let event = try following.next() { return event }
        await changes.next()
      }
      return nil
    }
  }
}

/// Tells one waiting task that something changed; changes before it waits count.
private final class ChangeSignal: Sendable {
  private let state = Locked<(hasChanged: Bool, waiter: CheckedContinuation<Void, Never>?)>(
    (false, nil))

  func signal() {
    let waiter = state.withLock { state in
      defer { state.waiter = nil }
      if state.waiter == nil { state.hasChanged = true }
      return state.waiter
    }
    waiter?.resume()
  }

  /// Waits for a change, or until the task is cancelled.
  func next() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isDone = state.withLock { state in
          guard !state.hasChanged, !Task.isCancelled else {
            state.hasChanged = false
            return true
          }
          state.waiter = continuation
          return false
        }
        if isDone { continuation.resume() }
      }
    } onCancel: {
      signal()
    }
  }
}

/// Watches a log for changes until it is forgotten.
///
/// By inotify(7) where the storage has it, and by a timer in any case, since not every file system
/// tells of what other machines do.
public final class LogWatch {
  private let timer: any DispatchSourceTimer
  private let watch: (any StorageWatch)?

  /// How often to look where nothing tells of changes, and where something does.
  private static let interval = (alone: 50, beside: 1000)

  fileprivate init(_ storage: any Storage, _ onChange: @escaping @Sendable () -> Void) {
    watch = storage.watch(LogLayout.log, onChange)
    let milliseconds = watch == nil ? LogWatch.interval.alone : LogWatch.interval.beside
    timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(
      deadline: .now() + .milliseconds(milliseconds), repeating: .milliseconds(milliseconds))
    timer.setEventHandler(handler: onChange)
    timer.resume()
  }

  deinit { timer.cancel() }
}
