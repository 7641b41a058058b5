import EventStore

/// The time zone in which an archive's days begin and end.
public struct Zone: Sendable {
  /// Its name in the IANA database.
  public let name: String

  /// Whether an archive may be founded in this zone: the machine knows it, or knows no zones at all.
  static func mayBeNamed(_ name: String) -> Bool { SystemCalls.knowsZone(name) ?? true }

  /// Finds a zone; nothing where the machine's database has none of this name.
  public init?(_ name: String) {
    guard SystemCalls.offset(ofZone: name, at: Timestamp(milliseconds: 0)) != nil else {
      return nil
    }
    self.name = name
  }

  /// The midnight at which a day of this zone ends.
  func end(ofDay day: Int) -> Timestamp {
    let midnight = Int64(day + 1) * Timestamp.day
    // The clocks may change at midnight itself. The day ends at the first moment from which on the
    // local time is past it, with the offset before the change or the one after.
    let candidates = [-Timestamp.day, Timestamp.day].map { shift in
      midnight - offset(at: midnight + shift)
    }
    let ends = candidates.sorted().filter { $0 + offset(at: $0) >= midnight }
    return Timestamp(milliseconds: ends.first ?? midnight - offset(at: midnight))
  }

  /// By how many milliseconds the zone is ahead of UTC.
  func offset(at moment: Int64) -> Int64 {
    let seconds = SystemCalls.offset(ofZone: name, at: Timestamp(milliseconds: moment))
    return Int64(seconds ?? 0) * 1000
  }
}

/// A moment in the record's own time: what had been recorded by then.
public enum RecordingMoment: Hashable, Sendable {
  /// Everything up to the end of a day, month or year in the archive's zone.
  case endOf(PartialDate.Part)
  /// Everything up to a position, this one included.
  case position(Position)

  /// Reads `2020-09-18`, `2020`, 2020年9月18日 or `@1234`.
  public init?(_ text: String) {
    if text.hasPrefix("@") {
      guard let number = UInt64(text.dropFirst()), number < Position.end.rawValue else {
        return nil
      }
      self = .position(Position(number))
    } else {
      guard let part = PartialDate.Part(asTyped: text) else { return nil }
      self = .endOf(part)
    }
  }
}

/// A moment in the record's own time whose day was looked up.
enum RecordingLimit {
  case before(Timestamp)
  case through(Position)

  /// Looks up when the day of a moment ends.
  init(_ moment: RecordingMoment, in zone: String) throws(ArchiveError) {
    switch moment {
    case .position(let position): self = .through(position)
    case .endOf(let part):
      guard let known = Zone(zone) else { throw .noDays(zone: zone) }
      self = .before(known.end(ofDay: part.lastDay))
    }
  }

  /// Whether an event had been recorded by then.
  func includes(_ event: RecordedEvent) -> Bool { includes(event.position, event.recordedAt) }

  /// Whether the event at a position, recorded at some time, had been recorded by then.
  func includes(_ position: Position, _ recordedAt: Timestamp) -> Bool {
    switch self {
    case .before(let end): recordedAt < end
    case .through(let last): position <= last
    }
  }
}

extension RecordingMoment: CustomStringConvertible {
  /// The moment as it is typed.
  public var description: String {
    switch self {
    case .endOf(let part): "\(part)"
    case .position(let position): "@\(position)"
    }
  }
}
