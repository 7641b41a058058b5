/// What kind of thing happened: `MeetingRecorded`.
///
/// 1 to 64 ASCII letters and digits. A type that begins with `$` belongs to the log itself.
public struct EventType: Hashable, Sendable {
  /// The type as the log writes it.
  public let name: String

  /// The longest name, in characters.
  public static let longestName = 64

  /// Makes a type, or nothing where the name is not of the form above.
  public init?(_ name: String) {
    guard EventType.isName(name.utf8) else { return nil }
    self.name = name
  }

  init(unchecked name: String) { self.name = name }

  /// Says that payloads were taken out: `{"positions":[17,23],"ground":"…"}`.
  static let redacted = EventType(unchecked: "$Redacted")
  /// Says what the log was restored from: `{"from":{"origin","size","root"},"erased":[17]}`.
  static let restored = EventType(unchecked: "$Restored")

  /// Whether the type belongs to the log itself.
  public var belongsToLog: Bool { name.utf8.first == UInt8(ascii: "$") }

  static func isName(_ bytes: some Collection<UInt8>) -> Bool {
    guard let first = bytes.first, bytes.count <= longestName else { return false }
    let rest = first == UInt8(ascii: "$") ? bytes.dropFirst() : bytes.dropFirst(0)
    return !rest.isEmpty && rest.allSatisfy(isNameByte)
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
