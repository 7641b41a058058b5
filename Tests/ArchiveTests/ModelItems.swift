import EventStore
import TestSupport

@testable import Archive

/// Makes up the parts of items, and the titles that are made from them.
enum ModelItems {
  static func write(
    _ item: inout ModelRecord, to writer: inout JSONWriter, _ chance: inout SeededGenerator
  ) {
    switch item.kind {
    case .report: writeReport(&item, to: &writer, &chance)
    case .resolution: writeResolution(&item, to: &writer, &chance)
    case .personnel: writePersonnel(&item, to: &writer, &chance)
    case .matter:
      // The text is the title too, and occurs twice for the order by relevance.
      let text = NaiveWords.sentence(&chance) + "事"
      item.add(field: text)
      writer.name("text")
      item.add(field: text, to: &writer)
    case .agreement:
      writer.name("title")
      item.add(field: "协" + NaiveWords.sentence(&chance), to: &writer)
    case .meeting, .document: break
    }
  }

  private static func writeReport(
    _ item: inout ModelRecord, to writer: inout JSONWriter, _ chance: inout SeededGenerator
  ) {
    let subject = chance.once(in: 3) ? nil : "关于" + NaiveWords.sentence(&chance)
    let document = subject == nil || chance.once(in: 2) ? "例" + NaiveWords.sentence(&chance) : nil
    let stage = chance.once(in: 2) ? chance.pick(ModelArchive.stages) : nil
    let presenters = chance.some(of: ["市高法院", "财经委"])
    let speaker = chance.once(in: 2) ? chance.pick(ModelArchive.persons) : nil
    var title = subject ?? "《" + (document ?? "") + (stage.map { "（\($0)）" } ?? "") + "》"
    if !presenters.isEmpty {
      title = presenters.joined(separator: "、") + "：" + title
    } else if let speaker {
      title = "主任" + speaker + "：" + title
    }
    item.add(field: title)
    writer.write("presenters", presenters)
    if let subject {
      writer.name("subject")
      item.add(field: subject, to: &writer)
    }
    if let document {
      item.stage = stage
      item.number = chance.once(in: 2) ? chance.pick(ModelArchive.numbers) : nil
      writer.name("document")
      writer.object { writer in
        writer.write("title", document)
        if let stage { writer.write("stage", stage) }
        if let number = item.number { writer.write("number", number) }
      }
    }
    if let speaker {
      item.persons.append(speaker)
      writer.name("speaker")
      writer.object { writer in
        writer.write("person", speaker)
        writer.write("office", "主任")
      }
    }
  }

  private static func writeResolution(
    _ item: inout ModelRecord, to writer: inout JSONWriter, _ chance: inout SeededGenerator
  ) {
    let verb = chance.once(in: 2) ? "通过" : nil
    let text = NaiveWords.sentence(&chance) + "定"
    let title = chance.once(in: 2) ? "办法" + NaiveWords.sentence(&chance) : nil
    item.add(field: title ?? (verb ?? "") + text)
    if let title { writer.write("title", title) }
    if let verb { writer.write("verb", verb) }
    writer.name("text")
    item.add(field: text, to: &writer)
    if chance.once(in: 2) {
      item.outcome = chance.pick(ModelArchive.outcomes)
      writer.write("outcome", item.outcome ?? "")
    }
    if chance.once(in: 2) {
      item.number = chance.pick(ModelArchive.numbers)
      writer.write("number", item.number ?? "")
    }
  }

  private static func writePersonnel(
    _ item: inout ModelRecord, to writer: inout JSONWriter, _ chance: inout SeededGenerator
  ) {
    let person = chance.pick(ModelArchive.persons)
    item.persons.append(person)
    let action = chance.pick(["决定任命", "免去", "接受辞职", "撤职"])
    writer.write("action", action)
    writer.write("person", person)
    // A body of its own that no filter on bodies may find.
    writer.write("body", "国务院")
    if chance.once(in: 3) {
      item.add(field: action + person)
    } else {
      writer.write("post", "局长")
      switch action {
      case "决定任命": item.add(field: "决定任命\(person)为局长")
      case "接受辞职": item.add(field: "接受\(person)辞去局长职务")
      default: item.add(field: "\(action)\(person)的局长职务")
      }
    }
  }
}
