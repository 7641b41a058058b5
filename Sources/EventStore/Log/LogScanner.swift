/// Finds the whole batches of a log, tells damage from unfinished writes, and never guesses.
///
/// A stretch of bytes that is no sound line is *torn* only if no sound line after it has a `from`
/// greater than its position: a group starts only after the group before it is durable, so nothing
/// was ever built on a torn stretch. Everything else is damage. Until a later line decides, the
/// scanner holds back what comes after the stretch.
struct LogScanner {
  private(set) var source: LineSource
  /// The next position.
  private var expected: Position
  /// The group of the last sound line of this segment.
  private var group: Position?
  private var batch: OpenBatch?
  /// Whether lines are passed over until the end of a batch that lost an event.
  private var isInBrokenBatch = false
  /// Whether a bad stretch came last, so that the next position may be a later one.
  private var lostPlace = false
  /// What was found and not given out yet.
  private var queue: [Step] = []
  private var queueStart = 0
  /// The number of stretches in the queue of which it is not known whether they are torn.
  private var undecided = 0
  /// The end of the last whole batch, as far as it is decided.
  private(set) var end: LogEnd
  /// What an unfinished write left behind; known when the scan is over.
  private(set) var tail: UnfinishedTail?
  private let policy: RedactionPolicy
  private let start: ReadingStart
  /// Which payloads were taken out, where that matters.
  private(set) var redactions: Redactions?
  /// Where a line was read a second time because a writer may have been at work on it.
  private var lastRetry: LogPlace?

  /// The events of the batch given out last, where they are all in memory.
  private(set) var events: [RecordedEvent] = []

  /// Batches beyond this many bytes are not kept in memory.
  static let longestKeptBatch: Int64 = 4 << 20

  /// One thing that the scan finds.
  enum Step {
    case batch(BatchExtent)
    case damage(Damage)
    /// A stretch that is torn or damaged, and where its batch began; never given out.
    case undecided(Damage, tornFrom: LogEnd)
  }

  private struct OpenBatch {
    /// Where the batch begins.
    let start: LogPlace
    /// The position of its first event.
    let first: Position
    /// The group of the line before it.
    let groupBefore: Position?
    var count = 0
  }

  /// From where on the log is looked through for redactions.
  private let redactionsFrom: ReadingStart

  /// Begins with a segment, or at a place behind a whole batch of which everything before is known.
  ///
  /// - Parameter known: A place behind a batch, and the redactions in the log before it, where they
  ///   are known: then only what follows is looked through for them.
  init(
    segments: [LineSource.Segment], at start: ReadingStart, redactions: RedactionPolicy,
    knowing known: ReadingStart? = nil
  ) {
    policy = redactions
    self.start = start
    redactionsFrom = known ?? (start.redactions == nil ? .start : start)
    let segment = segments.lastIndex { $0.first <= start.place.segment } ?? 0
    source = LineSource(segments: segments, from: segment, offset: start.place.offset)
    expected = start.position
    group = start.group
    end = LogEnd(place: start.place, position: start.position)
    if !segments.isEmpty, start.place.offset == 0 { enterSegment() }
  }

  /// Gives the next whole batch or the next damage; nothing when the log is at its end.
  mutating func next() throws(SystemError) -> Step? {
    if policy == .respected, redactions == nil {
      redactions = try Redactions(in: source.segments, from: redactionsFrom)
    }
    while true {
      if let step = takeDecided() { return step }
      guard let raw = try source.nextLine() else {
        if source.advanceSegment() {
          enterSegment()
          continue
        }
        finish()
        return takeDecided()
      }
      try read(raw)
    }
  }

  private mutating func takeDecided() -> Step? {
    guard queueStart < queue.count else { return nil }
    if case .undecided = queue[queueStart] { return nil }
    let step = queue[queueStart]
    queueStart += 1
    if queueStart == queue.count {
      queue.removeAll(keepingCapacity: true)
      queueStart = 0
    }
    return step
  }
}

/// Where a reading begins: at the beginning of the log or of a segment, or behind a whole batch.
struct ReadingStart {
  var place: LogPlace
  /// The position of the first event there.
  var position: Position
  /// The group of the event before it; nothing at the beginning of a segment.
  var group: Position?
  /// The redactions in the log before; nothing where they are not known.
  var redactions: Redactions?

  /// The beginning of the log.
  static let start = ReadingStart(
    place: LogPlace(segment: .start, offset: 0), position: .start, redactions: Redactions([]))
}

/// Where the log ends and goes on.
struct LogEnd {
  /// Behind the last byte of the last whole batch.
  var place: LogPlace
  /// The position of the next event.
  var position: Position
}

/// Where a whole batch stands: sound lines, one behind the other.
struct BatchExtent {
  var segment: Int
  var bytes: Range<Int64>
  var first: Position
  var count: Int
  /// Whether the batch is the one whose events the scanner holds.
  var isInMemory: Bool
}

// MARK: - Segments and lines

extension LogScanner {
  private var segmentFirst: Position { source.segments[source.segment].first }

  private func place(_ offset: Int64) -> LogPlace {
    LogPlace(segment: segmentFirst, offset: offset)
  }

  private mutating func enterSegment() {
    group = nil
    let first = segmentFirst
    if first < expected {
      found(.overlappingSegment(first: first), at: 0, expected)
    } else if first > expected, !lostPlace {
      found(.gap(next: first), at: 0, expected)
      breakBatch()
    }
    expected = max(first, expected)
    lostPlace = false
  }

  private mutating func read(_ raw: LineSource.RawLine) throws(SystemError) {
    if let line = raw.line {
      try accept(line, raw.range, at: raw.offset)
      return
    }
    if try retry(raw) { return }
    // A lost line feed joins two lines, so a sound one may begin anywhere inside.
    var start = raw.range.lowerBound + 1
    while raw.isTerminated, let candidate = opening(from: start, to: raw.range.upperBound) {
      if let inner = decode(candidate..<raw.range.upperBound) {
        let offset = raw.offset + Int64(candidate - raw.range.lowerBound)
        reject(raw.range.lowerBound..<candidate, raw.offset..<offset)
        try accept(inner, candidate..<raw.range.upperBound, at: offset)
        return
      }
      start = candidate + 1
    }
    reject(raw.range, raw.offset..<raw.end)
  }

  private func decode(_ range: Range<Int>) -> Line? {
    Line.decode(source.view(range))
  }

  private func opening(from start: Int, to end: Int) -> Int? {
    guard start < end else { return nil }
    return SystemCalls.find(Line.opening, in: source.view(0..<end).buffer, from: start)
  }

  /// Reads on from the last whole batch once more, where a writer may have repaired the log since.
  private mutating func retry(_ raw: LineSource.RawLine) throws(SystemError) -> Bool {
    guard source.isInLastSegment, undecided == 0, !lostPlace, !isInBrokenBatch else { return false }
    let start = batch?.start ?? place(raw.offset)
    guard lastRetry != start, start.segment == segmentFirst else { return false }
    lastRetry = start
    if let batch {
      expected = batch.first
      group = batch.groupBefore
      events.removeAll(keepingCapacity: true)
      self.batch = nil
    }
    source.rewind(to: start.offset)
    return true
  }
}

// MARK: - Sound lines

extension LogScanner {
  /// - Parameter range: Where the line stands in the source.
  private mutating func accept(
    _ line: Line, _ range: Range<Int>, at offset: Int64
  ) throws(SystemError) {
    decide(by: line)
    guard line.position >= expected else {
      found(.outOfOrder(found: line.position), at: offset, expected)
      if batch != nil { breakBatch() }
      return
    }
    if line.position > expected, !lostPlace {
      found(.gap(next: line.position), at: offset, expected)
      breakBatch()
      lostPlace = true
    }
    let startsGroup = line.groupStart == line.position
    guard startsGroup || line.groupStart == group || lostPlace else {
      found(.wrongGroup(from: line.groupStart), at: offset, line.position)
      breakBatch()
      isInBrokenBatch = line.continues
      expected = line.position.next
      return
    }
    if startsGroup {
      if let batch {
        queue.append(
          .damage(Damage(place: batch.start, position: batch.first, kind: .unfinishedBatch)))
      }
      batch = nil
      isInBrokenBatch = false
    }
    guard try isFounded(line) else {
      if case .redacted(let by) = line.payload {
        found(.unfoundedRedaction(by: by), at: offset, line.position)
      }
      breakBatch()
      isInBrokenBatch = line.continues
      (expected, group, lostPlace) = (line.position.next, line.groupStart, false)
      return
    }
    let groupBefore = group
    expected = line.position.next
    group = line.groupStart
    lostPlace = false
    if isInBrokenBatch {
      isInBrokenBatch = line.continues
    } else {
      extendBatch(line, range, at: offset, groupBefore: groupBefore)
    }
  }

  /// Whether a line that has no payload was taken it by an event that says so.
  private mutating func isFounded(_ line: Line) throws(SystemError) -> Bool {
    guard policy == .respected, case .redacted(let by) = line.payload else { return true }
    if redactions?[line.position] == by { return true }
    // The event may have been recorded since this reading began.
    redactions = try Redactions(
      in: source.segments, from: start.redactions == nil ? .start : start)
    return redactions?[line.position] == by
  }

  private mutating func extendBatch(
    _ line: Line, _ range: Range<Int>, at offset: Int64, groupBefore: Position?
  ) {
    // The line feed belongs to it, too.
    let end = offset + Int64(line.length) + 1
    if batch == nil { events.removeAll(keepingCapacity: true) }
    var open =
      batch ?? OpenBatch(start: place(offset), first: line.position, groupBefore: groupBefore)
    open.count += 1
    let isKept = end - open.start.offset <= LogScanner.longestKeptBatch
    if isKept {
      events.append(source.event(range, line, at: place(offset)))
    } else {
      events.removeAll(keepingCapacity: true)
    }
    batch = open
    guard !line.continues else { return }
    queue.append(
      .batch(
        BatchExtent(
          segment: source.segment, bytes: open.start.offset..<end, first: open.first,
          count: open.count,
          // Whoever waits for a decision must be read again: the next batch takes the memory.
          isInMemory: isKept && undecided == 0)))
    batch = nil
    if undecided == 0 { self.end = LogEnd(place: place(end), position: expected) }
  }
}

// MARK: - Bad stretches

extension LogScanner {
  private mutating func reject(_ range: Range<Int>, _ bytes: Range<Int64>) {
    let mayContinue = BrokenLine.mayContinueBatch(source.view(range))
    if lostPlace, extendLastStretch(to: bytes.upperBound) {
      isInBrokenBatch = mayContinue
      return
    }
    let damage = Damage(
      place: place(bytes.lowerBound), position: expected,
      kind: .unreadable(bytes: bytes.upperBound - bytes.lowerBound))
    let tornFrom =
      batch.map { LogEnd(place: $0.start, position: $0.first) }
      ?? LogEnd(place: place(bytes.lowerBound), position: expected)
    queue.append(.undecided(damage, tornFrom: tornFrom))
    undecided += 1
    breakBatch()
    isInBrokenBatch = mayContinue
    lostPlace = true
  }

  /// Adds bytes to a stretch that ends where they begin; false where there is none.
  private mutating func extendLastStretch(to end: Int64) -> Bool {
    guard case .undecided(var damage, let tornFrom) = queue.last,
      damage.place.segment == segmentFirst
    else { return false }
    damage.kind = .unreadable(bytes: end - damage.place.offset)
    queue[queue.count - 1] = .undecided(damage, tornFrom: tornFrom)
    return true
  }

  /// Gives up the batch that is open, because one of its events is lost.
  private mutating func breakBatch() {
    batch = nil
    isInBrokenBatch = true
    events.removeAll(keepingCapacity: true)
  }

  private mutating func found(_ kind: Damage.Kind, at offset: Int64, _ position: Position) {
    queue.append(.damage(Damage(place: place(offset), position: position, kind: kind)))
  }

  /// Settles which stretches are damage: those that a later group was built on.
  private mutating func decide(by line: Line) {
    guard undecided > 0 else { return }
    for index in queueStart..<queue.count {
      if case .undecided(let damage, _) = queue[index], line.groupStart > damage.position {
        queue[index] = .damage(damage)
        undecided -= 1
      }
    }
    guard undecided == 0 else { return }
    for case .batch(let extent) in queue[queueStart...] {
      let place = LogPlace(
        segment: source.segments[extent.segment].first, offset: extent.bytes.upperBound)
      end = LogEnd(place: place, position: Position(extent.first.rawValue + UInt64(extent.count)))
    }
  }

  /// Settles the rest at the end of the log: what is still undecided is torn, with all behind it.
  private mutating func finish() {
    guard tail == nil else { return }
    var tornFrom: LogEnd?
    for index in queueStart..<queue.count {
      if case .undecided(_, let start) = queue[index] {
        tornFrom = start
        queue.removeSubrange(index...)
        undecided = 0
        break
      }
    }
    if tornFrom == nil, let batch {
      tornFrom = LogEnd(place: batch.start, position: batch.first)
    }
    batch = nil
    if let tornFrom {
      tail = UnfinishedTail(
        place: tornFrom.place, position: tornFrom.position, bytes: bytes(from: tornFrom.place))
    }
  }

  private func bytes(from place: LogPlace) -> Int64 {
    source.segments.filter { $0.first >= place.segment }.reduce(-place.offset) { sum, segment in
      // A length that cannot be told now was told when the segment was read.
      sum + ((try? segment.file.length()) ?? 0)
    }
  }
}
