/// Divides a list whose members share a verb, and perhaps the noun at the end.
struct ListReader {
  private let object: Passage
  private let endings: Marks

  init(_ object: Passage, endings: Marks) {
    self.object = ActWords.withoutRest(object)
    self.endings = endings
  }

  /// The members, in order.
  func parts() -> [DraftedItem.Words] {
    var pieces: [Passage] = []
    var open: Passage?
    for piece in object.split(ActWords.listMarks).flatMap(withoutConjunctions) {
      let whole = open.map { $0.with($0.start..<piece.end) } ?? piece
      if piece.hasPrefix("日程"), piece.count <= 6, let last = pieces.last, open == nil {
        // 会议议程、日程 is one.
        pieces[pieces.count - 1] = last.with(last.start..<piece.end)
      } else if isComplete(whole) {
        // 甲名单和乙主任、副主任名单 divides only where it is whole.
        pieces += open == nil ? [whole] : withoutConjunctions(whole)
        open = nil
      } else {
        open = whole
      }
    }
    if let open { pieces.append(open) }
    return sharing(pieces)
  }

  private static let conjunctions: [(Mark, Int)] = [
    ("》和《", 1), ("》以及《", 2), ("》及《", 1), ("》《", 0),
  ]

  /// Divides at conjunctions: 《甲》和《乙》, 关于甲的决定和关于乙的决定.
  private func withoutConjunctions(_ piece: Passage) -> [Passage] {
    for (conjunction, length) in ListReader.conjunctions {
      guard let range = piece.first(conjunction),
        piece.isOutside(range.lowerBound + 1) || length == 0
      else { continue }
      let cut = range.lowerBound + 1
      guard piece.text.depths[range.lowerBound] <= 1 else { continue }
      return withoutConjunctions(piece.upTo(cut)) + withoutConjunctions(piece.from(cut + length))
    }
    if let range = piece.first("）和"), piece.isOutside(range.upperBound - 1) {
      let (left, right) = (piece.upTo(range.lowerBound + 1), piece.from(range.upperBound))
      if isComplete(left), right.hasSuffix("）"), isComplete(right), right.count > 8 {
        return [left] + withoutConjunctions(right)
      }
    }
    if let parts = dividedByAnd(piece) { return parts.flatMap(withoutConjunctions) }
    for joint: Mark in ["和关于", "以及关于", "及关于"] {
      guard let range = piece.first(joint), piece.isOutside(range.lowerBound) else { continue }
      let head = piece.upTo(range.lowerBound)
      guard isComplete(head) else { continue }
      return [head] + withoutConjunctions(piece.from(range.upperBound - 2))
    }
    return [piece]
  }

  /// Divides where a title ends in front of 和 and another one behind it: 关于修改甲法的决定和乙法.
  private func dividedByAnd(_ piece: Passage) -> [Passage]? {
    var at = piece.start
    while let joint = piece.first("和", from: at) {
      at = joint.upperBound
      guard piece.isOutside(joint.lowerBound) else { continue }
      let (left, right) = (piece.upTo(joint.lowerBound), piece.from(joint.upperBound))
      if left.suffix(of: ListReader.ends) != nil, right.count >= 5, isComplete(right),
        right.prefix(of: Few("日程 秘书长 草案")) == nil
      {
        return [left, right]
      }
    }
    return nil
  }

  /// How a title surely ends.
  private static let ends = Marks("的决定 的决议 的议案 名单 的报告 的办法 的条例 的意见 的方案 的规划 的规定 实施办法 工作方案 上述报告")

  private func isComplete(_ piece: Passage) -> Bool {
    var piece = piece
    if piece.hasSuffix("）"), let open = piece.last("（"), open.lowerBound > piece.start {
      piece = piece.upTo(open.lowerBound)
    }
    // A list inside of 关于接受甲、乙辞去…的决定 is not complete before its noun.
    if let about = piece.first("关于"), piece.isOutside(about.lowerBound), !piece.hasSuffix("》"),
      piece.from(about.upperBound).first("的") == nil
    {
      return false
    }
    return piece.suffix(of: endings) != nil
  }

  /// Gives a noun that stands only behind the last member to those without one: 关于甲、关于乙的决定.
  private func sharing(_ pieces: [Passage]) -> [DraftedItem.Words] {
    var words: [DraftedItem.Words] = []
    for piece in pieces {
      let parts = piece.hasPrefix("关于") ? divided(piece) : [piece]
      let tail = parts.last.flatMap(self.tail) ?? ""
      for (index, part) in parts.enumerated() {
        words.append(.init(passage: part, tail: index < parts.count - 1 ? tail : ""))
      }
    }
    return words
  }

  private func divided(_ piece: Passage) -> [Passage] {
    var parts: [Passage] = []
    for part in piece.split(Few("、")) {
      if part.hasPrefix("关于") || parts.isEmpty {
        parts.append(part)
      } else if let last = parts.popLast() {
        parts.append(last.with(last.start..<part.end))
      }
    }
    return parts
  }

  private func tail(_ piece: Passage) -> String? {
    guard let range = piece.last("的"), piece.end - range.lowerBound <= 6 else { return nil }
    return piece.from(range.lowerBound).string
  }
}
