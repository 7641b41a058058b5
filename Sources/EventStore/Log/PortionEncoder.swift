import Dispatch
import Synchronization

/// Makes the lines of many events portion by portion, on other cores where that is worth it, while
/// the caller gathers more.
///
/// No line depends on another, and nearly all of the work is hashing. The lines come back in the order
/// in which their events were given, and only to the caller, who alone writes them: what happens to
/// the disk happens in the same order however the cores are busy.
struct PortionEncoder {
  /// Portions that were begun and not taken back, the oldest first.
  private var begun: [EncodedPortion] = []
  /// Portions that are kept for their memory.
  private var idle: [EncodedPortion] = []

  /// Whether the portion begun last was handed over.
  private var isHandedOver = false
  /// The payload bytes of the portions that were begun.
  private var begunBytes = 0

  /// Below this many payload bytes another thread costs more than it helps.
  private static let worthHandingOver = 1 << 16
  /// As long as no more payload bytes than these are under way, the caller need not wait.
  private static let longest = 3 << 18

  /// Whether all portions that were begun were taken.
  var isEmpty: Bool { begun.isEmpty }

  /// Takes in the events of a portion, of so many payload bytes.
  mutating func begin(_ events: [PlacedEvent], bytes: Int) {
    let portion = idle.popLast() ?? EncodedPortion()
    portion.renew(events, bytes)
    begun.append(portion)
    begunBytes += bytes
    isHandedOver = bytes >= PortionEncoder.worthHandingOver
    guard isHandedOver else { return }
    DispatchQueue.global().async { portion.encode() }
  }

  /// Gives the oldest portion, with its lines made; nothing where there is time until more portions
  /// were begun.
  ///
  /// The portion is valid until it is given back.
  /// - Parameter isLast: Whether it is wanted all the same, because no more portions follow.
  /// - Throws: `payloadRefused` for the first payload that breaks a rule.
  mutating func next(isLast: Bool) throws(EventStoreError) -> EncodedPortion? {
    guard let first = begun.first,
      isLast || !isHandedOver || begunBytes > PortionEncoder.longest
    else { return nil }
    // Whatever nobody else has begun with is done here, rather than waited for.
    for portion in begun where !first.isDone { portion.encode() }
    first.wait()
    begun.removeFirst()
    begunBytes -= first.payloadBytes
    if let error = first.error { throw error }
    return first
  }

  /// Takes back a portion that was given, for its memory.
  mutating func giveBack(_ portion: EncodedPortion) {
    portion.forgetEvents()
    idle.append(portion)
  }

  /// Forgets all portions that were begun.
  mutating func removeAll() {
    for portion in begun { portion.cancel() }
    begun = []
    begunBytes = 0
  }
}

/// The events of a portion and their lines, made by whichever thread comes first.
final class EncodedPortion: @unchecked Sendable {
  // Written before `state` says that it is waiting, and by the thread alone that claimed it; read by
  // others when it is done.
  private let encoder = LineEncoder()
  private(set) var events: [PlacedEvent] = []
  private(set) var payloadBytes = 0
  private(set) var error: EventStoreError?
  private let state = Atomic<Int>(EncodedPortion.done)
  private let end = DispatchSemaphore(value: 0)

  private static let waiting = 0
  private static let claimed = 1
  private static let done = 2

  /// The lines, one behind the other.
  var bytes: ArraySlice<UInt8> { encoder.bytes }
  /// Where each line begins, and its leaf.
  var lines: [EncodedLine] { encoder.lines }

  /// Whether there is nothing to wait for.
  var isDone: Bool { state.load(ordering: .acquiring) == EncodedPortion.done }

  /// Begins anew with other events.
  fileprivate func renew(_ events: [PlacedEvent], _ bytes: Int) {
    self.events = events
    payloadBytes = bytes
    error = nil
    encoder.removeAll()
    state.store(EncodedPortion.waiting, ordering: .releasing)
  }

  /// Lets go of the events, whose payloads may be parts of something long.
  fileprivate func forgetEvents() { events = [] }

  /// Makes the lines, unless somebody does or did already.
  fileprivate func encode() {
    guard claim() else { return }
    do throws(EventStoreError) {
      try encoder.append(events[...])
    } catch {
      self.error = error
    }
    state.store(EncodedPortion.done, ordering: .releasing)
    end.signal()
  }

  /// Waits until the lines are made.
  fileprivate func wait() { end.wait() }

  /// Sees to it that nobody makes lines any more.
  fileprivate func cancel() {
    if claim() {
      state.store(EncodedPortion.done, ordering: .releasing)
    } else {
      end.wait()
    }
  }

  private func claim() -> Bool {
    state.compareExchange(
      expected: EncodedPortion.waiting, desired: EncodedPortion.claimed,
      ordering: .acquiringAndReleasing
    ).exchanged
  }
}
