/// Why the archive does not do what somebody asked about a body; nothing was recorded then.
public enum BodyRefusal: Error, Hashable, Sendable {
  /// No body has the name; those that are near.
  case unknown(String, near: [String])
  /// Another body has the name.
  case nameTaken(String, by: String)
  /// The body has the name already.
  case hasName(String, body: String)
  /// Both names are of one body.
  case isSame(String, String)
  /// The body would belong to itself, since this other one belongs to it.
  case loop(String, parent: String)
  /// The body belongs to these and to no others already.
  case isPlacedSo(String)
  /// The body ceased on a date already.
  case isDissolved(String, PartialDate)
  /// The archive's relative names belong to this area already.
  case hasJurisdiction(String)
  /// The text is not a name.
  case noName(String)
}

extension BodyRefusal: CustomStringConvertible {
  /// The reason, and what to do.
  public var description: String {
    switch self {
    case .unknown(let name, let near):
      "no body is called '\(name)'"
        + (near.isEmpty ? "" : "; near: \(near.joined(separator: ", "))")
    case .nameTaken(let name, let other):
      """
      '\(name)' is a name of \(other); if both are one body, record that with 'archivist bodies merge'
      """
    case .hasName(let name, let body): "'\(name)' is a name of \(body) already"
    case .isSame(let one, let other): "'\(one)' and '\(other)' are names of one body"
    case .loop(let name, let parent):
      "\(parent) belongs to \(name), which would then belong to itself"
    case .isPlacedSo(let name): "\(name) is placed so already"
    case .isDissolved(let name, let date): "\(name) was dissolved (\(date)) already"
    case .hasJurisdiction(let area): "relative names belong to \(area) already"
    case .noName(let text): "'\(text)' is not a name of a body"
    }
  }
}
