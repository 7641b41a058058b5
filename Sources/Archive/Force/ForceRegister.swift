import EventStore

/// Which texts were in force when: documents, and what resolutions enacted.
///
/// A text is in force from its effective date on, otherwise from its issue or adoption. It ends when
/// a document says so itself, when a later resolution or document repeals it, also in its text
/// (《某某办法》同时废止), or when a later one holds its next version (修订, 修正 of the same title).
struct ForceRegister {
  /// A text in the wording of one record.
  private struct Version {
    let occurrence: TitleRegister.Occurrence
    /// When it was made, which tells earlier versions from later ones.
    let made: PartialDate
    let start: PartialDate
    var end: PartialDate?
    var endedBy: Int?
    /// The records that changed it otherwise, each with the date of that.
    var changes: [(place: Int, date: PartialDate)] = []

    /// Takes an end; the earliest one counts.
    mutating func end(on date: PartialDate, by place: Int?) {
      if let end, (end.firstDay ?? .max) <= (date.firstDay ?? .max) { return }
      end = date
      endedBy = place
    }
  }

  /// The versions that each record holds, by its place in the index.
  private var versions: [Int: [Version]] = [:]
  private let accessions: [Int: AccessionNumber]

  /// Reads every document and resolution, some microseconds for each.
  /// - Parameter counts: What does not count is no text and ends none.
  init(_ index: SearchIndex, where counts: (IndexedRecord) -> Bool = { _ in true }) {
    let titles = TitleRegister(index) { record in
      (record.kind == .document || record.kind == .resolution) && counts(record)
    }
    var dates: [Int: TextDates] = [:]
    for one in titles.all where dates[one.place] == nil {
      dates[one.place] = TextDates(index.records[one.place], index.payload(of: one.place))
    }
    for one in titles.all {
      guard let known = dates[one.place], one.mention.isOwn, one.mention.title.stage == nil,
        known.isText(one.mention)
      else { continue }
      var version = Version(occurrence: one, made: known.made, start: known.start)
      if let repealed = known.repealed { version.end(on: repealed, by: nil) }
      for other in titles.occurrences(like: one) where other.place != one.place {
        if let act = dates[other.place] { ForceRegister.apply(other, act, to: &version) }
      }
      versions[one.place, default: []].append(version)
    }
    var accessions: [Int: AccessionNumber] = [:]
    for place in dates.keys { accessions[place] = index.records[place].accession }
    self.accessions = accessions
  }

  /// What another record does to a version that was made before it.
  private static func apply(
    _ other: TitleRegister.Occurrence, _ act: TextDates, to version: inout Version
  ) {
    guard other.mention.title.stage == nil,
      version.made.firstDay ?? .min < act.made.lastDay ?? .max
    else { return }
    switch other.mention.event {
    case .repealed: version.end(on: act.start, by: other.place)
    case .revised, .amended:
      if other.mention.isOwn {
        version.end(on: act.start, by: other.place)
      } else {
        version.changes.append((other.place, act.start))
      }
    default: break
    }
  }

  /// What is known of a record's text on a day; nothing where the record holds no text.
  ///
  /// Of several texts in one record the one that says the most counts.
  func force(of place: Int, on day: PartialDate.Part) -> Force? {
    let forces = (versions[place] ?? []).map { force(of: $0, on: day) }
    return Force.Status.allCases.lazy.compactMap { status in
      forces.first { $0.status == status }
    }.first
  }

  private func force(of version: Version, on day: PartialDate.Part) -> Force {
    let period = Period(from: version.start, until: version.end)
    let status: Force.Status =
      switch period.relation(of: day) {
      case .before: .notYet
      case .within: .inForce
      case .uncertain: .uncertain
      case .after: .ended
      }
    let changes = version.changes.filter { ($0.date.firstDay ?? .min) <= day.lastDay }
    return Force(
      day: day, status: status, period: period,
      endedBy: version.endedBy.flatMap { accessions[$0] },
      changedBy: changes.compactMap { accessions[$0.place] }.sorted())
  }
}

/// The dates of a document or a resolution that count for whether a text is in force.
private struct TextDates {
  let made: PartialDate
  let start: PartialDate
  /// When the document itself says that it ended.
  let repealed: PartialDate?
  private let isDocument: Bool
  private let hasEffective: Bool
  private let form: [UInt8]

  init(_ record: IndexedRecord, _ payload: JSONValue) {
    func date(_ names: String...) -> PartialDate? {
      names.lazy.compactMap { name in
        payload[name]?.string.flatMap { PartialDate($0) }
      }.first { $0 != .unknown }
    }
    isDocument = record.kind == .document
    hasEffective = payload["effective"] != nil
    form = NameTable.key(payload["form"]?.string ?? "")
    made = isDocument ? record.date : date("adopted") ?? record.date
    start =
      (isDocument
        ? date("effective", "issued", "published", "signed", "adopted")
        : date("effective", "adopted")) ?? record.date
    repealed = isDocument ? payload["repealed"]?.string.flatMap { PartialDate($0) } : nil
  }

  /// The forms of texts that are in force, and not only decided once.
  private static let forms = ["条例", "办法", "决定", "决议", "规定", "规则", "细则"].map { Array($0.utf8) }

  /// Whether the record holds the text of one of its titles.
  func isText(_ mention: TitleMention) -> Bool {
    if isDocument { return true }
    let enacts = mention.event.enacts || mention.event == .decided && hasEffective
    return enacts
      && (hasEffective
        || TextDates.forms.contains { ending in
          form.suffix(ending.count).elementsEqual(ending)
            || mention.title.key.suffix(ending.count).elementsEqual(ending)
        })
  }
}
