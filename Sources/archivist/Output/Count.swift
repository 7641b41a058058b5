/// Numbers with the word for what they count.
enum Count {
  /// `1 record`, `2 records`.
  static func of(_ number: some BinaryInteger, _ word: String) -> String {
    "\(number) \(word)\(number == 1 ? "" : "s")"
  }
}
