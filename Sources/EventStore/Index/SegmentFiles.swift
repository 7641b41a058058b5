/// A derived index in segments: sealed files, each made of the events of some positions and never
/// changed, up to a checkpoint.
///
/// What stands in them is their maker's business. Like all derived files they may be missing, old or
/// damaged, and are never needed.
package struct SegmentFiles {
  /// A segment: the positions that it was made of, and what was made of them.
  package struct Segment {
    package let positions: Range<UInt64>
    package let file: SealedFile
  }

  private let state: IndexState
  /// The segments, in the order of the positions that they were made of.
  package let segments: [Segment]

  /// How far the log was read.
  package var checkpoint: ProjectionCheckpoint { state.checkpoint }
  /// What its maker wrote beside the segments.
  package var numbers: [UInt64] { state.numbers }

  /// A reader that finds a file gone, because a writer has just replaced it, looks again so often.
  private static let attempts = 3

  /// Opens what is there; nothing where it cannot be used.
  ///
  /// - Parameter isKnown: Whether the log was read up to a place.
  package init?(
    opening store: EventStore, name: String, version: Int,
    where isKnown: (ProjectionCheckpoint) -> Bool
  ) {
    for _ in 0..<SegmentFiles.attempts {
      do throws(IndexFault) {
        try self.init(trying: store, name, version)
        if isKnown(checkpoint) { return }
        return nil
      } catch {
        guard case .missing = error else { return nil }
      }
    }
    return nil
  }

  private init(
    trying store: EventStore, _ name: String, _ version: Int
  ) throws(IndexFault) {
    let archive = try LogIndex.archive(store.description)
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try store.storage.open(IndexState.path(name), for: .reading).contents()
    } catch {
      // Without a state there is nothing to look for again.
      throw .damaged
    }
    state = try IndexState(decoding: bytes, archive: archive, version: version)
    var next: UInt64 = 0
    var segments: [Segment] = []
    segments.reserveCapacity(state.runs.count)
    for run in state.runs {
      guard run.kind == .search, run.first == next else { throw .damaged }
      next = run.end
      let file: FileBytes
      do throws(SystemError) {
        file = try store.storage.open("\(LogLayout.index)/\(run.name)", for: .reading)
          .bytesOnDemand()
      } catch {
        throw IndexFault(error)
      }
      guard let sealed = SealedFile(file, of: run.origin(archive)) else { throw .damaged }
      segments.append(Segment(positions: run.first..<run.end, file: sealed))
    }
    guard next == state.count else { throw .damaged }
    self.segments = segments
  }

  /// Makes the index consist of some segments, of which it has some already.
  ///
  /// - Parameters:
  ///   - base: The checkpoint of the index that has those; the beginning where all are made anew.
  ///   - checkpoint: Behind the last event of the last segment.
  ///   - numbers: What to write beside the segments.
  ///   - isKnown: Whether the log was read up to a place.
  ///   - progress: Told now and then how many positions the segments made so far have.
  ///   - make: Makes the bytes of a segment and has them written, to which checksums are appended; gives
  ///     whether that was done. Up to two are made beside each other.
  /// - Returns: whether it was done; otherwise everything is as it was.
  package static func update(
    _ store: EventStore, name: String, version: Int, from base: ProjectionCheckpoint,
    to segments: [Range<UInt64>], upTo checkpoint: ProjectionCheckpoint,
    numbers: [UInt64], where isKnown: (ProjectionCheckpoint) -> Bool, progress: (UInt64) -> Void,
    make: @escaping @Sendable (Range<UInt64>, _ write: (inout [UInt8]) -> Bool) -> Bool
  ) -> Bool {
    // Nobody writes to a backup.
    guard (try? store.refuseBackup()) != nil, let lock = IndexKeeper(store: store).takeLock() else {
      return false
    }
    defer { lock.release(inOrder: true) }
    guard let archive = try? LogIndex.archive(store.description) else { return false }
    let old =
      base == .start
      ? nil : SegmentFiles(opening: store, name: name, version: version, where: isKnown)
    guard old?.checkpoint ?? .start == base else { return false }
    let files = RunFiles(storage: store.storage, archive: archive)
    guard (try? files.makeDirectory()) != nil else { return false }
    let there = Set(old?.segments.map(\.positions) ?? [])
    let missing = segments.filter { !there.contains($0) }
    let making = Making()
    let work = SharedWork(pieces: missing.count) { index in
      let range = missing[index]
      let isMade =
        !making.hasFailed
        && make(range) { (try? files.write(&$0, as: run(of: range))) != nil }
      if isMade { making.add(range) } else { making.fail() }
      return isMade
    }
    work.begin()
    guard work.finish({ progress(making.done) }).allSatisfy(\.self) else {
      files.removeRuns(of: [.search], except: old?.state.runs ?? [])
      return false
    }
    progress(making.done)
    var state = IndexState()
    state.checkpoint = checkpoint
    state.runs = segments.map(run)
    state.numbers = numbers
    guard (try? files.replace(state: state, of: name, version: version)) != nil else {
      return false
    }
    files.removeRuns(of: [.search], except: state.runs)
    return true
  }

  /// Removes the whole index.
  package static func discard(_ store: EventStore, name: String) {
    guard let archive = try? LogIndex.archive(store.description) else { return }
    try? store.storage.remove(IndexState.path(name))
    RunFiles(storage: store.storage, archive: archive).removeRuns(of: [.search], except: [])
  }

  private static func run(of range: Range<UInt64>) -> RunDescription {
    RunDescription(kind: .search, first: range.lowerBound, end: range.upperBound, count: 0)
  }
}

/// How far segments are made by all who make some.
private final class Making: Sendable {
  private let state = Locked<(done: UInt64, hasFailed: Bool)>((0, false))

  /// The number of positions that the segments made so far have.
  var done: UInt64 { state.withLock { $0.done } }
  var hasFailed: Bool { state.withLock { $0.hasFailed } }

  func add(_ range: Range<UInt64>) { state.withLock { $0.done += UInt64(range.count) } }
  func fail() { state.withLock { $0.hasFailed = true } }
}

extension RunFiles {
  /// Seals bytes and writes them as a file.
  fileprivate func write(_ bytes: inout [UInt8], as run: RunDescription) throws(SystemError) {
    SealedFile.seal(&bytes, as: run.origin(archive))
    try RunFiles.replace("\(LogLayout.index)/\(run.name)", with: bytes, in: storage)
  }
}
