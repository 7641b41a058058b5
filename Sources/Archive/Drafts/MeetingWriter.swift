import EventStore

/// Writes a drafted meeting down as minutes.
struct MeetingWriter {
  let meeting: DraftedMeeting
  let article: Article
  let source: DraftSourceWriter
  let places: SourcePlaces
  var evidence: [DraftEvidence] = []
  var writer = JSONWriter()

  init(
    _ meeting: DraftedMeeting, _ article: Article, _ source: DraftSourceWriter,
    _ places: SourcePlaces
  ) {
    self.meeting = meeting
    self.article = article
    self.source = source
    self.places = places
    evidence.reserveCapacity(MeetingWriter.usualEvidence)
    writer.reserve(MeetingWriter.usualLength)
    write()
  }

  /// Room for most meetings, in pieces of evidence and in bytes of JSON.
  private static let (usualEvidence, usualLength) = (32, 6144)

  var record: DraftedRecord {
    DraftedRecord(
      kind: .meeting, title: title, lines: places.lines(of: whole), evidence: evidence,
      json: writer.copy)
  }

  /// Everything that speaks of the meeting.
  var whole: Passage {
    let passages = meeting.paragraphs + [meeting.headline].compactMap { $0 }
    let start = passages.map(\.start).min() ?? meeting.found.sentence.start
    let end = passages.map(\.end).max() ?? meeting.found.sentence.end
    return meeting.found.sentence.with(start..<end)
  }

  var title: String {
    let name = meeting.name
    let words = name.passage.string
    // 市政府召开第95次常务会议: the name alone does not say whose it was.
    if let lead = name.lead, lead.end <= name.passage.start { return lead.string + words }
    guard let body = name.bodyPassage,
      body.end <= name.passage.start || body.start >= name.passage.end
    else { return words }
    // 市政府党组 holds 党组会议: what both have stands once.
    let shared = (2..<max(3, min(body.count, name.passage.count))).last { count in
      body.from(body.end - count).string == name.passage.upTo(name.passage.start + count).string
    }
    return body.string + name.passage.dropFirst(shared ?? 0).string
  }

  mutating func note(
    _ member: String, _ passage: Passage?, _ confidence: DraftConfidence,
    _ doubt: DraftDoubt? = nil, item: Int? = nil, at index: Int? = nil
  ) {
    evidence.append(
      DraftEvidence(
        DraftField(item: item, member: member, index: index), passage ?? meeting.found.sentence,
        confidence: confidence, doubt: doubt, of: places))
  }

  mutating func write() {
    let name = meeting.name
    writer.beginObject()
    writer.name("title")
    writer.string(title)
    let isKnownByHeadline = meeting.doubts.contains(.onlyHeadline)
    note("title", name.passage, .plain, isKnownByHeadline ? .onlyHeadline : nil)
    writer.name("body")
    writer.array { writer in
      for body in name.bodies { writer.string(body) }
    }
    note("body", name.bodyPassage ?? name.passage, .name, name.body == nil ? .noBody : nil)
    if !name.series.isEmpty {
      writer.name("series")
      writer.string(name.series)
      note("series", name.passage, .plain)
    }
    for (member, value, passage) in [
      ("term", name.term, name.termPassage), ("ordinal", name.ordinal, name.ordinalPassage),
    ] {
      guard let value else { continue }
      writer.name(member)
      writer.integer(value)
      note(member, passage, .plain)
    }
    if let sitting = name.sitting {
      writer.name("sitting")
      writer.string(sitting)
      note("sitting", nil, .plain)
    }
    writeDate()
    writeAttendance()
    writeQuorum()
    writeSource()
    writer.name("items")
    writer.beginArray()
    for (index, item) in meeting.items.enumerated() { write(item, at: index) }
    writer.endArray()
    writer.endObject()
  }

  mutating func writeDate() {
    writer.name("date")
    writer.string("\(meeting.date)")
    if let basis = meeting.dateBasis {
      writer.name("dateBasis")
      writer.string(basis)
    }
    let doubt = DraftDoubt.ofDate.first(where: meeting.doubts.contains)
    note("date", meeting.dateWords, .plain, doubt)
  }

  mutating func writeAttendance() {
    guard !meeting.attendance.isEmpty else { return }
    let chairs = meeting.attendance.filter { $0.capacity == .chair }
    let all = chairs + meeting.attendance.filter { $0.capacity != .chair }
    writer.name("attendance")
    writer.beginArray()
    for (index, attendee) in all.enumerated() {
      writer.beginObject()
      writer.name(attendee.kind.rawValue)
      if attendee.tail.isEmpty {
        writer.string(attendee.name)
      } else {
        writer.string(attendee.name.string + attendee.tail)
      }
      if attendee.kind == .person, let office = attendee.office, !office.isEmpty {
        writer.name("office")
        writer.string(office)
      }
      writer.name("capacity")
      writer.string(attendee.capacity.rawValue)
      writer.endObject()
      let words = attendee.office.flatMap { $0.end == attendee.name.start ? $0 : nil }
      note(
        "attendance",
        attendee.name.with((words?.start ?? attendee.name.start)..<attendee.name.end), .name,
        at: index)
    }
    writer.endArray()
  }

  mutating func writeQuorum() {
    guard let quorum = meeting.quorum else { return }
    writer.name("quorum")
    writer.object { writer in
      writer.name("due")
      writer.integer(quorum.due)
      writer.name("attended")
      writer.integer(quorum.attended)
    }
    note("quorum", quorum.words, .plain)
  }

  mutating func writeSource() {
    writer.name("sources")
    writer.beginArray()
    // A headline behind the article is part of it, and what stands between is not.
    var passages = meeting.paragraphs
    passages += article.headlines
    source.write(passages, quote: meeting.found.sentence, to: &writer)
    writer.endArray()
  }
}
