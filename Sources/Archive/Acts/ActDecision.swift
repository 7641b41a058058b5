import EventStore

/// What somebody wants done about a record that is recorded.
enum ActCommand {
  /// Give fields other values, if they have the ones believed.
  case correct([RequestedChange], believing: [RequestedChange], CorrectionGround)
  /// Make the record what these minutes say; it must not have changed since this revision.
  case correctTo(RecordDraft, revision: UInt64?, CorrectionGround)
  /// Withdraw the record.
  case retract(Retraction)
  /// Decide anew to whom it may be given.
  case reclassify(Reclassification)
  /// Note what another source says.
  case dispute(OtherStatement)
}

/// Why a record is corrected, and on whose word.
public struct CorrectionGround: Hashable, Sendable {
  /// What was wrong.
  public let reason: Correction.Reason
  /// On whose word it is corrected.
  public let authority: String
  /// More words about it.
  public let explanation: String?

  /// Makes a ground.
  public init(reason: Correction.Reason, authority: String, explanation: String? = nil) {
    self.reason = reason
    self.authority = authority
    self.explanation = explanation
  }
}

/// One act about one record, decided and not yet recorded.
struct DecidedAct: Hashable, Sendable {
  let target: AccessionNumber
  let act: RecordAct
}

/// Decides what is to be recorded about a record, or an item of one; depends on nothing else.
func decide(
  _ command: ActCommand, about number: AccessionNumber, _ known: KnownRecord
) throws(ActRefusal) -> [DecidedAct] {
  // What was withdrawn stays in the log, so that it may have to be closed all the same.
  let isReview = if case .reclassify = command { true } else { false }
  if !isReview, let retraction = known.retraction(of: number) {
    throw .wasRetracted(retraction.target, retraction.position)
  }
  switch command {
  case .correct(let requests, let beliefs, let ground):
    return try correct(requests, beliefs, ground, number, known)
  case .correctTo(let draft, let revision, let ground):
    return try correct(to: draft, revision, ground, known)
  case .retract(let retraction):
    guard retraction.replacedBy != number else { throw .replacesItself }
    return [DecidedAct(target: number, act: .retracted(retraction))]
  case .reclassify(let decision):
    guard decision.openness == .conditional || decision.condition == nil else {
      throw .conditionWithout(decision.openness)
    }
    guard known.statedOpenness(of: number) != (decision.openness, decision.condition) else {
      throw .isOpenSo(decision.openness)
    }
    return [DecidedAct(target: number, act: .reclassified(decision))]
  case .dispute(let other): return try decide(other, about: number, known)
  }
}

private func correct(
  _ requests: [RequestedChange], _ beliefs: [RequestedChange], _ ground: CorrectionGround,
  _ number: AccessionNumber, _ known: KnownRecord
) throws(ActRefusal) -> [DecidedAct] {
  guard let kind = known.kind(of: number), let content = known.content(of: number),
    var root = try? JSONDocument(Array(content)).root
  else { throw .unreadableRecord }
  let old = root
  for belief in beliefs {
    let path = try belief.path(in: kind)
    let actual = path.value(in: old).map { PayloadDifference.bytes($0) }
    guard try belief.json(at: path, of: kind) == actual else {
      throw .isNot(path, believed: belief.value, actual: path.value(in: old).map(text))
    }
  }
  let edit = PayloadEdit(MinutesSchema.schema(of: kind))
  for request in requests {
    let path = try request.path(in: kind)
    guard path.member != "openness", path.member != "condition" else {
      throw .belongsToReview(path)
    }
    let erased = known.redactedFields(of: number)
    if let field = erased.first(where: { path.isWithin($0) || $0.isWithin(path) }) {
      throw .wasErased(field)
    }
    let new = try request.json(at: path, of: kind)
    if path.value(in: root).map({ PayloadDifference.bytes($0) }) == new { throw .isSoAlready(path) }
    guard let next = try? JSONDocument(edit.set(path, to: new, in: root)).root,
      path.value(in: next).map({ PayloadDifference.bytes($0) }) == new
    else { throw .leadsNowhere(path) }
    root = next
  }
  return try corrections(from: old, to: root, kind, number, ground, known)
}

private func correct(
  to draft: RecordDraft, _ revision: UInt64?, _ ground: CorrectionGround, _ known: KnownRecord
) throws(ActRefusal) -> [DecidedAct] {
  guard revision == nil || revision == known.revision else { throw .changedMeanwhile }
  guard draft.kind == known.kind else { throw .otherRecord }
  let items = draft.itemPayloads
  guard items.count == known.items.count else {
    throw .otherItems(found: items.count, recorded: known.items.count)
  }
  var acts: [DecidedAct] = []
  let contents = [(kind: draft.kind, payload: draft.payload)] + items
  for (index, content) in contents.enumerated() {
    let number = AccessionNumber(serial: known.serial, item: index)
    guard let kind = known.kind(of: number), kind == content.kind else { throw .otherRecord }
    guard let present = known.content(of: number), present != content.payload,
      let old = try? JSONDocument(Array(present)).root,
      let read = try? JSONDocument(Array(content.payload)).root,
      let new = withoutPlaceholders(read, in: old, known.redactedFields(of: number), kind)
    else { continue }
    if let retraction = known.retraction(of: number) {
      throw .wasRetracted(number, retraction.position)
    }
    acts += try corrections(from: old, to: new, kind, number, ground, known)
  }
  guard !acts.isEmpty else { throw .changesNothing }
  return acts
}

/// What an editor gave back, without the blocks that were printed in place of what was erased; nothing
/// where that is what the record says.
private func withoutPlaceholders(
  _ content: JSONValue, in old: JSONValue, _ erased: [FieldPath], _ kind: RecordKind
) -> JSONValue? {
  let printed = erased.filter { field in
    field.value(in: old) == nil
      && field.value(in: content)?.isString(ErasedWords.placeholder) ?? false
  }
  let bytes = FieldErasure(MinutesSchema.schema(of: kind)).erase(printed, in: content)
  guard bytes != PayloadDifference.bytes(old) else { return nil }
  return try? JSONDocument(bytes).root
}

/// One correction for each field in which two contents differ, the new one checked like minutes.
private func corrections(
  from old: JSONValue, to new: JSONValue, _ kind: RecordKind, _ number: AccessionNumber,
  _ ground: CorrectionGround, _ known: KnownRecord
) throws(ActRefusal) -> [DecidedAct] {
  var reader = RecordReader()
  let erased = known.redactedFields(of: number)
  let payload = reader.read(payload: new, of: kind)
  let problems = reader.problems.map(\.problem).filter { !$0.mayFollow(fromErasing: erased) }
  guard problems.isEmpty, let sound = try? JSONDocument(payload).root else {
    throw .unsound(problems)
  }
  let changes = PayloadDifference(from: old, to: sound).changes
  guard !changes.isEmpty else { throw .changesNothing }
  return try changes.map { change throws(ActRefusal) in
    if let field = erased.first(where: { change.path.isWithin($0) }) { throw .wasErased(field) }
    guard change.path.member != "openness", change.path.member != "condition" else {
      throw .belongsToReview(change.path)
    }
    let correction = Correction(
      change, reason: ground.reason, authority: ground.authority, explanation: ground.explanation)
    return DecidedAct(target: number, act: .corrected(correction))
  }
}

/// A value as a person reads it.
private func text(_ value: JSONValue) -> String {
  value.string ?? String(decoding: value.source, as: UTF8.self)
}

extension MinutesProblem {
  /// Whether the problem is no more than that something was erased.
  fileprivate func mayFollow(fromErasing erased: [FieldPath]) -> Bool {
    guard !erased.isEmpty else { return false }
    return switch self {
    case .missingMember, .needsOne, .withoutWords: true
    default: false
    }
  }
}

extension KnownRecord {
  /// What was decided or stated last about the openness of the record or of one of its items.
  func statedOpenness(of number: AccessionNumber) -> (Openness, String?)? {
    for act in acts.reversed() {
      guard act.target == number, case .reclassified(let decision) = act.act else { continue }
      return (decision.openness, decision.condition)
    }
    guard let content = content(of: number), let root = try? JSONDocument(Array(content)).root,
      let stated = root["openness"]?.string.flatMap({ Openness(rawValue: $0) })
    else { return nil }
    return (stated, root["condition"]?.string)
  }
}

private func != (a: (Openness, String?)?, b: (Openness, String?)) -> Bool {
  guard let a else { return true }
  return a.0 != b.0 || a.1 != b.1
}
