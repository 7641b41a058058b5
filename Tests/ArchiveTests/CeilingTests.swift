import EventStore
import TestSupport
import Testing

@testable import Archive

/// Nothing of a withheld record leaves the archive.
@Suite struct CeilingTests {
  /// What stands in every text of the records that must not leave.
  private static let secret = "绝密"

  /// Members whose values are taken from a list, or are no texts.
  private static let fixed: Set<String> = [
    "record", "item", "form", "date", "dateBasis", "status", "from", "capacity", "page", "lines",
    "sha256",
    "disposition", "outcome", "verb", "openness", "adopted", "signed", "issued", "published",
    "effective",
    "repealed",
  ]

  /// Full minutes with the secret in each of their texts.
  private static func marked(_ minutes: String, _ openness: Openness) throws -> String {
    func mark(_ tree: JSONTree, _ name: String) -> JSONTree {
      switch tree {
      case .scalar: return tree
      case .string(let text): return fixed.contains(name) ? tree : .string(text + secret)
      case .array(let elements): return .array(elements.map { mark($0, name) })
      case .object(let members):
        return .object(
          members.filter { $0.name != "condition" }.map { member in
            let value: JSONTree =
              member.name == "openness"
              ? .string(openness.rawValue) : mark(member.value, member.name)
            return (member.name, value)
          })
      }
    }
    // The seed does not matter: any way to write them down will do.
    var chance = SeededGenerator(seed: 73)
    let text = mark(try JSONTree(minutes), "").written(&chance)
    return String(text.map { $0.isNewline ? " " : $0 })
  }

  /// An archive with open records, and with withheld ones of every kind.
  private static func index(_ openness: Openness) throws -> SearchIndex {
    let hidden = #"{"item":"matter","text":"\#(secret)","openness":"\#(openness.rawValue)"}"#
    let open = #""topics":["审计"],"attendance":[{"person":"张轩","capacity":"chair"}]"#
    return try Archives.index(
      [
        marked(FullMinutes.everything, openness),
        Minutes.meeting("甲", with: open, items: [Minutes.matter(), hidden]),
        marked(FullMinutes.json(FullMinutes.document), openness),
        Minutes.document("乙", with: #""issuers":["市政府"]"#),
      ], withRoot: true)
  }

  /// Questions that the withheld records answer too.
  private static func queries() throws -> [Query] {
    let words = try Words("会议 OR 意见 OR 安全生产 -听取")
    return [
      Query(), Answers.query { $0.order = .oldestFirst },
      Answers.query { $0.kinds = [.personnel, .matter, .document, .meeting] },
      Answers.query { $0.from = PartialDate.Part("2020") },
      Answers.query { query in
        query.words = words
        query.order = .relevance
      },
    ]
  }

  private static func texts(_ index: SearchIndex, ceiling: Openness?) throws -> [String] {
    try queries().flatMap { query in
      var query = query
      query.ceiling = ceiling
      query.facets = Query.Facet.allCases
      return EntryExport.Form.allCases.flatMap { form in
        [EntryExport.Frame.answer, .timeline].map { Answers.text(index, query, as: form, in: $0) }
      }
    }
  }

  @Test(
    arguments: [
      (.closed, .unconditional), (.closed, .conditional), (.undetermined, .unconditional),
      (.undetermined, .conditional), (.conditional, .unconditional),
    ] as [(Openness, Openness)])
  func `what is stricter than the ceiling occurs nowhere`(
    openness: Openness, ceiling: Openness
  ) throws {
    let index = try Self.index(openness)
    for text in try Self.texts(index, ceiling: ceiling) {
      #expect(!text.contains(Self.secret))
      #expect(!text.isEmpty)
    }
    // They would have been in each of the answers.
    for query in try Self.queries() {
      var query = query
      query.ceiling = ceiling
      #expect(index.search(query).withheld > 0)
    }
  }

  @Test func `without a ceiling everything is told`() throws {
    let texts = try Self.texts(Self.index(.closed), ceiling: nil)
    #expect(texts.allSatisfy { $0.contains(Self.secret) })
  }

  @Test func `how a withheld record spells a name is not told`() throws {
    let closed = #""topics":["檔案"],"openness":"closed""#
    let index = try Archives.index([
      Minutes.meeting("甲", body: "重慶市檔案局", with: closed),
      Minutes.meeting("乙", body: "重庆市档案局", with: #""topics":["档案"]"#),
    ])
    let query = Answers.query { query in
      query.ceiling = .unconditional
      query.facets = [.body, .topic]
    }
    let text = Answers.text(index, query)
    #expect(!text.contains("重慶市檔案局") && !text.contains("檔案"))
  }
}
