import TestSupport
import Testing

@testable import EventStore

/// Whole lives of archives by seeds; `ARCHIVIST_SEEDS=A..<B` runs through others, and more of them.
@Suite struct CrashTests {
  @Test func `every promise is kept through failures, kills and losses of power`() throws {
    let problem = try Seeds.firstProblem(of: 300) { try ArchiveLives.problem(seed: $0) }
    #expect(problem == nil)
  }

  @Test func `a founding that loses power leaves an archive that is sound, or none`() {
    let operations = MemoryStorage.Operation.allCases.filter { $0 != .read }
    let problem = Seeds.firstProblem(of: 120) { seed -> String? in
      let operation = operations[Int(seed) % operations.count]
      let nth = Int(seed) / operations.count % 6 + 1
      let storage = MemoryStorage()
      storage.fail { asked, _, count in asked == operation && count >= nth ? .death : nil }
      let isFounded = (try? Stores.found(in: storage)) != nil
      for crash in 0..<20 as Range<UInt64> {
        let after = storage.afterCrash(seed: seed << 8 | crash)
        if let problem = CrashTests.problem(of: after, isFounded: isFounded) {
          return "\(operation) \(nth): \(problem)"
        }
      }
      return nil
    }
    #expect(problem == nil)
  }

  private static func problem(of storage: MemoryStorage, isFounded: Bool) -> String? {
    do {
      let store = try EventStore(opening: storage, environment: TestWorld().environment)
      guard try store.verify().isSound else { return "not sound" }
      return try Stores.read(store).events.count == 1 ? nil : "no event"
    } catch EventStoreError.notAnArchive {
      return isFounded ? "founded and gone" : nil
    } catch {
      return "\(error)"
    }
  }
}
