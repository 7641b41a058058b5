import EventStore

/// The text of a file that comes in portions: decoded, with the digest of its bytes, and its encoding told.
struct ImportedText {
  private let file: String
  private var portions = TextPortions()
  private var hash = SHA256()
  private var hasTold = false

  /// - Parameter file: The file's name as the user gave it.
  init(file: String) { self.file = file }

  /// The SHA-256 of the file, once all of it was taken.
  var digest: Digest { hash.finish() }

  /// Reads the next portion, or nothing at the end.
  ///
  /// - Returns: the text as UTF-8, and where it cannot be read on.
  mutating func take(
    _ portion: [UInt8]?, _ journal: inout ImportJournal
  ) -> (text: [UInt8], fault: TextEncodingError?) {
    hash.update(portion ?? [])
    var result: (text: [UInt8], fault: TextEncodingError?)
    do throws(TextPortions.Fault) {
      result = (try portions.take(portion ?? [], isLast: portion == nil), nil)
    } catch {
      result = (error.text, error.error)
    }
    if portions.encoding == .gb18030, !hasTold {
      hasTold = true
      journal.tell(.gb18030, of: file)
    }
    return result
  }
}
