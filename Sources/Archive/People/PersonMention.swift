import EventStore

/// A name of a person where it stands in a record.
struct PersonMention {
  let name: String
  let role: Role
  /// The office as it is stated; of a personnel item, the post.
  var office: String?
  /// The organ of a personnel item.
  var organ: String?
  /// What a personnel item does.
  var action: String?

  /// In what way a record has to do with somebody.
  enum Role: String, CaseIterable {
    case chair
    case attendance
    case speaker
    /// One of those who give a report, most often an organ.
    case presenter
    /// One of those who propose somebody, most often an organ.
    case proposer
    case personnel

    /// Whether names in this place are most often those of organs.
    var isMostlyOrgans: Bool { self == .presenter || self == .proposer }
  }

  /// The names in a record.
  static func all(in payload: JSONValue, of kind: RecordKind) -> [PersonMention] {
    var mentions: [PersonMention] = []
    for entry in payload["attendance"].map({ Array($0.elements) }) ?? [] {
      guard let name = entry["person"]?.string else { continue }
      let isChair = entry["capacity"]?.isString("chair") ?? false
      mentions.append(
        PersonMention(
          name: name, role: isChair ? .chair : .attendance, office: entry["office"]?.string))
    }
    if let speaker = payload["speaker"], let name = speaker["person"]?.string {
      mentions.append(
        PersonMention(name: name, role: .speaker, office: speaker["office"]?.string))
    }
    for name in payload.texts("presenters") where name != payload["speaker"]?["person"]?.string {
      mentions.append(PersonMention(name: name, role: .presenter))
    }
    guard kind == .personnel else { return mentions }
    if let name = payload["person"]?.string {
      mentions.append(
        PersonMention(
          name: name, role: .personnel, office: payload["post"]?.string,
          organ: payload["body"]?.string, action: payload["action"]?.string))
    }
    for name in payload["proposer"]?.string.map({ $0.split(separator: "、") }) ?? [] {
      mentions.append(PersonMention(name: String(name), role: .proposer))
    }
    return mentions
  }
}

/// What personnel actions do to a post.
enum PersonnelAction {
  /// The actions by which somebody begins to hold a post.
  private static let beginnings: Set<String> = [
    "选举", "任命", "决定任命", "批准任命", "通过人选", "推选", "聘任", "决定代理", "补选",
  ]
  /// The actions by which somebody ceases to.
  private static let ends: Set<String> = [
    "免去", "决定免去", "批准免去", "接受辞职", "撤职", "罢免", "终止资格",
  ]

  /// Whether an action begins a tenure, or ends one; nothing where it is not known.
  static func begins(_ action: String) -> Bool? {
    if beginnings.contains(action) { return true }
    return ends.contains(action) ? false : nil
  }
}

/// An office, as one that is stated and one of a personnel item can be compared: the body, and what
/// the person is there.
struct Office: Hashable {
  let body: Int?
  let post: [UInt8]

  /// - Parameter resolve: Finds the body of a name.
  init(_ stated: String, organ: String?, resolve: (String) -> Int?) {
    let text = Office.plain(stated)
    if let organ {
      let body = resolve(organ)
      self.init(body, Office.rest(of: text) { resolve($0) == body && body != nil } ?? text)
      return
    }
    var body: Int?
    let rest = Office.rest(of: text) { name in
      body = resolve(name)
      return body != nil
    }
    self.init(rest == nil ? nil : body, rest ?? text)
  }

  private init(_ body: Int?, _ post: String) {
    self.body = body
    self.post = NameTable.key(post)
  }

  /// The post without words around it: 兼任的市长职务 is 市长.
  private static func plain(_ text: String) -> String {
    var text = text[...]
    for head in ["兼任的", "兼任", "兼"] where text.hasPrefix(head) && text.count > head.count {
      text = text.dropFirst(head.count)
      break
    }
    if text.hasSuffix("职务"), text.count > 2 { text = text.dropLast(2) }
    return String(text)
  }

  /// What stands behind the longest beginning that fits.
  private static func rest(of text: String, behind fits: (String) -> Bool) -> String? {
    var head = text.dropLast()
    while head.count > 1 {
      if fits(String(head)) { return String(text.dropFirst(head.count)) }
      head = head.dropLast()
    }
    return nil
  }

  /// What stands in front of a post and makes it another one: 副市长 is not 市长.
  private static let others: [String] = ["副", "代", "代理", "原", "前", "助理"]

  /// Whether somebody who asks for a post means this one.
  static func isPost(_ stated: String, _ wanted: String) -> Bool {
    let (text, wanted) = (
      String(decoding: NameTable.key(plain(stated)), as: UTF8.self),
      String(decoding: NameTable.key(wanted), as: UTF8.self)
    )
    guard text.hasSuffix(wanted) else { return false }
    let head = text.dropLast(wanted.count)
    return !others.contains { head.hasSuffix($0) }
  }
}
