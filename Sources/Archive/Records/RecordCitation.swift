import EventStore

/// A record as somebody cites it: what it is, what it says, from where, and the proofs that it is in
/// the log and said so.
///
/// Corrections count: the present content is cited, and the position is that of the event which holds
/// it.
public struct RecordCitation {
  /// The record.
  public let entry: Entry
  /// The archive.
  public let archive: StoreDescription
  /// The day on which the present content was recorded, in the archive's zone; the moment, in UTC,
  /// where this machine does not know the zone.
  public let recordedOn: String
  /// The words that are quoted; nothing where the record has none, or where they were erased.
  public let quote: Quote?
  /// The sources that the record rests on, as its minutes tell them; its meeting's where it is an item
  /// that tells none.
  public let sources: [JSONValue]
  /// That the event which holds the present content is in the log.
  public let proof: InclusionProof
  /// The same of the other events that the content follows from, in order.
  ///
  /// These are the one that recorded it, earlier corrections and redactions, and of an item those of
  /// its meeting; all are by one checkpoint.
  public let others: [InclusionProof]

  /// Words of a record.
  public struct Quote: Hashable, Sendable {
    /// The field that they stand in, as corrections name it.
    public let field: String
    /// The words.
    public let text: String
  }
}

extension SearchIndex {
  /// A citation of a record.
  ///
  /// - Parameters:
  ///   - entry: The record, which may leave.
  ///   - ceiling: What may leave; proofs of other events that the content follows from disclose
  ///     nothing. A redaction is measured by all records that it kept, so this index must have all.
  ///   - proofs: Those of the positions that `evidence` gives.
  public func citation(
    of entry: Entry, under ceiling: Openness, by proofs: [InclusionProof]
  ) -> RecordCitation? {
    var shown = proofs.map { proof in
      guard let header = EventHeader(proof.header),
        mayLeave(eventAt: proof.position, of: header.stream, under: ceiling)
      else { return proof.undisclosed }
      return proof
    }
    guard let last = shown.popLast() else { return nil }
    let moment = EventHeader(last.header)?.recordedAt ?? entry.recordedAt
    let sources = entry.members["sources"] ?? entry.meeting?.members["sources"]
    return RecordCitation(
      entry: entry, archive: description,
      recordedOn: Zone(description.zone)?.day(of: moment) ?? "\(moment)", quote: entry.quote,
      sources: sources.map { Array($0.elements) } ?? [], proof: last, others: shown)
  }

  /// The positions of the events that a record's present content follows from, those of its meeting
  /// included: the others in order, and last the one that holds the content.
  public func evidence(of entry: Entry) -> [Position] {
    let meeting = entry.meeting.flatMap { self.entry($0.accession) }?.evidence ?? []
    return (meeting + entry.evidence).filter { $0 != entry.contentPosition }.sorted()
      + [entry.contentPosition]
  }

  /// The number nearest to one that no record has, of those that may leave.
  public func nearest(to number: AccessionNumber, under ceiling: Openness) -> AccessionNumber? {
    func distance(_ other: AccessionNumber) -> (UInt64, Int, AccessionNumber) {
      let serials = max(number.serial, other.serial) - min(number.serial, other.serial)
      return (serials, abs(number.item - other.item), other)
    }
    return records.lazy.filter { $0.openness.isWithin(ceiling) }.map { distance($0.accession) }
      .min(by: <)?.2
  }
}

extension InclusionProof {
  /// The proof without what it discloses.
  fileprivate var undisclosed: InclusionProof {
    var proof = self
    proof.disclosure = nil
    return proof
  }
}

extension Zone {
  /// The day of a moment, as `2020-09-18`.
  func day(of moment: Timestamp) -> String {
    let local = Timestamp(milliseconds: moment.milliseconds + offset(at: moment.milliseconds))
    return String("\(local)".prefix(10))
  }
}

extension Entry {
  /// The positions of the events that the record's own content follows from.
  fileprivate var evidence: [Position] {
    [position]
      + acts.compactMap { act in
        switch act.act {
        case .corrected, .redacted: act.position
        case .retracted, .reclassified, .disputed: nil
        }
      }
  }

  /// The words of the record that a citation quotes: those of the source, else its own.
  fileprivate var quote: RecordCitation.Quote? {
    var found: [(field: String, text: String)] = []
    func look(_ name: String) {
      if let text = members[name]?.string { found.append((name, text)) }
    }
    look("asStated")
    let named: [JSONValue] = members["sources"].map { Array($0.elements) } ?? []
    for (index, source) in named.enumerated() {
      if let text = source["quote"]?.string { found.append(("sources[\(index + 1)].quote", text)) }
    }
    for name in ["text", "subject", "summary", "title"] { look(name) }
    let isLegible = { (text: String) in
      text.unicodeScalars.contains { $0 != "█" && !$0.properties.isWhitespace }
    }
    return found.first { isLegible($0.text) }.map { .init(field: $0.field, text: $0.text) }
  }
}

// MARK: - JSON

extension RecordCitation {
  /// Writes the citation as one JSON object.
  ///
  /// - Parameter texts: The citation in words, by the name of its language.
  public func write(_ texts: [(language: String, text: String)], to writer: inout JSONWriter) {
    writer.object { writer in
      writeWords(texts, to: &writer)
      writeEvidence(to: &writer)
    }
  }

  /// Writes the members of the citation but for its proofs.
  ///
  /// - Parameter texts: The citation in words, by the name of its language.
  public func writeWords(
    _ texts: [(language: String, text: String)], to writer: inout JSONWriter
  ) {
    writer.member("accession", "\(entry.accession)")
    writer.member("kind", entry.kind.rawValue)
    writer.member("date", "\(entry.date)")
    writer.name("body")
    writer.array { writer in
      for body in entry.bodies { writer.string(body) }
    }
    writer.member("title", entry.title)
    if let meeting = entry.meeting {
      writer.name("meeting")
      writer.object { writer in
        writer.member("accession", "\(meeting.accession)")
        writer.member("title", meeting.title)
      }
    }
    writer.name("archive")
    writer.object { writer in
      writer.member("id", archive.id)
      writer.member("name", archive.name)
    }
    writer.member("recordedOn", recordedOn)
    if let quote {
      writer.member("quote", quote.text)
      writer.member("quotedFrom", quote.field)
    }
    writer.name("sources")
    writer.array { writer in
      for source in sources { writer.value(source) }
    }
    entry.writeRetraction(to: &writer)
    entry.writeRedactions(to: &writer)
    writer.name("citation")
    writer.object { writer in
      for (language, text) in texts { writer.member(language, text) }
    }
  }

  private func writeEvidence(to writer: inout JSONWriter) {
    writer.name("position")
    writer.integer(Int(proof.position.rawValue))
    writer.name("checkpoint")
    writer.object { writer in
      writer.name("size")
      writer.integer(Int(proof.checkpoint.size))
      writer.member("root", proof.checkpoint.base64Root)
      writer.member("note", "\(proof.checkpoint)")
    }
    writer.name("proof")
    writer.raw(Proof.inclusion(proof).json)
    guard !others.isEmpty else { return }
    writer.name("others")
    writer.array { writer in
      for proof in others { writer.raw(Proof.inclusion(proof).json) }
    }
  }
}
