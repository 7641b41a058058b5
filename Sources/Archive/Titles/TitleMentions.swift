import EventStore

/// A title that a record tells something of.
struct TitleMention {
  let title: DraftTitle
  let event: TitleEvent
  /// Whether it is the title of the record itself, or of what the record enacts, and not one that
  /// stands inside of another title.
  let isOwn: Bool
}

/// Reads from the minutes of a record which titles it speaks of, and what it does to each.
struct TitleMentions {
  /// One for each title and stage, in the order in which the record tells them.
  private(set) var mentions: [TitleMention] = []
  private var seen: Set<DraftTitle> = []
  private let payload: JSONValue

  init(_ kind: RecordKind, _ payload: JSONValue) {
    self.payload = payload
    switch kind {
    case .report: readReport()
    case .resolution: readResolution()
    case .matter: read(payload["text"]?.stringBytes, preset: matterEvent)
    case .agreement: readOwn("title", as: .signed)
    case .document:
      readOwn("title", as: .issued)
      readRepeals()
    case .meeting, .personnel: break
    }
  }

  private mutating func add(_ title: DraftTitle, _ event: TitleEvent, isOwn: Bool) {
    guard !title.key.isEmpty, seen.insert(title).inserted else { return }
    mentions.append(TitleMention(title: title, event: event, isOwn: isOwn))
  }

  /// The record's own title, and those inside of it: 关于修改〈某某条例〉的决定 changes another text.
  private mutating func readOwn(_ name: String, as event: TitleEvent) {
    guard let bytes = payload[name]?.stringBytes else { return }
    let title = DraftTitle(bytes)
    add(title, event, isOwn: true)
    readInside(bytes, isDone: (event.enacts || event == .issued) && title.stage == nil)
  }

  /// The titles inside of a title; nothing was done to them yet where that is the title of a draft.
  private mutating func readInside(_ title: ArraySlice<UInt8>, isDone: Bool) {
    for (inside, event) in TitleEvent.events(in: title) {
      add(DraftTitle(inside), isDone ? event : .mentioned, isOwn: false)
      readInside(inside, isDone: false)
    }
  }

  private var matterEvent: TitleEvent {
    payload["verb"]?.isString("审议") ?? false ? .considered : .discussed
  }

  /// The titles of a sentence.
  private mutating func read(
    _ sentence: ArraySlice<UInt8>?, preset: TitleEvent = .mentioned,
    change: (TitleEvent) -> TitleEvent = { $0 }
  ) {
    guard let sentence else { return }
    for (title, event) in TitleEvent.events(in: sentence, preset: preset) {
      let event = change(event)
      let draft = DraftTitle(title)
      add(draft, event, isOwn: event != .mentioned)
      readInside(title, isDone: event.enacts && draft.stage == nil)
    }
  }
}

// MARK: - Documents

extension TitleMentions {
  private static let repeal = Array("废止".utf8)

  /// The titles that a document says end with it: 本办法自……起施行，《某某办法》同时废止.
  ///
  /// A draft ends nothing yet. What else a document says of titles is no event of theirs.
  private mutating func readRepeals() {
    guard mentions.first?.title.stage == nil else { return }
    var texts = [payload["summary"]?.stringBytes]
    for section in payload["sections"].map({ Array($0.elements) }) ?? [] {
      texts += [section["heading"]?.stringBytes, section["text"]?.stringBytes]
    }
    for text in texts.compactMap({ $0 })
    where ByteSearch.find(TitleMentions.repeal, in: Array(text), from: 0) != nil {
      for (title, event) in TitleEvent.events(in: text) where event == .repealed {
        let draft = DraftTitle(title)
        // A new version may end the old one, which has the same title.
        if draft == mentions.first?.title, mentions.first?.isOwn ?? false {
          guard !mentions.contains(where: { $0.title == draft && $0.event == .repealed }) else {
            continue
          }
          mentions.append(TitleMention(title: draft, event: .repealed, isOwn: false))
        } else {
          add(draft, .repealed, isOwn: false)
        }
      }
    }
  }
}

// MARK: - Reports

extension TitleMentions {
  private mutating func readReport() {
    let event: TitleEvent =
      switch payload["disposition"]?.string {
      case "审议", "听取和审议", "提请审议": .considered
      case "原则同意": .adoptedInPrinciple
      default: .heard
      }
    if let document = payload["document"], let title = document["title"]?.string {
      add(DraftTitle(title, stage: document["stage"]?.string), event, isOwn: true)
    }
    for name in ["subject", "title"] {
      guard let bytes = payload[name]?.stringBytes else { continue }
      for case .title(let title) in TitledText(bytes).pieces {
        // A report may be about a law that is in force, and is no stage of it then.
        let draft = DraftTitle(title)
        add(draft, draft.stage == nil ? .mentioned : event, isOwn: draft.stage != nil)
        readInside(title, isDone: false)
      }
    }
  }
}

// MARK: - Resolutions

extension TitleMentions {
  private mutating func readResolution() {
    let outcome = outcome
    // What was not adopted was not done.
    let settled = { (event: TitleEvent) -> TitleEvent in
      event == .mentioned ? event : outcome ?? event
    }
    let verb = payload["verb"]?.string.map { NameTable.key($0) }
    let ofVerb = verb.flatMap { TitleEvent.last(in: $0) } ?? (isAdopted ? .adopted : .decided)
    readOwn("title", as: settled(isAdopted && ofVerb == .decided ? .adopted : ofVerb))
    var text = payload["text"]?.stringBytes
    if payload["title"] == nil, let verb = payload["verb"]?.stringBytes, let rest = text {
      // The verb is the beginning of the sentence.
      text = verb + rest
    }
    read(text, change: settled)
    if mentions.isEmpty { read(payload["asStated"]?.stringBytes, change: settled) }
  }

  private var isAdopted: Bool { payload["outcome"]?.isString("adopted") ?? false }

  /// What became of the motion, where that was another thing than its adoption.
  private var outcome: TitleEvent? {
    switch payload["outcome"]?.string {
    case "adoptedInPrinciple": .adoptedInPrinciple
    case "rejected": .rejected
    case "deferred": .deferred
    case "referred": .referred
    case "noted": .noted
    default: nil
    }
  }
}
