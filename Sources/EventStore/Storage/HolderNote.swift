/// Word left in a lock of who writes, so that whoever opens the archive after a sudden end sees by it
/// that there was a writer.
///
/// Nothing may be written before that word is there. On a full disk there may be no room for it; then
/// whoever has nothing to write gets by without, and whoever has tries once more.
struct HolderNote: Sendable {
  private let lock: any StorageLock
  private let text: String
  /// Why the word could not be left, where it could not.
  private(set) var refusal: SystemError?

  /// Leaves word.
  ///
  /// - Throws: whatever is not a full disk.
  init(_ text: String, in lock: any StorageLock) throws(SystemError) {
    self.lock = lock
    self.text = text
    do throws(SystemError) {
      try lock.describeHolder(text)
    } catch {
      guard error.isFull else { throw error }
      refusal = error
    }
  }

  /// Makes sure that word is left, before anything is written.
  mutating func insist() throws(SystemError) {
    guard refusal != nil else { return }
    try lock.describeHolder(text)
    refusal = nil
  }
}
