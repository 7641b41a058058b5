import EventStore

/// The way to a field of a record: `title`, `document.stage`, `attendance[2].office`.
///
/// Elements of a list are counted from 1, as people count. The first step is always a member.
public struct FieldPath: Hashable, Sendable {
  /// One step on the way.
  enum Step: Hashable, Sendable {
    /// The member of an object.
    case member(String)
    /// The element of a list, counted from 0.
    case element(Int)
  }

  let steps: [Step]

  init(_ steps: [Step]) { self.steps = steps }

  /// The path of a member of the record itself.
  init(member name: String) { steps = [.member(name)] }

  /// Reads a path; nothing where the text has another form.
  public init?(_ text: some StringProtocol) {
    var steps: [Step] = []
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
      guard let name = pieces.first, !name.isEmpty, !name.contains("]") else { return nil }
      steps.append(.member(String(name)))
      for piece in pieces.dropFirst() {
        guard piece.last == "]", piece.utf8.count <= 10, let number = Int(piece.dropLast()),
          number >= 1
        else { return nil }
        steps.append(.element(number - 1))
      }
    }
    self.steps = steps
  }

  /// The name of the record's member that the path begins with.
  public var member: String {
    if case .member(let name) = steps[0] { name } else { "" }
  }

  /// Whether the path is that of another, or leads into it.
  func isWithin(_ other: FieldPath) -> Bool { steps.starts(with: other.steps) }

  func appending(_ step: Step) -> FieldPath { FieldPath(steps + [step]) }

  /// The value that the path leads to; nothing where there is none.
  func value(in payload: JSONValue) -> JSONValue? {
    var value = payload
    for step in steps {
      let next =
        switch step {
        case .member(let name): value[name]
        case .element(let index): value.elements.dropFirst(index).first { _ in true }
        }
      guard let next else { return nil }
      value = next
    }
    return value
  }
}

extension FieldPath: CustomStringConvertible {
  /// The path as it is recorded and typed.
  public var description: String {
    var text = ""
    for step in steps {
      switch step {
      case .member(let name): text += text.isEmpty ? name : ".\(name)"
      case .element(let index): text += "[\(index + 1)]"
      }
    }
    return text
  }
}
