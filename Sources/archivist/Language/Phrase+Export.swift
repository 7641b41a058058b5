import Archive

/// What `export` tells.
extension Phrase {
  enum Export {
    static let summary = Phrase(
      en: "writes the whole record for others to use: a site, a database, a bag, open data",
      zh: "将全部记录导出供他人使用：网站、数据库、保存包、开放数据")
    static let formats = Phrase(
      en: """
        Each format is a command of its own. What is stricter than --ceiling stays inside, and what a \
        format has no place for is told on standard error.
        """,
      zh: "每种格式各为一条命令。开放属性严于 --ceiling 的内容不导出；格式容纳不下的内容，在标准错误输出中说明。")
    static let writing = Phrase(en: "writing", zh: "正在输出")
    static let output = Phrase(
      en: "the folder to write: new, empty, or written by this command before",
      zh: "写入的文件夹：新建的、空的，或此前由本命令写成的")
    static let site = Phrase(en: "a site that opens from the folder", zh: "可直接从文件夹打开的网站")
  }

  enum ExportSite {
    static let summary = Phrase(
      en: "writes a static site that searches, and proves what it shows", zh: "导出静态网站，可检索，所示内容均附证明")
    static let pages = Phrase(
      en: """
        The site opens from a file or from any web server, and asks nobody for anything: a front page that \
        searches as one types, filters and shows the records over time; a page for each meeting, \
        document, body, topic, person and year, in Chinese and English; feeds of bodies and topics. Each \
        record has its citation, its history, and a button that verifies its proof in the browser.
        """,
      zh: """
        网站可直接从文件打开，也可放在任何网页服务器上，不向外请求任何内容：首页随打随查，可筛选，并显示记录的时间分布；\
        每次会议、每份文件、每个机构、主题、人员和年份各有一页，中英文兼备；机构和主题可订阅。每条记录附有引用、历史，\
        以及在浏览器中验证其证明的按钮。
        """)
    static let folder = Phrase(
      en: """
        The folder is written beside its place and takes it when it is whole. A former site is replaced; a \
        folder that holds anything else is refused. Records that are stricter than --ceiling stay \
        inside, with every name that only they have.
        """,
      zh: """
        文件夹先写在旁边，完整之后才就位。此前导出的网站会被替换；含有其他内容的文件夹不予写入。开放属性严于 \
        --ceiling 的记录不导出，仅见于这些记录的名称也不导出。
        """)
    static let writing = Phrase(en: "writing the site", zh: "正在写网站")
  }

  static func folderHolds(_ path: String, _ name: String) -> Phrase {
    Phrase(
      en: "\(path) holds \(name), which no export wrote", zh: "\(path) 中有 \(name)，不是导出写成的")
  }

  static let exportElsewhere = Phrase(
    en: "name a new or an empty folder, or move that elsewhere", zh: "请另给新的或空的文件夹，或将其移走")

  static func exportNeedsFormat(_ formats: [String]) -> Phrase {
    Phrase(
      en: "'export' needs a format: \(formats.joined(separator: ", "))",
      zh: "“export”须指明格式：\(formats.joined(separator: "、"))")
  }
}
