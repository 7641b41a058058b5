/// How many were due at a meeting and how many came: 会议应到192人，实到190人.
struct Quorum: Sendable {
  let due: Int
  let attended: Int
  /// The words that tell it.
  let words: Passage

  /// Reads a sentence that tells both.
  init?(_ sentence: Passage) {
    guard let first = sentence.first(Quorum.dueVerbs),
      let due = Quorum.count(behind: first.range.upperBound, in: sentence),
      let second = sentence.first(Few("实到 出席"), from: due.end),
      let attended = Quorum.count(behind: second.range.upperBound, in: sentence),
      attended.value <= due.value
    else { return nil }
    self.due = due.value
    self.attended = attended.value
    words = sentence.with(first.range.lowerBound..<attended.end)
  }

  private static let dueVerbs = Marks("应到 应出席")

  /// The number of people told behind a place, within the clause: 应到常委会组成人员28人.
  private static func count(behind place: Int, in sentence: Passage) -> (value: Int, end: Int)? {
    let text = sentence.text
    var at = place
    while at < sentence.end, at - place < 20, text.units[at] != 0xFF0C {
      let start = at
      while at < sentence.end, (0x30...0x39).contains(text.units[at]), at - start < 6 { at += 1 }
      if at > start, sentence.from(at).prefix(of: Few("人 名 位")) != nil {
        return (text.units[start..<at].reduce(0) { $0 * 10 + Int($1) - 0x30 }, at + 1)
      }
      at += 1
    }
    return nil
  }
}
