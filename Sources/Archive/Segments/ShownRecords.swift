import EventStore

/// Records as entries show them, kept for whoever asks one question after the other.
///
/// Only what nothing was said of after it was recorded comes here, found by the position of its event:
/// reading and checking its line, and reading its JSON, takes longer than most questions. What was not
/// asked for while half of the room was filled anew is given up.
final class ShownRecords {
  /// A record, its payload as it was read, which nobody loads anew, and its title.
  struct Shown {
    let record: IndexedRecord
    let payload: JSONDocument
    let title: String

    /// About as many bytes as it takes.
    var weight: Int { 512 + payload.weight + title.utf8.count }
  }

  private var recent: [UInt64: Shown] = [:]
  private var earlier: [UInt64: Shown] = [:]
  private var weight = 0
  /// Half of the room, in bytes.
  private let half: Int

  /// - Parameter room: In bytes of memory.
  init(room: Int) { half = room / 2 }

  /// The record that an event recorded; nothing where it is not kept.
  subscript(position: UInt64) -> Shown? {
    if let shown = recent[position] { return shown }
    guard let shown = earlier[position] else { return nil }
    keep(shown)
    return shown
  }

  /// Keeps a record, unless it takes a good part of the room by itself.
  func keep(_ shown: Shown) {
    guard shown.weight <= half / 16 else { return }
    if weight + shown.weight > half {
      earlier = recent
      recent = [:]
      weight = 0
    }
    weight += shown.weight
    recent[shown.record.position.rawValue] = shown
  }
}
