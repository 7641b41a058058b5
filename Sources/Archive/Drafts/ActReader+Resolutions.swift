/// Reads what a meeting adopted and decided.
extension ActReader {
  mutating func adopt(_ verb: String, _ object: Passage, _ region: Passage) {
    // 通过视频方式 is no adoption.
    for part in ListReader(object, endings: ActWords.documents).parts() where !isPast(part.passage)
    {
      var item = DraftedItem(.resolution, clause: region)
      item.verb = verb
      item.subject = part
      item.outcome = verb.contains("原则") ? "adoptedInPrinciple" : "adopted"
      items.append(item)
      items += personnel(decidedBy: part.passage)
    }
  }

  /// Whether a title only tells a time: 通过《甲条例》后要抓落实.
  private func isPast(_ part: Passage) -> Bool {
    guard part.hasPrefix("《"), let title = part.last("》") else { return false }
    return part.from(title.upperBound).prefix(of: Few("后 之后 以后 以来 时 之际 前")) != nil
  }

  /// Reads what a decision says of persons: 关于接受甲辞去乙职务的决定.
  func personnel(decidedBy title: Passage) -> [DraftedItem] {
    var title = title
    if title.hasPrefix("《"), title.hasSuffix("》") { title = title.dropFirst(1).dropLast(1) }
    let depth = title.text.depths[title.start]
    guard
      let about = title.first(Few("关于接受 关于同意 关于免去 关于任命 关于撤销 关于增补"))
        ?? (title.contains(PersonnelReader.ends) ? title.first(Few("关于")) : nil),
      title.text.depths[about.range.lowerBound] == depth
    else { return [] }
    var words = title.from(about.range.lowerBound + 2)
    if words.hasSuffix("的决定") { words = words.dropLast(3) }
    for sequel: Mark in ["，撤销", "、撤销", "并撤销"] {
      if let range = words.first(sequel) { words = words.upTo(range.lowerBound) }
    }
    return PersonnelReader(
      verb: String(about.mark.string.dropFirst(2)), object: words, clause: title
    ).items()
  }

  mutating func decide(
    _ verb: String, _ object: Passage, _ region: Passage, _ sentence: Passage
  ) {
    if verb.hasSuffix("决定") || verb.hasSuffix("同意") {
      let personnel = PersonnelReader(verb: verb, object: object, clause: region).items()
      if !personnel.isEmpty {
        items += personnel
        return
      }
    }
    items += heads(namedIn: object)
    if let point = firstPoint(in: object) {
      list = (verb, region, true)
      _ = readPoint(object.from(point))
      return
    }
    // 确定了以下任务。一要 …: the points follow in sentences of their own.
    let announces = object.contains(Few("以下 如下 条措施 项措施 方面措施"))
    if announces, object.contains(Few("以下 如下")), object.count < 24 {
      list = (verb, region, true)
      return
    }
    for part in object.split(ActReader.semicolon).flatMap(withoutRemarks) {
      var part = part
      if let point = part.prefix(of: ActReader.points) { part = part.dropFirst(point.count) }
      append(decision: part.trimmed(ActReader.stops), verb, region)
    }
    list = (verb, region, announces)
  }

  /// Divides 对甲予以修改，对乙予以废止, and leaves out what stands behind 其中.
  func withoutRemarks(_ part: Passage) -> [Passage] {
    var part = part
    if let remark = part.first(Few("，其中 ，建议议程 ，主要议程 ，议程 ，会期 ，议题是 ，并委托 ，这有利于 ，主要职责是")),
      part.isOutside(remark.range.lowerBound)
    {
      part = part.upTo(remark.range.lowerBound)
    }
    guard part.hasPrefix("对"), let next = part.first("，对"), part.isOutside(next.lowerBound) else {
      return [part]
    }
    return [part.upTo(next.lowerBound)] + withoutRemarks(part.from(next.lowerBound + 1))
  }

  /// Reads who heads what was founded: 设立甲，由乙任主任.
  func heads(namedIn object: Passage) -> [DraftedItem] {
    for clause in object.split(Few("， ；")) where clause.hasPrefix("由") {
      for link: Mark in ["担任", "任"] {
        guard let range = clause.first(link) else { continue }
        let reader = PersonnelReader(verb: link.string, object: clause.dropFirst(1), clause: clause)
        let found = reader.items()
        if !found.isEmpty, range.lowerBound > clause.start + 2 { return found }
      }
    }
    return []
  }

  mutating func append(decision: Passage, _ verb: String, _ region: Passage) {
    guard decision.count >= 3 else { return }
    var item = DraftedItem(.resolution, clause: region)
    item.verb = verb
    item.subject = .init(passage: decision)
    items.append(item)
  }

  /// Reads a sentence that is a further point of a list; not every sentence is.
  mutating func readPoint(_ sentence: Passage) -> Bool {
    guard let list, list.isNumbered else { return false }
    var rest = sentence
    if rest.prefix(of: Few("主要包括 包括 主要是 主要有 具体")) != nil, let first = firstPoint(in: rest) {
      rest = rest.from(first)
    }
    guard rest.prefix(of: ActReader.points) != nil else { return false }
    while let point = rest.prefix(of: ActReader.points) {
      rest = rest.dropFirst(point.count)
      let next = nextPoint(in: rest)
      append(
        decision: rest.upTo(next).trimmed(Few("， ： 。 ；")), list.verb,
        list.clause)
      rest = rest.from(next)
    }
    return true
  }

  /// Where a numbered list begins in an object: at once, or behind words that lead to it.
  func firstPoint(in object: Passage) -> Int? {
    if object.prefix(of: ActReader.firstPoints) != nil { return object.start }
    var at = object.start
    while at + 1 < object.end {
      let unit = object.text.units[at]
      if unit == 0xFF1A || unit == 0xFF0C || unit == 0x3002,
        object.from(at + 1).prefix(of: ActReader.firstPoints) != nil
      {
        return at + 1
      }
      at += 1
    }
    return nil
  }

  func nextPoint(in passage: Passage) -> Int {
    var at = passage.start
    while at < passage.end {
      let unit = passage.text.units[at]
      if unit == 0xFF1B || unit == 0xFF0C || unit == 0x3002,
        passage.from(at + 1).prefix(of: ActReader.points) != nil
      {
        return at + 1
      }
      at += 1
    }
    return passage.end
  }
}
