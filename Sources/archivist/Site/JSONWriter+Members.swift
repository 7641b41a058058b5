import EventStore

extension JSONWriter {
  /// Writes a member that is a text; nothing where there is none.
  mutating func member(_ name: String, _ value: String?) {
    guard let value else { return }
    self.name(name)
    string(value)
  }
}
