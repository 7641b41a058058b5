/// Tells meetings abroad and meetings of states from those of the country's own organs.
enum ForeignMeetings {
  private static let marks = Marks(
    """
    联合国 安理会 欧盟 北约 东盟 非盟 阿盟 阿拉伯 海合会 海湾合作 二十国集团 20国集团 G20 七国集团 八国集团 金砖 亚太经合 APEC 上海合作组织 上合组织 亚欧 亚信 欧洲 非洲 拉美 世界卫生 世贸组织 \
    国际 世界 峰会 外长 领导人 首脑 国防部长 元首 财长 众议院 参议院 国会 总统 首相 内阁 议会 美国 日本 韩国 朝鲜 俄罗斯 俄 英国 法国 德国 意大利 西班牙 希腊 乌克兰 印度 巴基斯坦 \
    阿富汗 伊朗 伊拉克 以色列 巴勒斯坦 叙利亚 土耳其 沙特 埃及 利比亚 南非 苏丹 澳大利亚 新西兰 加拿大 墨西哥 巴西 阿根廷 古巴 委内瑞拉 越南 老挝 柬埔寨 缅甸 泰国 菲律宾 马来西亚 印度尼西亚 \
    印尼 新加坡 蒙古国 哈萨克斯坦 吉尔吉斯 塔吉克 乌兹别克 土库曼 波兰 匈牙利 捷克 塞尔维亚 瑞士 瑞典 挪威 芬兰 丹麦 荷兰 比利时 葡萄牙 中俄 中美 中日 中韩 中欧 中英 中法 中德 朝韩 韩朝 中非 中阿 中拉 中巴 \
    中哈 中越 中印 中澳 中老 中柬 中沙 中以 中土 中蒙 东亚合作 东方经济 部长级 多边 政党 奥委会 国际奥 欧元 石油输出国 欧佩克 合作论坛 大使
    """)
  /// Names of the country's own organs that hold such words.
  private static let own = Marks(
    "全国人大 全国政协 国务院 中共 中央 市委 省委 市政府 省政府 人民政府 市人大 省人大 内蒙古 蒙古族 国际金融中心 国际传播 国际化 国际合作署 国际战略 国际人才 中新（重庆）")

  /// Whether the words that name a meeting name a foreign or an international one.
  static func isForeign(_ found: FoundMeeting) -> Bool {
    let name =
      found.name.bodyPassage.map { body in
        found.sentence.with(min(body.start, found.name.passage.start)..<found.name.passage.end)
      } ?? found.name.passage
    if name.count < 80, name.contains(marks), !name.contains(own) { return true }
    guard let subject = found.subject, found.way == .convened || found.way == .presided else {
      return false
    }
    let words = subject.split(Few("， 。")).last ?? subject
    return words.prefix(of: marks) != nil && !words.contains(own)
  }
}
