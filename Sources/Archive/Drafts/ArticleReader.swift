/// Divides a page into articles.
///
/// Lines are joined into paragraphs, whatever stands between them: a column may break inside a word,
/// and leave a blank line there. A headline is a line or more without a full stop; it belongs to the
/// article that it has more characters in common with, in front of it or behind.
struct ArticleReader {
  private let text: PageText
  private var blocks: [Block] = []
  /// The last block that is text, which tells how wide the column is.
  private var lastText: Block?

  /// Lines without a blank one between them.
  private struct Block {
    var range: Range<Int>
    var kind: Kind
    /// A blank line or more stands in front.
    var isApart: Bool
    enum Kind { case headline, running, start, notice, fragment, rule, opinion, section, byline }
  }

  /// Reads a page.
  ///
  /// - Parameter documents: Ranges of characters, in order, that hold something else than articles.
  init(_ text: PageText, leavingOut documents: [Range<Int>] = []) {
    self.text = text
    var rest = text.lines[...]
    for document in documents {
      let before = rest.prefix { $0.range.lowerBound < document.lowerBound }
      readBlocks(before)
      blocks.append(
        Block(range: document.lowerBound..<document.lowerBound, kind: .rule, isApart: true))
      rest = rest.dropFirst(before.count).drop { $0.range.lowerBound < document.upperBound }
    }
    readBlocks(rest)
  }

  private static let bullets = Marks("● ◆ ■ ▲ ◎ ★ ◇")
  private static let continued = Marks("（上接 （紧接 （接")
  private static let noticeHeads = Marks("政务简报 要闻简报 时政简报 简报 政务短波 一句话新闻 国内联播快讯 联播快讯 快讯 简讯")
  private static let sentenceEnds = Marks("。 ！ ？ 。” ！” ？” ） 。） ： ； …")
  private static let opinionMarks = Marks("编者按 主持人： 嘉宾：")
  private static let longestHeadline = 70

  private mutating func readBlocks(_ lines: ArraySlice<PageText.Line>) {
    let groups = lines.split { $0.isBlank }.map { Array($0) }
    for (index, lines) in groups.enumerated() {
      let next = index + 1 < groups.count ? groups[index + 1].first : nil
      let isBeforeStart = next.map { marked($0) != nil || $0.heading > 0 } ?? true
      takeBlock(lines, isBeforeStart: isBeforeStart)
    }
  }

  /// Divides lines without a blank one between them into paragraphs.
  private mutating func takeBlock(_ lines: [PageText.Line], isBeforeStart: Bool) {
    guard !lines.isEmpty else { return }
    let widest = lines.reduce(0) { max($0, $1.range.count) }
    var isApart = true
    var paragraph: [PageText.Line] = []
    for (index, line) in lines.enumerated() {
      if let last = paragraph.last,
        breaks(last, line, lines.dropFirst(index + 1).first, paragraph, widest)
      {
        append(paragraph, isApart: isApart, isBeforeStart: false)
        isApart = false
        paragraph = []
      }
      paragraph.append(line)
    }
    append(paragraph, isApart: isApart, isBeforeStart: isBeforeStart)
  }

  /// Whether a paragraph ends between two lines that follow each other.
  private func breaks(
    _ last: PageText.Line, _ line: PageText.Line, _ next: PageText.Line?,
    _ paragraph: [PageText.Line], _ widest: Int
  ) -> Bool {
    if last.heading > 0 || line.heading > 0 { return true }
    switch marked(line) {
    case .start?, .notice?, .fragment?, .rule?, .section?, .opinion?, .byline?: return true
    case .headline?, .running?, nil: break
    }
    switch marked(last) {
    case .rule?, .section?, .byline?: return true
    case .fragment?: return false
    case .start?, .notice?, .opinion?, .headline?, .running?, nil: break
    }
    let isClosed = Passage(text, last.range).suffix(of: ArticleReader.sentenceEnds) != nil
    if isClosed {
      return isIndented(line) || widest >= ArticleReader.widestColumn
        || last.range.count + 2 < widest
    }
    // A headline over a text whose lines are longer than a column is wide.
    let head = Passage(text, (paragraph.first ?? last).range.lowerBound..<last.range.upperBound)
    return isHeadline(head.range) && paragraph.count <= 3
      && line.range.count >= ArticleReader.widestColumn
  }

  /// Lines that are longer were not broken to fit a column.
  private static let widestColumn = 46

  /// Adds a paragraph, or more of the one before, where a column broke within it.
  ///
  /// - Parameter isBeforeStart: Another article begins behind the lines, or nothing does, so that they may
  ///   be a headline that follows its article.
  private mutating func append(
    _ lines: [PageText.Line], isApart: Bool, isBeforeStart: Bool
  ) {
    guard let first = lines.first, let last = lines.last else { return }
    let range = first.range.lowerBound..<last.range.upperBound
    let isHead =
      first.heading > 0 && range.count <= ArticleReader.longestOverDateline
      || isHeadline(range) && !fillsColumn(last)
    let kind = marked(first) ?? (isHead ? .headline : .running)
    if kind == .running || kind == .headline && first.heading == 0, let before = blocks.last,
      goesOn(before, isHead: isHead && isBeforeStart, lines.count)
    {
      blocks[blocks.count - 1].range = before.range.lowerBound..<range.upperBound
      lastText = blocks.last
      return
    }
    // Whatever stands right over a dateline without a full stop is a headline, however long.
    if kind == .start, let before = blocks.last, before.kind == .running,
      before.range.count <= ArticleReader.longestOverDateline,
      !Passage(text, before.range).contains("。")
    {
      blocks[blocks.count - 1].kind = .headline
    }
    blocks.append(Block(range: range, kind: kind, isApart: isApart))
    if kind != .headline { lastText = kind == .rule ? nil : blocks.last }
  }

  private static let longestOverDateline = 200
  /// So many lines tell how wide a column is.
  private static let mostLinesMeasured = 100
  /// An article has fewer headlines.
  private static let mostHeadlines = 12

  /// Whether a line is as long as the lines of the column above, so that its words go on behind it.
  private func fillsColumn(_ line: PageText.Line) -> Bool {
    guard let before = lastText else { return false }
    let last = text.line(of: before.range.upperBound - 1)
    let first = max(
      text.line(of: before.range.lowerBound) - 1, last - ArticleReader.mostLinesMeasured)
    let lengths = text.lines[first..<last].map { $0.range.count }.filter { $0 > 0 }
    guard lengths.count >= 3, let widest = lengths.max(), widest < ArticleReader.widestColumn else {
      return false
    }
    return line.range.count >= widest - 1
  }

  /// Whether a block is still open, so that the next lines go on with it.
  private func goesOn(_ before: Block, isHead: Bool, _ lines: Int) -> Bool {
    switch before.kind {
    case .rule, .section, .headline, .byline: return false
    case .running, .start, .notice, .fragment, .opinion: break
    }
    let passage = Passage(text, before.range)
    guard passage.suffix(of: ArticleReader.sentenceEnds) == nil else { return false }
    // A signed essay names its author in a line of its own.
    if before.kind == .opinion { return false }
    // A page may be cut off, and a headline follow.
    return !isHead || lines == 1 && passage.count < 60
  }

  /// What a line begins by its first words.
  private func marked(_ line: PageText.Line) -> Block.Kind? {
    let passage = Passage(text, line.range)
    if line.heading > 0 { return nil }
    if text.isRule(line) { return .rule }
    if passage.prefix(of: ArticleReader.bullets) != nil { return .notice }
    if passage.prefix(of: ArticleReader.continued) != nil, passage.first("版") != nil {
      return .fragment
    }
    if ArticleReader.noticeHeads.contains(passage) { return .section }
    if passage.prefix(of: ArticleReader.opinionMarks) != nil { return .opinion }
    if passage.hasPrefix("□") { return passage.contains("评论") ? .opinion : .byline }
    return Dateline(passage) != nil ? .start : nil
  }

  private func isHeadline(_ range: Range<Int>) -> Bool {
    let passage = Passage(text, range)
    guard passage.count <= ArticleReader.longestHeadline else { return false }
    return passage.suffix(of: ArticleReader.sentenceEnds) == nil && !passage.contains("。")
      && !passage.contains("；") && !passage.hasSuffix("，") && !passage.hasSuffix("、")
  }

  private func isIndented(_ line: PageText.Line) -> Bool {
    guard !line.range.isEmpty else { return false }
    return Int(text.places[line.range.lowerBound]) - line.start >= 4
  }

  // MARK: Articles

  /// The articles in their order.
  func articles() -> [Article] {
    var articles: [Article] = []
    var current = Article()
    var pending: [Block] = []
    var isInNotices = false

    func close() {
      if !current.paragraphs.isEmpty { articles.append(current) }
      current = Article()
    }
    /// Gives the headlines that wait to the article before or to the one that begins.
    func settle(with next: Passage?) {
      if !pending.isEmpty, !current.paragraphs.isEmpty {
        let (here, there) = (Pairs(current.paragraphs.map(\.passage)), next.map { Pairs([$0]) })
        for block in pending.prefix(ArticleReader.mostHeadlines) {
          let headline = Passage(text, block.range)
          let before = here.share(of: headline)
          if before >= there?.share(of: headline) ?? 0, next == nil || before > 0 {
            current.headlines.append(headline)
          }
        }
      }
      let taken = Set(current.headlines.map(\.start))
      let rest = pending.filter { !taken.contains($0.range.lowerBound) }
      pending = []
      close()
      current.headlines = nearest(rest)
    }
    func nearest(_ blocks: [Block]) -> [Passage] {
      blocks.suffix(ArticleReader.mostHeadlines).map { Passage(text, $0.range) }
    }

    for (index, block) in blocks.enumerated() {
      let passage = Passage(text, block.range)
      switch block.kind {
      case .headline: pending.append(block)
      // Who wrote it says nothing of the record.
      case .byline: continue
      case .rule:
        settle(with: nil)
        // Right under a headline Markdown underlines it.
        if block.isApart { current = Article() }
        isInNotices = false
      case .section:
        settle(with: nil)
        isInNotices = true
      case .start, .fragment, .notice:
        settle(with: passage)
        var body = passage
        if let dateline = Dateline(passage) {
          current.dateline = dateline
          body = passage.from(dateline.passage.end)
          isInNotices = false
        }
        if block.kind == .fragment, let close = passage.first("版") {
          current.isFragment = true
          body = passage.from(close.upperBound)
          if body.hasPrefix("）") { body = body.dropFirst(1) }
        }
        if block.kind == .notice {
          current.isNotice = true
          body = body.dropFirst(1)
        }
        current.paragraphs.append(.init(passage: body))
      case .opinion:
        settle(with: following(index))
        current.isOpinion = true
        current.paragraphs.append(.init(passage: passage))
      case .running:
        if current.isNotice, block.isApart { settle(with: passage) }
        let subheading = pending.last.map { Passage(text, $0.range) }
        if current.paragraphs.isEmpty {
          current.headlines += nearest(pending)
          current.isNotice = isInNotices
        } else if let first = pending.first, startsAnew(first, passage, current) {
          settle(with: passage)
        }
        current.paragraphs.append(
          .init(passage: passage, subheading: current.paragraphs.isEmpty ? nil : subheading))
        pending = []
      }
    }
    settle(with: nil)
    close()
    return articles
  }

  private func following(_ index: Int) -> Passage? {
    blocks[(index + 1)...].prefix(16).first { $0.kind == .running }.map { Passage(text, $0.range) }
  }

  /// Whether a line between paragraphs is the headline of another article: Markdown says so, or the
  /// one before is signed off.
  private func startsAnew(_ headline: Block, _ next: Passage, _ current: Article) -> Bool {
    let line = text.lines[text.line(of: headline.range.lowerBound) - 1]
    if line.heading == 1 { return true }
    guard let last = current.paragraphs.last?.passage else { return false }
    return last.hasSuffix("电）") || last.hasSuffix("摄") || last.hasPrefix("（记者")
      || last.count < 30 && last.hasPrefix("（") && last.hasSuffix("）")
  }
}

/// The pairs of characters that follow each other in an article's first words.
private struct Pairs {
  private var pairs: Set<UInt64> = []

  private static let mostCharacters = 6000

  init(_ paragraphs: [Passage]) {
    var rest = Pairs.mostCharacters
    for paragraph in paragraphs where rest > 0 {
      let passage = paragraph.upTo(paragraph.start + rest)
      Pairs.forEach(passage) { pairs.insert($0) }
      rest -= passage.count
    }
  }

  /// The share of a headline's pairs that stand there.
  func share(of headline: Passage) -> Double {
    guard headline.count > 1 else { return 0 }
    var common = 0
    Pairs.forEach(headline) { if pairs.contains($0) { common += 1 } }
    return Double(common) / Double(headline.count - 1)
  }

  private static func forEach(_ passage: Passage, _ body: (UInt64) -> Void) {
    let units = passage.text.units
    for at in passage.range.dropLast() { body(UInt64(units[at]) << 32 | UInt64(units[at + 1])) }
  }
}
