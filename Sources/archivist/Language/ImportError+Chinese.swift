import Archive

extension ImportError: InBothLanguages {
  var chinese: String {
    place + ": \(problem.chinese)" + (shortPath.map { "（\($0)）" } ?? "")
  }
}

extension ImportError.Problem: InBothLanguages {
  var chinese: String {
    switch self {
    case .text(.unknownEncoding, let offset):
      "第 \(offset) 字节不是 UTF-8，文件也不像 GB 18030；请转换为 UTF-8"
    case .text(.brokenGB18030, let offset):
      "文件看来是 GB 18030，但第 \(offset) 字节处不是其中的字符；请改正，或转换为 UTF-8"
    case .text(.nul, let offset):
      "第 \(offset) 字节是空字符（NUL），文本中不得有；UTF-16 文件请转换为 UTF-8"
    case .json(let problem): problem.chinese
    case .empty: "文件中没有内容"
    case .wrongType(let found, let expected): "此处是\(found.chinese)，应为\(expected.chinese)"
    case .foreign(let format, let other):
      "此对象不属于 \(format.rawValue)"
        + (other.map { "；看来属于 \($0.rawValue)：archivist import \($0.rawValue)" } ?? "")
    case .missing(let name): "缺少 \(name)，每次会议都必须有"
    case .moment(let text): "此处是“\(text)”，应为日期和时间，如 2020-09-18T09:00:00+08:00"
    case .date(let text):
      "此处是“\(text)”，应为日期，如 2020-09-18、2020年9月18日，或 2020-09-18/2020-09-20"
    case .endsBeforeStart(let start, let end): "结束于 \(end)，早于开始的 \(start)"
    case .minutes(let problem): "不能成为会议记录：\(problem.chinese)"
    case .table(let problem): problem.chinese
    }
  }
}

extension ImportError.Expectation {
  /// What was expected, in Chinese.
  fileprivate var chinese: String {
    switch self {
    case .object: "对象"
    case .objects: "对象或对象数组"
    case .array: "数组"
    case .text: "字符串"
    case .texts: "字符串数组"
    case .integer: "整数"
    case .boolean: "true 或 false"
    }
  }
}

extension TableProblem: InBothLanguages {
  var chinese: String {
    switch self {
    case .openQuotation: "此处的引号没有配对；其后的内容未读取"
    case .behindQuotation:
      "单元格的后引号之后还有内容，应为逗号或行尾；引号内的引号请写成两个"
    case .tooManyCells(let found, let columns):
      "本行有 \(found) 格，至多应为表头的 \(columns) 列；含逗号的单元格须用引号括起"
    case .rowTooLong(let limit): "本行超过 \(limit) 字节；可能缺少引号"
    case .sameColumn(let name, let other): "“\(other)”和“\(name)”两列含义相同"
    case .noColumn(let name): "没有 \(name) 列，每次会议都必须有"
    case .notOneOf(let text, let allowed, let nearest):
      "此处是“\(text)”，应为下列之一：\(allowed.joined(separator: "、"))"
        + (nearest.map { "；是否指“\($0)”？" } ?? "")
    case .number(let text): "此处是“\(text)”，应为数字，如 40 或 第四十次"
    case .value(let text, let problem): "此处是“\(text)”：\(problem.chinese)"
    case .json(let problem): "应为 JSON：\(problem.chinese)"
    case .differs(let found, let before, let line):
      "此处是“\(found)”，而第 \(line) 行对同一会议写的是“\(before)”；请改为一致，或在此留空"
    case .cutShort: "此会议略去：文件无法读取之处可能还有它的内容"
    case .noMeeting: "本行不属于任何会议：机构、日期、标题均为空"
    }
  }
}
