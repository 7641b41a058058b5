/// Reads who was given or relieved of an office: 任命甲、乙为丙, 免去甲的丙职务, 接受甲辞去丙职务.
struct PersonnelReader {
  /// The verb as it is written.
  let verb: String
  let object: Passage
  let clause: Passage
  /// Who was named last before: 任命甲为乙，免去其丙职务.
  var previous: Passage?

  /// An action for each person and post; none where no names stand there.
  func items() -> [DraftedItem] {
    var items: [DraftedItem] = []
    var action = verb
    for part in object.split(PersonnelReader.clauseEnds).flatMap(withoutSequel) {
      var part = part
      for lead: Mark in ["经表决", "并", "同时", "会议"] where part.hasPrefix(lead) {
        part = part.dropFirst(lead.count)
      }
      if let again = ActWords.verb(part), again.kind == .personnel {
        action = again.mark.string
        part = part.dropFirst(again.mark.count)
      }
      items += sequel(part, items.last?.person ?? previous, action) ?? read(part, action)
    }
    return items
  }

  /// Reads what else befalls the person of the last action: ，不再担任甲, 并接受其辞去甲.
  private func sequel(_ part: Passage, _ person: Passage?, _ action: String) -> [DraftedItem]? {
    // 免去其丙职务 takes it from whoever was named last; 其美 begins a name, and 的 stands behind that.
    let link: Mark = "其兼任的"
    if part.hasPrefix("其"), part.first("的") == nil || part.hasPrefix(link),
      action.hasSuffix("免去") || action.hasSuffix("撤销")
    {
      let post = part.dropFirst(part.hasPrefix(link) ? link.count : 1)
      return person.map { actions($0, office(post), action) } ?? []
    }
    guard let person else { return nil }
    if let ends = part.prefix(of: PersonnelReader.ends) {
      return actions(person, office(part.dropFirst(ends.count)), ends.string)
    }
    guard part.hasPrefix("其"), let resign = part.first(Few("辞去 请辞")) else { return nil }
    return actions(person, office(part.from(resign.range.upperBound)), "接受")
  }

  private static let clauseEnds = Marks("， ； 。")
  private static let sequels: [Mark] = [
    "、任命", "、免去", "、决定任命", "和任命", "、接受", "、撤销", "并接受其", "并撤销其",
  ]

  /// Divides where another action begins: 免去甲的乙职务、任命丙为丁.
  private func withoutSequel(_ part: Passage) -> [Passage] {
    for joint in PersonnelReader.sequels {
      guard let range = part.first(joint), part.isOutside(range.lowerBound) else { continue }
      return [part.upTo(range.lowerBound)] + withoutSequel(part.from(range.lowerBound + 1))
    }
    return [part]
  }

  private func read(_ part: Passage, _ action: String) -> [DraftedItem] {
    if let ends = part.first(PersonnelReader.ends), part.isOutside(ends.range.lowerBound) {
      var names = part.upTo(ends.range.lowerBound)
      for lead: Mark in ["同意", "关于同意", "决定"] where names.hasPrefix(lead) {
        names = names.dropFirst(lead.count)
      }
      return actions(names, office(part.from(ends.range.upperBound)), ends.mark.string)
    }
    if let resign = part.first("辞去") ?? part.first("请辞"), part.isOutside(resign.lowerBound) {
      var names = part.upTo(resign.lowerBound)
      for lead: Mark in ["接受", "关于接受", "决定接受", "同意"] where names.hasPrefix(lead) {
        names = names.dropFirst(lead.count)
      }
      if names.hasSuffix("提出的") || names.hasSuffix("提出") {
        names = names.upTo(names.last("提出")?.lowerBound ?? names.end)
      }
      // 接受张三因工作变动提出的辞去, but not 因 in a name
      if let reason = names.last("因"), reason.lowerBound > names.start + 1,
        names.end - reason.upperBound > 1
      {
        names = names.upTo(reason.lowerBound)
      }
      let post = office(part.from(resign.upperBound))
      return actions(names, post, action.contains("接受") ? action : "接受")
    }
    if part.hasPrefix("免去") || action.contains("免去") || action == "罢免" || action.contains("撤销") {
      let words = part.hasPrefix("免去") ? part.dropFirst(2) : part
      let word = part.hasPrefix("免去") && !action.contains("免去") ? "免去" : action
      for link: Mark in ["兼任的", "所兼任的", "担任的", "的"] {
        guard let range = words.first(link), words.isOutside(range.lowerBound) else { continue }
        let names = words.upTo(range.lowerBound)
        let found = actions(names, office(words.from(range.upperBound)), word)
        if !found.isEmpty { return found }
      }
      return withoutLink(words, word)
    }
    if part.hasPrefix("由"), let form = part.first("组成"), let rest = part.first("等") {
      // 推选出由甲、乙等11名成员组成主席团
      let post = part.from(form.upperBound)
      return actions(
        part.with(part.start + 1..<max(rest.lowerBound, part.start + 1)),
        [post.hasPrefix("的") ? post.dropFirst(1) : post], action)
    }
    for link: Mark in ["担任", "兼任", "为", "任"] {
      guard var range = part.first(link), part.isOutside(range.lowerBound) else { continue }
      // 任命张大为为主任: the name has the word in it.
      if let last = part.first("为为"), last.lowerBound == range.lowerBound {
        range = last.lowerBound + 1..<last.upperBound
      }
      var names = part.upTo(range.lowerBound)
      var word = action
      for lead: Mark in ["任命", "选举", "补选", "推选", "批准任命", "决定任命", "指定", "推举"]
      where names.hasPrefix(lead) {
        names = names.dropFirst(lead.count)
        if !word.hasSuffix(lead.string) { word = lead.string }
      }
      let posts = office(part.from(range.upperBound))
      // 任命甲为主任、乙为副主任
      let next = posts.first { $0.contains(link) && $0.start > range.upperBound }
      let found = actions(names, posts.filter { next == nil || $0.start < next?.start ?? 0 }, word)
      guard !found.isEmpty else { continue }
      return found + (next.map { read($0.with($0.start..<part.end), action) } ?? [])
    }
    return []
  }

  /// Reads a name and an office without a word between them: 免去甲最高人民法院副院长职务.
  private func withoutLink(_ words: Passage, _ action: String) -> [DraftedItem] {
    // 免去甲同志市政协副主任职务
    if let comrade = words.first("同志"), comrade.lowerBound > words.start {
      let found = actions(
        words.upTo(comrade.lowerBound), office(words.from(comrade.upperBound)), action)
      if !found.isEmpty { return found }
    }
    // 免去甲市政协副主任职务: no name ends in what places are called by.
    for count in [2, 3] {
      let post = words.dropFirst(count)
      guard post.prefix(of: PersonnelReader.places) != nil else { continue }
      let found = actions(words.upTo(post.start), office(post), action)
      if !found.isEmpty { return found }
    }
    guard let start = words.first(PersonnelReader.offices, from: words.start + 2) else { return [] }
    return actions(
      words.upTo(start.range.lowerBound), office(words.from(start.range.lowerBound)), action)
  }

  private static let places = Marks("省 市 县 区 州 乡 镇 旗 盟")
  private static let offices = Marks(
    "最高 全国 政协 国务院 中国 中华 中共 国家 中央 人民 第十 重庆市 市人 省人 市政府 省政府 审判 检察 自治区")

  static let ends = Marks("不再兼任 不再担任 不再任")
  private static let announcements = Marks("副主席是： 主席是： 委员是： 主任是： 当选的是：")
  /// What every sentence holds that tells of elections.
  private static let signs = Marks("当选 选出 选举产生 不再 同志为 改任")

  private static let elections: [(Mark, String)] = [
    ("同志不再担任", "不再担任"), ("不再担任", "不再担任"), ("同志不再兼任", "不再兼任"), ("同志当选为", "当选"),
    ("当选为", "当选"), ("同志当选", "当选"), ("当选", "当选"), ("同志为", "决定"),
  ]

  private static let choices = Marks("选举 补选 增选 推选 任命")

  /// People who were elected, as a sentence of its own tells it: 张三、李四同志当选为主席.
  static func elected(_ sentence: Passage) -> [DraftedItem] {
    guard sentence.contains(signs) else { return [] }
    let words = sentence.trimmed(Few("。"))
    if let list = words.first(PersonnelReader.announcements) {
      // 选出的副主席是：甲、乙
      let head = words.upTo(list.range.upperBound - 2)
      guard let chosen = head.last(Few("选出的 选举产生的 当选的")) else { return [] }
      let reader = PersonnelReader(verb: "选出", object: words, clause: sentence)
      return reader.actions(
        words.from(list.range.upperBound), [head.from(chosen.range.upperBound)], "选出")
    }
    var all: [DraftedItem] = []
    for part in words.split(Few("， ；")) {
      // 不再担任甲，改任乙: the same person.
      if part.hasPrefix("改任"), let last = all.last?.person {
        let reader = PersonnelReader(verb: "改任", object: part, clause: sentence)
        all += reader.actions(last, reader.office(part.dropFirst(2)), "改任")
        continue
      }
      for (link, action) in PersonnelReader.elections {
        guard let range = part.first(link), part.isOutside(range.lowerBound) else { continue }
        var names = part.upTo(range.lowerBound)
        var action = action
        if let lead = names.prefix(of: PersonnelReader.choices) {
          names = names.dropFirst(lead.count)
          action = lead.string
        }
        let behind = part.from(range.upperBound)
        guard !behind.isEmpty, behind.count < 40, !behind.hasPrefix("的") else { continue }
        let reader = PersonnelReader(verb: action, object: part, clause: sentence)
        let people = AttendanceReader.people(in: names)
        let found =
          people.count == 1 && names.split(Few("、")).count == 1
          ? reader.actions(people[0].name, reader.office(behind), action)
          : reader.actions(names, reader.office(behind), action)
        if !found.isEmpty {
          all += found
          break
        }
      }
    }
    return all
  }

  /// The posts that words name, one by one.
  private func office(_ words: Passage) -> [Passage] {
    var words = words
    for tail: Mark in ["职务的请求", "的请求", "职务的决定", "职务的议案", "职务的报告", "的职务", "职务", "人选", "一职", "等职务"]
    where words.hasSuffix(tail) {
      words = words.dropLast(tail.count)
      if words.hasSuffix("职务") { words = words.dropLast(2) }
      if words.hasSuffix("等") { words = words.dropLast(1) }
    }
    var posts: [Passage] = []
    for part in words.split(Few("、")) {
      // 市、县人大代表 is one post.
      if let last = posts.last, last.count < 2 {
        posts[posts.count - 1] = last.with(last.start..<part.end)
      } else {
        posts.append(part)
      }
    }
    return posts
  }

  /// 县委副书记甲, 甲三位同志: the name alone.
  private static func withoutOffice(_ name: Passage) -> Passage {
    if PersonWords.isName(name, isPlaced: true) { return name }
    var name = name
    if let count = name.last(Few("位 名")), count.range.upperBound == name.end {
      name = name.upTo(count.range.lowerBound)
      while !name.isEmpty, MeetingName.isNumeral(name.text.units[name.end - 1]) {
        name = name.dropLast(1)
      }
    }
    return PersonWords.person(endingAt: name)?.name ?? name
  }

  /// Nobody is given more posts at once; longer lists are something else.
  private static let mostPosts = 12

  private func actions(_ names: Passage, _ posts: [Passage], _ action: String) -> [DraftedItem] {
    let people = names.split(Few("、")).flatMap { part in
      PersonWords.isName(part) ? [part] : part.split(Few("和"))
    }.map { $0.trimmed(Few("同志 等 了 ， ：")) }
    // A name in brackets tells of its bearer: 张三（女）.
    let plain = people.map { person -> Passage in
      guard person.hasSuffix("）"), let open = person.first("（") else { return person }
      return person.upTo(open.lowerBound)
    }
    let bare = plain.map(PersonnelReader.withoutOffice)
    // 以习近平同志为核心 is nobody's appointment.
    let isAppointment =
      action != "决定" && posts.allSatisfy { $0.suffix(of: PersonWords.offices) != nil }
    guard !bare.isEmpty,
      bare.allSatisfy({
        PersonWords.isName($0, isPlaced: true) || isAppointment && PersonWords.isLongName($0)
      }),
      !posts.isEmpty,
      posts.count <= PersonnelReader.mostPosts,
      posts.allSatisfy({ $0.count >= 2 && $0.suffix(of: Few("资格 资格的决定")) == nil })
    else { return [] }
    return bare.flatMap { person in
      posts.map { post in
        var item = DraftedItem(.personnel, clause: clause)
        item.verb = action
        item.person = person
        item.post = .init(passage: post)
        return item
      }
    }
  }
}
