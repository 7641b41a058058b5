import EventStore
import TestSupport
import Testing

@testable import Archive

/// Words that were found are shown at their places in the text as it was recorded.
@Suite struct FindingsTests {
  /// The text with marks in brackets.
  private static func marked(_ words: String, _ text: String) throws -> String {
    let words = try #require(try Words(words))
    let alignment = Alignment(text)
    let places = words.required.joined().flatMap {
      WordMatcher.places(of: $0, in: alignment.normalized).map(alignment.place)
    }
    return show(MarkedText(text, marking: places))
  }

  private static func show(_ text: MarkedText) -> String {
    text.pieces.map { $0.isMarked ? "[\($0.text)]" : $0.text }.joined()
  }

  @Test(arguments: [
    ("河长", "重庆市河长制条例", "重庆市[河长]制条例"), ("河長", "重慶市河长制，河長制", "重慶市[河长]制，[河長]制"),
    ("审计", "關於審計的報告", "關於[審計]的報告"), ("report", "The ＲＥＰＯＲＴ.", "The [ＲＥＰＯＲＴ]."),
    ("第40次", "召开第四十次会议", "召开[第四十次]会议"), ("第四十次", "召开第４０次会议", "召开[第４０次]会议"),
    ("河长制", "河\n长\r\n制条例", "[河\n长\r\n制]条例"),
    ("\"the report\"", "of the \n\n report", "of [the \n\n report]"),
    ("t*", "a thé té", "a [t]hé [t]é"), ("te\u{301}", "té", "[té]"),
    ("e*", "été, e\u{301}", "[é]té, [e\u{301}]"),
    ("河长 条例", "河长制条例", "[河长]制[条例]"), ("河长 长制", "河长制条例", "[河长制]条例"),
    ("(一)", "第㈠款", "第[㈠]款"), ("一)款", "第㈠款", "第[㈠款]"), ("a OR 河", "河长", "[河]长"),
    ("河", "𠮷河\u{200D}𠮷", "𠮷[河\u{200D}]𠮷"), ("straße", "STRASSE", "[STRASSE]"), ("ss*", "ß", "[ß]"),
    ("第四次", "第四十次", "第四十次"), ("40", "140号 40号", "140号 [40]号"),
  ])
  func `words are marked where they stand`(words: String, text: String, expected: String) throws {
    #expect(try Self.marked(words, text) == expected)
  }

  private static let alphabet: [Character] =
    Array("河长長制制草案（）(㈠一二第四十40４０Ａa éAé ，。\n\n　ﬁ〇")
    + ["e\u{301}", "\r\n", "a\u{323}\u{307}", "a\u{307}\u{323}"]

  @Test(arguments: 0..<200)
  func `places are the shortest stretches that read as the word`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    func text(_ lengths: ClosedRange<Int>) -> String {
      let length = Int.random(in: lengths, using: &generator)
      return String(
        (0..<length).map { _ in Self.alphabet[.random(in: Self.alphabet.indices, using: &generator)]
        })
    }
    let text = text(0...40)
    let alignment = Alignment(text)
    #expect(alignment.normalized == Normalizer.normalize(text))
    for word in [
      "河长", "长制", "草案", "(一)", "第40", "一", "制 草", "，河", ")(", "a", "é", "40", "ạ\u{307}",
    ] {
      let form = Normalizer.normalize(word)
      var found: Set<Range<String.Index>> = []
      var at = 0
      while let start = ByteSearch.find(form, in: alignment.normalized, from: at) {
        found.insert(alignment.place(of: start..<start + form.count))
        at = start + 1
      }
      #expect(found == Self.naive(form, in: text), "\(word) in \(text.debugDescription)")
    }
  }

  /// Every stretch of characters whose normalised form has the word, while no shorter one's has.
  private static func naive(_ form: [UInt8], in text: String) -> Set<Range<String.Index>> {
    let bounds = Array(text.indices) + [text.endIndex]
    func has(_ range: Range<Int>) -> Bool {
      let bytes = Normalizer.normalize(
        String(text[bounds[range.lowerBound]..<bounds[range.upperBound]]))
      return ByteSearch.find(form, in: bytes, from: 0) != nil
    }
    var places: Set<Range<String.Index>> = []
    for start in 0..<max(bounds.count - 1, 0) {
      for end in start + 1..<min(bounds.count, start + 12) where has(start..<end) {
        if !has(start + 1..<end) { places.insert(bounds[start]..<bounds[end]) }
        break
      }
    }
    return places
  }

  @Test func `marks join, and the text stays as it was`() {
    let text = "重庆市河长制条例"
    let indices = Array(text.indices)
    for start in 0..<6 {
      for other in 0..<6 {
        let places = [indices[start]..<indices[start + 2], indices[other]..<indices[other + 1]]
        let marked = MarkedText(text, marking: places)
        #expect(marked.text == text)
        for (index, at) in indices.enumerated() {
          let isMarked = places.contains { $0.contains(at) }
          let character = marked.pieces.flatMap { piece in piece.text.map { ($0, piece.isMarked) } }
          #expect(character[index].1 == isMarked)
        }
      }
    }
  }

  @Test func `a field is shown for what the title has not`() throws {
    let index = try Archives.index([
      """
      {"title":"河长制会议","body":["市政府"],"date":"2020","summary":"听取汇报。",\
      "notes":"会后公示河长制方案，审计同步","items":[{"item":"matter","text":"河长制"}]}
      """
    ])
    let entry = try #require(index.entry(AccessionNumber(serial: 1)))
    func passage(_ text: String) throws -> String? {
      entry.findings(of: try #require(try Words(text))).passage.map { Self.show($0.text) }
    }
    #expect(try passage("河长制") == nil)
    #expect(try passage("汇报") == "听取[汇报]。")
    #expect(try passage("河长制 公示") == "会后[公示河长制]方案，审计同步")
    #expect(try passage("汇报 审计 公示") == "会后[公示]河长制方案，[审计]同步")
    #expect(try passage("汇报 OR 河长制") == nil)
    let found = entry.findings(of: try #require(try Words("河长制 审计")))
    #expect(Self.show(found.title) == "[河长制]会议")
    let shown = try #require(found.passage)
    #expect(shown.text.pieces[shown.focus].text == "审计")
  }

  @Test func `the fields are those that are searched`() throws {
    let index = try Archives.index([FullMinutes.everything, FullMinutes.json(FullMinutes.document)])
    for place in index.records.indices {
      let text = RecordText(kind: index.records[place].kind, payload: index.payload(of: place))
      #expect(text.fields.map { Normalizer.normalize($0) } == text.normalizedFields)
    }
  }
}
