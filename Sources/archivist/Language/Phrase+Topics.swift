import Archive

/// Topics that phrases define.
extension Phrase {
  enum Topics {
    static let summary = Phrase(
      en: "lists the topics, with counts and what defines them", zh: "列出各主题、记录条数及其定义")
    static let define = Phrase(
      en: "defines a topic by phrases, for every record ever made", zh: "以词语定义主题，及于以往的一切记录")
    static let undefine = Phrase(
      en: "takes the definition of a topic back", zh: "撤销主题的定义")
    static let match = Phrase(
      en: "records that say one of these have the topic", zh: "含其中任一词语的记录即属此主题")
    static let broader = Phrase(
      en: "the topic that has every record of this one too", zh: "上位主题，包含此主题的全部记录")
    static let rules = Phrase(
      en: """
        A record has the topics that its minutes name, and those whose definition has a phrase that \
        stands in a field which words search. Definitions reach back over everything that was \
        recorded, and taking one back takes its topic away; what minutes name stays. A question for a \
        topic finds the records of all topics below it, and a record tells which phrase matched.
        """,
      zh: """
        记录的主题，一是会议记录中写明的，二是其定义中有词语见于可检索字段的。定义及于以往登记的一切记录；撤销定义，该主题随之\
        消失，会议记录中写明的不变。按主题查询时，一并查到其下位主题的记录；记录会说明是哪个词语相配。
        """)
    static let example = Phrase(
      en: "every record that speaks of it has the topic from now on", zh: "凡述及的记录从此都属此主题")
    static let asking = Phrase(en: "finds the topics below it too", zh: "连同下位主题一并查询")
    static let matchHeader = Phrase(en: "matches", zh: "相配词语")
    static let broaderHeader = Phrase(en: "broader", zh: "上位主题")
  }

  static func topicDefined(_ definition: TopicDefinition, records: Int) -> Phrase {
    let name = definition.name
    return Phrase(
      en: "\(name) is defined: \(Count.of(records, "record"))", zh: "已定义“\(name)”：\(records) 条记录")
  }

  static func topicUndefined(_ name: String, records: Int) -> Phrase {
    Phrase(
      en: "\(name) is no longer defined; minutes name it in \(Count.of(records, "record"))",
      zh: "“\(name)”的定义已撤销；会议记录中写明的有 \(records) 条")
  }

  /// A topic that a record has by what it says.
  static func matched(_ match: MatchedTopic) -> Phrase {
    let above = match.broader.map { " ⊂ \($0)" }.joined()
    return Phrase(
      en: "\(match.topic)\(above) (it says “\(match.phrase)”)",
      zh: "\(match.topic)\(above)（文中有“\(match.phrase)”）")
  }
}
