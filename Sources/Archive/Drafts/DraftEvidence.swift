/// Where a field of a draft comes from.
public struct DraftEvidence: Sendable {
  /// The field, as a JSON Pointer (RFC 6901) into its record: `/date`, `/items/0/subject`.
  public let path: String
  /// The lines of the page, from 1.
  public let lines: ClosedRange<Int>
  /// The characters of the page (Unicode scalars, from 0), from the first of the words to the last.
  public let characters: Range<Int>
  /// The words themselves, unwrapped.
  public let quote: String
  /// Why somebody should look at it; nothing where the words say it plainly.
  public let doubt: DraftDoubt?
  /// How often a field found in this way was right in the labelled articles that nobody tuned on, from
  /// 0 to 1; see `Documentation/Drafts.md`.
  public let confidence: Double

  init(
    _ path: String, _ passage: Passage, confidence: DraftConfidence, doubt: DraftDoubt? = nil,
    of page: SourcePlaces
  ) {
    self.path = path
    lines = page.lines(of: passage)
    characters = page.characters(of: passage)
    quote = passage.string
    self.doubt = doubt
    self.confidence = doubt == nil ? confidence.rawValue : DraftConfidence.doubtful.rawValue
  }
}

/// What the measurement of `Scripts/draft-accuracy` says of each kind of field.
enum DraftConfidence: Double, Sendable {
  /// Numbers and days that stand in the sentence itself.
  case plain = 0.99
  /// Organs, people and their offices.
  case name = 0.97
  /// What the meeting did.
  case act = 0.95
  /// What somebody must look at.
  case doubtful = 0.5
}

/// Finds lines and characters of a page.
struct SourcePlaces: Sendable {
  private let text: PageText
  private let page: [UInt8]
  /// The number of characters in front of every so many bytes.
  private let before: [Int]

  private static let step = 128

  init(_ text: PageText, _ page: [UInt8]) {
    self.text = text
    self.page = page
    var before: [Int] = []
    before.reserveCapacity(page.count / SourcePlaces.step + 1)
    var count = 0
    for at in page.indices {
      if at % SourcePlaces.step == 0 { before.append(count) }
      if page[at] & 0xC0 != 0x80 { count += 1 }
    }
    self.before = before
  }

  func lines(of passage: Passage) -> ClosedRange<Int> {
    let first = text.line(of: passage.start)
    return first...max(first, text.line(of: max(passage.start, passage.end - 1)))
  }

  func characters(of passage: Passage) -> Range<Int> {
    guard !passage.isEmpty else { return 0..<0 }
    let last = passage.end - 1
    return character(Int(text.places[passage.start]))..<character(Int(text.places[last])) + 1
  }

  private func character(_ place: Int) -> Int {
    let block = place / SourcePlaces.step
    var count = before[block]
    for at in block * SourcePlaces.step..<place where page[at] & 0xC0 != 0x80 { count &+= 1 }
    return count
  }
}
