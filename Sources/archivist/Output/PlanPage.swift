import Archive
import EventStore

/// How a question was answered, for people.
struct PlanPage {
  let plan: QueryPlan

  func write(to output: Output) throws(Failure) {
    let source = output.text(.source(plan.source))
    for line in output.width.map({ TextWidth.wrap(source, to: $0) }) ?? [source] {
      try output.line(line)
    }
    try output.line()
    var table = Table([
      .init(header: Phrase.Explain.step, least: 16, fair: 40),
      .init(header: Phrase.Explain.candidates, isRight: true),
      .init(header: Phrase.Header.records, isRight: true),
      .init(header: Phrase.Explain.milliseconds, isRight: true),
    ])
    for step in plan.steps {
      let name = Phrase.step(step.stage, of: plan.source)
      table.add([
        output.text(name), "", step.count.map(String.init) ?? "", step.duration.milliseconds,
      ])
      guard step.stage == .find else { continue }
      for part in plan.parts {
        table.add([
          "  " + part.text, part.candidates.map(String.init) ?? "", "\(part.records)",
          part.duration.milliseconds,
        ])
      }
    }
    table.add([output.text(Phrase.Explain.total), "", "", plan.duration.milliseconds])
    for line in table.lines(for: output) { try output.line(line) }
  }
}
