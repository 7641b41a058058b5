import EventStore

/// The names of bodies that segments hold, and the bodies that they mean.
///
/// A name is looked up when somebody asks for it; segments have most names in common. To be used by one
/// thread at a time.
final class SegmentNames {
  private var registry: BodyRegistry
  private let segments: [Segment]
  /// The names that were met, and the registry's numbers of them.
  private var names = TextTable()
  private var numbers: [Int] = []
  /// For each segment the bodies of its names, in the order of their terms; nothing until somebody asks for a
  /// body.
  private var bodies: [[Int]]?
  /// The registry's number of each name that lists of a segment have, or -1 where nobody asked for it.
  private var listed: [ObjectIdentifier: [Int]] = [:]

  /// - Parameter registry: What was recorded about bodies.
  init(_ registry: BodyRegistry, _ segments: [Segment]) {
    self.registry = registry
    self.segments = segments
  }

  /// The registry, which knows all names that the segments hold.
  var complete: BodyRegistry {
    _ = bodiesOfTerms()
    return registry
  }

  private func number(of name: UnsafeRawBufferPointer) -> Int {
    let text = UnsafeBufferPointer(
      start: name.baseAddress?.assumingMemoryBound(to: UInt8.self), count: name.count)
    let index = Int(names.number(of: TermTag.body.rawValue, text))
    if index == numbers.count {
      numbers.append(registry.number(of: String(decoding: text, as: UTF8.self)))
    }
    return numbers[index]
  }

  private func bodiesOfTerms() -> [[Int]] {
    if let bodies { return bodies }
    let found = segments.map { segment in
      segment.terms(.body, prefix: []).map { term in
        // The registry may come to know the name here, and is asked when it does.
        let number: Int = segment.withText(ofTerm: term) { self.number(of: $0) }
        return registry.group(of: number)
      }
    }
    bodies = found
    return found
  }

  /// The terms of all names of a body, by segments; nothing where no body has the name.
  func terms(ofBody name: String, withSubBodies: Bool) -> [ObjectIdentifier: [Int]]? {
    // A body may be known by its name in records alone.
    let all = bodiesOfTerms()
    guard let body = registry.group(named: name) else { return nil }
    let wanted = withSubBodies ? registry.withSubBodies(body) : [body]
    var terms: [ObjectIdentifier: [Int]] = [:]
    for (segment, bodies) in zip(segments, all) {
      let first = segment.terms(.body, prefix: []).lowerBound
      var ofSegment: [Int] = []
      for (index, group) in bodies.enumerated()
      where wanted.count == 1 ? group == body : wanted.contains(group) {
        ofSegment.append(first + index)
      }
      terms[ObjectIdentifier(segment)] = ofSegment
    }
    return terms
  }

  /// The spellings of a list of names by their numbers, the first one of each body.
  func spellings(ofList list: Int, in segment: Segment) -> [Int] {
    let key = ObjectIdentifier(segment)
    if listed[key] == nil {
      listed[key] = [Int](repeating: -1, count: segment.nameCount)
    }
    var found: [Int] = []
    for name in segment.numbers(ofList: list) {
      guard var number = listed[key]?[name] else { continue }
      if number < 0 {
        number = segment.withName(name) { self.number(of: $0) }
        listed[key]?[name] = number
      }
      let group = registry.group(of: number)
      if !found.contains(where: { registry.group(of: $0) == group }) { found.append(number) }
    }
    return found
  }

  /// The body that a spelling is a name of.
  func group(of spelling: Int) -> Int { registry.group(of: spelling) }

  /// A spelling by its number.
  func name(of spelling: Int) -> String { registry.spellings[spelling] }
}
