import EventStore

@testable import Archive

/// Makes up pages of the words that the drafter knows, in any order.
struct RandomPages {
  private var chance: SeededGenerator

  init(seed: UInt64) { chance = SeededGenerator(seed: seed) }

  private static let words = """
    会议 召开 举行 主持 出席 列席 听取 审议 通过 表决 决定 任命 免去 接受 辞去 职务 为 的 关于 汇报 报告 说明 市政府 市人大常委会 全国政协 第 三 次 届 40 常务会议 \
    主席团 主任 副主任 张三 罗富和 买买提·艾力 欧阳明 5月27日 2020年 今天 昨日 日 月 年 同意 研究 强调 指出 要求 签署 了 和 及 并 以及 等 其中 受 委托 代表 作了 由 \
    就 对 将 在 于 一是 二是 第一， 首先， 以下 本报讯 新华社北京4月21日电 （记者 （上接1版） ● □ 编者按 政务简报 # ## --- ** 甲发〔2020〕1号 〔2020〕 号 令 第1号 \
    各区县人民政府： 一、 （一） 通知 意见 条例 办法 草案 《 》 〈 〉 （ ） ( ) “ ” ‘ ’ 【 】 「 」 ， 。 、 ； ： ！ ？ , : ; ? ! … — - -- --> <!-- · • \
    " \\ ' < > & ~ 〇 零 十 百 1 0 99999 0000 A b é 𠮷 😀 ◆ ★ 电 讯 版 会 议 人 大 记者 同志 书记 副市长 秘书长 负责人 成员 代表 组成 担任 兼任的 当选为 不再担任 改任 主席是： \
    提请 建议 学习 传达 精神 闭幕 开幕 暨 主任会议 全会 中全会 联合国 评论 施行 公布 起 根据
    """.split(separator: " ").map(String.init)

  private static let breaks = [
    "\n", "\n\n", "\r\n", "\n\n\n", " ", "\u{3000}\u{3000}", "\t", "\u{200B}", "\u{FEFF}", "\r",
    "\0",
    "\u{2028}", "\u{301}", "\u{85}",
  ]

  private static let sentences = [
    "5月27日，丙市政府召开第三次常务会议。", "市长张三主持会议。", "会议听取了市财政局关于预算的汇报。",
    "会议表决通过了《甲条例》《乙条例》。", "会议任命张三、李四为市审计局副局长。", "会议决定，设立基金；调整机构。",
    "丙市五届人大常委会第九次会议27日闭幕。", "副市长张三、秘书长李四出席会议。", "●副市长张三出席全市防汛工作会议。",
    "丙市政府关于防汛的通知\n丙府发〔2020〕7号\n\n各区县人民政府：\n\n一、甲。\n（一）乙。\n", "会上签署了《甲协议》。",
  ]

  /// A page; now and then with whole sentences between the words.
  mutating func page() -> String {
    let length = Int.random(in: 0...120, using: &chance)
    let sense = Int.random(in: 0...4, using: &chance)
    var page = ""
    for _ in 0..<length {
      switch Int.random(in: 0..<12, using: &chance) {
      case 0: page += pick(Self.breaks)
      case 1 where sense > 0, 2 where sense > 1, 3 where sense > 2: page += pick(Self.sentences)
      case 4:
        let value = UInt32.random(in: 1...0x10FFFF, using: &chance)
        if let scalar = Unicode.Scalar(value) { page.unicodeScalars.append(scalar) }
      default: page += pick(Self.words)
      }
    }
    return page
  }

  private mutating func pick(_ list: [String]) -> String {
    list.randomElement(using: &chance) ?? ""
  }
}
