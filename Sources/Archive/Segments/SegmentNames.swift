import EventStore

/// The names of bodies that segments hold, and the bodies that they mean.
///
/// A name is looked up when somebody asks for it; segments have most names in common. To be used by one
/// thread at a time.
final class SegmentNames {
  private var registry: BodyRegistry
  private let segments: [Segment]
  /// The registry's numbers of names.
  private var numbers: [[UInt8]: Int] = [:]
  /// The terms of the names of each body, by segments; nothing until somebody asks for a body.
  private var terms: [ObjectIdentifier: [Int: [Int]]]?
  /// The registry's number of each name that lists of a segment have, or -1 where nobody asked for it.
  private var listed: [ObjectIdentifier: [Int]] = [:]

  /// - Parameter registry: What was recorded about bodies.
  init(_ registry: BodyRegistry, _ segments: [Segment]) {
    self.registry = registry
    self.segments = segments
  }

  /// The registry, which knows all names that the segments hold.
  var complete: BodyRegistry {
    _ = termsOfBodies()
    return registry
  }

  private func number(of name: UnsafeRawBufferPointer) -> Int {
    let bytes = Array(name)
    if let number = numbers[bytes] { return number }
    let number = registry.number(of: String(decoding: bytes, as: UTF8.self))
    numbers[bytes] = number
    return number
  }

  private func termsOfBodies() -> [ObjectIdentifier: [Int: [Int]]] {
    if let terms { return terms }
    var found: [ObjectIdentifier: [Int: [Int]]] = [:]
    for segment in segments {
      var ofSegment: [Int: [Int]] = [:]
      for term in segment.terms(.body, prefix: []) {
        let number = segment.withText(ofTerm: term) { self.number(of: $0) }
        ofSegment[registry.group(of: number), default: []].append(term)
      }
      found[ObjectIdentifier(segment)] = ofSegment
    }
    terms = found
    return found
  }

  /// The terms of all names of a body, by segments; nothing where no body has the name.
  func terms(ofBody name: String, withSubBodies: Bool) -> [ObjectIdentifier: [Int]]? {
    // A body may be known by its name in records alone.
    let all = termsOfBodies()
    guard let body = registry.group(named: name) else { return nil }
    let groups = withSubBodies ? registry.withSubBodies(body) : [body]
    return all.mapValues { terms in groups.flatMap { terms[$0] ?? [] } }
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
