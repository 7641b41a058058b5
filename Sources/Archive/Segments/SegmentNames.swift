import EventStore

/// The names of bodies that segments hold, and the bodies that they mean.
///
/// A name is looked up when somebody asks for it; segments have most names in common. To be used by one
/// thread at a time.
final class SegmentNames {
  /// Knows which names mean the same body.
  private var registry: BodyRegistry
  private let segments: [Segment]
  private let readAll: () -> BodyRegistry
  /// The names that were met, and the registry's numbers of them.
  private var names = TextTable()
  private var numbers: [Int] = []
  /// By segments, the registry's number of each name that lists of the segment have, or -1 where nobody asked
  /// for it; empty where nobody asked for any.
  private var listed: [[Int]]
  /// The terms of bodies that were asked for before.
  private var found: [Found] = []

  private struct Found {
    let name: String
    let withSubBodies: Bool
    let terms: [[Int]]
  }

  /// More are not kept.
  private static let mostFound = 64

  /// - Parameters:
  ///   - registry: Which names mean the same body, and what belongs to what.
  ///   - readAll: Gives everything that was recorded about bodies.
  init(_ registry: BodyRegistry, _ segments: [Segment], readAll: @escaping () -> BodyRegistry) {
    self.registry = registry
    self.segments = segments
    self.readAll = readAll
    listed = [[Int]](repeating: [], count: segments.count)
    for (number, segment) in segments.enumerated() { segment.number = number }
  }

  /// Everything that was recorded about bodies, and all names that the segments hold.
  private(set) lazy var complete: BodyRegistry = {
    var complete = readAll()
    for segment in segments {
      for list in segment.bodyLists {
        for name in segment.names(ofList: list) { _ = complete.number(of: name) }
      }
    }
    return complete
  }()

  private func number(of name: UnsafeRawBufferPointer) -> Int {
    let text = UnsafeBufferPointer(
      start: name.baseAddress?.assumingMemoryBound(to: UInt8.self), count: name.count)
    let index = Int(names.number(of: TermTag.body.rawValue, text))
    if index == numbers.count {
      numbers.append(registry.number(of: String(decoding: text, as: UTF8.self)))
    }
    return numbers[index]
  }

  /// The terms of all names of a body, by the numbers of segments.
  func terms(ofBody name: String, withSubBodies: Bool) -> [[Int]] {
    for known in found where known.withSubBodies == withSubBodies && known.name == name {
      return known.terms
    }
    if found.count >= SegmentNames.mostFound { found = [] }
    let terms = findTerms(ofBody: name, withSubBodies: withSubBodies)
    found.append(Found(name: name, withSubBodies: withSubBodies, terms: terms))
    return terms
  }

  private func findTerms(
    ofBody name: String, withSubBodies: Bool
  ) -> [[Int]] {
    let forms: [[UInt8]]
    if let body = registry.group(named: name) {
      forms = registry.searchTerms(of: withSubBodies ? registry.withSubBodies(body) : [body])
    } else {
      // A body may be known by its name in records alone.
      forms = registry.forms(of: name)
    }
    return segments.map { segment in forms.compactMap { segment.term(.body, $0) } }
  }

  /// Tells of some lists of names the spellings by their numbers, the first one of each body, each with what
  /// stands beside its list.
  func forEachSpelling<Value>(
    ofLists lists: [(Int, Value)], in segment: Segment, _ tell: (_ spelling: Int, Value) -> Void
  ) {
    var known: [Int] = []
    // Nobody else has it while it is written to.
    swap(&known, &listed[segment.number])
    if known.isEmpty { known = [Int](repeating: -1, count: segment.nameCount) }
    var found: [Int] = []
    for (list, value) in lists {
      found.removeAll(keepingCapacity: true)
      segment.forEachName(ofList: list) { name in
        if known[name] < 0 { known[name] = segment.withName(name) { number(of: $0) } }
        let group = registry.group(of: known[name])
        if found.contains(where: { registry.group(of: $0) == group }) { return }
        found.append(known[name])
      }
      for spelling in found { tell(spelling, value) }
    }
    listed[segment.number] = known
  }

  /// The body that a spelling is a name of.
  func group(of spelling: Int) -> Int { registry.group(of: spelling) }

  /// A spelling by its number.
  func name(of spelling: Int) -> String { registry.spellings[spelling] }
}
