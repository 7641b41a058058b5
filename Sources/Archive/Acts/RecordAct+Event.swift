import EventStore

extension RecordAct {
  static let correction = type("RecordCorrected")
  static let retraction = type("RecordRetracted")
  static let redaction = type("RecordRedacted")
  static let reclassification = type("RecordReclassified")
  static let conflict = type("ConflictNoted")

  private static func type(_ name: String) -> EventType {
    guard let type = EventType(name) else { preconditionFailure("\(name) is no event type") }
    return type
  }

  /// The type of the event that records the act.
  var eventType: EventType {
    switch self {
    case .corrected: RecordAct.correction
    case .retracted: RecordAct.retraction
    case .redacted: RecordAct.redaction
    case .reclassified: RecordAct.reclassification
    case .disputed: RecordAct.conflict
    }
  }

  /// Whether an event records an act about a record.
  static func isRecorded(by event: RecordedEvent) -> Bool {
    event.isOf(correction) || event.isOf(retraction) || event.isOf(redaction)
      || event.isOf(reclassification) || event.isOf(conflict)
  }

  /// The event that records the act; of a redaction, without what remains of the payloads.
  func event(about target: AccessionNumber) -> ProposedEvent {
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("target")
      writer.string("\(target)")
      write(to: &writer)
    }
    return ProposedEvent(type: eventType, data: writer.bytes)
  }

  /// Writes what was done as members of an object.
  func write(to writer: inout JSONWriter) {
    switch self {
    case .corrected(let correction): correction.write(to: &writer)
    case .retracted(let retraction): retraction.write(to: &writer)
    case .redacted(let redaction): redaction.write(to: &writer)
    case .reclassified(let decision): decision.write(to: &writer)
    case .disputed(let conflict): conflict.write(to: &writer)
    }
  }
}

extension Correction {
  /// Writes the change and its ground as members of an object.
  func write(to writer: inout JSONWriter) {
    change.write(to: &writer)
    writer.member("reason", reason.rawValue)
    writer.member("explanation", explanation)
    writer.member("authority", authority)
  }
}

extension FieldChange {
  /// Writes the field and its values as members of an object.
  func write(to writer: inout JSONWriter) {
    writer.member("field", "\(path)")
    for (name, value) in [("old", old), ("new", new)] {
      guard let value else { continue }
      writer.name(name)
      writer.raw(value)
    }
  }
}

extension Reclassification {
  /// Writes the decision as members of an object.
  func write(to writer: inout JSONWriter) {
    writer.member("openness", openness.rawValue)
    writer.member("condition", condition)
    writer.member("basis", basis)
    writer.member("reviewer", reviewer)
  }
}

extension Retraction {
  /// Writes the reasons as members of an object.
  func write(to writer: inout JSONWriter) {
    writer.member("reason", reason.rawValue)
    writer.member("explanation", explanation)
    writer.member("authority", authority)
    writer.member("replacedBy", replacedBy.map { "\($0)" })
  }
}

extension RecordRedaction {
  /// Writes the fields and the ground as members of an object.
  func write(to writer: inout JSONWriter) {
    writer.name("fields")
    writer.array { writer in
      for field in fields { writer.string("\(field)") }
    }
    writer.member("ground", ground)
    writer.member("authority", authority)
  }
}

extension JSONWriter {
  /// Writes a member that is a string, where there is one.
  mutating func member(_ name: String, _ value: String?) {
    guard let value else { return }
    self.name(name)
    string(value)
  }
}

extension RecordedAct {
  /// Reads the act that an event records; nothing where it records none, or none that is known.
  init?(_ event: RecordedEvent, _ payload: JSONValue) {
    guard let target = payload["target"]?.string.flatMap({ AccessionNumber($0) }),
      target.serial == event.stream.serial,
      [Streams.meeting, Streams.document].contains(event.stream.category),
      let act = RecordAct(event, payload)
    else { return nil }
    self.init(
      target: target, act: act, event: event.type, position: event.position,
      recordedAt: event.recordedAt)
  }
}

extension RecordAct {
  fileprivate init?(_ event: RecordedEvent, _ payload: JSONValue) {
    func text(_ name: String) -> String? { payload[name]?.string }
    if event.isOf(RecordAct.correction) {
      guard let path = text("field").flatMap({ FieldPath($0) }),
        let reason = text("reason").flatMap({ Correction.Reason(rawValue: $0) })
      else { return nil }
      let change = FieldChange(
        path: path, old: payload["old"].map { PayloadDifference.bytes($0) },
        new: payload["new"].map { PayloadDifference.bytes($0) })
      self = .corrected(
        Correction(
          change, reason: reason, authority: text("authority") ?? "",
          explanation: text("explanation")))
    } else if event.isOf(RecordAct.retraction) {
      guard let reason = text("reason").flatMap({ Retraction.Reason(rawValue: $0) }) else {
        return nil
      }
      self = .retracted(
        Retraction(
          reason: reason, explanation: text("explanation"), authority: text("authority") ?? "",
          replacedBy: text("replacedBy").flatMap { AccessionNumber($0) }))
    } else if event.isOf(RecordAct.redaction) {
      let fields = payload["fields"]?.elements.compactMap { $0.string.flatMap { FieldPath($0) } }
      self = .redacted(
        RecordRedaction(
          fields: fields ?? [], ground: text("ground") ?? "", authority: text("authority") ?? ""))
    } else if event.isOf(RecordAct.reclassification) {
      guard let openness = text("openness").flatMap({ Openness(rawValue: $0) }) else { return nil }
      self = .reclassified(
        Reclassification(
          openness: openness, condition: text("condition"), basis: text("basis") ?? "",
          reviewer: text("reviewer") ?? ""))
    } else if event.isOf(RecordAct.conflict), let conflict = Conflict(payload) {
      self = .disputed(conflict)
    } else {
      return nil
    }
  }
}
