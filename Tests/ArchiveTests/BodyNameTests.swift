import Testing

@testable import Archive

/// The term of office that stands in a body's name.
@Suite struct BodyNameTests {
  @Test(arguments: [
    ("市五届人大常委会", "市人大常委会", 5),
    ("重庆市第五届人民代表大会常务委员会", "重庆市人民代表大会常务委员会", 5),
    ("十四届全国人大常委会", "全国人大常委会", 14),
    ("第14届全国人大", "全国人大", 14),
    ("第１４届全国人大", "全国人大", 14),
    ("市政协五届常委会", "市政协常委会", 5),
    ("重慶市第五屆人民代表大會", "重慶市人民代表大會", 5),
    ("市第 五 届人大", "市人大", 5),
    ("中国共产党第二十届中央委员会", "中国共产党中央委员会", 20),
  ])
  func `a term is read out of a name`(text: String, name: String, term: Int) {
    let body = BodyName(text)
    #expect(body.name == name)
    #expect(body.term == term)
  }

  @Test(arguments: [
    "市人大常委会", "本届政府", "历届代表联谊会", "2020届毕业生工作组", "第五届", "五届 ", "", "届", "第届人大",
    "市五届人大第四届专门委员会", "零届人大", "一百零三届展览会",
  ])
  func `a name without a term of office is left as it is`(text: String) {
    let body = BodyName(text)
    #expect(body.name == text)
    #expect(body.term == nil)
  }

  @Test func `what was read once has no term any more`() {
    for text in ["市五届人大常委会", "本届政府", "第十届政协"] {
      let once = BodyName(text)
      #expect(BodyName(once.name) == BodyName(once.name))
      #expect(BodyName(once.name).term == nil)
      #expect(BodyName(once.name).name == once.name)
    }
  }
}
