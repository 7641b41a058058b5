import EventStore

/// Takes fields out of payloads.
struct FieldErasure {
  private let edit: PayloadEdit

  /// - Parameter schema: Tells the order of members.
  init(_ schema: ObjectSchema) { edit = PayloadEdit(schema) }

  /// A payload without fields; an element of a list is emptied and keeps its place, so that paths of
  /// corrections still lead where they led.
  func erase(_ fields: [FieldPath], in payload: JSONValue) -> [UInt8] {
    var root = payload
    for field in fields {
      guard let value = field.value(in: root) else { continue }
      let rest = FieldErasure.rest(of: value, at: field)
      root = (try? JSONDocument(edit.set(field, to: rest, in: root)))?.root ?? root
    }
    return PayloadDifference.bytes(root)
  }

  /// What stays in the place of a value; nothing but for an element of a list.
  static func rest(of value: JSONValue, at field: FieldPath) -> [UInt8]? {
    guard case .element = field.steps.last else { return nil }
    return Array((value.kind == .object ? "{}" : "\"\(ErasedWords.block)\"").utf8)
  }
}
