import EventStore

/// Finds official documents in a page, by the lines that hold nothing but a document number.
struct DocumentReader {
  private let text: PageText

  init(_ text: PageText) { self.text = text }

  /// Genres of documents, as titles end in them (GB/T 9704 and the laws on legislation).
  static let genres = Marks(
    "决议 决定 命令 令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要 办法 条例 规定 细则 规则 方案 规划 纲要 章程 制度 措施 计划 要点 标准 准则 目录 指引 解释 答复 复函 预案 规程"
  )

  /// The documents in their order, found in linear time.
  func documents() -> [PolicyDocument] {
    let heads = text.lines.indices.filter {
      number(in: Passage(text, text.lines[$0].range)) || isOrder($0)
    }
    var documents: [PolicyDocument] = []
    for (index, head) in heads.enumerated() {
      let first = index == 0 ? 0 : heads[index - 1] + 1
      guard let titleStart = self.titleStart(above: head, notBefore: first) else { continue }
      let next = index + 1 < heads.count ? heads[index + 1] : text.lines.count
      let end = end(from: head + 1, before: next, isLast: index + 1 == heads.count)
      if let document = read(titleStart..<end, head: head) { documents.append(document) }
    }
    return documents
  }

  /// Whether a line is a document number and nothing else: 渝府办发〔2020〕40号.
  private func number(in line: Passage) -> Bool {
    guard line.count >= 8, line.count <= 40, line.hasSuffix("号"),
      let open = line.first(Few("〔 [ （ 【 ［")), open.range.lowerBound > line.start,
      let close = line.first(Few("〕 ] ） 】 ］"), from: open.range.upperBound)
    else { return false }
    let year = text.units[open.range.upperBound..<close.range.lowerBound]
    var serial = line.with(close.range.upperBound..<line.end - 1)
    if serial.hasPrefix("第") { serial = serial.dropFirst(1) }
    let isDigit = { (unit: UInt32) in (0x30...0x39).contains(unit) }
    return year.count == 4 && year.allSatisfy(isDigit) && !serial.isEmpty
      && text.units[serial.range].allSatisfy(isDigit)
  }

  /// Whether a line is the number of an order: 国务院令 and below it 第707号.
  private func isOrder(_ index: Int) -> Bool {
    let line = Passage(text, text.lines[index].range)
    guard index > 0, line.hasPrefix("第"), line.hasSuffix("号"), line.count <= 8,
      line.range.dropFirst().dropLast().allSatisfy({ MeetingName.isNumeral(text.units[$0]) })
    else { return false }
    let issuer = Passage(text, text.lines[index - 1].range)
    return issuer.hasSuffix("令") && issuer.count >= 4
  }

  /// The line where the title begins that stands above a number.
  private func titleStart(above head: Int, notBefore first: Int) -> Int? {
    var line = head - 1
    while line >= first, text.lines[line].isBlank { line -= 1 }
    guard line >= first else { return nil }
    var start = line
    while start > first, head - start < 8 {
      let above = text.lines[start - 1]
      guard !above.isBlank, above.range.count <= 60, !text.isRule(above),
        Passage(text, above.range).suffix(of: Few("。 ！ ？ ： ；")) == nil
      else { break }
      start -= 1
    }
    let title = Passage(
      text, text.lines[start].range.lowerBound..<text.lines[line].range.upperBound)
    return title.suffix(of: DocumentReader.genres) != nil || title.hasSuffix("）") ? start : nil
  }

  /// The line behind the end of a document: the next one's title, a rule, or the next article's dateline.
  private func end(from start: Int, before next: Int, isLast: Bool) -> Int {
    var end = next
    for line in start..<next
    where text.isRule(text.lines[line]) || Dateline(Passage(text, text.lines[line].range)) != nil {
      end = line
      break
    }
    if end == next, !isLast, let title = titleStart(above: next, notBefore: start) { end = title }
    while end > start, text.lines[end - 1].isBlank { end -= 1 }
    return end
  }

  private func read(_ range: Range<Int>, head: Int) -> PolicyDocument? {
    let lines = text.lines
    var titleEnd = head
    while titleEnd > range.lowerBound, lines[titleEnd - 1].isBlank { titleEnd -= 1 }
    guard titleEnd > range.lowerBound else { return nil }
    let title = Passage(
      text, lines[range.lowerBound].range.lowerBound..<lines[titleEnd - 1].range.upperBound)
    var document = PolicyDocument(
      passage: Passage(
        text,
        lines[range.lowerBound].range.lowerBound..<lines[range.upperBound - 1].range.upperBound),
      title: title,
      number: isOrder(head)
        ? Passage(text, lines[head - 1].range.lowerBound..<lines[head].range.upperBound)
        : Passage(text, lines[head].range))
    document.genre = title.suffix(of: DocumentReader.genres).map {
      title.from(title.end - $0.count)
    }
    var body = paragraphs(head + 1..<range.upperBound)
    takeHead(&document, &body)
    takeSignature(&document, &body)
    takeIssuers(of: title, &document)
    var reader = DocumentBody(body)
    reader.fill(&document)
    return document
  }

  /// The paragraphs of lines: one that ends without a full stop goes on in the next line.
  private func paragraphs(_ range: Range<Int>) -> [Passage] {
    var paragraphs: [Passage] = []
    var wasOpen = false
    for line in range where !text.lines[line].isBlank {
      let passage = Passage(text, text.lines[line].range)
      let isHead = SectionHead(passage) != nil
      let isHeading = isHead && passage.count <= 60 && !passage.contains("。")
      if wasOpen, !isHead, let last = paragraphs.popLast() {
        paragraphs.append(passage.with(last.start..<passage.end))
      } else {
        paragraphs.append(passage)
      }
      // Lines of a column are broken inside of sentences; short lines are headings and signatures.
      wasOpen =
        !isHeading && passage.count > 24
        && passage.suffix(of: Few("。 ！ ？ ： ； ） ”")) == nil
    }
    return paragraphs
  }

  /// What stands between the number and the text: issuers, the day of issue, the addressees.
  private func takeHead(_ document: inout PolicyDocument, _ body: inout [Passage]) {
    var taken = 0
    defer { body.removeFirst(taken) }
    for first in body.prefix(DocumentReader.mostHeadLines) {
      if let day = DayWords(at: first.start, in: first), day.range.upperBound == first.end {
        add("issued", first, day, to: &document)
      } else if first.hasSuffix("：") || first.hasSuffix(":"), first.count < 200 {
        document.addressees = first.dropLast(1).split(Few("，"))
        taken += 1
        return
      } else if first.count <= 30, first.suffix(of: MeetingName.organs) != nil {
        document.issuers += first.partsBetweenSpaces()
      } else {
        return
      }
      taken += 1
    }
  }

  /// What stands between a number and the text, and what a document is signed with, has fewer lines.
  private static let mostHeadLines = 40

  /// The issuers and the day with which a document is signed.
  private func takeSignature(_ document: inout PolicyDocument, _ body: inout [Passage]) {
    let isRemark = { (passage: Passage) in
      passage.hasPrefix("（") && passage.hasSuffix("）") && passage.count < 30
    }
    while let last = body.last, isRemark(last) { body.removeLast() }
    guard let last = body.last, let day = DayWords(at: last.start, in: last),
      day.range.upperBound == last.end
    else { return }
    add("signed", last, day, to: &document)
    body.removeLast()
    var signers: [Passage] = []
    while signers.count < DocumentReader.mostHeadLines, let signer = body.last, signer.count <= 30,
      signer.suffix(of: MeetingName.organs) != nil || signer.hasSuffix("人民政府")
    {
      signers.insert(contentsOf: signer.partsBetweenSpaces(), at: 0)
      body.removeLast()
    }
    if !signers.isEmpty { document.issuers = signers }
  }

  /// The issuers that a title begins with, where the signature has none, or where the document passes
  /// on what another organ has signed: 国务院办公厅转发民政部关于 ….
  private func takeIssuers(of title: Passage, _ document: inout PolicyDocument) {
    guard let about = title.first(Few("关于 转发 批转 印发 对")), about.range.lowerBound > title.start
    else { return }
    let named = title.upTo(about.range.lowerBound).partsBetweenSpaces()
    let isPassedOn = ["转发", "批转", "印发"].contains(about.mark.string)
    let isSigned = document.issuers.contains { issuer in
      named.contains { $0.string == issuer.string }
    }
    guard document.issuers.isEmpty || isPassedOn && !isSigned else { return }
    if !document.issuers.isEmpty { document.dates.removeAll { $0.member == "signed" } }
    document.issuers = named
  }

  private func add(
    _ member: String, _ passage: Passage, _ words: DayWords, to document: inout PolicyDocument
  ) {
    guard let year = words.year, let month = words.month, let day = words.day,
      let number = CivilDay.daysSince1970(year: year, month: month, day: day)
    else { return }
    document.dates.append((member, number, passage.with(words.range)))
  }
}
