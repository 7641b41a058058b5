/// What a meeting did, as its report tells it.
struct DraftedItem: Sendable {
  enum Kind: String, Sendable {
    case report, resolution, personnel, matter, agreement

    /// A number that no other kind has, and no character of a page is.
    var number: Int {
      switch self {
      case .report: 1
      case .resolution: 2
      case .personnel: 3
      case .matter: 4
      case .agreement: 5
      }
    }
  }

  let kind: Kind
  /// The clause that says it.
  var clause: Passage
  /// The presenters of a report.
  var presenters: [Passage] = []
  /// The subject of a report, the words of a matter, what was resolved, or the title of an agreement.
  var subject: Words?
  /// The verb, as it is written.
  var verb = ""
  var form = ""
  var disposition = ""
  var onBehalfOf: Passage?
  var outcome = ""
  /// Of a personnel action.
  var person: Passage?
  var post: Words?
  var parties: [Passage] = []
  /// Why somebody should look at it.
  var doubts: [DraftDoubt] = []

  /// Words of the page, and others that are understood with them: the noun at the end of a list that
  /// is shared.
  struct Words: Sendable {
    var passage: Passage
    var lead = ""
    var tail = ""
    var string: String { lead + passage.string + tail }

    /// The characters, as they are written.
    var units: [UInt32] {
      var units = Array(passage.text.written[passage.range])
      if !lead.isEmpty { units.insert(contentsOf: lead.unicodeScalars.map(\.value), at: 0) }
      if !tail.isEmpty { units += tail.unicodeScalars.map(\.value) }
      return units
    }
  }

  init(_ kind: Kind, clause: Passage) {
    self.kind = kind
    self.clause = clause
  }
}
