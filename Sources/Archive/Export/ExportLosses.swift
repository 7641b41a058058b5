import EventStore

/// What had no place in the form that entries were written in, counted by kind.
///
/// Names are those of members of an entry, and come in one order for the same answer.
public struct ExportLosses: Sendable {
  /// How many records are left out, since nothing tells where they belong: their date is unknown, or
  /// open at an end.
  public private(set) var undated = 0
  private var counts: [String: Int] = [:]

  /// Nothing is left out.
  public init() {}

  /// The members that had no place, by name, and of how many records each was left out.
  public var members: [(name: String, count: Int)] {
    counts.map { (name: $0.key, count: $0.value) }.sorted { $0.name < $1.name }
  }

  /// Whether everything is there.
  public var isEmpty: Bool { undated == 0 && counts.isEmpty }

  /// Adds what others had no place for.
  mutating func add(_ others: ExportLosses) {
    undated += others.undated
    counts.merge(others.counts) { $0 + $1 }
  }

  /// Notes a record that is left out.
  mutating func addUndated() { undated += 1 }

  /// Notes what is left out of a record.
  ///
  /// - Parameter kept: The members that have a place; what a title says was kept with it.
  mutating func add(_ entry: Entry, but kept: Set<String>) {
    for member in entry.members.members {
      guard let name = member.name.string, !ExportLosses.isNoLoss(name), !kept.contains(name),
        !isTold(member.value, of: entry)
      else { continue }
      counts[name == "body" ? "organ" : name, default: 0] += 1
    }
    if entry.openness != .unconditional { note("openness", kept) }
    if !entry.matchedTopics.isEmpty { note("topics", kept) }
    if !entry.conflicts.isEmpty { note("conflicts", kept) }
    if !entry.redactions.isEmpty { note("redacted", kept) }
    if entry.retraction != nil { note("retracted", kept) }
  }

  private mutating func note(_ name: String, _ kept: Set<String>) {
    if !kept.contains(name) { counts[name, default: 0] += 1 }
  }

  /// Members of minutes that every form has, or that are noted otherwise.
  private static func isNoLoss(_ name: String) -> Bool {
    switch name {
    case "record", "item", "order", "title", "date", "openness": true
    default: false
    }
  }

  /// Whether the title says all words of a value already, as one made of the item's parts does, or
  /// the value is the date.
  private func isTold(_ value: JSONValue, of entry: Entry) -> Bool {
    switch value.kind {
    case .string:
      value.isString("\(entry.date)")
        || ByteSearch.find(Array(value.stringBytes ?? []), in: Array(entry.title.utf8), from: 0)
          != nil
    case .array, .object: false
    case .null, .true, .false, .integer, .number: false
    }
  }
}
