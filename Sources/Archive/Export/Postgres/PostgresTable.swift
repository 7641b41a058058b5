/// A table of the database, with its columns in the order in which rows have them.
enum PostgresTable: Int, CaseIterable {
  case records
  case recordBodies
  case recordTopics
  case recordPeople
  case recordSources
  case recordActs
  case sections
  case events
  case bodyNames
  case bodyParents
  case topics
  case topicPhrases

  /// Its name.
  var name: String {
    switch self {
    case .records: "records"
    case .recordBodies: "record_bodies"
    case .recordTopics: "record_topics"
    case .recordPeople: "record_people"
    case .recordSources: "record_sources"
    case .recordActs: "record_acts"
    case .sections: "sections"
    case .events: "events"
    case .bodyNames: "body_names"
    case .bodyParents: "body_parents"
    case .topics: "topics"
    case .topicPhrases: "topic_phrases"
    }
  }

  /// The tables whose rows belong to a record and go with it, that of records first.
  static let ofRecords: [PostgresTable] = [
    .records, .recordBodies, .recordTopics, .recordPeople, .recordSources, .recordActs, .sections,
  ]
  /// The tables of what records have in common, which are compared as a whole.
  static let ofNames: [PostgresTable] = [.bodyNames, .bodyParents, .topics, .topicPhrases]

  /// The names of the columns.
  var columns: [String] {
    switch self {
    case .records:
      [
        "serial", "item", "meeting", "kind", "title", "date", "days", "series", "term", "ordinal",
        "number", "outcome", "stage", "status", "openness", "retracted", "recorded", "position",
        "content_position", "words", "pairs", "entry",
      ]
    case .recordBodies: ["serial", "item", "place", "name"]
    case .recordTopics: ["serial", "item", "place", "name", "key"]
    case .recordPeople:
      ["serial", "item", "place", "name", "key", "role", "office", "organ", "action"]
    case .recordSources:
      [
        "serial", "item", "place", "title", "date", "page", "url", "lines", "sha256", "quote",
      ]
    case .recordActs: ["serial", "item", "position", "event", "recorded", "detail"]
    case .sections: ["serial", "item", "place", "path", "heading", "text"]
    case .events: ["position", "recorded", "role", "stream", "revision", "type"]
    case .bodyNames: ["id", "name", "body", "rank"]
    case .bodyParents: ["id", "body", "parent"]
    case .topics: ["id", "name", "key", "broader"]
    case .topicPhrases: ["id", "topic", "phrase", "words"]
    }
  }

  /// The temporary table that rows are copied to.
  var incoming: String { "pg_temp.new_\(name)" }
}
