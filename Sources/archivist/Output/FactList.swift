/// Facts, each behind its name; what is too long for the terminal goes on below itself.
struct FactList {
  private var facts: [(label: Phrase, value: Phrase)] = []

  /// Adds a fact.
  mutating func add(_ label: Phrase, _ value: Phrase) { facts.append((label, value)) }

  /// Writes all of them, a line each where nobody looks at them on a terminal.
  func write(to output: Output) throws(Failure) {
    let labels = facts.map { output.text($0.label) }
    let room = labels.reduce(0) { max($0, TextWidth.columns($1)) } + 2
    for (label, fact) in zip(labels, facts) {
      let value = Printable.line(output.text(fact.value))
      let lines = output.width.map { TextWidth.wrap(value, to: $0 - room) } ?? [value]
      for (index, line) in lines.enumerated() {
        let head = TextWidth.pad(index == 0 ? label : "", to: room)
        try output.line(output.style(head, .quiet) + line)
      }
    }
  }
}

extension Output {
  /// Writes something that was found, behind what it is about.
  func finding(_ label: Phrase, _ what: Phrase) throws(Failure) {
    let (label, what) = (text(label), Printable.line(text(what)))
    let whole = label + "  " + what
    let lines = width.map { TextWidth.wrap(whole, to: $0, indent: "  ") } ?? [whole]
    for (index, line) in lines.enumerated() {
      guard index == 0, line.hasPrefix(label) else {
        try self.line(line)
        continue
      }
      try self.line(style(label, .bad) + line.dropFirst(label.count))
    }
  }
}
