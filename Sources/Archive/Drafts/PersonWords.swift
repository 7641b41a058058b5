/// Finds people in a text: names of two to four characters behind an office, or in front of a title.
enum PersonWords {
  /// A person as a text names one.
  struct Person: Sendable {
    let name: Passage
    /// The office as it is written; empty where none is.
    var office: Passage
  }

  /// How offices end.
  static let offices = Marks(
    """
    总书记 书记 副书记 主席 副主席 主任 副主任 主委 副主委 委员长 副委员长 总理 副总理 国务委员 秘书长 副秘书长 委员 常委 主任委员 副主任委员 部长 副部长 省长 副省长 市长 副市长 \
    区长 县长 州长 局长 副局长 厅长 副厅长 院长 副院长 检察长 副检察长 行长 副行长 会长 副会长 理事长 副理事长 组长 副组长 司令员 政委 政治委员 署长 审计长 \
    主任科员 代表 执行主席 常务主席 部门负责人 主持人 董事长 总经理 总裁 校长 副校长 教授 院士 干部 负责人 负责同志 特首 行政长官 团长 副团长 参谋长 主编 总编辑 \
    台长 社长 党组成员 成员 秘书 顾问 特派员 司长 处长 科长 镇长 乡长 总指挥 副总指挥 指挥长 召集人 发言人 总监 首席代表 大法官 大检察官 总干事 总会长 盟长 旗长 \
    港澳办主任 工会主席 巡视员 同志 主持工作 联席会议召集人 领导 总师 总工程师 总会计师 将军 上将 中将 少将 政委员
    """)
  /// Titles that stand behind a name: 栗战书委员长.
  static let titles = Marks(
    """
    委员长 副委员长 总理 副总理 主席 副主席 总书记 书记 副书记 主任 副主任 秘书长 副秘书长 部长 副部长 省长 副省长 市长 副市长 国务委员 同志 院长 检察长 区长 县长 \
    主任委员 副主任委员 常委 委员 先生 女士 会长
    """)
  private static let compounds = Marks(
    "欧阳 司马 上官 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 端木 南宫 万俟 闻人 第五 呼延 轩辕")
  /// Surnames of one character; the hundred commonest are those of nine people in ten.
  private static let surnames = CharacterTable(
    """
    栗赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄\
    和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑\
    裴陆荣翁荀羊於惠甄麴家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄\
    姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相\
    查后荆红游竺权逯盖益桓公仉督晋楚闫法汝鄢涂钦岳帅缑亢况有琴商牟佘佴伯赏墨哈谯笪年爱阳佟言福肖邸信图铁英由闭皇覃铉苟修税修付代但位冼原沐初丛卿来楼刚巨谌禤仝仲逄苑么乃展腊沈
    """, firstCharacters)

  /// How names of peoples begin that have no surnames: 热地, 巴特尔, 布小林, 雪克来提.
  private static let firstCharacters = "白玛次扎才热洛桑彭向列咱雪帕努库布乌其格那达罗齐拉尼丹旺坚索嘎多"

  /// Words that look like names.
  private static let noNames = Marks(
    "资格 议案 提请 追认 其他 以下 上述 积极 国家 中央 全国 有关 部分 代表 各地 相关 企业 专家 大家 同志 政协 人大 政府 常委 委员 常务 会议 大会 全会 双方 各方 任免案 及其 和其 时任 居民 农民 向大会 平安 文化 文艺 方面 人员 党员 干部 广大 水利 农业 应急 商务 安全 成员 全体 章程 明确 安排 全票 以全票"
  )

  /// Characters that hardly stand in the name of a person.
  private static let strangers = CharacterTable(
    "的了会议届次第等为是在有就对将被把向从由同及与或者省市县委部局厅院处办组府党政协团队员长席任记理监督检察审判法律预算财经农业工作情况报告说明关于负责人代表举行召开主持出席列席参加听取上下午今昨日月年"
  )

  /// Whether a text may be the name of a person.
  ///
  /// - Parameter isPlaced: An office or a title stands beside it, so that a rare surname is believed.
  static func isName(_ words: Passage, isPlaced: Bool = false) -> Bool {
    let count = words.count
    guard count >= 2, !noNames.contains(words) else { return false }
    let units = words.text.units[words.range]
    if let first = units.first, let last = units.last, units.contains(where: isDot) {
      return count <= longestDotted && !isDot(first) && !isDot(last)
        && units.allSatisfy { isDot($0) || isHan($0) || 0x41...0x7A ~= $0 }
    }
    guard count <= 4, units.allSatisfy(isHan), let first = units.first else { return false }
    if count == 3, noNames.contains(words.dropFirst(1)) { return false }
    if !surnames.contains(first) {
      return isPlaced && count < 4 && !units.contains(where: strangers.contains)
    }
    if count == 4, words.prefix(of: compounds) == nil, words.prefix(of: longNames) == nil,
      words.suffix(of: longNameEnds) == nil
    {
      // 叶刘淑仪: the surname of a husband and her own.
      return isPlaced && surnames.contains(units[units.startIndex + 1])
        && !units.contains(where: strangers.contains)
    }
    // 王长江, 李政: one such character may follow the surname, two are too many.
    return units.dropFirst().count { strangers.contains($0) } < 2
  }

  /// Whether a text may be a longer name, where nothing but a name is to be expected: those of peoples who
  /// write no surnames, 乌云其木格.
  static func isLongName(_ words: Passage) -> Bool {
    let units = words.text.units[words.range]
    return 4...6 ~= words.count && units.allSatisfy(isHan)
      && !units.contains(where: strangers.contains) && !words.contains(noNames)
  }

  /// What stands inside of names: 艾力更·依明巴海, 艾力更-依明巴海.
  private static func isDot(_ unit: UInt32) -> Bool { unit == 0xB7 || unit == 0x2D }
  private static let longestDotted = 24

  private static func isHan(_ unit: UInt32) -> Bool { 0x3400...0x9FFF ~= unit || unit > 0x20000 }

  /// How names of four characters begin that have no compound surname: 向巴平措.
  private static let longNames = Marks(
    """
    向巴 洛桑 白玛 帕巴 热地 列确 次仁 扎西 司马义 铁木 乌兰 阿沛 雪克 努尔 艾力 齐扎 嘎玛 多吉 江巴 班禅 坚赞 旺堆 巴桑 其美 丹增 格桑 罗桑 多杰 尼玛 \
    平措 旦科 珠康
    """)
  private static let longNameEnds = Marks("平措 江村 赤林 才让 旺堆 次仁 多吉 扎西 仁青 巴特尔 尼玛")

  /// A person told by the end of a text: an office and a name, a name and a title, or a name alone.
  static func person(endingAt words: Passage) -> Person? {
    if let title = words.suffix(of: titles), words.count > title.count {
      let name = words.dropLast(title.count)
      if isName(name, isPlaced: true) { return Person(name: name, office: words.from(name.end)) }
      // 市委书记张三同志
      if let person = plainPerson(name) {
        return title == "同志"
          ? person : Person(name: person.name, office: words.from(name.end))
      }
    }
    return plainPerson(words)
  }

  /// An office with a name behind it, or a name alone.
  private static func plainPerson(_ words: Passage) -> Person? {
    // A name with dots reaches back as far as its characters do, up to an office in front of it.
    if words.text.units[words.range].suffix(longestDotted).contains(where: isDot),
      let dotted = dotted(words)
    {
      return dotted
    }
    if isName(words) { return Person(name: words, office: words.upTo(words.start)) }
    for count in [3, 2, 4] where words.count > count {
      let name = words.from(words.end - count)
      let office = words.upTo(name.start)
      guard isName(name, isPlaced: true), office.suffix(of: offices) != nil || office.hasSuffix("）")
      else { continue }
      // 副主任委员李飞: the office reaches as far as it can.
      if count > 2, let longer = longerOffice(words, name) {
        return Person(name: words.from(longer), office: words.upTo(longer))
      }
      return Person(name: name, office: office)
    }
    return nil
  }

  /// Where the name begins when its first characters end an office that is longer: 主任委员.
  private static func longerOffice(_ words: Passage, _ name: Passage) -> Int? {
    let later = words.from(name.start + 1)
    guard isName(later),
      words.upTo(later.start).suffix(of: offices)?.count ?? 0
        > (words.upTo(name.start).suffix(of: offices)?.count ?? 0)
    else { return nil }
    return later.start
  }

  private static func dotted(_ words: Passage) -> Person? {
    let text = words.text
    var start = words.end
    while start > words.start, words.end - start < longestDotted {
      let head = words.upTo(start)
      if let office = head.suffix(of: offices), start < words.end,
        text.units[start..<words.end].contains(where: isDot), office.count >= 2
      {
        let name = words.from(start)
        if isName(name) { return Person(name: name, office: head) }
      }
      start -= 1
    }
    return isName(words) ? Person(name: words, office: words.upTo(words.start)) : nil
  }
}
