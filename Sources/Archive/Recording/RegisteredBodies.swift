import EventStore

/// The bodies that a register is asked about, as far as the archive knows them.
///
/// Found by their names in the derived index of records: a registered body by every name that it has
/// or had, one that only records name by that name, with 0 in place of a number. The stream of the
/// body that others were merged into names all names of theirs, so that one look at any name leads to
/// everything about it.
struct RegisteredBodies {
  private(set) var registry = BodyRegistry()
  /// The number of the next body that is registered.
  private(set) var nextSerial: UInt64 = 1
  /// What was met on the way, for the derived index.
  private(set) var met: [(name: [UInt8], serial: UInt64)] = []
  /// The names of bodies in records that were met, as they stand there.
  private var seen: Set<ArraySlice<UInt8>> = []
  private let asked: Set<String>
  /// Whether the registry is already that of the whole log.
  private var isComplete = false
  /// For each name of a body that is asked about and has several, the one that stands for it.
  private var synonyms: [ArraySlice<UInt8>: [UInt8]] = [:]
  private var forms: [[UInt8]: [[UInt8]]] = [:]
  private let document = JSONDocument()

  /// Marks the number of a body beside a name under which it was registered with nothing else.
  ///
  /// Every later event about a body has the name that it has then, so that a name with nothing else
  /// beside it is a body of which nothing else was recorded, and whose stream need not be read.
  private static let isPlain: UInt64 = 1 << 63

  init(lookingFor asked: Set<String>) { self.asked = asked }

  /// The same bodies, for reading the log once more.
  var complete: RegisteredBodies {
    var bodies = RegisteredBodies(lookingFor: asked)
    bodies.registry = registry
    bodies.isComplete = true
    return bodies
  }

  // MARK: Names

  /// Whether some body has a name.
  func isKnown(_ name: String) -> Bool { registry.group(named: name) != nil }

  /// Whether all bodies that are asked about are known.
  var areKnown: Bool { asked.allSatisfy(isKnown) }

  /// The identity of a record under the name that stands for its leading body.
  func canonical(_ identity: RecordIdentity) -> RecordIdentity {
    guard !synonyms.isEmpty, let name = synonyms[identity.bodyKey] else { return identity }
    return identity.under(bodyKey: name)
  }

  /// Whether some body that is asked about has several names.
  var haveSynonyms: Bool { !forms.isEmpty }

  /// Whether relative names belong to some area.
  var haveArea: Bool { registry.jurisdiction != nil }

  /// The identity of a record under every name of its leading body.
  func forms(of canonical: RecordIdentity) -> [RecordIdentity] {
    guard !forms.isEmpty, let names = forms[Array(canonical.bodyKey)] else { return [canonical] }
    return names.map { canonical.under(bodyKey: $0) }
  }

  /// The names of a meeting's bodies, written alike for each body.
  func namesAlike(_ names: [String]) -> ArraySlice<UInt8> {
    var bytes: [UInt8] = []
    for name in names {
      let plain = NameTable.key(BodyName(name).name)
      bytes += (synonyms[plain[...]] ?? plain) + [0x1F]
    }
    return bytes[...]
  }

  /// Finds out which names mean the same.
  mutating func findSynonyms() {
    forms = namesInUse
    synonyms = [:]
    for (first, names) in forms {
      for name in names { synonyms[name[...]] = first }
    }
  }

  /// Whether more or other names mean the same than were found.
  var haveOtherSynonyms: Bool { forms != namesInUse }

  /// All names of each body that is asked about and has several, by the one that stands for it.
  private var namesInUse: [[UInt8]: [[UInt8]]] {
    var found: [[UInt8]: [[UInt8]]] = [:]
    for name in asked {
      let names = registry.group(named: name).map { registry[$0].names } ?? [name]
      var forms: [[UInt8]] = []
      for form in names.flatMap(registry.forms) where !forms.contains(form) { forms.append(form) }
      if forms.count > 1 { found[forms[0]] = forms }
    }
    return found
  }

  // MARK: Events

  /// Takes in an event of the archive or of a body.
  mutating func take(_ event: RecordedEvent, isNew: Bool) {
    switch event.stream.category {
    case Streams.archive:
      guard !isComplete, let name = BodyRegistry.jurisdiction(after: event, document) else {
        return
      }
      registry.set(jurisdiction: name)
    case Streams.body:
      nextSerial = max(nextSerial, event.stream.serial + 1)
      guard event.loadPayload(into: document), let body = BodyEvent(event, document.root) else {
        return
      }
      if isNew { note(body, of: event.stream.serial) }
      if !isComplete { registry.apply(body, serial: event.stream.serial) }
    default: break
    }
  }

  /// Takes in the names of bodies that stand in a record.
  mutating func take(namesIn list: JSONValue?) {
    for name in list.map({ Array($0.elements) }) ?? [] {
      guard let bytes = name.stringBytes, !seen.contains(bytes),
        !ErasedWords.areMasked(in: name)
      else { continue }
      // A slice would keep the whole of what was read.
      seen.insert(Array(bytes)[...])
      let text = String(decoding: bytes, as: UTF8.self)
      guard !isKnown(text) else { continue }
      _ = registry.number(of: text)
      met.append((NameTable.key(BodyName(text).name), 0))
    }
  }

  /// Forgets what was met, which the derived index has now.
  mutating func forgetMet() { met = [] }

  /// Takes in a body that is about to be registered; gives the stream that it gets.
  mutating func add(_ body: BodyRegistration) -> StreamName {
    let serial = nextSerial
    nextSerial += 1
    note(.registered(body), of: serial)
    registry.apply(.registered(body), serial: serial)
    return Streams.name(Streams.body, serial)
  }

  private mutating func note(_ body: BodyEvent, of serial: UInt64) {
    var value = serial
    if case .registered(let body) = body, body == .automatic(body.name) {
      value |= RegisteredBodies.isPlain
    }
    for name in body.ownNames { met.append((NameTable.key(BodyName(name).name), value)) }
  }

  // MARK: The derived index

  /// What the derived index of records has a name under.
  static func key(_ name: [UInt8]) -> KeyIndex.Key {
    KeyIndex.Key(hashOf: Array("body\u{1D}".utf8) + name)
  }

  /// Takes in what the derived index knows of the bodies that are asked about; false where it cannot
  /// be read.
  mutating func read(_ index: KeyIndex, of store: EventStore) throws(EventStoreError) -> Bool {
    nextSerial = max(nextSerial, index.numbers[1])
    guard !isComplete else { return true }
    let end = index.checkpoint.next
    if index.numbers[2] > 0 {
      let archive = Streams.name(Streams.archive, 0)
      guard let events = try store.indexedEvents(of: archive, before: end) else { return false }
      for event in events { take(event, isNew: false) }
    }
    var found: [RecordedEvent] = []
    var loaded: Set<UInt64> = []
    var looked: Set<[UInt8]> = []
    var names = Array(asked)
    while !names.isEmpty {
      var isNamed: [String] = []
      var streams: [StreamName] = []
      for name in names {
        let forms = Set(registry.forms(of: name)).subtracting(looked)
        looked.formUnion(forms)
        guard let values = index.values(of: Set(forms.map(RegisteredBodies.key))) else {
          return false
        }
        if values.contains(0) { _ = registry.number(of: name) }
        if values.count == 1, values[0] & RegisteredBodies.isPlain != 0 {
          let serial = values[0] & ~RegisteredBodies.isPlain
          // The same body may be named in several forms.
          guard loaded.insert(serial).inserted else { continue }
          registry.apply(.registered(.automatic(BodyName(name).name)), serial: serial)
          continue
        }
        for value in values where value > 0 {
          let serial = value & ~RegisteredBodies.isPlain
          if loaded.insert(serial).inserted {
            streams.append(Streams.name(Streams.body, serial))
          }
        }
      }
      guard let events = try store.indexedEvents(of: streams, before: end) else { return false }
      found += events
      for event in events where event.loadPayload(into: document) {
        isNamed += BodyEvent(event, document.root)?.ownNames ?? []
      }
      names = isNamed
    }
    for event in found.sorted(by: { $0.position < $1.position }) { take(event, isNew: false) }
    return true
  }

  /// Takes in the founding event, before the whole log is read: most names mean the same after it as
  /// at the end.
  mutating func readFounding(of store: EventStore) {
    guard !isComplete, let event = try? store.event(at: .start) else { return }
    take(event, isNew: false)
  }
}

extension BodyEvent {
  /// The names that it says are those of its body.
  var ownNames: [String] {
    switch self {
    case .registered(let body): [body.name] + body.aliases
    case .aliased, .renamed, .merged: names
    case .placed(let name, _), .dissolved(let name, _, _): [name]
    }
  }
}

extension BodyRegistry {
  /// The area to which relative names belong after an event of the archive's stream; nothing where
  /// the event does not say.
  static func jurisdiction(after event: RecordedEvent, _ document: JSONDocument) -> String? {
    guard event.isOf(RecordKind.founding) || event.isOf(BodyEvent.jurisdiction),
      event.loadPayload(into: document)
    else { return nil }
    return document.root["jurisdiction"]?.string
  }
}
