import Testing

@testable import Archive

/// Titles inside of texts, their draft stages, and what is said of them.
@Suite struct TitledTextTests {
  private static func pieces(_ text: String) -> [String] {
    TitledText(ArraySlice(text.utf8)).pieces.map { piece in
      switch piece {
      case .words(let words): "-" + words.text
      case .title(let title): "+" + title.text
      }
    }
  }

  @Test(arguments: [
    ("", []), ("没有标题", ["-没有标题"]), ("《甲》", ["+甲"]),
    ("关于《甲》的汇报", ["-关于", "+甲", "-的汇报"]),
    ("《甲》《乙》", ["+甲", "+乙"]), ("〈甲〉和《乙》", ["+甲", "-和", "+乙"]),
    ("《关于〈甲〉的报告》", ["+关于〈甲〉的报告"]), ("《实施《甲法》办法》后", ["+实施《甲法》办法", "-后"]),
    ("《》空", ["-空"]), ("》甲《乙", ["-》甲《乙"]), ("《甲", ["-《甲"]), ("《甲》》乙", ["+甲", "-》乙"]),
  ])
  func `a text is divided at its outer titles`(text: String, expected: [String]) {
    #expect(Self.pieces(text) == expected)
  }

  @Test func `pieces keep every byte but the marks of titles`() {
    let texts = ["《甲〈乙〉》丙《丁", "》》甲《乙》", "a〈b〉c"]
    for text in texts {
      let kept = Self.pieces(text).map { $0.dropFirst() }.joined()
      #expect(TitleMark.key(kept.utf8) == TitleMark.key(text.utf8))
    }
  }

  @Test(arguments: [
    ("重庆市河长制条例（草案）", "重庆市河长制条例", "草案"),
    ("重庆市河长制条例(草案二次审议稿)", "重庆市河长制条例", "草案二次审议稿"),
    ("条例（草案修改稿）", "条例", "草案修改稿"), ("条例（草案表决稿）", "条例", "草案表决稿"),
    ("条例（修订草案）", "条例", "修订草案"), ("报告（送审稿）", "报告", "送审稿"),
    ("办法（征求意见稿）", "办法", "征求意见稿"),
  ])
  func `a draft stage stands at the end of a title`(text: String, name: String, stage: String) {
    for title in [text, "《\(text)》", " 《\(text)》 "] {
      let draft = DraftTitle(asTyped: title)
      #expect(draft.name == name)
      #expect(draft.stage == stage)
    }
  }

  @Test(arguments: ["条例", "规划（2020—2025年）", "（草案）", "中国（重庆）自由贸易试验区条例", "条例（2019年修正本）"])
  func `what is no draft has no stage`(text: String) {
    #expect(DraftTitle(asTyped: text).stage == nil)
    #expect(DraftTitle(asTyped: text).name == text)
  }

  @Test(arguments: [
    "重慶市實施《中華人民共和國水法》辦法", "重庆市实施〈中华人民共和国水法〉办法", "重庆市 实施中华人民共和国水法 办法",
    "《重庆市实施〈中华人民共和国水法〉办法》",
  ])
  func `spelling and inner marks make no other title`(text: String) {
    #expect(
      DraftTitle(asTyped: text).key == DraftTitle(asTyped: "重庆市实施《中华人民共和国水法》办法").key)
  }

  // MARK: What is said of titles

  private static func events(_ text: String) -> [String] {
    TitleEvent.events(in: ArraySlice(text.utf8)).map { "\($0.title.text) \($0.event)" }
  }

  @Test(arguments: [
    ("通过《甲》", ["甲 adopted"]), ("審議通過《甲》", ["甲 adopted"]),
    ("审议了《甲》", ["甲 considered"]), ("原则通过《甲》", ["甲 adoptedInPrinciple"]),
    ("决定废止《甲》", ["甲 repealed"]), ("决定废止《甲》《乙》和《丙》", ["甲 repealed", "乙 repealed", "丙 repealed"]),
    ("修订《甲》，废止《乙》", ["甲 revised", "乙 repealed"]), ("关于修改〈甲〉的决定", ["甲 amended"]),
    ("《甲》同时废止", ["甲 repealed"]), ("施行《甲》，《乙》《丙》同时废止", ["甲 mentioned", "乙 repealed", "丙 repealed"]),
    ("通过《甲》，《乙》自2021年1月1日起废止。", ["甲 adopted", "乙 repealed"]),
    ("根据《甲》，通过《乙》", ["甲 mentioned", "乙 adopted"]), ("通过了决议。《甲》是依据", ["甲 mentioned"]),
    ("批准《甲》、《乙》的决定", ["甲 approved", "乙 approved"]), ("会议指出", []),
  ])
  func `the words around a title say what happened to it`(text: String, expected: [String]) {
    #expect(Self.events(text) == expected)
  }

  // MARK: Jurisdictions

  @Test(arguments: [
    ("重庆市人民代表大会常务委员会", "重庆市"), ("浙江省十一届人民代表大会常务委员会", "浙江省"),
    ("广州市人民政府", "广州市"), ("秀山土家族苗族自治县人民代表大会", "秀山土家族苗族自治县"),
    ("内蒙古自治区人民政府", "内蒙古自治区"), ("市人大常委会", nil), ("国务院", nil), ("省政府", nil),
  ])
  func `the place of a body stands in its name`(body: String, place: String?) {
    #expect(Jurisdictions.place(ofBody: body).map { String(decoding: $0, as: UTF8.self) } == place)
  }

  @Test func `the longest known place is taken from a title, and never all of it`() {
    let places = Jurisdictions(bodies: ["重庆市政府", "北京市人大", "北京市朝阳区人大"])
    func divided(_ text: String) -> [String] {
      let (place, bare) = places.divide(TitleMark.key(text.utf8))
      return [place ?? [], bare].map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(divided("重庆市河长制条例") == ["重庆市", "河长制条例"])
    #expect(divided("中华人民共和国水法") == ["中华人民共和国", "水法"])
    #expect(divided("城市管线条例") == ["", "城市管线条例"])
    #expect(divided("重庆市") == ["", "重庆市"])
  }
}
