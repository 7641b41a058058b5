/// What happened to a text under its title.
public enum TitleEvent: String, Hashable, Sendable, CaseIterable {
  /// A report on it was heard.
  case heard
  /// It was considered (审议) without a decision that was recorded.
  case considered
  /// It was adopted in principle (原则通过, 原则同意).
  case adoptedInPrinciple
  /// It was adopted (通过).
  case adopted
  /// It was approved (批准), as a higher body does.
  case approved
  /// It was enacted anew as a whole (修订).
  case revised
  /// Some of it was changed (修正, 修改).
  case amended
  /// It was repealed (废止, 撤销).
  case repealed
  /// It was voted down.
  case rejected
  /// It was put off.
  case deferred
  /// It was referred to somebody else.
  case referred
  /// It was noted.
  case noted
  /// Something else was decided about it.
  case decided
  /// It was discussed.
  case discussed
  /// It was signed.
  case signed
  /// It was issued (印发, 公布).
  case issued
  /// A record speaks of it.
  case mentioned

  /// Whether the text is law from then on, in the wording of this record.
  var enacts: Bool {
    switch self {
    case .adopted, .approved, .revised, .amended: true
    default: false
    }
  }
}

extension TitleEvent {
  /// Words that say what is done to the title behind them; the one that stands last counts.
  private static let words: [(word: [UInt8], event: TitleEvent)] = {
    let words: [(String, TitleEvent)] = [
      ("废止", .repealed), ("撤销", .repealed), ("修订", .revised), ("修正", .amended), ("修改", .amended),
      ("批准", .approved), ("原则通过", .adoptedInPrinciple), ("原则同意", .adoptedInPrinciple),
      ("通过", .adopted), ("印发", .issued), ("公布", .issued), ("发布", .issued), ("审议", .considered),
      ("决定", .decided), ("同意", .decided), ("确定", .decided),
    ]
    return words.map { (Array($0.0.utf8), $0.1) }
  }()

  private static let repeal = Array("废止".utf8)
  /// What may stand between two titles to which the same is done.
  private static let joints: Set<String> = ["、", "和", "及", "以及", "与", "、和", "、以及"]
  /// What ends a clause, in normalised text.
  private static let breaks = ["。", ";", "!", "?", ",", ":"].map { Array($0.utf8) }

  /// The last of the words in some normalised words without spaces.
  static func last(in words: [UInt8]) -> TitleEvent? {
    var found: (end: Int, event: TitleEvent)?
    for (word, event) in TitleEvent.words {
      guard let end = lastEnd(of: word, in: words) else { continue }
      // 原则通过 ends where 通过 does, and stands before it in the list.
      if end > found?.end ?? 0 { found = (end, event) }
    }
    return found?.event
  }

  private static func lastEnd(of word: [UInt8], in text: [UInt8]) -> Int? {
    var end: Int?
    var at = 0
    while let found = ByteSearch.find(word, in: text, from: at) {
      at = found + 1
      end = found + word.count
    }
    return end
  }

  /// What happens to each of the outer titles of a text, in order.
  ///
  /// The verb in front counts, also for the titles of a list; 废止 may stand behind (《X》同时废止).
  /// - Parameter preset: The event of a title of which the text says nothing.
  static func events(
    in text: ArraySlice<UInt8>, preset: TitleEvent = .mentioned
  ) -> [(title: ArraySlice<UInt8>, event: TitleEvent)] {
    var found: [(title: ArraySlice<UInt8>, event: TitleEvent)] = []
    var current: TitleEvent?
    // The titles of the list that is being read.
    var listStart = 0
    for piece in TitledText(text).pieces {
      switch piece {
      case .title(let title): found.append((title, current ?? preset))
      case .words(let words):
        let plain = NameTable.key(words.text)
        // The number of a text may stand behind its title: 《甲》（渝府发〔2010〕1号）、《乙》.
        let joint = String(decoding: withoutNumber(plain), as: UTF8.self)
        if found.count > listStart, joints.contains(joint) { continue }
        let clause = firstClause(plain)
        if current == nil, lastEnd(of: repeal, in: clause) != nil, found.count > listStart {
          for index in listStart..<found.count { found[index].event = .repealed }
        }
        listStart = found.count
        current = last(in: lastClause(plain))
      }
    }
    return found
  }

  /// Words without what stands in brackets at their beginning.
  private static func withoutNumber(_ words: [UInt8]) -> ArraySlice<UInt8> {
    guard words.first == UInt8(ascii: "("), let end = words.firstIndex(of: UInt8(ascii: ")")) else {
      return words[...]
    }
    return words[(end + 1)...]
  }

  private static func firstClause(_ words: [UInt8]) -> [UInt8] {
    let end = breaks.compactMap { ByteSearch.find($0, in: words, from: 0) }.min()
    return end.map { Array(words[..<$0]) } ?? words
  }

  private static func lastClause(_ words: [UInt8]) -> [UInt8] {
    let start = breaks.compactMap { lastEnd(of: $0, in: words) }.max()
    return start.map { Array(words[$0...]) } ?? words
  }
}
