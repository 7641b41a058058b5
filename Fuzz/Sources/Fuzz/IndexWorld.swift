@testable import Archive
@testable import EventStore

/// An archive beside whose log derived files are put, and what its log alone answers.
struct IndexWorld {
  let storage: MemoryStorage
  private let events: [RecordedEvent]
  private let checkpoint: String
  private let proofs: [String]
  private let recorded: Recording

  /// What was told of minutes that were recorded, and the log afterwards.
  private struct Recording: Equatable {
    var outcomes: [[RecordingOutcome]] = []
    var log: [UInt8] = []
  }

  /// The log of the derived files, one that is shorter, and one with another end.
  static let all = [storage, shorter, other].map(IndexWorld.init)

  /// The derived files, by their paths.
  static let files = storage.paths.filter { $0.hasPrefix("index/") && !$0.hasSuffix("lock") }

  static func newest(_ path: String) -> [UInt8] { storage.bytes(of: path) ?? [] }

  /// The file as it was when there were fewer events; nothing where there was none.
  static func older(_ path: String) -> [UInt8]? { shorter.bytes(of: path) }

  /// What the blocks of a file are; nothing where it has none.
  static func origin(of path: String) -> IndexBlock.Origin? { origins[path] }

  private static let origins: [String: IndexBlock.Origin] = {
    guard let store = try? store(storage), let archive = try? LogIndex.archive(store.description),
      let index = store.index
    else { preconditionFailure("no index to begin with") }
    var origins = [LogIndex.placesPath: LogIndex.placesOrigin(archive)]
    for tier in 0..<LogIndex.tiers(of: index.state.count) {
      origins[LogIndex.treePath(tier)] = LogIndex.treeOrigin(tier, archive)
    }
    for path in files {
      let words = path.split { "/-.".contains($0) }
      guard words.count == 5, let kind = RunKind.allCases.first(where: { $0.name == words[1] }),
        let first = UInt64(words[2]), let end = UInt64(words[3])
      else { continue }
      origins[path] = RunDescription(kind: kind, first: first, end: end, count: 0).origin(archive)
    }
    return origins
  }()

  // MARK: - The archives

  private static let shorter = made { try grow(try founded(), from: 1, to: 24) }
  private static let storage = made { try grow(shorter.copy(), from: 25, to: 60, redacting: 40) }
  private static let other = made { try grow(shorter.copy(), from: 125, to: 160) }

  private static func made(_ make: () throws -> MemoryStorage) -> MemoryStorage {
    guard let storage = try? make() else { preconditionFailure("no archive to begin with") }
    return storage
  }

  private static func founded() throws -> MemoryStorage {
    let storage = MemoryStorage()
    _ = try Archive.found(in: storage, name: "x", zone: "UTC", environment: environment(0))
    return storage
  }

  /// Records meetings of three events each, and brings both indexes up.
  private static func grow(
    _ storage: MemoryStorage, from first: Int, to last: Int, redacting position: UInt64? = nil
  ) throws -> MemoryStorage {
    let archive = try Archive(storage, environment: environment(UInt64(first)))
    // What is rewritten is closed, so that what follows is in a segment of its own.
    if let position { try archive.store.writer().redact([Position(position)], ground: "x") }
    for number in first...last { _ = try archive.record(drafts([number])) }
    _ = IndexKeeper(store: archive.store).update(archive.store.index)
    var register = Register(lookingFor: [], in: nil)
    try register.begin(in: archive.store)
    _ = try register.bringUp(in: archive.store, isSaving: true)
    register.indexing(in: archive.store, upTo: register.checkpoint.next)()
    try archive.store.writer().close()
    return storage
  }

  private static func drafts(_ numbers: [Int], _ text: String = "安全生产") -> [RecordDraft] {
    let lines = numbers.map { number in
      """
      {"title":"第\(number)次会议","body":["市人大常委会"],"date":"2020-09-18","ordinal":\(number),\
      "items":[{"item":"matter","text":"\(text)"},{"item":"matter","text":"二"}]}
      """
    }
    return MinutesFile(Array(lines.joined(separator: "\n").utf8), name: "m.jsonl").drafts
  }

  /// A clock that stands, and chance that a seed settles.
  private static func environment(_ seed: UInt64) -> Environment {
    let chance = Chance(seed)
    return Environment(
      now: { Timestamp(milliseconds: 1_795_161_600_000) },
      fillRandom: { buffer throws(SystemError) in
        for index in buffer.indices { buffer[index] = UInt8(truncatingIfNeeded: chance.next()) }
      }, sleep: { _ in })
  }

  private final class Chance: @unchecked Sendable {
    private var generator: SeededGenerator

    init(_ seed: UInt64) { generator = SeededGenerator(seed: seed) }

    func next() -> UInt64 { generator.next() }
  }

  private static func store(_ storage: MemoryStorage) throws(EventStoreError) -> EventStore {
    try EventStore(opening: storage, environment: environment(99))
  }
}

// MARK: - Answers

extension IndexWorld {
  /// Where proofs are made and single events read.
  private static let samples: [UInt64] = [0, 1, 39, 40, 41, 72]

  private init(_ world: MemoryStorage) {
    storage = world.copy()
    for path in storage.paths where path.hasPrefix("index/") { try? storage.remove(path) }
    do {
      let store = try IndexWorld.store(storage.copy())
      events = try IndexWorld.read(store)
      checkpoint = "\(try store.checkpoint())"
      proofs = try IndexWorld.proofs(store)
      recorded = try IndexWorld.record(storage.copy())
    } catch {
      preconditionFailure("\(error)")
    }
  }

  private static func read(
    _ store: EventStore, from first: Position = .start
  ) throws -> [RecordedEvent] {
    var reader = try store.events(from: first)
    var events: [RecordedEvent] = []
    while let event = try reader.next() { events.append(event) }
    precondition(reader.damages.isEmpty, "damage is found in a sound log")
    return events
  }

  private static func proofs(_ store: EventStore) throws -> [String] {
    try samples.map { position in
      let proof = Proof.inclusion(try store.proveInclusion(of: Position(position)))
      return String(decoding: proof.json, as: UTF8.self)
    }
  }

  /// Records minutes that are there, others of the same record, and new ones.
  private static func record(_ storage: MemoryStorage) throws -> Recording {
    let archive = try Archive(storage, environment: environment(98))
    var recording = Recording()
    for drafts in [drafts([3, 24]), drafts([24, 30, 130, 200]), drafts([24], "另一内容")] {
      do throws(ArchiveError) {
        recording.outcomes.append(try archive.record(drafts).outcomes)
      } catch {
        guard case .refused(let records) = error else { throw error }
        precondition(records.count == 1, "\(records)")
        recording.outcomes.append([])
      }
    }
    recording.log = log(of: storage)
    return recording
  }

  /// Stops the process where two answers differ.
  private func expect<Answer: Equatable>(
    _ found: Answer, _ expected: Answer, _ what: @autoclosure () -> String
  ) {
    precondition(found == expected, what())
  }

  /// Asks everything, and stops the process where an answer is not the log's.
  func compare(_ storage: MemoryStorage) {
    do {
      let store = try IndexWorld.store(storage)
      if let index = store.index {
        do { try compare(index) } catch is IndexFault {}
      }
      expect("\(try store.checkpoint())", checkpoint, "another checkpoint")
      expect(try IndexWorld.proofs(store), proofs, "another proof")
      for position in IndexWorld.samples {
        let found = try store.event(at: Position(position))
        expect(found?.line, events[Int(position)].line, "another event")
      }
      let rest = try IndexWorld.read(store, from: Position(40)).map(\.line)
      expect(rest, events[40...].map(\.line), "other events from 40 on")
      expect(try IndexWorld.record(storage), recorded, "recorded otherwise")
      expect(try store.verify().isSound, true, "the log is not sound afterwards")
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// Compares every answer of an index that was opened with the log; faults are thrown.
  private func compare(_ index: LogIndex) throws {
    let count = Int(index.state.count)
    precondition(count <= events.count, "more events than there are")
    var tree = MerkleLevels()
    var streams: [StreamName: [Position]] = [:]
    for event in events[..<count] {
      tree.append(event.leafHash)
      streams[event.stream, default: []].append(event.position)
      expect(try index.place(of: event.position), event.place, "another place")
      expect(try index.position(of: event.id), event.position, "another position")
    }
    for (stream, positions) in streams {
      expect(try index.positions(of: stream), positions, "other events of \(stream)")
      let last = try index.lastRevision(of: stream)
      precondition(last == UInt64(positions.count - 1), "another revision of \(stream)")
    }
    for level in 0..<8 {
      for node in 0..<UInt64(count >> level) {
        let found = try index.node(level: level, index: node)
        precondition(found == tree.hash(level: level, index: node), "another node")
      }
    }
  }

  /// Asks everything of files whose checksums were made right, and writes: nothing that was recorded
  /// may change by it.
  func exercise(_ storage: MemoryStorage) {
    guard let store = try? IndexWorld.store(storage) else { preconditionFailure("does not open") }
    if let index = store.index {
      for event in events {
        _ = try? index.place(of: event.position)
        _ = try? index.position(of: event.id)
        _ = try? index.positions(of: event.stream)
        _ = try? index.lastRevision(of: event.stream)
        _ = try? index.node(level: Int(event.position.rawValue % 9), index: 0)
      }
    }
    _ = try? store.checkpoint()
    for position in IndexWorld.samples {
      _ = try? store.proveInclusion(of: Position(position))
      if let event = try? store.event(at: Position(position)) {
        precondition(event.header == events[Int(position)].header, "another event")
      }
    }
    precondition((try? IndexWorld.read(store).map(\.line)) == events.map(\.line), "another log")
    _ = try? IndexWorld.record(storage)
    let (before, after) = (IndexWorld.log(of: self.storage), IndexWorld.log(of: storage))
    precondition(after.starts(with: before), "the log was changed")
  }

  /// The bytes of all segments.
  private static func log(of storage: MemoryStorage) -> [UInt8] {
    storage.paths.filter { $0.hasPrefix("log/") && $0.hasSuffix(".jsonl") }
      .flatMap { storage.bytes(of: $0) ?? [] }
  }
}
