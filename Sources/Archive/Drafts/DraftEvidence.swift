/// Where a field of a draft comes from.
public struct DraftEvidence: Sendable {
  let field: DraftField
  private let passage: Passage
  private let page: SourcePlaces
  private let found: DraftConfidence
  /// Why somebody should look at it; nothing where the words say it plainly.
  public let doubt: DraftDoubt?

  init(
    _ field: DraftField, _ passage: Passage, confidence: DraftConfidence, doubt: DraftDoubt? = nil,
    of page: SourcePlaces
  ) {
    self.field = field
    self.passage = passage
    self.page = page
    self.doubt = doubt
    found = doubt == nil ? confidence : .doubtful
  }

  /// The field, as a JSON Pointer (RFC 6901) into its record: `/date`, `/items/0/subject`.
  public var path: String { field.path }
  /// The lines of the page, from 1.
  public var lines: ClosedRange<Int> { page.lines(of: passage) }
  /// The characters of the page (Unicode scalars, from 0), from the first of the words to the last.
  public var characters: Range<Int> { page.characters(of: passage) }
  /// The words themselves, unwrapped.
  public var quote: String { passage.string }
  /// The words themselves, in UTF-8.
  var quoteBytes: [UInt8] { passage.text.bytes(passage.range) }
  /// The number of characters of the words.
  var count: Int { passage.count }
  /// How often a field found in this way was right in the labelled articles that nobody tuned on, from
  /// 0 to 1; see `Documentation/Drafts.md`.
  public var confidence: Double { found.rawValue }
}

/// A field of a drafted record.
struct DraftField: Sendable {
  /// The number of the item that it belongs to.
  var item: Int?
  /// The member of the record, or of the item.
  let member: String
  /// Its place in the member's array.
  var index: Int?

  var path: String {
    (item.map { "/items/\($0)/" } ?? "/") + member + (index.map { "/\($0)" } ?? "")
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
final class SourcePlaces: Sendable {
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
