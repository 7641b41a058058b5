import EventStore

/// What makes two minutes speak of the same record.
///
/// Two are the same meeting when leading body, term, series, ordinal, sitting and date are equal,
/// and without an ordinal also the title; the same document when the number is equal, and without
/// one when issuers, title and date are. Texts are compared after normalisation, and a term of
/// office that stands in the leading body's name counts as the term. That the body may have had other
/// names is the register's business.
public struct RecordIdentity: Hashable, Sendable {
  private let key: [UInt8]
  /// Where the leading body's name stands in the key of a meeting; empty in that of a document.
  private let body: Range<Int>

  /// What the derived index of records finds it by.
  var indexKey: KeyIndex.Key { KeyIndex.Key(hashOf: key) }

  /// Hashes the whole key at once.
  public func hash(into hasher: inout Hasher) {
    key.withUnsafeBytes { hasher.combine(bytes: $0) }
  }

  /// The identity of a meeting or a document by its payload, or by the minutes that it was made of.
  init(_ kind: RecordKind, _ payload: JSONValue) {
    var builder = Builder()
    if kind == .document {
      body = 0..<0
      builder.add("document")
      if let number = payload["number"]?.string {
        builder.add(DocumentNumber(number).canonical)
      } else {
        builder.add(nil as String?)
        for issuer in payload["issuers"].map({ Array($0.elements) }) ?? [] { builder.add(issuer) }
        builder.add(payload["title"])
        builder.add(RecordIdentity.date(ofDocument: payload).description)
      }
    } else {
      builder.add("meeting")
      let start = builder.key.count
      let leading = payload["body"]?.elements.first { _ in true }?.stringBytes
      let named = leading.flatMap(RecordIdentity.nameWithTerm)
      if let named { builder.add(named.name) } else { builder.add(bytes: leading) }
      body = start..<max(start, builder.key.count - 1)
      let term = payload["term"].flatMap { OrdinalText.value($0, .term) } ?? named?.term
      builder.add(term.map(String.init))
      if let series = payload["series"] {
        builder.add(series)
      } else {
        // A body's plain meetings are the series that has no name of its own.
        builder.add(Query.plainSeries)
      }
      builder.add(payload["sitting"])
      builder.add(payload["date"])
      if let ordinal = payload["ordinal"].flatMap({ OrdinalText.value($0, .ordinal) }) {
        builder.add(String(ordinal))
      } else {
        builder.add(nil as String?)
        builder.add(payload["title"])
      }
    }
    key = builder.key
  }

  private init(key: [UInt8], body: Range<Int>) {
    self.key = key
    self.body = body
  }

  /// The leading body of a meeting as names are compared; empty of a document.
  var bodyKey: ArraySlice<UInt8> { key[body] }

  /// The name of the leading body of a meeting, normalised; empty of a document.
  var leadingBody: String { String(decoding: bodyKey, as: UTF8.self) }

  /// The identity of the meeting, had its leading body been called otherwise.
  func under(bodyKey name: [UInt8]) -> RecordIdentity {
    guard name[...] != bodyKey else { return self }
    return RecordIdentity(
      key: key[..<body.lowerBound] + name + key[body.upperBound...],
      body: body.lowerBound..<body.lowerBound + name.count)
  }

  /// The name of a body in which a term of office stands; nothing of any other.
  private static func nameWithTerm(_ bytes: ArraySlice<UInt8>) -> BodyName? {
    // 届 and 屆 alone end with these bytes among the characters that names are made of; looking for
    // them is cheaper than reading the name.
    var last: (UInt8, UInt8) = (0, 0)
    for byte in bytes {
      if (last == (0xE5, 0xB1) && (byte == 0x8A || byte == 0x86)) {
        let name = BodyName(String(decoding: bytes, as: UTF8.self))
        return name.term == nil ? nil : name
      }
      last = (last.1, byte)
    }
    return nil
  }

  /// The same identity among those with a mark, which no other has.
  func marked(_ mark: String) -> RecordIdentity {
    let mark = Array("\(mark)\u{1D}".utf8)
    return RecordIdentity(
      key: mark + key, body: body.lowerBound + mark.count..<body.upperBound + mark.count)
  }

  /// The members that an identity is made of.
  static let members = Set(IdentityMask.members)

  /// The first known of the dates on which a document was adopted, signed, issued and published.
  static func date(ofDocument payload: JSONValue) -> PartialDate {
    for name in ["adopted", "signed", "issued", "published"] {
      let date = payload[name]?.stringBytes.flatMap { PartialDate(utf8: $0) }
      if let date, date != .unknown { return date }
    }
    return .unknown
  }

  private struct Builder {
    var key: [UInt8] = []

    /// Most identities are shorter.
    init() { key.reserveCapacity(96) }

    /// Adds a part; one that is absent differs from every one that is there.
    mutating func add(_ part: String?) { add(bytes: part?.utf8) }

    mutating func add(_ part: JSONValue?) { add(bytes: part?.stringBytes) }

    mutating func add(bytes part: (some Collection<UInt8>)?) {
      guard let part else {
        key.append(0x1E)
        return
      }
      for byte in Normalizer.normalize(part) where byte != 0x20 { key.append(byte) }
      key.append(0x1F)
    }
  }
}
