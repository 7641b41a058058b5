import EventStore

/// What happened to a text under one title, from its first draft on.
public struct TitleHistory {
  /// The title, in the spelling that tells the most.
  public let title: String
  /// What happened, in the order of the dates; what has no date comes last.
  public let steps: [Step]

  /// Something that happened, and the record that tells it.
  public struct Step {
    /// What happened.
    public let event: TitleEvent
    /// The draft stage in which the text was.
    public let stage: String?
    /// The record.
    public let entry: Entry
    /// Whether the record's own title says no more than the title.
    public let isPlain: Bool
  }
}

/// What the archive has under a title.
public enum TitleFinding {
  /// Its history.
  case history(TitleHistory)
  /// Texts of several jurisdictions have the title; these are their whole titles.
  case severalTitles([String])
  /// Nothing, and which titles are the nearest.
  case unknown(nearest: [String])
}

extension SearchIndex {
  /// Follows a title through its draft stages to its adoption and on.
  ///
  /// Titles are the same after normalisation, without marks, and with or without the jurisdiction
  /// in front. Reads every record once, some microseconds for each.
  /// - Parameter text: The title as a person types it, in 《》 or without, a stage behind it or not.
  public func history(ofTitle text: String) -> TitleFinding {
    let asked = DraftTitle(asTyped: text)
    let register = TitleRegister(self)
    // A record may tell two stages; they stay in its order.
    let found = register.occurrences(of: asked).enumerated().sorted { a, b in
      let (first, second) = (a.element.place, b.element.place)
      if first == second { return a.offset < b.offset }
      return DateOrder(records[first]) < DateOrder(records[second])
    }.map(\.element)
    guard !found.isEmpty else {
      return .unknown(nearest: SearchIndex.nearest(to: asked, in: register))
    }
    let isBare = register.jurisdictions.divide(asked.key).place == nil
    let prefixes = Set(found.compactMap(\.prefix))
    if isBare, prefixes.count > 1 {
      var names: [[UInt8]: String] = [:]
      for one in found where one.prefix != nil {
        names[one.mention.title.key] = names[one.mention.title.key] ?? one.mention.title.name
      }
      return .severalTitles(names.values.sorted())
    }
    let longest = found.map(\.mention.title).reduce(asked) { best, other in
      other.key.count > best.key.count ? other : best
    }
    let spelling = found.first { $0.mention.title.key == longest.key }?.mention.title.name
    return .history(
      TitleHistory(title: spelling ?? longest.name, steps: found.map { step($0) }))
  }

  private func step(_ occurrence: TitleRegister.Occurrence) -> TitleHistory.Step {
    let entry = entry(at: occurrence.place)
    let mention = occurrence.mention
    return TitleHistory.Step(
      event: mention.event, stage: mention.title.stage, entry: entry,
      isPlain: DraftTitle(asTyped: entry.title).key == mention.title.key)
  }

  /// More titles than this are too many to choose from.
  private static let mostNearest = 5

  /// Titles that have the one asked for inside, or the other way round; then the one with the fewest
  /// wrong characters.
  private static func nearest(to asked: DraftTitle, in register: TitleRegister) -> [String] {
    var names: [[UInt8]: String] = [:]
    for one in register.all {
      let title = one.mention.title
      names[title.key] = min(names[title.key] ?? title.name, title.name)
    }
    // Two characters stand in nearly every title.
    let least = 7
    let alike = names.filter { key, _ in
      asked.key.count >= least && ByteSearch.find(asked.key, in: key, from: 0) != nil
        || key.count >= least && ByteSearch.find(key, in: asked.key, from: 0) != nil
    }
    let ordered = alike.sorted { a, b in
      let (first, second) = (abs(a.key.count - asked.key.count), abs(b.key.count - asked.key.count))
      return (first, a.value) < (second, b.value)
    }.map(\.value)
    guard ordered.isEmpty else { return Array(ordered.prefix(mostNearest)) }
    // Whoever leaves out the place may leave it out of a misspelt title too.
    var whole: [String: String] = [:]
    for (key, name) in names {
      whole[name] = name
      guard let place = register.jurisdictions.divide(key).place else { continue }
      let bare = String(name.dropFirst(String(decoding: place, as: UTF8.self).count))
      whole[bare] = min(whole[bare] ?? name, name)
    }
    let match = Nearest.match(asked.name, among: whole.keys.sorted())
    return match.flatMap { whole[$0] }.map { [$0] } ?? []
  }
}

// MARK: - JSON

extension TitleHistory.Step {
  /// Writes the step as one object.
  public func write(to writer: inout JSONWriter) {
    writer.object { writer in
      for (name, value) in [
        ("date", "\(entry.date)"), ("stage", stage), ("event", event.rawValue),
        ("accession", "\(entry.accession)"), ("kind", entry.kind.rawValue),
      ] {
        guard let value else { continue }
        writer.name(name)
        writer.string(value)
      }
      writer.name("body")
      writer.array { writer in
        for body in entry.bodies { writer.string(body) }
      }
      writer.name("title")
      writer.string(entry.title)
      guard let meeting = entry.meeting else { return }
      writer.name("meeting")
      writer.object { writer in
        writer.name("accession")
        writer.string("\(meeting.accession)")
        writer.name("title")
        writer.string(meeting.title)
      }
    }
  }
}
