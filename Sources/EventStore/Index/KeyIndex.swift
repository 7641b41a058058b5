/// A derived index of what somebody wants to find again: keys of 128 bits, each with a number, made
/// of the log's events up to a checkpoint.
///
/// Keys are hashes, so that equal keys are nearly always, but not always, equal things: whoever
/// finds a number looks at what it stands for. Like all derived files it may be missing, old or
/// damaged, and is never needed.
package struct KeyIndex {
  /// What is looked for: two words that are as good as random.
  package struct Key: Hashable, Sendable {
    package var high: UInt64
    package var low: UInt64

    /// The first 16 bytes of the SHA-256 of some bytes.
    package init(hashOf bytes: [UInt8]) {
      let words = SHA256.hash(bytes).words
      high = UInt64(words[0]) << 32 | UInt64(words[1])
      low = UInt64(words[2]) << 32 | UInt64(words[3])
    }

    fileprivate init(_ entry: IndexEntry) { (high, low) = entry.key }
  }

  private let state: IndexState
  private let runs: [SortedRun]

  /// How far the log was read.
  package var checkpoint: ProjectionCheckpoint { state.checkpoint }
  /// What its maker wrote beside it.
  package var numbers: [UInt64] { state.numbers }

  /// More keys than these are looked for by reading everything once.
  private static let worthReadingAll = 256

  /// Opens what is there; nothing where it cannot be used.
  package init?(opening store: EventStore, name: String, version: Int) {
    do throws(IndexFault) {
      let files = RunFiles(storage: store.storage, archive: try LogIndex.archive(store.description))
      do throws(SystemError) {
        let bytes = try store.storage.open(IndexState.path(name), for: .reading).contents()
        do throws(IndexFault) {
          state = try IndexState(decoding: bytes, archive: files.archive, version: version)
        } catch {
          return nil
        }
        runs = try state.runs.map { run throws(SystemError) in try files.open(run) }
      } catch {
        return nil
      }
    } catch {
      return nil
    }
    guard let leaf = state.checkpoint.lastLeaf else { return nil }
    let last = Position(state.count - 1)
    guard let event = try? store.event(at: last), event.leafHash == leaf else { return nil }
  }

  /// The numbers of some keys, those of equal keys in no order; nothing where a file turned out
  /// damaged.
  package func values(of keys: Set<Key>) -> [UInt64]? {
    do throws(IndexFault) {
      var values: [UInt64] = []
      for run in runs {
        if keys.count > KeyIndex.worthReadingAll {
          for index in 0..<run.count {
            let entry = try run[index]
            if keys.contains(Key(entry)) { values.append(entry.value) }
          }
        } else {
          for key in keys { values += try KeyIndex.values(of: key, in: run) }
        }
      }
      return values
    } catch {
      return nil
    }
  }

  private static func values(of key: Key, in run: SortedRun) throws(IndexFault) -> [UInt64] {
    var values: [UInt64] = []
    var index = try run.lowerBound(key.high, key.low)
    while index < run.count {
      let entry = try run[index]
      guard Key(entry) == key else { break }
      values.append(entry.value)
      index += 1
    }
    return values
  }

  /// Where an index is to end.
  package enum End: Sendable {
    /// Behind an event that was read.
    case checkpoint(ProjectionCheckpoint)
    /// Behind so many events, which must be all that the log's own index has; for whoever wrote the
    /// last ones without reading them.
    case count(UInt64)
  }

  /// Adds entries that were made of the events between an index and an end, which must be the end of
  /// a batch, and makes the whole count; leaves everything as it was where that cannot be done.
  ///
  /// - Parameters:
  ///   - base: The checkpoint of the index behind which the entries are; the beginning where it is
  ///     made anew.
  /// - Returns: whether it was done.
  @discardableResult
  package static func extend(
    behind base: ProjectionCheckpoint, of store: EventStore, name: String, version: Int,
    with entries: [(key: Key, value: UInt64)], upTo end: End, numbers: [UInt64]
  ) -> Bool {
    let keeper = IndexKeeper(store: store)
    guard let lock = keeper.takeLock() else { return false }
    defer { lock.release(inOrder: true) }
    let checkpoint: ProjectionCheckpoint
    switch end {
    case .checkpoint(let read): checkpoint = read
    case .count(let count):
      guard let log = keeper.open()?.state.checkpoint, log.next.rawValue == count else {
        return false
      }
      checkpoint = log
    }
    guard let archive = try? LogIndex.archive(store.description) else { return false }
    let old = base == .start ? nil : KeyIndex(opening: store, name: name, version: version)
    guard old?.checkpoint ?? .start == base else { return false }
    var state = old?.state ?? IndexState()
    guard state.count < checkpoint.next.rawValue else { return false }
    let range = state.count..<checkpoint.next.rawValue
    let files = RunFiles(storage: store.storage, archive: archive)
    state.checkpoint = checkpoint
    state.numbers = numbers
    guard
      (try? files.add(
        entries.map { IndexEntry($0.key.high, $0.key.low, value: $0.value) }, .records,
        madeOf: range, to: &state.runs)) != nil,
      (try? files.replace(state: state, of: name, version: version)) != nil
    else { return false }
    files.removeRuns(of: [.records], except: state.runs)
    return true
  }
}
