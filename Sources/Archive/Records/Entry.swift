import EventStore

/// One record as people see it: a meeting, an item of one, or a document.
public struct Entry {
  /// Its name.
  public let accession: AccessionNumber
  /// What it is.
  public let kind: RecordKind
  /// When it was, as far as it is known.
  public let date: PartialDate
  /// Where the date is from: `stated`, `edition`, `inferred` or `adoption`; nothing where not told.
  public let dateBasis: String?
  /// The meeting's organs, the first leading, or the document's issuers.
  public let bodies: [String]
  /// Its title, made from its parts where it has none.
  public let title: String
  /// The stricter of its own openness and its meeting's; the archive's where neither states one.
  public let openness: Openness
  /// When it was recorded.
  public let recordedAt: Timestamp
  /// The event that recorded it.
  public let event: EventType
  /// The position of that event.
  public let position: Position
  /// The revision of the last event of its stream; of an item, of the event that recorded it.
  public let revision: UInt64
  /// What was done about it since, in order.
  public let acts: [RecordedAct]
  /// Its withdrawal, or that of the meeting it belongs to; nothing where it stands.
  public let retraction: RecordedAct?
  /// The topics that it has by what it says, beside those that its minutes name.
  public internal(set) var matchedTopics: [MatchedTopic]
  /// The members of its minutes, corrections and redactions carried out.
  public let members: JSONValue
  /// Its meeting, where it is an item.
  public let meeting: MeetingReference?

  /// What an item tells of its meeting.
  public struct MeetingReference {
    /// The meeting's name.
    public let accession: AccessionNumber
    /// The meeting's title.
    public let title: String
    /// The members of the meeting's minutes.
    public let members: JSONValue
  }
}

extension Entry {
  /// The position of the event that holds the record's present content: the last correction or
  /// redaction, and without one the event that recorded it.
  public var contentPosition: Position {
    let last = acts.last { act in
      switch act.act {
      case .corrected, .redacted: true
      case .retracted, .reclassified, .disputed: false
      }
    }
    return last?.position ?? position
  }

  /// What other sources say of the record's fields.
  public var conflicts: [Conflict] {
    acts.compactMap { act in
      if case .disputed(let conflict) = act.act { conflict } else { nil }
    }
  }

  /// The redactions of the record.
  public var redactions: [RecordRedaction] {
    acts.compactMap { act in
      if case .redacted(let redaction) = act.act { redaction } else { nil }
    }
  }
}

extension SearchIndex {
  /// The entry of a record; nothing where there is none of this number.
  public func entry(_ accession: AccessionNumber) -> Entry? { place(of: accession).map(entry) }

  /// The entries that a question asked for, one after the other.
  public func entries(of result: SearchResult) -> some Sequence<Entry> {
    result.places.lazy.map { entry(at: $0) }
  }

  /// The items of a meeting, in order.
  public func items(of accession: AccessionNumber) -> [Entry] {
    guard accession.item == 0, let place = place(of: accession) else { return [] }
    return places(ofItemsOf: place).map(entry)
  }

  func entry(at place: Int) -> Entry {
    let record = records[place]
    let members = payload(of: place)
    return Entry(
      accession: record.accession, kind: record.kind, date: record.date,
      dateBasis: dateBasis(record, members), bodies: record.bodies.map { bodyNames.spellings[$0] },
      title: title(of: place, members), openness: record.openness,
      recordedAt: record.recordedAt, event: record.event, position: record.position,
      revision: record.revision, acts: acts(about: place), retraction: retraction(of: place),
      matchedTopics: matchedTopics(of: record, members), members: members,
      meeting: record.meeting.map(reference))
  }

  /// The title of a record, or one made from its parts; blocks where it was erased.
  func title(of place: Int, _ members: JSONValue) -> String {
    let title = recordedTitle(of: place, in: members)
    return title.isEmpty && acts(about: place).contains(where: \.isRedaction)
      ? ErasedWords.placeholder : title
  }

  private func retraction(of place: Int) -> RecordedAct? {
    guard records[place].isRetracted else { return nil }
    let own = acts(about: place) + (records[place].meeting.map(acts) ?? [])
    return own.first { act in
      if case .retracted = act.act { true } else { false }
    }
  }

  private func reference(to place: Int) -> Entry.MeetingReference {
    let members = payload(of: place)
    return Entry.MeetingReference(
      accession: records[place].accession, title: title(of: place, members),
      members: members)
  }

  /// An item that has a date of its own does not take over where the meeting's is from.
  private func dateBasis(_ record: IndexedRecord, _ members: JSONValue) -> String? {
    guard let meeting = record.meeting else { return members["dateBasis"]?.string }
    return members["date"] == nil ? payload(of: meeting)["dateBasis"]?.string : nil
  }
}
