import Archive
import EventStore

extension Command {
  static let topics = list(
    "topics", Phrase.Lists.topics, of: { $0.topics },
    columns: [
      .init(header: Phrase.Header.topic, least: 20),
      .init(header: Phrase.Header.records, isRight: true),
    ],
    cells: { [$0.name, "\($0.records)"] },
    json: { topic, writer in
      writer.name("name")
      writer.string(topic.name)
      writer.name("records")
      writer.integer(topic.records)
    })

  /// A command that lists something of the index, as a table or in JSON.
  private static func list<Value>(
    _ name: String, _ summary: Phrase, of values: @escaping @Sendable (SearchIndex) -> [Value],
    columns: [Table.Column], cells: @escaping @Sendable (Value) -> [String],
    json: @escaping @Sendable (Value, inout JSONWriter) -> Void
  ) -> Command {
    Command(
      name: name, group: .ask, summary: summary,
      options: [
        FilterOptions.asOf,
        OptionSpec(
          name: "format", placeholder: "FORMAT", shape: .choice(["table", "json"]),
          help: Phrase.Option.format),
      ],
      pages: true,
      run: { arguments, session throws(Failure) in
        let moment = try FilterOptions.moment(arguments)
        let values = values(try session.index(of: try session.archive(arguments), asOf: moment))
        if arguments.value("format") == "json" {
          try session.output.write(JSONList.text(of: values, json))
        } else {
          var table = Table(columns)
          for value in values { table.add(cells(value)) }
          for line in table.lines(for: session.output) { try session.output.line(line) }
        }
      })
  }
}
