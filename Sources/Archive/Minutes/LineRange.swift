/// Lines of a source text, counted from 1: `L3` or `L1-L23`.
struct LineRange: Hashable, Sendable {
  let first: Int
  let last: Int

  /// Reads a range; nothing where it has another form or ends before it begins.
  init?(_ text: some StringProtocol) {
    self.init(ArraySlice(text.utf8))
  }

  /// Reads a range of UTF-8.
  init?(_ text: ArraySlice<UInt8>) {
    let hyphen = text.firstIndex(of: UInt8(ascii: "-"))
    guard let first = LineRange.line(text[..<(hyphen ?? text.endIndex)]) else { return nil }
    self.first = first
    guard let hyphen else {
      last = first
      return
    }
    guard let last = LineRange.line(text[(hyphen + 1)...]), first <= last else { return nil }
    self.last = last
  }

  private static func line(_ text: ArraySlice<UInt8>) -> Int? {
    let digits = text.dropFirst()
    guard text.first == UInt8(ascii: "L"), (1...9).contains(digits.count),
      digits.first != UInt8(ascii: "0"),
      digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }
}
