/// Lines of a source text, counted from 1: `L3` or `L1-L23`.
struct LineRange: Hashable, Sendable {
  let first: Int
  let last: Int

  /// Reads a range; nothing where it has another form or ends before it begins.
  init?(_ text: some StringProtocol) {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...2).contains(ends.count), let first = LineRange.line(ends[0]),
      let last = LineRange.line(ends[ends.count - 1]), first <= last
    else { return nil }
    self.first = first
    self.last = last
  }

  private static func line(_ text: some StringProtocol) -> Int? {
    let digits = text.utf8.dropFirst()
    guard text.utf8.first == UInt8(ascii: "L"), (1...9).contains(digits.count),
      digits.first != UInt8(ascii: "0"),
      digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }
}
