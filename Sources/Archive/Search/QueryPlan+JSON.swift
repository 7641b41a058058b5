import EventStore

extension QueryPlan {
  /// Writes the plan, with the question as it was understood.
  public func write(_ query: Query, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.name("query")
      query.write(to: &writer)
      writer.lineBreak()
      writeSource(to: &writer)
      writer.lineBreak()
      writer.name("steps")
      writer.array { writer in
        for step in steps {
          writer.lineBreak()
          writer.object { writer in
            writer.name("step")
            writer.string(step.stage.rawValue)
            write("records", step.count, step.duration, to: &writer)
          }
        }
      }
      writer.lineBreak()
      writer.name("parts")
      writer.array { writer in
        for part in parts {
          writer.lineBreak()
          writer.object { writer in
            writer.name("part")
            writer.string(part.text)
            if let candidates = part.candidates {
              writer.name("candidates")
              writer.integer(candidates)
            }
            write("records", part.records, part.duration, to: &writer)
          }
        }
      }
      writer.lineBreak()
      writer.name("milliseconds")
      writer.raw(Array(duration.milliseconds.utf8))
    }
    writer.lineBreak()
  }

  private func writeSource(to writer: inout JSONWriter) {
    writer.name("source")
    switch source {
    case .segments(let count, let versions, let recent):
      writer.string("index")
      for (name, value) in [("segments", count), ("versions", versions), ("recent", recent)] {
        writer.name(name)
        writer.integer(value)
      }
    case .log(let reason):
      writer.string("log")
      writer.name("reason")
      writer.string(reason.rawValue)
    }
  }

  private func write(
    _ name: String, _ count: Int?, _ duration: Duration, to writer: inout JSONWriter
  ) {
    if let count {
      writer.name(name)
      writer.integer(count)
    }
    writer.name("milliseconds")
    writer.raw(Array(duration.milliseconds.utf8))
  }
}

extension Duration {
  /// So many milliseconds, with three decimals.
  public var milliseconds: String {
    let (seconds, rest) = components
    let microseconds = seconds * 1_000_000 + rest / 1_000_000_000_000
    let decimals = String(microseconds % 1000)
    let zeros = String(repeating: "0", count: 3 - decimals.utf8.count)
    return "\(microseconds / 1000).\(zeros)\(decimals)"
  }
}
