import Archive
import EventStore

extension ArchiveError: InBothLanguages {
  var chinese: String {
    switch self {
    case .refused(let records): records.map(\.chinese).joined(separator: "\n")
    case .actRefused(let number, let refusal): "\(number)：\(refusal.chinese)"
    case .topicRefused(let refusal): refusal.chinese
    case .bodyRefused(let refusal): refusal.chinese
    case .personRefused(let refusal): refusal.chinese
    case .unknownZone(let zone): "本机不认识时区 \(zone)；应为 Asia/Shanghai 一类的名称"
    case .noDays(let zone):
      """
      本机不认识档案库的时区 \(zone)，因而不知道每日何时终了；请安装时区数据库（tzdata），或改给位置：@1234
      """
    case .unknownRecord(let number): "没有编号为 \(number) 的记录"
    case .noIndex: "检索索引既不能读取，也不能生成；请在其文件夹可写之处运行“archivist index”"
    case .store(let error): error.chinese
    }
  }
}

extension RefusedRecord: InBothLanguages {
  var chinese: String { "\(source.file):\(source.line): \(title)：\(refusal.chinese)" }
}

extension Refusal: InBothLanguages {
  var chinese: String {
    switch self {
    case .otherContent(let accession, let members):
      """
      已登记为 \(accession)，但内容不同（不同之处：\(Refusal.list(members))）；记录不得覆盖，请更正 \(accession)
      """
    case .otherMinutes(let place, let members):
      """
      \(place.file):\(place.line) 处的会议记录属于同一记录，但内容不同（不同之处：\
      \(Refusal.list(members))）；请只保留其一
      """
    case .itemsOfDocument(let accession): "\(accession) 是文件；只有会议才有事项"
    case .unknownBody(let name, let near): BodyRefusal.unknown(name, near: near).chinese
    }
  }

  private static func list(_ members: [String]) -> String {
    members.map { Phrase.named($0)[.chinese] }.joined(separator: "、")
  }
}

extension TopicRefusal: InBothLanguages {
  var chinese: String {
    switch self {
    case .nothingToFind(let phrase): "“\(phrase)”中没有可供检索的内容"
    case .saysNothing: "主题须有与之相配的词语，或上位主题"
    case .loop(let names): "上位主题循环：\(names.joined(separator: " → "))"
    case .isSoAlready(let name): "“\(name)”已如此定义"
    case .notDefined(let name, let nearest):
      "没有定义过主题“\(name)”" + (nearest.map { "；是否指“\($0)”？" } ?? "")
    }
  }
}

extension Words.Problem: InBothLanguages {
  var chinese: String {
    switch self {
    case .openQuotation(let text): "“\(text)”前的引号没有配对"
    case .nothingToFind(let text): "“\(text)”中没有可供检索的内容"
    case .orWithoutWord: "OR 的两边都须有词；要检索这个词本身，请写 '\"OR\"'"
    case .excludedBesideOr(let text): "“-\(text)”不能与 OR 相连"
    }
  }
}
