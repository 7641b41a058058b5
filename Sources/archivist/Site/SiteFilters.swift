import Archive
import EventStore

/// The filters of the front page as they stand before anybody asks; the page's script makes the same anew from
/// what was found.
struct SiteFilters {
  let content: SiteContent
  let months: (first: Int, counts: [Int])

  /// Values that are listed of each filter.
  private static let listed = 8

  private struct Value {
    let name: Phrase
    let value: String
    let count: Int
  }

  /// Writes a list for each filter.
  func write(to html: inout HTMLWriter) {
    write("kind", Phrase.Site.kinds, kinds, to: &html)
    write("year", Phrase.Site.years, years, to: &html)
    write(
      "body", Phrase.Site.bodies,
      bodies, to: &html)
    write(
      "topic", Phrase.Site.topics,
      content.topics.filter { !$0.numbers.isEmpty }.map {
        Value(name: Phrase(same: $0.subject.name), value: $0.file, count: $0.numbers.count)
      }, to: &html)
  }

  /// The bodies, each with what belongs to it.
  private var bodies: [Value] {
    zip(content.bodies, content.reaches).filter { $0.1 > 0 }.map { body, count in
      Value(name: Phrase(same: body.subject.name), value: body.file, count: count)
    }.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
      .map(\.element)
  }

  private var kinds: [Value] {
    content.kinds.map { Value(name: .siteKind($0.kind), value: $0.kind.rawValue, count: $0.count) }
  }

  private var years: [Value] {
    stride(from: months.counts.count - 12, through: 0, by: -12).compactMap { start in
      let count = months.counts[start..<start + 12].reduce(0, +)
      let year = "\(months.first + start / 12)"
      return count > 0 ? Value(name: Phrase(same: year), value: year, count: count) : nil
    }
  }

  private func write(
    _ filter: String, _ label: Phrase, _ values: [Value], to html: inout HTMLWriter
  ) {
    html.lineBreak()
    html.element("fieldset") { html in
      html.element("legend", label)
      html.element("ul") { html in
        for value in values.prefix(SiteFilters.listed) { write(value, of: filter, to: &html) }
      }
      guard values.count > SiteFilters.listed else { return }
      html.element(
        "button", ["type": "button", "class": "all", "name": "all", "value": filter],
        Phrase.siteAll(values.count))
    }
  }

  private func write(_ value: Value, of filter: String, to html: inout HTMLWriter) {
    html.element("li") { html in
      html.element("label") { html in
        html.void("input", ["type": "checkbox", "name": filter, "value": value.value])
        html.recorded("span", ["class": "name"], value.name)
        html.element("span", ["class": "count"], "\(value.count)")
      }
    }
  }
}
