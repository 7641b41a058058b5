import Dispatch
import Synchronization

/// A writer that many tasks share: appends that meet join one write group, with one `fdatasync`.
///
/// While one group is being made durable, the appends that come meanwhile wait; they are the next
/// group. An append returns when its own events are durable, and appends return in the order of
/// their positions. Nothing is gained by it for a single caller, for whom `EventWriter` is.
///
///     let writer = SharedEventWriter(try store.writer())
///     try await writer.append([event], to: stream, expecting: .revision(4))
///     await writer.close()
///
/// A task that is cancelled while it waits gets its answer all the same, since its events are then
/// in the log.
public final class SharedEventWriter: Sendable {
  private struct Caller {
    let request: AppendRequest
    let answer: CheckedContinuation<Result<AppendReceipt, EventStoreError>, Never>
  }

  private struct State {
    var waiting: [Caller] = []
    /// Whether somebody takes the waiting appends, one group after the other.
    var isBusy = false
  }

  /// The writer, used on `queue` alone.
  private final class Confined: @unchecked Sendable {
    let writer: EventWriter

    init(_ writer: consuming sending EventWriter) { self.writer = writer }
  }

  private let state = Locked(State())
  private let confined: Confined
  private let queue = DispatchQueue(label: "archivist.writer", qos: .userInitiated)

  /// Takes a writer over, which nobody else may use any more.
  public init(_ writer: consuming sending EventWriter) { confined = Confined(writer) }

  /// Appends events to one stream, or none of them.
  ///
  /// The payloads are checked in the caller's task, so that others need not wait for it.
  /// - Returns: where the events stand; they are durable by then.
  /// - Throws: what `EventWriter.append` throws, of this append alone; a failure of the disk is
  ///   thrown to every append of the group.
  @discardableResult
  public func append(
    _ events: [ProposedEvent], to stream: StreamName, expecting expected: ExpectedRevision = .any,
    by role: Role = .clerk
  ) async throws(EventStoreError) -> AppendReceipt {
    var checker = PayloadChecker()
    for event in events {
      do throws(JSONError) {
        try checker.check(event.data)
      } catch {
        throw .payloadRefused(stream: stream, error)
      }
    }
    let request = AppendRequest(events: events, stream: stream, expected: expected, role: role)
    let result = await withCheckedContinuation { answer in
      let isFirst = state.withLock { state in
        state.waiting.append(Caller(request: request, answer: answer))
        defer { state.isBusy = true }
        return !state.isBusy
      }
      if isFirst { queue.async { self.writeGroups() } }
    }
    return try result.get()
  }

  /// Waits for the appends that were asked for, then gives up the lock.
  public func close() async {
    await withCheckedContinuation { done in
      queue.async {
        self.confined.writer.close()
        done.resume()
      }
    }
  }

  /// Writes what waits as one group, and what has come meanwhile as the next.
  private func writeGroups() {
    while true {
      let group = state.withLock { state in
        defer { state.waiting = [] }
        if state.waiting.isEmpty { state.isBusy = false }
        return state.waiting
      }
      if group.isEmpty { return }
      let results = confined.writer.append(group: group.map(\.request))
      for (caller, result) in zip(group, results) { caller.answer.resume(returning: result) }
    }
  }
}
