/// Numbers as text that a script reads quickly: five bits to a character, the lowest first, and a sixth bit
/// where more follow.
struct CompactNumbers {
  private(set) var bytes: [UInt8] = []

  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// Appends a number that is not negative.
  mutating func append(_ number: Int) {
    var rest = UInt(bitPattern: number)
    repeat {
      let bits = Int(rest & 31)
      rest >>= 5
      bytes.append(CompactNumbers.digits[rest > 0 ? bits | 32 : bits])
    } while rest > 0
  }

  /// Appends a number that may be negative.
  mutating func append(signed number: Int) {
    append(number < 0 ? -2 * number - 1 : 2 * number)
  }
}
