/// What `export` tells.
extension Phrase {
  enum Export {
    static let summary = Phrase(
      en: "writes the whole record for other programs", zh: "将全部记录导出，供其他程序使用")
    static let formats = Phrase(
      en: """
        Each format is a command of its own. What is stricter than --ceiling stays inside, and what a \
        format has no place for is told on standard error.
        """,
      zh: "每种格式各为一条命令。开放属性严于 --ceiling 的内容不导出；格式容纳不下的内容，在标准错误输出中说明。")
    static let writing = Phrase(en: "writing", zh: "正在输出")
  }

  static func exportNeedsFormat(_ formats: [String]) -> Phrase {
    Phrase(
      en: "'export' needs a format: \(formats.joined(separator: ", "))",
      zh: "“export”须指明格式：\(formats.joined(separator: "、"))")
  }
}
