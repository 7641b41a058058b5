import Archive

extension ActRefusal: InBothLanguages {
  var chinese: String {
    switch self {
    case .unknownField(let field, let kind, let nearest):
      "\(Phrase.kind(kind)[.chinese])没有“\(field)”这一项" + (nearest.map { "；是否指 \($0)？" } ?? "")
    case .leadsNowhere(let path): "\(path) 处尚无内容；请以 JSON 给出 \(path.member) 的全部内容"
    case .unreadable(let value, let path, _): "“\(value)”不是 \(path) 的值；此处应为 JSON"
    case .unsound(let problems):
      "更正后的记录不符合要求：" + problems.map(\.chinese).joined(separator: "；")
    case .isNot(let path, let believed, let actual):
      actual.map { "\(path) 不是“\(believed)”，而是“\($0)”" } ?? "\(path) 不是“\(believed)”；记录中没有这一项"
    case .isSoAlready(let path): "\(path) 已是此值"
    case .changesNothing: "没有任何变化"
    case .wasErased(let path): "\(path) 已被抹除；不得以更正恢复"
    case .belongsToReview(let path): "\(path) 由“archivist reclassify”审定，不作更正"
    case .wasRetracted(let number, let position): "\(number) 已在位置 \(position) 撤回"
    case .replacesItself: "记录不能取代自身"
    case .identityTaken(let other): "更正后将与 \(other) 为同一记录；请将其中之一作为重复记录撤回（retract）"
    case .isOpenSo(let openness): "其开放属性已是\(openness.chineseName)"
    case .conditionWithout(let openness): "只有“有条件开放”才有条件；\(openness.chineseName)没有"
    case .isNotedAlready(let path, let source): "“\(source)”对 \(path) 的说法已有记载"
    case .changedMeanwhile: "该记录已被他人改动；请重新开始"
    case .otherRecord: "文稿不是同一类型的一条记录"
    case .otherItems(let found, let recorded):
      "文稿有 \(found) 项，记录有 \(recorded) 项；追加事项请用“append --to”，撤回事项请用“retract”"
    case .unreadableRecord: "该记录已无可读内容"
    }
  }
}
