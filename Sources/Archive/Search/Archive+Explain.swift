import EventStore

extension Archive {
  /// Answers a question, and tells how.
  ///
  /// The answer is that of `answer(_:withRoot:indexing:progress:)`, made in the same way. Then every part
  /// of the question is asked by itself; so it takes a few times as long.
  public func explain(
    _ query: Query, indexing: (UInt64, UInt64) -> Void = { _, _ in },
    progress: (Int64) -> Void = { _ in }
  ) throws(ArchiveError) -> (plan: QueryPlan, answer: Answer) {
    var plan = QueryPlan()
    var clock = StepClock()
    var versions = 0
    let (answer, reason) = try answerFromFiles(query, indexing) { segments in
      versions = segments.versions
      plan.steps = []
      plan.add(.open, clock.lap(), count: versions)
    } done: { stage, count in
      plan.add(stage, clock.lap(), count: count)
    }
    if let answer, let segments = answer.segments {
      plan.source = .segments(
        count: segments.search.segments.count, versions: versions, recent: segments.recent)
      plan.parts = segments.parts(of: query)
      return (plan, answer)
    }
    plan.steps = []
    plan.source = .log(reason)
    let index = try index(asOf: query.asOf, progress: progress)
    plan.add(.open, clock.lap(), count: index.records.count)
    let result = index.search(query) { stage, count in plan.add(stage, clock.lap(), count: count) }
    plan.parts = query.parts.map { part in
      var clock = StepClock()
      let total = index.search(part.query).total
      return QueryPlan.Part(
        text: part.text, candidates: nil, records: total, duration: clock.lap())
    }
    return (plan, Answer(index: index, result: result))
  }
}

extension SegmentedIndex {
  /// How many versions the segments have, those that do not stand any more included.
  fileprivate var versions: Int { search.segments.reduce(0) { $0 + $1.count } }

  /// The parts of a question that was answered, each asked by itself.
  fileprivate func parts(of query: Query) -> [QueryPlan.Part] {
    query.parts.compactMap { part in
      var clock = StepClock()
      guard let answer = search.answer(part.query) else { return nil }
      let duration = clock.lap()
      return QueryPlan.Part(
        text: part.text, candidates: part.query.words.map(candidates), records: answer.total,
        duration: duration)
    }
  }

  private func candidates(of words: Words) -> Int {
    let forms = words.required.joined().flatMap(\.forms)
    return search.segments.reduce(0) { sum, segment in
      forms.reduce(sum) { $0 + FormMatcher($1, in: segment).candidateCount }
    }
  }
}
