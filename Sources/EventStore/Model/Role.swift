/// The role in which somebody recorded an event, never a private person's name.
///
/// 1 to 64 characters of `a` to `z`, `0` to `9`, `.`, `_` and `-`.
public struct Role: Hashable, Sendable {
  /// The role as the log writes it.
  public let name: String

  /// The longest name, in characters.
  public static let longestName = 64

  /// The role of whoever records minutes, unless told otherwise.
  public static let clerk = Role(unchecked: "clerk")

  /// Makes a role, or nothing where the name is not of the form above.
  public init?(_ name: String) {
    guard Role.isName(name.utf8) else { return nil }
    self.name = name
  }

  init(unchecked name: String) { self.name = name }

  static func isName(_ bytes: some Collection<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.count <= longestName && bytes.allSatisfy(isNameByte)
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
