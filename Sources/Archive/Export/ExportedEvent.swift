import EventStore

/// A record as an event of a calendar or a timeline, with the items of the answer that are told inside
/// of it: those of its own date, which would all stand beside it otherwise.
struct ExportedEvent {
  let entry: Entry
  let items: [Entry]

  /// The topics of the record and its items, each once.
  var topics: [String] {
    var seen: Set<String> = []
    return ([entry] + items).flatMap { entry in
      let named = entry.members["topics"].map { Array($0.elements) } ?? [JSONValue]()
      return named.compactMap(\.string) + entry.matchedTopics.map(\.topic)
    }.filter { seen.insert($0).inserted }
  }

  /// The strictest openness of what the event tells.
  var openness: Openness { items.reduce(entry.openness) { $0.stricter($1.openness) } }

  /// When anything was last done about what the event tells.
  var changedAt: Timestamp {
    ([entry] + items).map { $0.acts.last?.recordedAt ?? $0.recordedAt }.max() ?? entry.recordedAt
  }

  /// The texts of the record, its title left out: whose it is, its meeting, its number and its words.
  var paragraphs: [String] {
    var paragraphs = [entry.bodies.joined(separator: "、")]
    if let meeting = entry.meeting { paragraphs.append("\(meeting.accession) \(meeting.title)") }
    if let number = entry.members["number"]?.string {
      paragraphs.append(DocumentNumber(number).canonical)
    }
    for name in ExportedEvent.told {
      if let text = entry.members[name]?.string { paragraphs.append(text) }
    }
    var seen: Set<String> = ["", entry.title]
    return paragraphs.filter { seen.insert($0).inserted }
  }

  /// A line for each item.
  var itemLines: [String] { items.map { "\($0.accession) \($0.title)" } }

  /// The members whose words are told.
  private static let told = ["text", "asStated", "summary"]

  /// The members that have a place in `paragraphs`, for an event of its own; what stands in `body` of a
  /// personnel item is something else.
  static func kept(_ entry: Entry) -> Set<String> {
    Set(told + ["number", "issuers"] + (entry.kind == .personnel ? [] : ["body"]))
  }
}

/// The events of some records of an index.
struct ExportedEvents {
  let index: SearchIndex
  /// The records, in order.
  private let places: [Int]
  private var isPlace: Set<Int>
  private var inside: [Int: [Int]] = [:]

  init(of places: [Int], in index: SearchIndex) {
    self.index = index
    self.places = places
    isPlace = Set(places)
    for place in places {
      if let meeting = meeting(around: place) { inside[meeting, default: []].append(place) }
    }
  }

  /// Goes through the events in order, which are made of the entries at places.
  func forEach<Failure: Error>(
    _ entry: (Int) -> Entry, _ body: (ExportedEvent) throws(Failure) -> Void
  ) throws(Failure) {
    for place in places where meeting(around: place) == nil {
      let items = (inside[place] ?? []).sorted {
        index.records[$0].accession < index.records[$1].accession
      }
      try body(ExportedEvent(entry: entry(place), items: items.map(entry)))
    }
  }

  /// The meeting that an item is told inside of.
  private func meeting(around place: Int) -> Int? {
    let record = index.records[place]
    guard let meeting = record.meeting, isPlace.contains(meeting),
      index.records[meeting].date == record.date
    else { return nil }
    return meeting
  }
}
