/// Something that is handed over to whoever takes it first, so that it lives no longer than needed.
///
/// What a caller or a closure holds would live until that is gone.
package final class Handover<Value> {
  private var value: Value?
  /// The value, as long as nobody took it.
  package var held: Value? { value }

  /// Holds a value until it is taken.
  package init(_ value: consuming Value) { self.value = consume value }

  /// Gives the value up; nothing the second time.
  package func take() -> Value? {
    defer { value = nil }
    return value
  }
}
