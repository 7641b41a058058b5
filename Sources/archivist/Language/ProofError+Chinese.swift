import EventStore

extension ProofError: InBothLanguages {
  var chinese: String { "偏移 \(offset) 字节，\(place) 处：\(problem.chinese)" }
}

extension ProofError.Problem: InBothLanguages {
  var chinese: String {
    switch self {
    case .json(let problem): problem.chinese
    case .missing(let member): "缺少成员 \"\(member)\""
    case .unknownMember(let member): "有成员 \"\(member)\"，证明中没有这一成员"
    case .expected(let expected): "应为\(expected.chinese)"
    case .pathTooLong: "哈希多于路径所能有的 \(ProofError.longestPath) 个"
    case .alone(let member, let other):
      "有 \"\(member)\" 而没有 \"\(other)\"；公开事件内容须两者俱全"
    }
  }
}

extension ProofError.Expectation: InBothLanguages {
  var chinese: String {
    switch self {
    case .object: "一份证明，即一个 JSON 对象"
    case .checkpoint: "检查点的三行：来源、长度和 base64 的根哈希"
    case .position: "位置：0、1、2……"
    case .header: "事件头部的文本"
    case .hashes: "由哈希组成的数组"
    case .hash: "一个哈希，即 64 位小写十六进制数字"
    case .salt: "一个盐值，即 32 位小写十六进制数字"
    case .data: "事件内容的文本"
    }
  }
}

extension ProofFinding: InBothLanguages {
  var chinese: String {
    switch self {
    case .noHeader: "其中的头部不是事件的头部"
    case .otherPosition(let stated, let header):
      "证明所说的是位置 \(stated)，其头部却属于位置 \(header)"
    case .positionBeyond(let position, let size):
      "位置 \(position) 不在检查点所记的 \(size) 个事件之内"
    case .pathLength(let found, let expected): "路径有 \(found) 个哈希，应为 \(expected) 个"
    case .otherRoot: "由路径得不出检查点的根哈希"
    case .otherOldRoot: "由路径得不出较早检查点的根哈希"
    case .otherPayload: "所公开的事件内容与登记时不同（数字摘要不符）"
    case .otherOrigin(let old, let new): "较早的检查点属于 \(old)，较晚的属于 \(new)"
    case .shrunk(let old, let new):
      "较早的检查点记有 \(old) 个事件，多于较晚检查点的 \(new) 个"
    }
  }
}
