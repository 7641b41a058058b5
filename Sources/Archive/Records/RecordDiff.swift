import EventStore

/// What happened to one record between two moments.
public struct RecordChange: Sendable {
  /// The record.
  public let accession: AccessionNumber
  /// What it is.
  public let kind: RecordKind
  /// Its title at the later moment.
  public let title: String
  /// What happened, in the order of the kinds.
  public let what: [Kind]
  /// The fields that say something else; none of a record that was added.
  public let fields: [FieldChange]

  /// What can happen to a record.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// It was recorded.
    case added
    /// It says something else.
    case corrected
    /// It was withdrawn.
    case retracted
    /// Something in it was erased.
    case redacted
    /// Its openness was decided anew.
    case reclassified
    /// Another source turned out to say something else.
    case disputed
  }
}

extension Archive {
  /// What changed in the record between two moments of recording, in the order of the numbers.
  ///
  /// Reads the log up to the later one, and no more of a record than is told of it; memory for every
  /// record.
  /// - Parameters:
  ///   - from: The earlier moment; nothing for the archive's beginning.
  ///   - to: The later moment; nothing for now.
  ///   - progress: Told after every event how many bytes of the log were read.
  public func changes(
    from: RecordingMoment?, to: RecordingMoment?, progress: (Int64) -> Void = { _ in }
  ) throws(ArchiveError) -> (changes: [RecordChange], damages: [Damage]) {
    let limit: RecordingLimit? =
      if let from { try RecordingLimit(from, in: store.description.zone) } else { nil }
    let end: RecordingLimit? =
      if let to { try RecordingLimit(to, in: store.description.zone) } else { nil }
    var ledger = try storing { () throws(EventStoreError) in
      try RecordLedger(reading: store, asOf: end, progress: progress)
    }
    let changes = ledger.changes(since: limit)
    return (changes, ledger.damages)
  }
}

extension RecordLedger {
  /// What changed since a moment; everything that is there where none is given.
  mutating func changes(since limit: RecordingLimit?) -> [RecordChange] {
    func wasThere(_ position: Position, _ recordedAt: Timestamp) -> Bool {
      limit?.includes(position, recordedAt) ?? false
    }
    var changes: [RecordChange] = []
    for place in records.indices {
      let record = records[place]
      if !wasThere(record.position, record.recordedAt) {
        // What was withdrawn before anybody looked was never there.
        guard !record.isRetracted, let content = content(of: place) else { continue }
        changes.append(change(place, content, [.added]))
      } else if !record.acts.isEmpty {
        let later = record.acts.filter { !wasThere($0.position, $0.recordedAt) }
        if !later.isEmpty, let found = change(place, by: later) { changes.append(found) }
      }
    }
    return changes.sorted { $0.accession < $1.accession }
  }

  /// What acts made of a record, taken together; nothing where everything is as it was.
  private mutating func change(_ place: Int, by acts: [RecordedAct]) -> RecordChange? {
    let edit = PayloadEdit(MinutesSchema.schema(of: records[place].kind))
    guard let present = content(of: place) else { return nil }
    var past = present
    var what: Set<RecordChange.Kind> = []
    for act in acts.reversed() {
      switch act.act {
      case .corrected(let correction):
        let change = correction.change
        if let undone = try? JSONDocument(edit.set(change.path, to: change.old, in: past)) {
          past = undone.root
        }
      case .retracted: what.insert(.retracted)
      case .redacted: what.insert(.redacted)
      case .reclassified: what.insert(.reclassified)
      case .disputed: what.insert(.disputed)
      }
    }
    let fields = PayloadDifference(from: past, to: present).changes
    if !fields.isEmpty { what.insert(.corrected) }
    guard !what.isEmpty else { return nil }
    return change(place, present, RecordChange.Kind.allCases.filter(what.contains), fields)
  }

  private func change(
    _ place: Int, _ content: JSONValue, _ what: [RecordChange.Kind], _ fields: [FieldChange] = []
  ) -> RecordChange {
    RecordChange(
      accession: records[place].accession, kind: records[place].kind,
      title: title(of: place, content), what: what, fields: fields)
  }
}

extension RecordChange {
  /// Writes the change as one JSON object.
  public func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("accession", "\(accession)")
      writer.member("kind", kind.rawValue)
      writer.member("title", title)
      writer.name("what")
      writer.array { writer in
        for kind in what { writer.string(kind.rawValue) }
      }
      guard !fields.isEmpty else { return }
      writer.name("fields")
      writer.array { writer in
        for field in fields {
          writer.object { field.write(to: &$0) }
        }
      }
    }
  }
}
