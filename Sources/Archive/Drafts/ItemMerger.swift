/// Leaves out what a report tells twice, as headlines and leads do.
struct ItemMerger {
  private(set) var items: [DraftedItem] = []
  private var told: Set<Telling> = []
  /// The items that a later one may say again in other words, with their words.
  private var near: [(item: DraftedItem, words: [UInt32])] = []

  /// Leads tell so many things that the text says again; what comes later is told once.
  private static let mostNear = 32

  init(_ items: [DraftedItem]) {
    for item in items { take(item) }
  }

  private mutating func take(_ item: DraftedItem) {
    let words = (item.subject ?? item.post)?.units ?? []
    guard told.insert(Telling(item, words)).inserted else { return }
    if item.kind == .report || item.kind == .resolution {
      // What one clause lists is listed once.
      if near.contains(where: {
        $0.item.clause.range != item.clause.range
          && ItemMerger.isSame($0.item, $0.words, item, words)
      }) {
        return
      }
      if near.count < ItemMerger.mostNear { near.append((item, words)) }
    }
    items.append(item)
  }

  /// What an item tells, word for word.
  private struct Telling: Hashable {
    private var units: [UInt32]

    init(_ item: DraftedItem, _ words: [UInt32]) {
      units = words
      units.append(UInt32(item.kind.number))
      guard item.kind == .personnel else { return }
      if let person = item.person { units += person.text.written[person.range] }
      units.append(0)
      for scalar in ItemMerger.sort(of: item).unicodeScalars { units.append(scalar.value) }
    }

    func hash(into hasher: inout Hasher) {
      units.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
  }

  private static let givingOffice: Set<String> = [
    "选举", "当选", "选出", "选举产生", "补选", "决定", "决定任命", "任命",
  ]

  /// Of a personnel action what it does: who was elected (选举) is also told to have won (当选).
  private static func sort(of item: DraftedItem) -> String {
    givingOffice.contains(item.verb) ? "选举" : item.verb
  }

  private static func isSame(
    _ one: DraftedItem, _ a: [UInt32], _ other: DraftedItem, _ b: [UInt32]
  ) -> Bool {
    guard one.kind == other.kind, !a.isEmpty, !b.isEmpty else { return false }
    let (short, long) = a.count < b.count ? (a, b) : (b, a)
    if one.kind == .resolution {
      return short.count * 5 > long.count * 3 && holds(long, short)
        && one.verb.suffix(2) == other.verb.suffix(2)
    }
    return (one.presenters.isEmpty || other.presenters.isEmpty) && likeness(short, long) > 0.7
  }

  private static func holds(_ long: [UInt32], _ short: [UInt32]) -> Bool {
    (0...long.count - short.count).contains {
      long[$0] == short[0] && long[$0..<$0 + short.count].elementsEqual(short)
    }
  }

  /// The share of the shorter text's pairs of characters that the longer one has.
  private static func likeness(_ short: [UInt32], _ long: [UInt32]) -> Double {
    func pairs(_ units: [UInt32]) -> Set<UInt64> {
      Set(zip(units, units.dropFirst()).map { UInt64($0) << 32 | UInt64($1) })
    }
    let few = pairs(short)
    guard few.count > 4, short.count * 4 > long.count else { return 0 }
    return Double(few.intersection(pairs(long)).count) / Double(few.count)
  }
}
