/// Tells people, groups and organisations apart by their names, as lists of attendance have them.
enum AttendanceNames {
  /// What a name stands for; the member that holds it.
  enum Kind: String {
    case person
    case group
    case body

    /// The member's name as JSON has it in front of the value.
    var key: StaticString {
      switch self {
      case .person: #""person":"#
      case .group: #""group":"#
      case .body: #""body":"#
      }
    }
  }

  /// How groups without names end: 有关部门负责人.
  private static let groups = [
    "负责人", "负责同志", "成员", "代表", "人员", "委员", "干部", "领导", "领导同志", "老同志", "官兵", "专家", "学者", "members",
    "representatives",
    "officials",
    "staff",
  ].map { Array($0.utf8) }

  /// How organisations end: 市审计局.
  private static let bodies = [
    "委", "局", "厅", "部", "院", "会", "府", "办", "室", "处", "署", "院校", "中心", "公司", "集团", "银行", "大学", "党组",
    "总队",
  ].map { Array($0.utf8) }

  /// What a name without an office stands for.
  static func kind(of name: ArraySlice<UInt8>) -> Kind {
    if groups.contains(where: { name.hasSuffix($0) }) { return .group }
    // Names of people have two or three characters, sometimes four.
    let length = name.count { $0 & 0xC0 != 0x80 }
    if length > 3, bodies.contains(where: { name.hasSuffix($0) }) { return .body }
    return .person
  }
}
