@testable import Archive
@testable import EventStore

/// Any text as a page, the first byte saying whether its day is known: what is drafted of it is minutes
/// apart from what they mark, and every field of it stands in the page where the draft says.
enum FuzzDraft {
  static func run(_ input: [UInt8]) {
    guard let first = input.first else { return }
    let page = Array(String(decoding: input.dropFirst(), as: UTF8.self).utf8)
    let edition = first & 1 == 0 ? nil : PartialDate.Part(year: 2020, month: 5, day: 29)
    let draft = Draft(page, source: Draft.Source(title: "甲", edition: edition))
    guard (try? JSONDocument(draft.json)) != nil else { preconditionFailure("no JSON") }
    let scalars = Array(String(decoding: page, as: UTF8.self).unicodeScalars)
    for record in draft.records {
      for field in record.evidence { check(field, of: scalars) }
      let isBodyMissing = record.doubts.contains { $0.path == "/body" }
      let json = MinutesFile(record.json, name: "a.json")
      let errors = json.errors.filter { !isBodyMissing || $0.path != "$.body" }
      precondition(errors.isEmpty, "no minutes: \(errors)")
      let text = MinutesFile(Array(record.minutes.utf8), name: "a.md")
      guard record.doubts.isEmpty else {
        precondition(!text.errors.isEmpty, "a doubt is taken for minutes: \(record.minutes)")
        continue
      }
      precondition(text.errors.isEmpty, "no minutes: \(record.minutes)\n\(text.errors)")
      precondition(text.drafts.map(\.payload) == json.drafts.map(\.payload), "two records")
    }
  }

  private static func check(_ field: DraftEvidence, of page: [Unicode.Scalar]) {
    let range = field.characters
    precondition(!range.isEmpty && range.upperBound <= page.count, "\(field): not in the page")
    let quote = String.UnicodeScalarView(field.quote.unicodeScalars.filter(isKept))
    precondition(
      page[range].filter(isKept).elementsEqual(quote), "\(field): the page says something else")
  }

  /// Neither white space nor a sign of Markdown, which quotes leave out.
  private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x23, 0x2A, 0x200B, 0xFEFF, 0...0x1F, 0x7F...0x9F: false
    default: !scalar.properties.isWhitespace
    }
  }

  /// A page of each kind to begin with.
  static let seeds: [[UInt8]] = [
    """
    1本报讯（记者 甲）5月27日，市长张三主持召开丙市政府第三次常务会议，副市长李四、秘书长买买提·艾力出席。会议听取了市财政局
    关于《丙市〈节水〉条例（草案）》的汇报、关于预算的汇报，审议通过《甲办法》《乙办法》和《丙办法》。
    会议决定任命赵六、钱七为市审计局副局长；免去孙八兼任的市水利局局长职务；接受吴十辞去副市长职务的请求。
    """,
    """
    1# 丙市五届人大常委会第九次会议闭幕

    丙市五届人大常委会第九次会议27日闭幕。会议表决通过关于批准甲、关于调整乙的决定。会议决定：一是减免租金；二是下调收费。
    会上签署了《甲协议》。副市长王五受市政府委托作了关于丙的报告。

    ---
    政务简报
    ●副市长李四出席全市防汛工作会议。
    """,
    """
    0（上接1版）会议听取了防汛工作情况汇报。

    市政府召开第95次常务会议

    新华社北京4月21日电（记者 甲）联合国安理会会议27日举行。
    """,
    """
    1丙市人民政府关于节水的通知
    丙府发〔2020〕7号

    各区县人民政府：

    根据国发〔2018〕12号，通知如下。
    一、总体要求
    （一）节水优先。本通知自2020年6月1日起施行。

    丙市人民政府
    2020年5月1日
    """,
  ].map { Array($0.utf8) }
}
