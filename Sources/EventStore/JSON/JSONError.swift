/// Why bytes are not one acceptable JSON value, and where.
public struct JSONError: Error, Hashable, Sendable {
  /// The offset of the byte at which reading stopped.
  public var offset: Int
  /// The value in which it stopped, as `$.items[2].title`.
  public var path: String
  /// What is wrong there.
  public var problem: Problem

  /// What is wrong.
  public enum Problem: Hashable, Sendable {
    /// Another byte was expected.
    case unexpected(found: UInt8, expected: Expectation)
    /// The bytes end inside the value.
    case endsTooSoon(expected: Expectation)
    /// Something stands behind the value.
    case contentAfterValue
    /// A control character stands in a string without an escape.
    case controlCharacter(UInt8)
    /// A backslash is followed by something that is no escape.
    case escape
    /// Half of a surrogate pair stands alone.
    case loneSurrogate
    /// The bytes are not UTF-8.
    case notUTF8
    /// An integer lies beyond 2⁵³, where not every reader represents it exactly.
    case integerTooLarge
    /// Arrays and objects nest deeper than 64 levels.
    case tooDeep
    /// An object has two members of one name.
    case duplicateMember(String)
    /// There are 4 GiB of bytes or more.
    case tooLong
  }
}

extension JSONError {
  /// What should have stood there.
  public enum Expectation: Hashable, Sendable {
    /// A value.
    case value
    /// The name of a member.
    case name
    /// The name of a member, which begins with a quotation mark.
    case quotedName
    /// A comma, or the bracket that ends the object or array.
    case commaOr(UInt8)
    /// This ASCII character.
    case character(UInt8)
    /// A digit.
    case digit
    /// A number that does not begin with a zero it does not need.
    case noLeadingZeros
    /// What follows a backslash.
    case escape
    /// What follows `\u`.
    case hexadecimalDigits
    /// An object.
    case object
    /// An object and nothing else.
    case nothingBehindObject
    /// An object that takes no more than one line.
    case objectOnOneLine
  }
}

extension JSONError.Expectation: CustomStringConvertible {
  /// What was expected, in words.
  public var description: String {
    switch self {
    case .value: "a value"
    case .name: "the name of a member"
    case .quotedName: "the name of a member in quotation marks"
    case .commaOr(let bracket): "',' or '\(Character(Unicode.Scalar(bracket)))'"
    case .character(let character): "'\(Character(Unicode.Scalar(character)))'"
    case .digit: "a digit"
    case .noLeadingZeros: "a number without leading zeros"
    case .escape: "an escape"
    case .hexadecimalDigits: "four hexadecimal digits"
    case .object: "an object"
    case .nothingBehindObject: "nothing behind the object"
    case .objectOnOneLine: "an object on one line"
    }
  }
}

extension JSONError.Problem: CustomStringConvertible {
  /// What is wrong, in words.
  public var description: String {
    switch self {
    case .unexpected(let found, let expected): "found \(name(of: found)), expected \(expected)"
    case .endsTooSoon(let expected): "the text ends here, expected \(expected)"
    case .contentAfterValue: "something stands behind the value, expected nothing"
    case .controlCharacter(let byte):
      "found \(name(of: byte)) in a string, expected an escape such as \\n or \\u00XX"
    case .escape:
      "found an unknown escape, expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t, or \\u and four hexadecimal digits"
    case .loneSurrogate: "found half of a surrogate pair, expected both halves or none"
    case .notUTF8: "found bytes that are not UTF-8"
    case .integerTooLarge: "found an integer beyond 2^53 (9007199254740992)"
    case .tooDeep: "arrays and objects nest deeper than \(JSONDocument.deepest) levels"
    case .duplicateMember(let member): "the member \"\(member)\" stands here twice"
    case .tooLong: "the text has 4 GiB or more"
    }
  }

  private func name(of byte: UInt8) -> String {
    switch byte {
    case 0: "a NUL byte"
    case UInt8(ascii: "\n"): "the end of the line"
    case UInt8(ascii: "\t"): "a tab"
    case 0x20: "a space"
    case 0x21...0x7E: "'\(Character(Unicode.Scalar(byte)))'"
    case 0x80...: "a character outside of ASCII"
    default:
      "the control character U+00\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))"
    }
  }
}
