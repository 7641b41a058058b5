/// What names of bodies are compared by: normalised, without spaces, and with the area in front where
/// the name is relative to it.
///
/// A name is relative where it begins with the last character of the area's: in 重庆市, 市政府 is
/// 重庆市政府. A term of office is no part of a name that comes here.
struct BodyKeys: Sendable {
  private let area: [UInt8]
  /// What relative names begin with; empty where there is no area.
  private let mark: [UInt8]

  init(jurisdiction: String?) {
    area = jurisdiction.map(NameTable.key) ?? []
    mark = jurisdiction?.last.map { NameTable.key(String($0)) } ?? []
  }

  /// What a name is compared by.
  func key(_ name: String) -> [UInt8] { absolute(NameTable.key(name)) }

  /// Every form of a name that means the same, the one that it is compared by first.
  func forms(_ name: String) -> [[UInt8]] { forms(of: NameTable.key(name)) }

  /// Every form of a normalised name.
  func forms(of plain: [UInt8]) -> [[UInt8]] {
    let absolute = absolute(plain)
    guard !area.isEmpty, absolute.starts(with: area), absolute.count > area.count else {
      return [absolute]
    }
    return [absolute, mark + absolute.dropFirst(area.count)]
  }

  private func absolute(_ plain: [UInt8]) -> [UInt8] {
    // The area's own name may begin with its last character.
    guard !area.isEmpty, plain.count > mark.count, plain.starts(with: mark),
      !plain.starts(with: area)
    else { return plain }
    return area + plain.dropFirst(mark.count)
  }
}
