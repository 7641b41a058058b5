import EventStore

/// Minutes for review, drafted from the text of a page.
///
/// The page is read as it comes: several articles, lines broken inside of words, headlines in front of
/// their articles or behind them, notices, fragments of articles whose beginning stands elsewhere. What
/// reports a meeting, or is an official document, becomes a record; the rest is left out, and told.
/// Nothing is invented: what the page does not say is missing, and what is doubtful is marked.
///
/// Time and memory are linear in the length of the page.
public struct Draft: Sendable {
  /// What is known of a page besides its text.
  public struct Source: Sendable {
    /// What it is called: a newspaper, a file.
    public var title: String
    /// The day of the edition, which supplies years and months that the text leaves out.
    public var edition: PartialDate.Part?
    /// The SHA-256 of the page as it is kept, in hexadecimal.
    public var digest: String?

    /// Describes a page.
    public init(title: String, edition: PartialDate.Part? = nil, digest: String? = nil) {
      self.title = title
      self.edition = edition
      self.digest = digest
    }
  }

  /// The records, in the order of the page.
  public private(set) var records: [DraftedRecord] = []
  /// What was left out, in the order of the page.
  public private(set) var leftOut: [LeftOut] = []
  /// What is known of the page.
  public let source: Source
  /// The number of lines of the page.
  public let lineCount: Int

  /// The longest page, in bytes.
  public static let longestPage = PageText.longest

  /// Drafts the records of a page.
  ///
  /// - Parameter page: Valid UTF-8, no longer than `longestPage`.
  public init(_ page: [UInt8], source: Source) {
    self.source = source
    let text = PageText(page)
    lineCount = text.lines.count
    let places = SourcePlaces(text, page)
    let sources = DraftSourceWriter(source, places)
    let documents = DocumentReader(text).documents()
    records = documents.map { DocumentWriter($0, sources, places).record }
    for article in ArticleReader(text, leavingOut: documents.map(\.passage.range)).articles() {
      take(article, sources, places)
    }
    records.sort { $0.lines.lowerBound < $1.lines.lowerBound }
  }

  private mutating func take(
    _ article: Article, _ sources: DraftSourceWriter, _ places: SourcePlaces
  ) {
    var drafter = ArticleDrafter(article, edition: source.edition)
    drafter.draft()
    guard drafter.meetings.isEmpty else {
      for meeting in drafter.meetings {
        records.append(MeetingWriter(meeting, article, sources, places).record)
      }
      return
    }
    guard let first = article.paragraphs.first?.passage,
      article.paragraphs.count > 1 || !Dateline.isByline(first)
    else { return }
    let whole = first.with(article.range)
    let title = article.headlines.first?.string ?? String(first.string.prefix(30))
    let reason: LeftOut.Reason =
      drafter.isOpinion
      ? .opinion
      : drafter.isForeign ? .foreign : drafter.mentioned != nil ? .mentionOnly : .noMeeting
    leftOut.append(LeftOut(lines: places.lines(of: whole), title: title, reason: reason))
  }
}
