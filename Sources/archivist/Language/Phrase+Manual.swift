/// The manual page, beside what it takes from the commands.
extension Phrase {
  enum Manual {
    static let name = Phrase(
      en: "the public record of policy meetings, append-only and verifiable",
      zh: "会议公开记录：只增不改，可供核验")
    static let synopsis = Phrase(en: "COMMAND [arguments] [options]", zh: "COMMAND [参数] [选项]")
    static let purpose = Phrase(
      en: """
        Keeps who met, when, what reports they heard, what they resolved, whom they appointed. \
        Clerks append minutes to a log of plain text lines that is never rewritten; researchers ask \
        it by body, date, topic, person, document number or words; anybody can verify that nothing \
        was changed.
        """,
      zh: """
        保存谁开了会、何时开的、听取了哪些报告、作出了哪些决议、任免了哪些人员。工作人员把会议记录登记到一份纯文本\
        日志中，日志只增不改；研究者按机构、日期、主题、人员、发文字号或词语检索；任何人都能核验记录未经改动。
        """)
    static let streams = Phrase(
      en: """
        Answers go to standard output, everything else to standard error. In place of a file, '-' is \
        standard input or output.
        """,
      zh: "结果写到标准输出，其余一律写到标准错误。文件名写作“-”时，表示标准输入或标准输出。")

    enum Heading {
      static let name = Phrase(en: "NAME", zh: "名称")
      static let synopsis = Phrase(en: "SYNOPSIS", zh: "用法")
      static let description = Phrase(en: "DESCRIPTION", zh: "说明")
      static let commands = Phrase(en: "COMMANDS", zh: "命令")
      static let options = Phrase(en: "OPTIONS OF EVERY COMMAND", zh: "各命令共有的选项")
      static let status = Phrase(en: "EXIT STATUS", zh: "退出码")
      static let environment = Phrase(en: "ENVIRONMENT", zh: "环境变量")
      static let files = Phrase(en: "FILES", zh: "文件")
      static let examples = Phrase(en: "EXAMPLES", zh: "示例")
    }

    static let version = Phrase(en: "alone: tell the version", zh: "单独使用：显示版本")

    // MARK: Exit codes

    static let done = Phrase(
      en: "done; also when nothing matched, and when minutes were there already",
      zh: "完成；没有符合的记录、会议记录已登记过时也是如此")
    static let refused = Phrase(
      en: "the record refuses: wrong minutes, another record of the same identity",
      zh: "不予登记：会议记录有误，或同一记录已有不同内容")
    static let untrustworthy = Phrase(
      en: "the archive cannot be trusted or understood", zh: "档案库不可信或无法识别")
    static let usage = Phrase(en: "the command line is wrong", zh: "命令行有误")
    static let noInput = Phrase(
      en: "no such archive or file, or not readable", zh: "没有该档案库或文件，或无法读取")
    static let inputOutput = Phrase(
      en: "the disk or the file system failed", zh: "磁盘或文件系统出错")
    static let locked = Phrase(en: "another writer holds the archive", zh: "档案库正由他人写入")
    static let interrupted = Phrase(en: "interrupted", zh: "已中断")

    // MARK: Environment and files

    static let archive = Phrase(
      en: "the archive to work on, where --archive names none", zh: "未用 --archive 指定时所用的档案库")
    static let locale = Phrase(
      en: "the first that is set decides the language: Chinese where it begins with zh",
      zh: "第一个不为空的决定语言：以 zh 开头为中文")
    static let pager = Phrase(
      en: """
        shows answers that are longer than the screen; less unless one is set, none where it is \
        empty or cat
        """,
      zh: "分屏显示较长的结果；未设置时为 less，为空或 cat 时不分屏")
    static let pagerSettings = Phrase(
      en: "settings of these pagers; FRX and -c unless they are set", zh: "分屏程序的设置；默认 FRX 和 -c")
    static let noColor = Phrase(
      en: "where it is set and not empty, nothing is coloured", zh: "已设置且不为空时，不用颜色")
    static let term = Phrase(
      en: "where it is dumb, nothing is coloured or paged", zh: "为 dumb 时，不用颜色，也不分屏")
    static let folder = Phrase(
      en: "An archive is a folder, whose files can be read without this program:",
      zh: "档案库是一个文件夹，其中的文件没有本程序也能阅读：")
    static let description = Phrase(en: "what the archive is", zh: "档案库的说明")
    static let log = Phrase(
      en: "the record itself, an event on each line, oldest first", zh: "记录本身，每行一个事件，先登记的在前")
    static let index = Phrase(
      en: "derived files, which may be deleted at any time", zh: "由日志生成的文件，可随时删除")
    static let lock = Phrase(en: "used while the program writes", zh: "程序写入时使用")
    static let readme = Phrase(
      en: "says this to whoever finds the folder", zh: "向发现此文件夹的人说明上述内容")
  }
}
