/// Where records stand, by their numbers; found by open addressing.
///
/// A dictionary would ask the runtime what its key can do, which costs one question more than the records
/// of its answer.
struct PlaceTable {
  /// Of each record its serial, its item and its place.
  private var entries: [UInt64] = []
  /// Numbers of entries, or none.
  private var slots: [UInt32] = []

  private static let none = UInt32.max
  private static let width = 3

  private var count: Int { entries.count / PlaceTable.width }

  /// Makes room for so many records.
  mutating func reserveCapacity(_ count: Int) {
    entries.reserveCapacity(count * PlaceTable.width)
    var size = max(slots.count, 16)
    while size < count * 2 { size *= 2 }
    if size > slots.count { fill(size) }
  }

  /// The place of a record; nothing where it has none.
  subscript(accession: AccessionNumber) -> Int? {
    get {
      guard !slots.isEmpty else { return nil }
      let entry = slots[slot(of: accession)]
      return entry == PlaceTable.none ? nil : Int(entries[Int(entry) * PlaceTable.width + 2])
    }
    set {
      guard let place = newValue else { preconditionFailure("a record keeps its place") }
      if count * 2 >= slots.count { fill(max(slots.count * 2, 16)) }
      let slot = slot(of: accession)
      if slots[slot] == PlaceTable.none {
        slots[slot] = UInt32(count)
        entries.append(accession.serial)
        entries.append(UInt64(accession.item))
        entries.append(UInt64(place))
      } else {
        entries[Int(slots[slot]) * PlaceTable.width + 2] = UInt64(place)
      }
    }
  }

  /// The slot of a record, or the empty one where it would be.
  private func slot(of accession: AccessionNumber) -> Int {
    let mask = slots.count - 1
    let item = UInt64(accession.item)
    var slot = PlaceTable.hash(accession.serial, item) & mask
    while slots[slot] != PlaceTable.none {
      let entry = Int(slots[slot]) * PlaceTable.width
      if entries[entry] == accession.serial, entries[entry + 1] == item { break }
      slot = (slot + 1) & mask
    }
    return slot
  }

  @inline(__always)
  private static func hash(_ serial: UInt64, _ item: UInt64) -> Int {
    Int(truncatingIfNeeded: ((serial &+ item &* 0x1_0000_01B3) &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }

  private mutating func fill(_ size: Int) {
    slots = [UInt32](repeating: PlaceTable.none, count: size)
    for index in 0..<count {
      let (serial, item) = (
        entries[index * PlaceTable.width], entries[index * PlaceTable.width + 1]
      )
      var slot = PlaceTable.hash(serial, item) & (size - 1)
      while slots[slot] != PlaceTable.none { slot = (slot + 1) & (size - 1) }
      slots[slot] = UInt32(index)
    }
  }
}
