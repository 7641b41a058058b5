import EventStore

/// Finds the meetings that an article reports, and what each of them did.
struct ArticleDrafter {
  private let article: Article
  private let days: DayResolver
  private(set) var meetings: [DraftedMeeting] = []
  /// A meeting that is named without being reported.
  private(set) var mentioned: Passage?
  /// A meeting abroad, or one of states, is all that is reported.
  private(set) var isForeign = false
  private var acts = ActReader()
  private var sentencesSeen = 0
  /// The names of those who attended the last meeting.
  private var attendeesSeen: Set<String> = []
  private var hasChair = false

  init(_ article: Article, edition: PartialDate.Part?) {
    self.article = article
    days = DayResolver(edition: edition, dateline: article.dateline?.day)
  }

  static let opinion = Marks(
    "评论员 社论 综述 述评 解读 特稿 专访 时评 访谈 观察家 回眸 纪实 侧记 微视频 快评 锐评 短评 评论 理论文章 署名文章 新闻链接 名词解释 答记者问 专家谈 热议 反响 巡礼 启示录 特写 时政微观察"
  )

  /// Whether it is opinion or background, which reports no meeting of its own.
  var isOpinion: Bool {
    article.isOpinion || article.headlines.contains(where: ArticleDrafter.isOpinion)
  }

  private static func isOpinion(_ headline: Passage) -> Bool {
    // 【奋进新时代】锚定目标: a column, not news.
    if headline.hasPrefix("【"), let close = headline.first("】"),
      !headline.from(close.upperBound).contains("会")
    {
      return true
    }
    return headline.contains(opinion) && headline.suffix(of: MeetingName.nouns) == nil
      && !headline.contains("主持")
  }

  mutating func draft() {
    guard !isOpinion else { return }
    for (index, paragraph) in article.paragraphs.enumerated() {
      if paragraph.subheading != nil { sentencesSeen = 0 }
      read(paragraph.passage, isFirst: index == 0 || paragraph.subheading != nil)
    }
    finishMeeting()
    if meetings.isEmpty { draftFromHeadline() }
  }

  /// The sentences of a paragraph; one that has no end is divided where a clause of it ends.
  static func sentences(_ paragraph: Passage) -> [Passage] {
    var sentences: [Passage] = []
    let text = paragraph.text
    var start = paragraph.start
    var at = paragraph.start
    var (clauseEnd, mark) = (paragraph.start, paragraph.start)
    while at < paragraph.end {
      let unit = text.units[at]
      at += 1
      if MeetingFinder.isBoundary(unit) { mark = at }
      if unit == 0xFF0C || unit == 0xFF1B { clauseEnd = at }
      if at - start >= longestSentence || at - mark >= longestWords {
        let end = at - mark < longestWords && clauseEnd > start ? clauseEnd : at
        sentences.append(paragraph.with(start..<end))
        (start, mark) = (end, at)
        continue
      }
      guard unit == 0x3002 || unit == 0xFF01 || unit == 0xFF1F, text.depths[at - 1] == 0 else {
        continue
      }
      sentences.append(paragraph.with(start..<at))
      start = at
    }
    if start < paragraph.end { sentences.append(paragraph.with(start..<paragraph.end)) }
    return sentences
  }

  /// Longer sentences are not read as a whole, so that the time to read a page is linear in its length.
  private static let longestSentence = 4000
  /// So many characters without any mark among them are no sentence.
  private static let longestWords = 400
  /// A further meeting is held against so many before it.
  private static let mostMeetingsCompared = 40

  private mutating func read(_ paragraph: Passage, isFirst: Bool) {
    let sentences = ArticleDrafter.sentences(paragraph)
    if !meetings.isEmpty { meetings[meetings.count - 1].paragraphs.append(paragraph) }
    for (index, sentence) in sentences.enumerated() {
      defer { sentencesSeen += 1 }
      let isLead = meetings.isEmpty && sentencesSeen < 3 || isFirst && index == 0
      let isEarly = sentencesSeen < 6
      var behind: Int?
      if let found = MeetingFinder(sentence: sentence).find(isLead: isLead),
        accepts(found, isLead: isLead, isEarly: isEarly, isParagraphStart: index == 0)
      {
        begin(found, paragraph)
        behind = found.name.passage.end
      }
      guard !meetings.isEmpty else { continue }
      attend(sentence)
      acts.read(sentence, behind: behind)
      acts.readAgreements(sentence, parties: [])
    }
    acts.endParagraph()
  }

  /// A day so long before the day of writing is that of another meeting, or of another edition.
  private static let farBack = 40

  /// Whether a sentence begins a meeting of its own, or says more of the one before.
  private mutating func accepts(
    _ found: FoundMeeting, isLead: Bool, isEarly: Bool, isParagraphStart: Bool
  ) -> Bool {
    if mentioned == nil { mentioned = found.name.passage }
    if isOfAnotherYear(found) { return false }
    if ForeignMeetings.isForeign(found) {
      isForeign = true
      return false
    }
    let day = found.day.flatMap { days.resolve($0)?.day }
    // A year that is told with a day long past tells of background.
    let isFirst = isLead && sentencesSeen == 0 && found.day?.year == nil
    if let day, let writing = days.writing {
      if day > writing + 1 || day < writing - ArticleDrafter.farBack && !isFirst { return false }
    }
    guard let last = meetings.last else {
      if found.way == .spoken {
        return sentencesSeen == 0
          && article.headlines.contains { $0.contains(Few("主持召开 召开 座谈会")) }
      }
      if isLead {
        return sentencesSeen == 0 || found.day != nil || found.way == .presided
          || article.headlines.contains { $0.contains("会") }
      }
      return (isEarly || isParagraphStart && sentencesSeen < 12) && found.way != .attended
        && found.way != .acted && (found.day != nil || found.name.isNumbered)
        && (day == nil || days.writing.map { $0 - (day ?? 0) < 8 } ?? true)
    }
    if last.isSame(found) {
      merge(found)
      return false
    }
    guard found.name.body != nil || found.name.isNumbered,
      found.way == .held || found.way == .convened
        || found.way == .presided
    else { return false }
    let before = meetings.suffix(ArticleDrafter.mostMeetingsCompared)
    if before.contains(where: { $0.isSame(found) && $0.name.ordinal == found.name.ordinal }) {
      return false
    }
    return isParagraphStart && (found.name.isNumbered || found.day != nil)
      && (found.day == nil || day != nil && last.date == DayResolver.date(day ?? 0) || isLead)
  }

  /// Whether the sentence speaks of a year long past: 1921年7月，… 在这里举行.
  private func isOfAnotherYear(_ found: FoundMeeting) -> Bool {
    guard let writing = days.writing else { return false }
    let year = CivilDay.civil(daysSince1970: writing).year
    let lead = found.sentence.upTo(found.name.passage.start)
    var at = lead.start
    while let mark = lead.first("年", from: at) {
      at = mark.upperBound
      let start = mark.lowerBound - 4
      guard start >= lead.start else { continue }
      let digits = lead.text.units[start..<mark.lowerBound]
      guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { continue }
      let value = digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
      if value < year - 1 { return true }
    }
    return false
  }

  /// What a later sentence says of the meeting more exactly.
  private mutating func merge(_ found: FoundMeeting) {
    let index = meetings.count - 1
    if meetings[index].found.name.ordinal == nil, found.name.ordinal != nil, sentencesSeen < 4 {
      let day = meetings[index].found.day
      meetings[index].found = found
      if found.day == nil { meetings[index].found.day = day }
    }
    if meetings[index].found.day == nil, let day = found.day {
      meetings[index].found.day = day
      setDate()
    }
    if meetings[index].found.name.sitting == nil {
      meetings[index].found.name.sitting = found.name.sitting
    }
  }

  private mutating func begin(_ found: FoundMeeting, _ paragraph: Passage) {
    finishMeeting()
    var found = found
    if let last = meetings.last, let body = found.name.body, let whole = last.name.body,
      whole.count > body.count, whole.hasSuffix(body)
    {
      // 随后举行了选举会议主席团第一次会议: its organ was named whole before.
      found.name.body = whole
      found.name.term = found.name.term ?? last.name.term
      found.name.termPassage = found.name.termPassage ?? last.name.termPassage
    }
    for other in found.name.others {
      var earlier = found
      (earlier.name.ordinal, earlier.name.ordinalPassage) = (other.value, other.words)
      earlier.name.others = []
      addJoint(earlier, paragraph)
    }
    if let second = MeetingFinder.joined(to: found) {
      addJoint(found, paragraph)
      found = second
    }
    add(found, paragraph)
    acts.listing = nil
    acts.series = found.name.series
    acts.ordinal = found.name.ordinal
    acts.organ = found.name.body.map { $0.unicodeScalars.map(\.value) }
  }

  /// Adds a meeting that was held together with the next one.
  private mutating func addJoint(_ found: FoundMeeting, _ paragraph: Passage) {
    add(found, paragraph)
    meetings[meetings.count - 1].headline = article.headlines.first
    attend(found.sentence)
  }

  private mutating func add(_ found: FoundMeeting, _ paragraph: Passage) {
    meetings.append(DraftedMeeting(found: found))
    meetings[meetings.count - 1].paragraphs = [paragraph]
    if found.name.body == nil { meetings[meetings.count - 1].doubts.append(.noBody) }
    attendeesSeen = []
    hasChair = false
    setDate()
  }

  private mutating func setDate() {
    let index = meetings.count - 1
    let found = meetings[index].found
    meetings[index].doubts.removeAll { DraftDoubt.ofDate.contains($0) }
    let words =
      found.day ?? DayWords.first(in: found.sentence.upTo(found.name.passage.start))
    if let words, let day = days.resolve(words) {
      meetings[index].date = DayResolver.date(day.day)
      meetings[index].dateBasis = day.isWhole ? nil : "edition"
      meetings[index].dateWords = found.sentence.with(words.range)
      if let printed = days.edition ?? days.writing, day.day < printed - ArticleDrafter.farBack {
        meetings[index].doubts.append(.longAgo)
      }
      return
    }
    meetings[index].dateWords = words.map { found.sentence.with($0.range) }
    if words != nil, days.writing == nil {
      meetings[index].doubts.append(.noEdition)
    } else if let writing = days.writing, !article.isFragment {
      meetings[index].date = DayResolver.date(writing)
      meetings[index].dateBasis = "inferred"
      meetings[index].doubts.append(.dayOfWriting)
    } else {
      meetings[index].doubts.append(.noDate)
    }
  }

  private mutating func attend(_ sentence: Passage) {
    let index = meetings.count - 1
    let reader = AttendanceReader(sentence: sentence)
    func take(_ new: [AttendanceReader.Attendee]) {
      for attendee in new where attendeesSeen.insert(attendee.name.string).inserted {
        meetings[index].attendance.append(attendee)
      }
    }
    if !hasChair {
      let chairs = reader.chairs()
      hasChair = !chairs.isEmpty
      // Who presided is no longer one of those who only were there.
      let names = Set(chairs.map(\.name.string))
      if !names.isDisjoint(with: attendeesSeen) {
        meetings[index].attendance.removeAll { names.contains($0.name.string) }
        attendeesSeen.subtract(names)
      }
      take(chairs)
    }
    take(reader.attendees())
    if meetings[index].quorum == nil { meetings[index].quorum = Quorum(sentence) }
  }

  private mutating func finishMeeting() {
    guard !meetings.isEmpty else { return }
    let index = meetings.count - 1
    meetings[index].items = ItemMerger(acts.items).items
    acts.items = []
    meetings[index].headline = meetings[index].headline ?? article.headlines.first
    // A last paragraph without its full stop looks like a headline.
    for headline in article.headlines where headline.contains("出席会议") { attend(headline) }
    if !meetings[index].attendance.contains(where: { $0.capacity == .chair }) {
      for headline in article.headlines {
        let chairs = AttendanceReader(sentence: headline).chairs()
        guard !chairs.isEmpty else { continue }
        let names = chairs.map(\.name.string)
        meetings[index].attendance.removeAll { names.contains($0.name.string) }
        meetings[index].attendance += chairs
        break
      }
    }
  }

  /// A fragment, or a text that leaves the name to its headline: 会议听取了 … under 市政府召开第95次常务会议.
  private mutating func draftFromHeadline() {
    let speaks = article.paragraphs.prefix(6).contains { paragraph in
      ArticleDrafter.sentences(paragraph.passage).prefix(3).contains {
        $0.prefix(of: Few("会议听取 会议指出 会议强调 会议要求 会议审议 会议决定 会议还 会议认为 会议研究 会议传达")) != nil
      }
    }
    guard speaks else { return }
    let named = article.headlines.compactMap { headline in
      MeetingFinder(sentence: headline).find(isLead: true).map { (headline: headline, found: $0) }
    }
    // A line below the headline may tell the day.
    if let (headline, found) = named.first(where: { $0.found.day != nil }) ?? named.first {
      begin(found, headline)
      meetings[meetings.count - 1].doubts.append(.onlyHeadline)
      meetings[meetings.count - 1].headline = headline
      for paragraph in article.paragraphs {
        meetings[meetings.count - 1].paragraphs.append(paragraph.passage)
        for sentence in ArticleDrafter.sentences(paragraph.passage) {
          attend(sentence)
          acts.read(sentence)
        }
        acts.endParagraph()
      }
      finishMeeting()
    }
  }
}
