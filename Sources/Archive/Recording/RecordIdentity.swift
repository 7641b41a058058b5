import EventStore

/// What makes two minutes speak of the same record.
///
/// Two are the same meeting when leading body, term, series, ordinal, sitting and date are equal,
/// and without an ordinal also the title; the same document when the number is equal, and without
/// one when issuers, title and date are. Texts are compared after normalisation.
public struct RecordIdentity: Hashable, Sendable {
  private let key: [UInt8]

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
      builder.add(payload["body"]?.elements.first { _ in true })
      builder.add(payload["term"].flatMap { OrdinalText.value($0, .term) }.map(String.init))
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

  /// The members that an identity is made of.
  static let members: Set<String> = [
    "body", "term", "series", "ordinal", "sitting", "date", "title", "number", "issuers", "adopted",
    "signed", "issued", "published",
  ]

  /// The first known of the dates on which a document was adopted, signed, issued and published.
  static func date(ofDocument payload: JSONValue) -> PartialDate {
    for name in ["adopted", "signed", "issued", "published"] {
      if let date = payload[name]?.string.flatMap({ PartialDate($0) }), date != .unknown {
        return date
      }
    }
    return .unknown
  }

  private struct Builder {
    var key: [UInt8] = []

    /// Adds a part; one that is absent differs from every one that is there.
    mutating func add(_ part: String?) { add(bytes: part?.utf8) }

    mutating func add(_ part: JSONValue?) { add(bytes: part?.stringBytes) }

    private mutating func add(bytes part: (some Collection<UInt8>)?) {
      guard let part else {
        key.append(0x1E)
        return
      }
      for byte in Normalizer.normalize(part) where byte != 0x20 { key.append(byte) }
      key.append(0x1F)
    }
  }
}
