import Archive

extension CitationCheck.Finding: InBothLanguages {
  var chinese: String {
    switch self {
    case .unreadable(let error): "引用中的证明无法读取：\(error.chinese)"
    case .proof(let finding): finding.chinese
    case .member(let name): "\"\(name)\" 缺失，或不是引用应有的内容"
    case .otherCheckpoint: "证明的检查点与引用所述不同"
    case .otherPosition: "证明所说的位置与引用所述不同"
    case .otherRecord: "所证明的事件不属于所引用的记录"
    case .notSaid(let name): "记录中没有引用列为 \"\(name)\" 的内容"
    }
  }
}
