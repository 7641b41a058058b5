import Testing

@testable import Archive

/// The names of records.
@Suite struct AccessionNumberTests {
  @Test(arguments: ["1", "17", "17.3", "1.1", "100", "123456789012345", "17.10"])
  func `a number reads back what it prints`(text: String) {
    #expect(AccessionNumber(text)?.description == text)
  }

  @Test(arguments: [
    "", ".", "0", "017", "17.", ".3", "17.0", "17.03", "17.3.1", "-17", "+17", "17,3", " 17", "17 ",
    "a",
    "１７", "十七", "1234567890123456", "17.-3", "17..3",
  ])
  func `what has another form is refused`(text: String) {
    #expect(AccessionNumber(text) == nil)
  }

  @Test func `a meeting stands before its items, and both in the order of numbers`() {
    let texts = ["1", "2", "2.1", "2.2", "2.10", "3", "10", "10.1"]
    let numbers = texts.compactMap { AccessionNumber($0) }
    #expect(numbers.shuffled().sorted().map(\.description) == texts)
  }
}
