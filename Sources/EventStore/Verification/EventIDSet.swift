/// The identities that were met, to notice one that is met again.
///
/// A table without pointers or hashes beside its entries: 22 to 43 bytes an identity, and while it
/// grows half as much again.
struct EventIDSet {
  /// Two words an identity; 0 where there is none, which no identity is: they all have a version.
  private var words: [(high: UInt64, low: UInt64)]
  private(set) var count = 0
  /// How far a hash is shifted to be a place in the table.
  private var shift: UInt64
  // Drawn anew for each set, so that no log can be made whose identities all have the same place.
  private let seed = UInt64.random(in: .min ... .max)
  private let factor = UInt64.random(in: .min ... .max) | 1

  init() {
    words = [(UInt64, UInt64)](repeating: (0, 0), count: 1 << 10)
    shift = 64 - 10
  }

  /// Takes in an identity; false where it is there already.
  mutating func insert(_ id: EventID) -> Bool {
    if count >= words.count / 4 * 3 { grow() }
    guard place(id.high, id.low) else { return false }
    count += 1
    return true
  }

  private mutating func place(_ high: UInt64, _ low: UInt64) -> Bool {
    let mixed = (low ^ seed).multipliedFullWidth(by: factor)
    let hash = (mixed.high ^ mixed.low ^ high) &* factor
    var index = Int(hash &>> shift)
    while words[index].high != 0 {
      if words[index] == (high, low) { return false }
      index = (index + 1) & (words.count - 1)
    }
    words[index] = (high, low)
    return true
  }

  private mutating func grow() {
    let old = words
    words = [(UInt64, UInt64)](repeating: (0, 0), count: old.count * 2)
    shift -= 1
    for (high, low) in old where high != 0 { _ = place(high, low) }
  }
}
