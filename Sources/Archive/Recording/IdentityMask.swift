import EventStore

/// The members of a record's identity that were erased, so that it can only be found by the others.
///
/// Nothing is kept of what they said: who brings the same minutes again is recognised by all that was
/// not erased, and a trace that told more could be used to guess the rest.
struct IdentityMask: Hashable, Sendable, Comparable {
  /// One bit for each member.
  let bits: UInt64

  /// The members that an identity is made of, in the order of their bits, which derived files keep.
  static let members = [
    "body", "term", "series", "ordinal", "sitting", "date", "title", "number", "issuers", "adopted",
    "signed", "issued", "published",
  ]

  /// A mask that a derived file keeps; nothing where there is no such mask.
  init?(bits: UInt64) {
    guard bits > 0, bits < 1 << UInt64(IdentityMask.members.count) else { return nil }
    self.bits = bits
  }

  /// What is missing of the identity of a payload; nothing where its identity is whole.
  ///
  /// - Parameter erased: The fields that were erased in the record; a member in which words are
  ///   masked counts as well.
  init?(of payload: JSONValue, _ kind: RecordKind, erased: [FieldPath]) {
    let isWhole = { (name: String) -> Bool in
      !erased.contains { $0.member == name }
        && !(payload[name].map { ErasedWords.areMasked(in: $0) } ?? false)
    }
    var bits: UInt64 = 0
    for name in IdentityMask.used(by: payload, kind, isWhole) where !isWhole(name) {
      guard let bit = IdentityMask.members.firstIndex(of: name) else { continue }
      bits |= 1 << UInt64(bit)
    }
    guard let mask = IdentityMask(bits: bits) else { return nil }
    self = mask
  }

  /// The members that make the identity of a payload, were it whole.
  private static func used(
    by payload: JSONValue, _ kind: RecordKind, _ isWhole: (String) -> Bool
  ) -> [String] {
    if kind == .document {
      if payload["number"] != nil, isWhole("number") { return [] }
      return ["number", "issuers", "title", "adopted", "signed", "issued", "published"]
    }
    let own = ["body", "term", "series", "sitting", "date", "ordinal"]
    return payload["ordinal"] != nil && isWhole("ordinal") ? own : own + ["title"]
  }

  static func < (a: IdentityMask, b: IdentityMask) -> Bool { a.bits < b.bits }

  /// A payload without the members.
  func stripped(_ payload: JSONValue) -> JSONValue {
    var writer = JSONWriter()
    writer.object { writer in
      for member in payload.members {
        let name = member.name.string ?? ""
        let bit = IdentityMask.members.firstIndex(of: name)
        if let bit, bits & 1 << UInt64(bit) != 0 { continue }
        writer.name(name)
        writer.value(member.value)
      }
    }
    return (try? JSONDocument(writer.bytes))?.root ?? payload
  }
}

extension RecordIdentity {
  /// What is left of the identity of a payload without the members that were erased.
  ///
  /// Never that of a record that has no such members.
  init(_ kind: RecordKind, _ payload: JSONValue, without mask: IdentityMask?) {
    guard let mask else {
      self.init(kind, payload)
      return
    }
    self = RecordIdentity(kind, mask.stripped(payload)).marked("without \(mask.bits)")
  }
}
