/// A piece of a page under one headline: what it says, and where it came from.
struct Article: Sendable {
  /// Its headlines, in front of it or behind it.
  var headlines: [Passage] = []
  /// Its paragraphs, unwrapped.
  var paragraphs: [Paragraph] = []
  /// Where and when it was written, as its first line says.
  var dateline: Dateline?
  /// Its beginning stands on another page.
  var isFragment = false
  /// It is a notice that was run in with others, such as those under 政务简报.
  var isNotice = false
  /// It is set in as opinion: a comment, an interview, a signed essay.
  var isOpinion = false

  /// A paragraph, and whether a line that stands by itself leads into it.
  struct Paragraph: Sendable {
    var passage: Passage
    var subheading: Passage?
  }

  /// Everything it takes of the page, in characters.
  var range: Range<Int> {
    let ranges = headlines.map(\.range) + paragraphs.map(\.passage.range)
    let start = ranges.map(\.lowerBound).min() ?? 0
    return start..<(ranges.map(\.upperBound).max() ?? start)
  }
}

/// What a report says first: 本报讯（记者 …）, 新华社北京4月21日电, 央视网消息（新闻联播）.
struct Dateline: Sendable {
  /// The words themselves.
  let passage: Passage
  /// The day, where it is told.
  let day: DayWords?
}

extension Dateline {
  private static let openings = Marks(
    "本报讯 本报北京 本报电 新华社 央视网消息 中国网络电视台消息 中新网 中新社 人民网 本台消息 本台讯 中国新闻网 人民日报讯 本网讯 据新华社 新华网 央广网 中国日报网")
  private static let reporters = Marks("（记者 （通讯员 （本报记者 （首席记者 （见习记者 （实习生 （新华社记者")
  private static let ends = Marks("电 讯 消息 ：")

  /// Whether a paragraph is nothing but （本报记者 甲）, who wrote what stands above.
  static func isByline(_ paragraph: Passage) -> Bool {
    paragraph.prefix(of: reporters) != nil && paragraph.first("）")?.upperBound == paragraph.end
  }

  private static let stops = Marks("， 。 、 ；")

  /// Reads a dateline at the beginning of a paragraph.
  init?(_ paragraph: Passage) {
    let text = paragraph.text
    var rest = paragraph
    if rest.hasPrefix("据"), rest.dropFirst(1).prefix(of: Dateline.openings) != nil {
      rest = rest.dropFirst(1)
    }
    guard let opening = rest.prefix(of: Dateline.openings) else { return nil }
    var end = rest.start + opening.count
    var day: DayWords?
    // A day is that of writing where 电 or the like follows; 本报讯（记者 …）昨日 tells that of the event.
    var told: DayWords?
    // 新华社北京4月21日电（记者 …）: at most so many characters, and no mark in between.
    let limit = min(end + 40, rest.end)
    if opening == "本台消息" || opening == "央视网消息" {
      end = rest.start + opening.count
    } else {
      var at = end
      while at < limit {
        if text.matches("（", at: at, before: limit), let close = rest.first("）", from: at) {
          at = close.upperBound
          end = at
          continue
        }
        if Dateline.stops.longest(in: text, at: at, before: limit) != nil { break }
        if let words = DayWords(at: at, in: rest.upTo(limit)) {
          told = words
          at = words.range.upperBound
          continue
        }
        if let mark = Dateline.ends.longest(in: text, at: at, before: limit) {
          end = at + mark.count
          day = told
          if mark == "电" || mark == "讯" { at = end; break }
        }
        at += 1
      }
    }
    var tail = rest.from(end)
    // 央视网消息（新闻联播）：
    while tail.hasPrefix("（"), let close = tail.first("）"), close.upperBound - tail.start < 40 {
      tail = tail.from(close.upperBound)
    }
    if tail.hasPrefix("：") { tail = tail.dropFirst(1) }
    passage = paragraph.upTo(tail.start)
    self.day = day
  }
}
