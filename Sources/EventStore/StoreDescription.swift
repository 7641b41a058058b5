/// What an archive says of itself in `archive.json`, written once when it is founded.
///
///     {"format":1,"id":"<uuid>","name":"…","zone":"Asia/Shanghai","created":"<RFC 3339>"}
public struct StoreDescription: Hashable, Sendable {
  /// The archive's identity, a UUID in lower case.
  public var id: String
  /// What people call it.
  public var name: String
  /// The time zone in which its days begin and end, by its name in the IANA database.
  public var zone: String
  /// When it was founded.
  public var created: Timestamp

  /// The checkpoint's first line: `archivist/` and the id.
  public var origin: String { "archivist/\(id)" }

  /// The bytes of the file.
  package func encoded() -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("format")
      writer.integer(EventStore.format)
      writer.name("id")
      writer.string(id)
      writer.name("name")
      writer.string(name)
      writer.name("zone")
      writer.string(zone)
      writer.name("created")
      writer.string(created.description)
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  /// Reads the bytes of the file; a later format is told before anything else is looked at.
  static func decode(
    _ bytes: [UInt8], at location: String
  ) throws(EventStoreError) -> StoreDescription {
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(bytes)
    } catch {
      throw .descriptionUnreadable(location: location, reason: .json(error))
    }
    let root = document.root
    guard let format = root["format"]?.integer, format >= 1 else {
      throw .descriptionUnreadable(location: location, reason: .noFormat)
    }
    guard format == EventStore.format else {
      throw .newerFormat(location: location, format: format)
    }
    guard let id = root["id"]?.string, isIdentity(id) else {
      throw .descriptionUnreadable(location: location, reason: .identity)
    }
    guard let name = root["name"]?.string, let zone = root["zone"]?.string else {
      throw .descriptionUnreadable(location: location, reason: .nameOrZone)
    }
    guard let created = root["created"]?.string.flatMap({ Timestamp($0) }) else {
      throw .descriptionUnreadable(location: location, reason: .moment)
    }
    return StoreDescription(id: id, name: name, zone: zone, created: created)
  }

  /// Whether a text is a UUID in lower case, of any version.
  private static func isIdentity(_ text: String) -> Bool {
    text.utf8.count == EventID.length
      && text.utf8.enumerated().allSatisfy { offset, byte in
        switch offset {
        case 8, 13, 18, 23: byte == UInt8(ascii: "-")
        default: Hexadecimal.value(byte) != nil
        }
      }
  }
}
