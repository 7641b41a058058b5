import EventStore

/// An official document (公文) as it stands in a page: GB/T 9704 tells its parts.
struct PolicyDocument: Sendable {
  /// Everything it takes of the page.
  var passage: Passage
  var title: Passage
  var number: Passage
  /// The genre (文种) with which the title ends.
  var genre: Passage?
  var issuers: [Passage] = []
  var addressees: [Passage] = []
  /// The days it tells, by the member that they fill.
  var dates: [(member: String, day: Int, words: Passage)] = []
  /// What stands in front of the first section.
  var preamble: [Passage] = []
  var sections: [Section] = []
  /// The numbers of other documents that it cites.
  var cites: [Passage] = []

  /// A section, such as 三/（二）.
  struct Section: Sendable {
    let path: String
    var heading: Passage?
    var paragraphs: [Passage] = []
    var range: Range<Int>
  }
}
