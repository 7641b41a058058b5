/// The members that the first line of an item fills.
struct ItemLine: Equatable {
  /// The members in the order of their places, each with its texts and where they stand.
  private(set) var members: [Member] = []

  struct Member: Equatable {
    let name: String
    let texts: [[UInt8]]
    let index: Int

    static func == (one: Member, other: Member) -> Bool {
      one.name == other.name && one.texts == other.texts
    }
  }

  init() {}

  /// Reads the first line of an item of some kind.
  init(_ line: ArraySlice<UInt8>, of kind: RecordKind) throws(TextFault) {
    let line = TextMarks.trimmed(line)
    guard !line.isEmpty else { return }
    switch kind {
    case .report: try readReport(line)
    case .resolution: try readResolution(line)
    case .personnel: try readPersonnel(line)
    case .matter: try set("text", TextWord(line))
    case .agreement:
      if let title = TextLists.title(line) {
        set("title", title)
      } else {
        try set("title", TextWord(line))
      }
    case .meeting, .document: preconditionFailure("\(kind) is no item")
    }
  }

  /// The texts of a member; nothing where the line does not fill it.
  subscript(name: String) -> [[UInt8]]? { members.first { $0.name == name }?.texts }

  /// Adds a member that is to be compared with what a line says.
  mutating func set(_ name: String, texts: [[UInt8]], index: Int = 0) {
    members.append(Member(name: name, texts: texts, index: index))
  }

  private mutating func set(_ name: String, _ text: ArraySlice<UInt8>) {
    set(name, texts: [Array(text)], index: text.startIndex)
  }

  private mutating func set(_ name: String, _ word: TextWord) {
    set(name, texts: [Array(word.bytes)], index: word.index)
  }
}

// MARK: - Reports

extension ItemLine {
  /// `presenters：subject`, with 《title（stage）》 in it.
  private mutating func readReport(_ line: ArraySlice<UInt8>) throws(TextFault) {
    var subject = line
    if !TextLists.isQuotation(line), let (head, rest) = TextLists.divided(line) {
      let presenters = try TextLists.elements(head)
      set("presenters", texts: presenters.map { Array($0.bytes) }, index: head.startIndex)
      subject = TextMarks.trimmed(rest)
    }
    guard !subject.isEmpty else { return }
    let word = try TextWord(subject)
    set("subject", word)
    // What is quoted means no more than it says.
    guard !word.isQuoted, let (title, stage) = ItemLine.document(in: word.bytes) else { return }
    set("document.title", title)
    set("document.stage", stage)
  }

  /// The first title in a text that has a draft stage in it: 《重庆市河长制条例（草案）》.
  static func document(
    in text: ArraySlice<UInt8>
  ) -> (title: ArraySlice<UInt8>, stage: ArraySlice<UInt8>)? {
    var walk = TextWalk(text)
    var opening: Int?
    while let found = walk.next() {
      if found.mark == .openingTitle, walk.depth == 1 { opening = found.range.upperBound }
      if found.mark == .closingTitle, walk.depth == 0, let start = opening {
        if let staged = staged(text[start..<found.range.lowerBound]) { return staged }
        opening = nil
      }
    }
    return nil
  }

  /// A title and the draft stage at its end: 重庆市河长制条例（草案）.
  static func staged(
    _ title: ArraySlice<UInt8>
  ) -> (title: ArraySlice<UInt8>, stage: ArraySlice<UInt8>)? {
    guard let (head, stage) = TextLists.annotated(title), !head.isEmpty,
      stage.hasSuffix("草案") || stage.hasSuffix("稿")
    else { return nil }
    return (head, stage)
  }
}

// MARK: - Resolutions

extension ItemLine {
  /// What bodies do to what they resolve, the longer ones first.
  private static let verbs = [
    "原则审议通过", "审议并原则通过", "协商并原则通过", "研究并原则通过", "讨论并原则通过", "审议并一致通过", "审议并通过", "讨论并通过", "研究并通过",
    "审议批准", "审查批准", "审查并批准", "讨论通过", "协商通过", "研究通过", "全票通过", "研究部署", "安排部署", "研究决定", "讨论决定", "研究确定",
    "审定",
    "追认", "審議並原則通過", "審議通過", "表決通過", "通過", "決定", "確定", "明確", "审议通过", "表决通过", "原则通过", "一致通过", "原则同意",
    "审议决定", "决定批准", "通过", "批准",
    "决定", "部署", "确定", "明确", "同意", "建议", "要求", "授权", "撤销", "废止", "修改",
  ].map { Array($0.utf8) }

  /// `verb《title》` or `verb text`.
  private mutating func readResolution(_ line: ArraySlice<UInt8>) throws(TextFault) {
    if TextLists.isQuotation(line) {
      set("text", try TextWord(line))
      return
    }
    if let (verb, title) = ItemLine.verbAndTitle(line) {
      if !verb.isEmpty { set("verb", verb) }
      set("title", title)
      return
    }
    if let space = line.firstIndex(of: 0x20), ItemLine.isVerb(line[..<space]) {
      set("verb", line[..<space])
      set("text", try TextWord(line[space...]))
    } else if let verb = ItemLine.verbs.first(where: { line.starts(with: $0) }),
      line.count > verb.count
    {
      set("verb", line.prefix(verb.count))
      set("text", try TextWord(line.dropFirst(verb.count)))
    } else {
      set("text", line)
    }
  }

  private static func isVerb(_ word: ArraySlice<UInt8>) -> Bool {
    verbs.contains { $0.elementsEqual(word) }
  }

  /// A verb, and a title in marks that end the line.
  private static func verbAndTitle(
    _ line: ArraySlice<UInt8>
  ) -> (verb: ArraySlice<UInt8>, title: ArraySlice<UInt8>)? {
    guard line.hasSuffix("》") else { return nil }
    var walk = TextWalk(line)
    while let found = walk.next() {
      guard found.mark == .openingTitle, walk.depth == 1 else { continue }
      let start = found.range.lowerBound
      guard let title = TextLists.title(line[start...]), !TextMarks.trimmed(title).isEmpty else {
        return nil
      }
      let verb = TextMarks.trimmed(line[..<start])
      // A verb is a word or two; a sentence that ends in a title is a text.
      guard verb.count <= 24, !verb.contains(where: { $0 == UInt8(ascii: "\"") }) else {
        return nil
      }
      return (verb, title)
    }
    return nil
  }
}

// MARK: - Personnel

extension ItemLine {
  /// What bodies do to people, the longer ones first.
  private static let actions = [
    "通过人选", "接受辞职", "决定任命", "批准任命", "决定免去", "批准免去", "决定代理", "终止资格", "任命", "免去", "选举", "推选", "聘任",
    "撤职", "罢免", "补选",
  ].map { Array($0.utf8) }

  /// `action person 为 post` or `action person 的 post 职务`.
  private mutating func readPersonnel(_ line: ArraySlice<UInt8>) throws(TextFault) {
    guard let (action, rest) = ItemLine.action(line), !rest.isEmpty else {
      throw TextFault(line.startIndex, .personnelLine)
    }
    set("action", action)
    let (person, post) = ItemLine.personAndPost(rest)
    let word = try TextWord(person)
    if word.isEmpty { throw TextFault(line.startIndex, .personnelLine) }
    if !word.isQuoted, TextLists.parts(of: word.bytes, at: .comma).count > 1 {
      throw TextFault(word.index, .severalPersons(word.text))
    }
    set("person", word)
    if let post {
      let word = try TextWord(post)
      if word.isEmpty { throw TextFault(line.startIndex, .personnelLine) }
      set("post", word)
    }
  }

  private static func action(
    _ line: ArraySlice<UInt8>
  ) -> (action: ArraySlice<UInt8>, rest: ArraySlice<UInt8>)? {
    if let action = actions.first(where: { line.starts(with: $0) }) {
      return (line.prefix(action.count), TextMarks.trimmed(line.dropFirst(action.count)))
    }
    guard let space = line.firstIndex(of: 0x20), line.first != UInt8(ascii: "\"") else {
      return nil
    }
    return (line[..<space], TextMarks.trimmed(line[space...]))
  }

  /// Who, and which post: behind 为, or between 的 and 职务.
  private static func personAndPost(
    _ rest: ArraySlice<UInt8>
  ) -> (person: ArraySlice<UInt8>, post: ArraySlice<UInt8>?) {
    // With spaces around, the word cannot be a part of a name.
    for word in [" 为 ", " 的 ", "的", "为"] {
      let pattern = Array(word.utf8)
      let isRemoval = word.contains("的")
      if isRemoval, word == "的", !rest.hasSuffix("职务") { continue }
      // A name may have 为 in it, and a post 的.
      guard let start = word == "为" ? last(pattern, in: rest) : first(pattern, in: rest),
        start > rest.startIndex
      else { continue }
      var person = TextMarks.trimmed(rest[..<start])
      var post = TextMarks.trimmed(rest[(start + pattern.count)...])
      if isRemoval {
        if post.hasSuffix("职务") { post = TextMarks.trimmed(post.dropLast(6)) }
        if person.hasSuffix("兼任") { person = TextMarks.trimmed(person.dropLast(6)) }
      }
      return (person, post)
    }
    return (rest, nil)
  }

  private static func first(_ pattern: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
    guard text.count >= pattern.count else { return nil }
    return (text.startIndex...text.endIndex - pattern.count).first {
      text[$0] == pattern[0] && text[$0...].starts(with: pattern)
    }
  }

  private static func last(_ pattern: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
    guard text.count >= pattern.count else { return nil }
    return (text.startIndex...text.endIndex - pattern.count).last {
      text[$0] == pattern[0] && text[$0...].starts(with: pattern)
    }
  }
}
