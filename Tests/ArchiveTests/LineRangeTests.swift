import Testing

@testable import Archive

/// Lines of a source.
@Suite struct LineRangeTests {
  @Test(arguments: [
    ("L1", 1, 1), ("L3-L3", 3, 3), ("L1-L23", 1, 23), ("L999999999", 999_999_999, 999_999_999),
  ])
  func `a range is read`(text: String, first: Int, last: Int) {
    #expect(LineRange(text)?.first == first)
    #expect(LineRange(text)?.last == last)
  }

  @Test(arguments: [
    "", "L", "1", "L0", "L01", "l1", "L1-", "-L1", "L1-23", "L2-L1", "L1-L2-L3", "L1 - L2",
    "L1000000000", "L１", "L-1",
  ])
  func `what has another form is refused`(text: String) {
    #expect(LineRange(text) == nil)
  }
}
