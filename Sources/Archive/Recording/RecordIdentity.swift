import EventStore

/// What makes two minutes speak of the same record.
///
/// Two are the same meeting when leading body, term, series, ordinal, sitting and date are equal,
/// and without an ordinal also the title; the same document when the number is equal, and without
/// one when issuers, title and date are. Texts are compared after normalisation.
public struct RecordIdentity: Hashable, Sendable {
  private let key: [UInt8]

  /// The identity of a meeting or a document by its payload.
  init(_ kind: RecordKind, _ payload: JSONValue) {
    var builder = Builder()
    if kind == .document {
      builder.add("document")
      if let number = payload["number"]?.string {
        builder.add(DocumentNumber(number).canonical)
      } else {
        builder.add(nil)
        for issuer in payload["issuers"]?.elements.compactMap(\.string) ?? [] {
          builder.add(issuer)
        }
        builder.add(payload["title"]?.string)
        builder.add(RecordIdentity.date(ofDocument: payload).description)
      }
    } else {
      builder.add("meeting")
      builder.add(payload["body"]?.elements.first { _ in true }?.string)
      builder.add(payload["term"]?.integer.map(String.init))
      // A body's plain meetings are the series that has no name of its own.
      builder.add(payload["series"]?.string ?? Query.plainSeries)
      builder.add(payload["sitting"]?.string)
      builder.add(payload["date"]?.string)
      if let ordinal = payload["ordinal"]?.integer {
        builder.add(String(ordinal))
      } else {
        builder.add(nil)
        builder.add(payload["title"]?.string)
      }
    }
    key = builder.key
  }

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
    mutating func add(_ part: String?) {
      if let part {
        key.append(contentsOf: Normalizer.normalize(part).filter { $0 != 0x20 })
        key.append(0x1F)
      } else {
        key.append(0x1E)
      }
    }
  }
}
