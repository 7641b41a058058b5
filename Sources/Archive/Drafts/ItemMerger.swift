/// Leaves out what a report tells twice, as headlines and leads do.
struct ItemMerger {
  private(set) var items: [DraftedItem] = []

  init(_ items: [DraftedItem]) {
    for item in items where !self.items.contains(where: { ItemMerger.isSame($0, item) }) {
      self.items.append(item)
    }
  }

  /// The share of the shorter text's pairs of characters that the longer one has.
  private static func likeness(_ short: String, _ long: String) -> Double {
    func pairs(_ text: String) -> Set<String> {
      let characters = Array(text)
      return Set(zip(characters, characters.dropFirst()).map { "\($0)\($1)" })
    }
    let few = pairs(short)
    guard few.count > 4 else { return 0 }
    return Double(few.intersection(pairs(long)).count) / Double(few.count)
  }

  private static func isSame(_ one: DraftedItem, _ other: DraftedItem) -> Bool {
    guard one.kind == other.kind else { return false }
    switch one.kind {
    case .personnel:
      return one.person?.string == other.person?.string && one.post?.string == other.post?.string
        && one.verb == other.verb
    case .report, .resolution, .matter, .agreement:
      let (a, b) = (one.subject?.string ?? "", other.subject?.string ?? "")
      if a == b { return true }
      let (short, long) = a.count < b.count ? (a, b) : (b, a)
      if one.kind == .resolution {
        return long.contains(short) && short.count * 5 > long.count * 3
          && one.verb.suffix(2) == other.verb.suffix(2)
      }
      return one.kind == .report && likeness(short, long) > 0.7
        && (one.presenters.isEmpty || other.presenters.isEmpty)
    }
  }
}
