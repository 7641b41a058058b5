/// Makes the lines of many events at once, on two cores where that is worth it.
///
/// Nearly all of the work is hashing, and no line depends on another.
struct PortionEncoder {
  private let encoders = [LineEncoder(), LineEncoder()]

  /// Below this many payload bytes a second thread costs more than it helps.
  private static let worthDividing = 1 << 16

  /// Makes the lines; gives them in stretches, in order, valid until the next call.
  ///
  /// - Throws: `payloadRefused` for the first payload that breaks a rule.
  func encode(
    _ events: ArraySlice<PlacedEvent>, bytes: Int
  ) throws(EventStoreError) -> [(bytes: [UInt8], lines: [EncodedLine])] {
    for encoder in encoders { encoder.removeAll() }
    let encoders = encoders
    @Sendable func encode(
      _ half: ArraySlice<PlacedEvent>, _ encoder: LineEncoder
    ) -> EventStoreError? {
      do throws(EventStoreError) {
        try encoder.append(half)
        return nil
      } catch {
        return error
      }
    }
    let errors: (EventStoreError?, EventStoreError?)
    if bytes < PortionEncoder.worthDividing {
      errors = (encode(events, encoders[0]), nil)
    } else {
      let middle = events.startIndex + events.count / 2
      errors = Parallel.both(
        { encode(events[..<middle], encoders[0]) }, { encode(events[middle...], encoders[1]) })
    }
    if let error = errors.0 ?? errors.1 { throw error }
    return encoders.map { ($0.bytes, $0.lines) }
  }
}
