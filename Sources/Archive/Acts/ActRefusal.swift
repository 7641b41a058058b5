import EventStore

/// Why the archive does not do what somebody asked about a record; nothing was recorded then.
public indirect enum ActRefusal: Error, Hashable, Sendable {
  /// A record of this kind has no such field.
  case unknownField(String, of: RecordKind, nearest: String?)
  /// The way to the field leads through something that the record does not have.
  case leadsNowhere(FieldPath)
  /// The value is not what the field takes, which is told.
  case unreadable(String, FieldPath, expected: String)
  /// The record would not be sound with the new value.
  case unsound([MinutesProblem])
  /// The field says something else than the clerk believes; its value, where it has one.
  case isNot(FieldPath, believed: String, actual: String?)
  /// The field has the value already.
  case isSoAlready(FieldPath)
  /// Nothing would change.
  case changesNothing
  /// The field was erased, and a correction must not bring it back.
  case wasErased(FieldPath)
  /// Openness is decided by reviewing it, not by correcting it.
  case belongsToReview(FieldPath)
  /// The record was withdrawn at this position.
  case wasRetracted(AccessionNumber, Position)
  /// The record cannot stand in its own place.
  case replacesItself
  /// Another record has the identity that this one would get.
  case identityTaken(by: AccessionNumber)
  /// The record is this open already.
  case isOpenSo(Openness)
  /// A condition stands only beside conditional openness.
  case conditionWithout(Openness)
  /// It is noted already that this source says so.
  case isNotedAlready(FieldPath, source: String)
  /// The record was changed by somebody else since it was opened.
  case changedMeanwhile
  /// The minutes are not one record of the same kind.
  case otherRecord
  /// The minutes have another number of items.
  case otherItems(found: Int, recorded: Int)
  /// Nothing can be read of the record any more.
  case unreadableRecord
}

extension ActRefusal: CustomStringConvertible {
  /// The reason, and what to do.
  public var description: String {
    switch self {
    case .unknownField(let field, let kind, let nearest):
      "\(MinutesSchema.schema(of: kind).name) has no field '\(field)'"
        + (nearest.map { "; did you mean \($0)?" } ?? "")
    case .leadsNowhere(let path):
      "there is nothing at \(path) yet; give the whole of \(path.member) as JSON"
    case .unreadable(let value, let path, let expected):
      "'\(value)' is no value of \(path); expected \(expected)"
    case .unsound(let problems):
      "the record would not be sound: " + problems.map { "\($0)" }.joined(separator: "; ")
    case .isNot(let path, let believed, let actual):
      actual.map { "\(path) is not '\(believed)' but '\($0)'" }
        ?? "\(path) is not '\(believed)'; the record does not have it"
    case .isSoAlready(let path): "\(path) has this value already"
    case .changesNothing: "nothing would change"
    case .wasErased(let path): "\(path) was erased; a correction must not bring it back"
    case .belongsToReview(let path): "\(path) is decided by 'archivist reclassify', not corrected"
    case .wasRetracted(let number, let position):
      "\(number) was withdrawn at position \(position)"
    case .replacesItself: "a record cannot stand in its own place"
    case .identityTaken(let other):
      "it would be the same record as \(other); retract one of them as a duplicate"
    case .isOpenSo(let openness): "it is \(openness.rawValue) already"
    case .conditionWithout(let openness):
      "a condition stands beside conditional openness only, not beside \(openness.rawValue)"
    case .isNotedAlready(let path, let source):
      "it is noted already what \(source) says of \(path)"
    case .changedMeanwhile: "somebody else has changed the record; begin again"
    case .otherRecord: "the text is not one record of the same kind"
    case .otherItems(let found, let recorded):
      """
      the text has \(found) items and the record \(recorded); add items with 'append --to', withdraw \
      one with 'retract'
      """
    case .unreadableRecord: "nothing can be read of the record any more"
    }
  }
}
