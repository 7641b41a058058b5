/// The help pages of the commands: what each does, its options, what to know, and examples.
extension Phrase {
  enum Overview {
    static let archivist = Phrase(
      en: """
         keeps the public record of policy meetings: append-only,
        searchable, verifiable by anybody.
        """,
      zh: " 为人大、政府等机构的会议保存公开记录：只增不改，可供检索，\n人人可以核验。")
    static let start = Phrase(en: "Start", zh: "入门")
    static let founds = Phrase(en: "found an archive", zh: "建立档案库")
    static let appends = Phrase(en: "record minutes", zh: "登记会议记录")
    static let asks = Phrase(en: "ask", zh: "检索")
    static let more = Phrase(
      en: "'archivist help COMMAND' tells more, 'archivist --version' the version.",
      zh: "“archivist help COMMAND”查看命令的详细说明，“archivist --version”查看版本。")
    static let examples = Phrase(en: "Examples", zh: "示例")
    static let options = Phrase(en: "Options", zh: "选项")
    static let subcommands = Phrase(en: "Commands below it", zh: "下级命令")
    static let commasBetween = Phrase(en: "; commas between", zh: "；多个值以逗号分隔")
    static let mayBeRepeated = Phrase(en: " (may be repeated)", zh: "（可重复给出）")

    /// The help of an option with the values it takes.
    static func values(_ help: Phrase, _ values: [Phrase]) -> Phrase {
      Phrase(
        en: help[.english] + ": " + values.map { $0[.english] }.joined(separator: ", "),
        zh: help[.chinese] + "：" + values.map { $0[.chinese] }.joined(separator: "、"))
    }
  }

  enum Group {
    static let record = Phrase(en: "Keep the record", zh: "登记")
    static let ask = Phrase(en: "Ask the record", zh: "查阅")
    static let trust = Phrase(en: "Trust the record", zh: "核验")
    static let help = Phrase(en: "Find your way", zh: "帮助")
  }

  /// Options that several commands have.
  enum Option {
    static let archive = Phrase(
      en: "the archive; otherwise $ARCHIVIST_ARCHIVE, or the nearest folder above with one",
      zh: "档案库所在文件夹；不给出时取 $ARCHIVIST_ARCHIVE，再取当前及上级文件夹中最近的档案库")
    static let help = Phrase(en: "show this page", zh: "显示本页")
    static let noPager = Phrase(
      en: "show long answers at once, not screen by screen", zh: "较长的结果一次输出，不分屏显示")
    static let language = Phrase(
      en: "the language of help and messages (the locale's unless given)",
      zh: "帮助和提示所用的语言（默认随系统的区域设置）")
    static let format = Phrase(en: "the form of the answer", zh: "输出形式")
    static let role = Phrase(
      en: "the role that records (clerk), never a person's name", zh: "登记人的角色，不写个人姓名（默认 clerk）")
  }

  enum Init {
    static let summary = Phrase(
      en: "founds an archive in a new or empty directory", zh: "在新建或空的文件夹中建立档案库")
    static let name = Phrase(en: "what people call the archive (needed)", zh: "档案库的名称（必填）")
    static func zone(_ preset: String) -> Phrase {
      Phrase(
        en: "the time zone in which its days end (\(preset) unless given)",
        zh: "划分日期所用的时区（默认 \(preset)）")
    }
    static let openness = Phrase(
      en: "the openness of records that state none (unconditional unless given)",
      zh: "记录未注明时的开放属性（默认 unconditional）")
    static let jurisdiction = Phrase(
      en: "the area that names such as 市政府 belong to, such as 重庆市", zh: "“市政府”一类名称所属的地区，如“重庆市”")
    static let role = Phrase(en: "the role that founds it (clerk)", zh: "建立档案库者的角色（默认 clerk）")
    static let example = Phrase(
      en: "makes the folder chongqing with an empty archive in it", zh: "新建文件夹 chongqing，内有一个空的档案库")
  }

  enum Append {
    static let strict = Phrase(
      en: "refuse minutes that name a body which the archive does not know",
      zh: "会议记录中有未知机构时不予登记")
    static let bodies = Phrase(
      en: """
        A body that nobody has registered is registered with the first minutes that name it, and told \
        with the names that are near; where one of those was meant, 'archivist bodies merge' makes them \
        one.
        """,
      zh: """
        会议记录中首次出现的机构随之登记，并列出名称相近的机构；如实为同一机构，可用“archivist bodies merge”合并。
        """)
    static let keepSource = Phrase(
      en: "keep the text of a source in the archive, with its SHA-256",
      zh: "将来源文本连同其 SHA-256 保存在档案库中")
    static let sourceOpenness = Phrase(
      en: "with --keep-source: to whom that text may be given", zh: "与 --keep-source 同用：该文本的开放属性")
    static let sources = Phrase(
      en: """
        With --keep-source the text of FILE is kept in the same batch, unless it is kept already; \
        its SHA-256 is told. Records name it in their source: '重庆日报 2020-09-21 | L1-L23 | \
        sha256:…', and 'show NUMBER --source' prints the lines. It leaves the archive only where every \
        record that names it may.
        """,
      zh: """
        用 --keep-source 时，FILE 的文本在同一批中保存（已保存的不重复），并告知其 SHA-256。记录在来源中写明：\
        “重庆日报 2020-09-21 | L1-L23 | sha256:…”，即可用“show NUMBER --source”显示所引各行。只有引用它的记录全都可以\
        外传，该文本才可外传。
        """)
    static let edit = Phrase(
      en: "write the minutes in $VISUAL or $EDITOR, on a template",
      zh: "用 $VISUAL 或 $EDITOR 编辑器按模板撰写会议记录")
    static let body = Phrase(
      en: "with --edit: the body whose next meeting it is", zh: "与 --edit 同用：会议所属的机构")
    static let series = Phrase(
      en: "with --edit: the kind of meeting, such as 主任会议", zh: "与 --edit 同用：会议的种类，如主任会议")
    static let editing = Phrase(
      en: """
        With --edit, an editor opens on a template. Mistakes come back as comments above their lines, \
        as often as it takes. An emptied or unchanged file means that nothing is recorded; a text \
        that could not be recorded is kept, and its path is told.
        """,
      zh: """
        用 --edit 时，在编辑器中按模板撰写。如有错误，会以注释写在所在行之上，改好为止。清空文件或不作改动，即不登记；\
        未能登记的文稿会保留，并列出其路径。
        """)
    /// What a template shows of sections, in the language of the minutes.
    static let sections = Phrase(
      en: """
        ## Reports heard

        1. Audit Office: the accounts of the year

        ## Resolutions

        1. 通过《Budget 2021》
           - effective: 2021-01-01
        """,
      zh: """
        ## 听取

        1. 市审计局：关于某某事项的汇报

        ## 决议

        1. 通过《某某办法》
           - 施行: 2021-01-01

        ## 人事

        1. 任命 张三 为 市审计局局长
        """)
    static let nextMeeting = Phrase(
      en: "opens an editor on the minutes of the next meeting", zh: "在编辑器中撰写下一次会议的记录")
    static let summary = Phrase(
      en: "records minutes, all of them or none", zh: "登记会议记录：要么全部登记，要么一条也不登记")
    static let dryRun = Phrase(en: "check and tell, but record nothing", zh: "只检查并列出结果，不登记")
    static let wait = Phrase(
      en: "how long to wait for another writer (5)", zh: "他人正在写入时至多等待多少秒（默认 5）")
    static let format = Phrase(en: "how to tell what was recorded", zh: "以何种形式列出登记结果")
    static let files = Phrase(
      en: """
        A file holds records as text, in JSON, or in JSON Lines with a record on each line; '-' is \
        standard input. All files together are one batch: one error anywhere, and nothing is \
        recorded. Minutes that are there already are left alone, so the same command may be run \
        again.
        """,
      zh: """
        文件内容为文本、JSON，或每行一条记录的 JSON Lines；“-”表示标准输入。所有文件合为一个批次：任何一处有误，\
        全部不予登记。已登记过的会议记录保持原样，因此同一命令可以重复执行。
        """)
    static let record = Phrase(
      en: "A record, with one item; Documentation/Minutes.md tells every key:",
      zh: "一条记录，含一个事项；各项写法详见 Documentation/Minutes.md：")
    static let sample = Phrase(
      same: """
          # 市政府第1次常务会议

          - 机构: 市政府
          - 日期: 2020-09-18

          ## 决议

          1. 通过《某某办法》
        """)
    static let to = Phrase(
      en: "add the items of FILE to this recorded meeting", zh: "将 FILE 中的事项追加到这次已登记的会议")
    static let items = Phrase(
      en: """
        With --to, FILE holds nothing but sections with items, or {"items": […]} in JSON; they get \
        the numbers behind those that the meeting has.
        """,
      zh: """
        使用 --to 时，FILE 中只有各栏目及其事项，或 JSON 的 {"items": […]}；这些事项的编号接在该会议已有事项之后。
        """)
    static let moreItems = Phrase(en: "adds items to meeting 17", zh: "向编号 17 的会议追加事项")
    static let oneFile = Phrase(en: "records one file", zh: "登记一个文件")
    static let manyFiles = Phrase(
      en: "checks many files and records nothing", zh: "检查多个文件，不登记")
    static let program = Phrase(
      en: "records what another program writes", zh: "登记另一程序写出的内容")
  }

  enum Search {
    static let summary = Phrase(
      en: "finds records by words, body, date, topic and more", zh: "按词语、机构、日期、主题等检索记录")
    static let count = Phrase(en: "only tell how many there are", zh: "只给出条数")
    static let facet = Phrase(en: "count the records by", zh: "按此项统计条数")
    static let order = Phrase(
      en: """
        The newest come first, unless --sort says otherwise. A table shows 20 records, the other \
        formats all of them; as minutes, every record is shown whole, also where an item of it fits.
        """,
      zh: """
        未用 --sort 另行指定时，日期晚的在前。表格列出 20 条记录，其他形式列出全部；以会议记录文本输出时，即使只有\
        其中一个事项符合条件，也列出整条记录。
        """)
    static let direct = Phrase(
      en: """
        A number alone, of a record (12, 12.3) or of a document (渝府发〔2024〕1号, with any brackets), \
        shows that record whole, if there is one and nothing else is asked for. In quotation marks it \
        is a word like others, and so is a year.
        """,
      zh: """
        只给出一个编号（12、12.3）或发文字号（渝府发〔2024〕1号，括号样式不限），且未用其他选项时，如有该记录，直接显示其全\
        部内容。加引号则按词检索，年份也按词检索。
        """)
    static let words = Phrase(
      en: "records with these words, the newest first", zh: "含有该词的记录，日期晚的在前")
    static let reports = Phrase(
      en: "reports that the body heard since September 2020", zh: "该机构自 2020 年 9 月以来听取的报告")
    static let program = Phrase(en: "an answer for another program", zh: "供其他程序使用的结果")
    static let counts = Phrase(en: "how many there are of each", zh: "各年、各类型有多少条")
  }

  enum Show {
    static let summary = Phrase(en: "shows one record whole", zh: "显示一条记录的全部内容")
    static let meeting = Phrase(en: "a meeting with its items", zh: "一次会议及其各事项")
    static let item = Phrase(en: "its third item", zh: "该会议的第三个事项")
    static let source = Phrase(
      en: "the lines of its sources, where the archive keeps them", zh: "所引来源各行（档案库保存其文本的）")
    static let section = Phrase(en: "one section of a document", zh: "文件的一个章节")
    static let cites = Phrase(en: "cites", zh: "引用")
    static let citedBy = Phrase(en: "cited by", zh: "被引用")
    static let on = Phrase(
      en: "tell whether the text was in force on this day", zh: "说明文本在该日是否有效")
    static let sections = Phrase(
      en: """
        Behind the number of a document and a slash stands the path of a section, as its \
        minutes write it: 12/三/（二）. Brackets of any kind and width fit, spaces do not count, \
        and where nothing else fits 12/3/2 does too. The sections below it are shown with it.
        """,
      zh: """
        文件编号后加斜杠，再写章节的序号，写法与会议记录一致：12/三/（二）。括号样式、全角半角、空格均不影响；没有其他\
        对应章节时，也可写作 12/3/2。其下各节一并显示。
        """)
    static let citations = Phrase(
      en: """
        For a document, 'cites' lists the recorded texts whose document number or 《title》 \
        stands in its sections, summary or notes, and 'cited by' the documents that cite it. A \
        title stands for the document of that title, and where there is none for the \
        resolutions that enacted it.
        """,
      zh: """
        对于文件，“引用”列出其章节、摘要、备注中以发文字号或《标题》提到的已登记文本，“被引用”列出引用它的文件。标题指以\
        其为标题的文件；没有该文件的，指通过它的决议。
        """)
    static let minutes = Phrase(
      en: "the minutes from which it would be recorded again", zh: "可据以再次登记的会议记录文本")
  }

  enum Timeline {
    static let summary = Phrase(
      en: "exports records in the order of time", zh: "按时间先后导出记录")
    static let ceiling = Phrase(
      en: "leave out what is stricter (unconditional)", zh: "不导出开放属性更严的记录（默认 unconditional）")
    static let format = Phrase(en: "the form (json)", zh: "导出形式（默认 json）")
    static let output = Phrase(
      en: "write to this file, whole or not at all; '-' is standard output",
      zh: "写入该文件，要么完整写入，要么不写；“-”表示标准输出")
    static let document = Phrase(
      en: """
        The document tells the archive, the checkpoint of its log, the question as it was \
        understood, and how many records the ceiling withheld. It holds no time of its making: the \
        same archive and the same question give the same bytes.
        """,
      zh: """
        导出的文档注明档案库、日志的检查点、程序所理解的检索条件，以及因开放属性而未列出的记录条数。文档不含导出时间：\
        同一档案库、同一检索条件，所得内容逐字节相同。
        """)
    static let everything = Phrase(
      en: "everything open about a body, oldest first", zh: "一个机构的全部可开放记录，日期早的在前")
    static let events = Phrase(
      en: """
        ical (iCalendar) and timelinejs (TimelineJS) have an event for each record; items of a meeting \
        that is there too, and of its date, stand in its event. Records without a date are left out, \
        and what such a form has no place for is told with its count.
        """,
      zh: """
        ical（iCalendar 日历）和 timelinejs（TimelineJS 时间线）每条记录为一个事件；会议本身也在结果中的，\
        其同日的事项列在会议之内。没有日期的记录不列出；这两种形式容纳不下的内容，逐项告知条数。
        """)
    static let picture = Phrase(
      en: """
        On a terminal, without --format and --output, the records are drawn along the time: how many there \
        are when, and each meeting (●), document (■) and item without its meeting (○) on its day.
        """,
      zh: """
        在终端上且未指定 --format 和 --output 时，按时间绘出记录：上方为各时段的数量，下方逐日列出会议（●）、文件（■）和单独的事项（○）。
        """)
    static func tooMany(_ total: Int) -> Phrase {
      Phrase(
        en: """
          \(Count.of(total, "record")), too many to draw each: ask for less with --from, --to or --body, \
          or write them down with --format
          """,
        zh: "共 \(total) 条记录，无法逐条绘出：请用 --from、--to 或 --body 缩小范围，或用 --format 导出")
    }
    static let spreadsheet = Phrase(en: "a table for a spreadsheet", zh: "供电子表格使用的表格")
    static let calendar = Phrase(en: "a calendar of the meetings", zh: "会议日历")
  }

  enum Lists {
    static let stats = Phrase(
      en: "tells what the archive holds, in numbers and bars", zh: "以数字和图条显示档案库的收录情况")
  }

  enum Log {
    static let summary = Phrase(
      en: "shows the events themselves, oldest first", zh: "显示日志中的各个事件，先登记的在前")
    static let from = Phrase(en: "begin at this position", zh: "从该位置开始")
    static let ceiling = Phrase(
      en: "withhold the payloads of what is stricter (unconditional)",
      zh: "隐去开放属性更严的事件的内容（默认 unconditional）")
    static let format = Phrase(
      en: "a line for people, or the event as the log holds it", zh: "供人阅读的一行，或日志中的原样")
    static let header = Phrase(
      en: """
        A withheld event is shown as its header alone: everything but its payload and the salt of \
        its digest.
        """,
      zh: "隐去内容的事件只显示其头部：除事件内容和数字摘要所用的盐之外的全部信息。")
    static let latest = Phrase(en: "the latest events, whole", zh: "最近的事件，完整显示")
    static let follow = Phrase(
      en: "go on showing what is appended, until Ctrl-C", zh: "持续显示新登记的事件，按 Ctrl-C 结束")
    static let following = Phrase(
      en: "the latest events and those to come", zh: "最近的事件，以及此后登记的事件")
    static let erasures = Phrase(
      en: "print the list of erasures instead, as JSON", zh: "改为输出抹除清单（JSON）")
    static let erasureList = Phrase(
      en: """
        The list of erasures tells position, digest and ground of every payload that was redacted, and \
        nothing of what it said. Keep it beside your checkpoints: 'restore --erasures' takes the same \
        payloads out of an older backup.
        """,
      zh: """
        抹除清单列出每项被抹除内容的位置、数字摘要和依据，不含内容本身。请与检查点一同保存：restore --erasures 据此从\
        较早的备份中抹除同样的内容。
        """)
    static let keepErasures = Phrase(
      en: "what was redacted, to keep elsewhere", zh: "已抹除的各项，供另行保存")
  }

  enum CheckpointCommand {
    static let summary = Phrase(
      en: "prints the log's size and root, to keep elsewhere", zh: "给出日志的长度和根哈希，供另行保存")
    static let meaning = Phrase(
      en: """
        The three lines are a C2SP tlog-checkpoint. Publish them, or sign them with a tool made for \
        that (ssh-keygen -Y sign, minisign, gpg): without a checkpoint kept elsewhere nobody can \
        tell whether the end of the log was cut off or the whole log written anew.
        """,
      zh: """
        这三行是 C2SP tlog-checkpoint 格式的检查点。请将其公布，或用专门的工具签名（ssh-keygen -Y sign、\
        minisign、gpg）：若没有另行保存的检查点，谁也无法判断日志末尾是否被截去、整个日志是否被重写。
        """)
    static let today = Phrase(en: "what the log is today", zh: "日志今日的状态")
  }

  enum Prove {
    static let summary = Phrase(
      en: "proves that an event is in the log, or that the log only grew",
      zh: "证明某个事件在日志之中，或日志只增未改")
    static let position = Phrase(
      en: "the event at this position, in place of NUMBER", zh: "以位置指定事件，代替 NUMBER")
    static let disclose = Phrase(
      en: "also give out what the event recorded", zh: "同时公开该事件登记的内容")
    static let ceiling = Phrase(
      en: "with --disclose: refuse what is stricter (unconditional)",
      zh: "与 --disclose 同用：开放属性更严的不予公开（默认 unconditional）")
    static let consistency = Phrase(
      en: "prove that the log only grew since this checkpoint was kept",
      zh: "证明自该检查点保存以来日志只增未改")
    static let content = Phrase(
      en: """
        NUMBER stands for the event that holds the record's present content. The proof is one JSON \
        object: the log's checkpoint, the event's header, and the hashes that lead from it to the \
        root (RFC 9162). The header tells the position, the stream, the kind of event, when it was \
        recorded and by which role, but nothing of the content.
        """,
      zh: """
        NUMBER 指保存该记录现有内容的那个事件。证明是一个 JSON 对象，内有日志的检查点、事件的头部，以及由头部得出根哈希\
        所需的各个哈希（RFC 9162）。头部说明位置、事件流、事件种类、登记的时刻和登记人的角色，不含任何内容。
        """)
    static let openness = Phrase(
      en: """
        --disclose adds the whole payload and the salt of its digest. It refuses a record that is \
        not unconditionally open, unless --ceiling allows for it, and one that was redacted.
        """,
      zh: """
        --disclose 另附全部内容和数字摘要所用的盐。记录不是无条件开放的，除非 --ceiling 允许，否则不予公开；\
        已抹除的不能公开。
        """)
    static let stranger = Phrase(
      en: """
        Whoever gets the proof needs neither the archive nor this program: 'archivist verify \
        --proof' and Examples/verify.py check it, against a checkpoint published elsewhere.
        """,
      zh: """
        收到证明的人不需要档案库，也不需要本程序：用“archivist verify --proof”或 Examples/verify.py，\
        即可对照另行公布的检查点进行核验。
        """)
    static let record = Phrase(
      en: "that record 17.3 is in the log, and what it says", zh: "证明编号 17.3 的记录在日志之中，并附其内容")
    static let event = Phrase(en: "that the first event is in the log", zh: "证明第一个事件在日志之中")
    static let growth = Phrase(
      en: "that nothing was changed since that checkpoint", zh: "证明自该检查点以来未作改动")
  }

  enum Verify {
    static let summary = Phrase(
      en: "checks everything that the log promises", zh: "核验日志所保证的一切")
    static let checkpoint = Phrase(
      en: "also compare with a checkpoint kept elsewhere", zh: "同时与另行保存的检查点比对")
    static let proof = Phrase(
      en: "also check a proof or a citation in JSON, and whether it is one of this archive",
      zh: "同时核验一份证明或 JSON 形式的引用，以及它是否属于本档案库")
    static let format = Phrase(en: "the form of the report", zh: "核验报告的形式")
    static let meaning = Phrase(
      en: """
        Every checksum, digest, position, write group, batch, stream, identity and redaction is \
        checked, and the root computed anew. Ends with 0 where the log is sound, and with 2 where \
        anything at all was found.
        """,
      zh: """
        逐一核验校验和、数字摘要、位置、写入组、批次、事件流、标识和抹除，并重新计算根哈希。日志完好时退出码为 0，\
        发现任何问题时为 2。
        """)
    static let alone = Phrase(
      en: """
        A proof carries its checkpoint. Where there is an archive, the checkpoint must be one of it; \
        where there is none, the proof is checked by itself, and its checkpoint must be the one of \
        --checkpoint, or be linked to it by a proof of consistency that is given too. Without \
        either, nothing tells whether the checkpoint is genuine.
        """,
      zh: """
        证明自带检查点。有档案库时，该检查点须属于本档案库；没有档案库时，单独核验证明，其检查点须与 --checkpoint \
        给出的相同，或由一并给出的一致性证明与之相连。两者都没有时，无从判断检查点的真伪。
        """)
    static let citation = Phrase(
      en: "whether a proof holds, against a published checkpoint", zh: "对照公布的检查点，核验证明是否成立")
    static let still = Phrase(
      en: "whether the log still is what it was then, with more behind it",
      zh: "日志是否仍与当时一致，只在其后有所增加")
  }

  enum Help {
    static let summary = Phrase(en: "shows these pages", zh: "显示帮助")
    static let completion = Phrase(
      en: "prints a script that completes words in a shell", zh: "输出供命令行自动补全的脚本")
    static let bash = Phrase(en: "completes in this bash from now on", zh: "此后在当前 bash 中自动补全")
    static let fish = Phrase(en: "completes in every fish", zh: "在每个 fish 中自动补全")
    static let man = Phrase(
      en: "print all of it as a manual page, in roff", zh: "以 roff 格式输出全部内容，作为手册页")
    static let one = Phrase(en: "tells one command", zh: "说明一个命令")
    static let showsManual = Phrase(
      en: "shows the manual without installing it", zh: "不安装手册页，直接查看")
  }
}
