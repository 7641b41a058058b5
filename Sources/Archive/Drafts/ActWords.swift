/// The words by which reports of meetings tell what a meeting did.
enum ActWords {
  /// What a verb tells.
  enum Kind: Sendable { case adopt, decide, hear, deliberate, personnel, matter }

  private static let table: [(Kind, Marks)] = [
    (.hear, Marks("书面听取 听取和审议 听取并审议 听取审议 听取、审议 听取讨论 听取和讨论 听取并讨论 听取")),
    (
      .adopt,
      Marks(
        """
        追认 协商通过 协商并通过 协商并原则通过 审查并批准 审查和批准 研究审定 表决通过 审议通过 审议并通过 审议并原则通过 审议原则通过 原则通过 讨论通过 讨论并通过 讨论并原则通过 审议批准 批准 一致通过 全票通过 审议并表决通过 审查通过 \
        审查批准 逐项表决通过 审议并批准 审定 研究通过 研究并通过 研究并原则通过 审议并一致通过 通过 通过了 表决并通过 审议、通过 审议和通过 讨论和通过 通过《 通过“ 通过关于 经表决通过 修订通过
        """)
    ),
    (
      .decide,
      Marks(
        "决定 同意 原则同意 确定 明确 部署 研究部署 安排部署 研究和部署 研究并部署 研究、部署 动员部署 研究安排 研究确定 研究决定 审议决定 讨论决定 讨论确定 部署了 审议确定 议定 一致同意 审议同意"
      )
    ),
    (
      .personnel,
      Marks(
        """
        任命 免去 增补 推选出 经表决任命 经表决免去 决定任命 决定免去 批准任命 批准免去 决定接受 接受 选举产生 选举 补选 推选 罢免 撤销 推举 增选 聘任 决定聘任 递补 决定递补 指定 任免 免职 选出 提名
        """)
    ),
    (
      .deliberate,
      Marks("审议 分组审议 继续审议 初次审议 再次审议 审查 讨论 研究 学习 传达学习 传达 传达贯彻 分析研究 分析 专题研究 研究讨论 审议讨论 总结")
    ),
    (.matter, Marks("强调 指出 要求 认为 提出 号召 希望 表示")),
  ]

  /// The verb at the beginning of a passage, the longest of all kinds.
  static func verb(_ passage: Passage) -> (kind: Kind, mark: Mark)? {
    var best: (kind: Kind, mark: Mark)?
    for (kind, marks) in table {
      if let mark = passage.prefix(of: marks), mark.count > best?.mark.count ?? 0 {
        best = (kind, mark)
      }
    }
    return best
  }

  /// Words that may stand between who acts and the verb.
  static let adverbs = Marks(
    """
    书面 结合 围绕 还 并 也 又 专门 再次 先后 分别 一致 随后 最后 首先 同时 另外 此外 经表决 经过表决 分别经过表决 经表决， 经审议 经过审议 经过认真审议 以无记名投票方式 以按表决器方式 以无记名投票的方式 采取无记名投票方式 \
    采用无记名投票的方式 认真 集中 专题 表决 依法 继续 逐项 今天 上午 下午 当天 日前 已 已经 依次 共 并且 为此 据此 正式 上 期间 经投票表决 经无记名投票 以举手表决方式 以鼓掌方式 \
    经研究 经讨论 经协商 研究 讨论 审议 全票 高票 逐人 逐个 一并 其间 结束后 全体
    """)

  /// Words after which nothing was done yet.
  static let planned = Marks("将 拟 要 应 应当 须 必须 建议 准备 可 计划 即将 提请 委托 有待 依次 需要 能够 希望")

  static let clauseEnds = Marks("， 。 ； ： ！ ？")
  static let listMarks = Marks("、 ， ；")

  /// How the titles of what is adopted end.
  static let documents = Marks(
    """
    》 条例 办法 法 决定 决议 意见 方案 规划 计划 草案 报告 名单 要点 纲要 规定 规则 细则 议程 日程 修正案 解释 条约 协定 议定书 公约 案 稿 建议 通知 准则 制度 \
    措施 安排 标准 预算 议案 法典 章程 目录 事项 选题 公报 通则 总则 公约》 草稿 议题 人选 决算 机构 体系 政策 声明 宣言 规范 工作 文件 组成人员 建议表决稿 表决稿 框架 清单 批复 细则 倡议
    """)

  /// How the subjects of reports end.
  static let reports = Marks("的汇报 的报告 的说明 的通报 汇报 报告 说明 通报 情况 情况汇报 情况报告 工作汇报 工作报告 的情况")

  /// Without 等, 等文件 and the like at the end of a list.
  static func withoutRest(_ passage: Passage) -> Passage {
    guard let tail = passage.suffix(of: rests), passage.count > tail.count + 1 else {
      return passage
    }
    return passage.dropLast(tail.count)
  }

  private static let rests = Marks("等事项 等文件 等议题 等法规 等意见 等有关文件 等报告 等议案 等草案 等内容 等情况 等工作 等")
}
