import EventStore
import Foundation
import TestSupport
import Testing

@testable import Archive

/// The package's examples are right in form, and in fact where the facts are at hand.
@Suite struct ExampleTests {
  private static let folder = Places.package.appending(path: "Examples/chongqing")

  /// The files with minutes, by name.
  private static func files() throws -> [MinutesFile] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
      .filter { [".md", ".json", ".jsonl"].contains(where: $0.hasSuffix) }
      .map { name in
        MinutesFile(Array(try Data(contentsOf: folder.appending(path: name))), name: name)
      }
  }

  /// An index of all examples.
  private static func index() throws -> SearchIndex {
    let archive = try Archives.found(zone: Archive.defaultZone)
    _ = try archive.record(files().flatMap(\.drafts))
    return try archive.index()
  }

  private static func entry(_ title: String, in index: SearchIndex) -> Entry? {
    let kinds: [RecordKind] = [.meeting, .document]
    return index.entries(of: index.search(Answers.query { $0.kinds = kinds })).first {
      $0.title == title
    }
  }

  private static func items(of entry: Entry, _ kind: RecordKind, in index: SearchIndex) -> [Entry] {
    index.items(of: entry.accession).filter { $0.kind == kind }
  }

  private static func persons(of entry: Entry, _ capacity: String) -> [String] {
    let attendance = entry.members["attendance"]?.elements.filter {
      $0["capacity"]?.isString(capacity) ?? false
    }
    return attendance?.compactMap { $0["person"]?.string } ?? []
  }

  @Test func `every example is read without a problem, and recorded`() throws {
    let files = try Self.files()
    #expect(files.count >= 8)
    #expect(files.flatMap(\.errors).map { "\($0)" } == [])
    let archive = try Archives.found()
    let outcomes = try archive.record(files.flatMap(\.drafts)).outcomes
    #expect(outcomes.filter(\.isAlreadyRecorded).map(\.title) == ["市五届人大常委会第四十次主任会议"])
    #expect(Set(outcomes.map(\.accession)).count == outcomes.count - 1)
  }

  @Test func `the same minutes as text and as JSON are one record`() throws {
    let files = try Self.files()
    let twins = files.flatMap(\.drafts).filter { $0.title == "市五届人大常委会第四十次主任会议" }
    #expect(twins.map(\.source.file) == ["chairpersons-40.json", "chairpersons-40.md"])
    #expect(twins[0].payload == twins[1].payload && twins[0].itemTexts == twins[1].itemTexts)
  }

  @Test func `every example is printed as minutes from which it is the same record`() throws {
    for draft in try Self.files().flatMap(\.drafts) {
      let again = Minutes.file(try MinutesTextTests.print(draft), name: "a.md")
      #expect(again.errors == [])
      #expect(again.drafts.map(\.payload) == [draft.payload])
      #expect(again.drafts.map(\.itemTexts) == [draft.itemTexts])
    }
  }

  @Test func `the fortieth meeting heard nine reports and appointed nobody`() throws {
    let index = try Self.index()
    let meeting = try #require(Self.entry("市五届人大常委会第四十次主任会议", in: index))
    #expect(Self.items(of: meeting, .report, in: index).count == 9)
    #expect(index.items(of: meeting.accession).count == 9)
    #expect(Answers.numbers(index) { $0.kinds = [.personnel] } == [])
  }

  @Test func `the ordinance that was heard as a draft was adopted later`() throws {
    let index = try Self.index()
    let words = try Words("“重庆市河长制条例”")
    let found = index.entries(
      of: index.search(
        Answers.query { query in
          query.words = words
          query.order = .oldestFirst
        }))
    #expect(found.map { "\($0.date) \($0.kind.rawValue)" }.first == "2020-09-18 report")
    #expect(found.contains { $0.kind == .resolution && "\($0.date)" == "2020-12-03" })
  }

  @Test(
    .enabled(
      if: SharedData.isThere,
      "the labels (../shared/data) stand beside the package where it is developed only"))
  func `the examples say what people found in the sources`() throws {
    let index = try Self.index()
    let labels = try GoldLabel.all()
    #expect(labels.count == 7)
    for label in labels {
      let entry = try #require(Self.entry(label.title, in: index), "\(label.title)")
      guard label.record == "meeting" else {
        Self.compareDocument(entry, label)
        continue
      }
      #expect("\(entry.date)" == label.date)
      #expect(entry.members["term"]?.integer == label.term)
      #expect(entry.members["ordinal"]?.integer == label.ordinal)
      #expect(entry.members["series"]?.string ?? "" == label.series ?? "")
      if let body = label.body { #expect(entry.bodies == [body]) }
      #expect(Self.persons(of: entry, "chair") == label.chair)
      #expect(Self.persons(of: entry, "present") == label.present)
      #expect(Self.items(of: entry, .personnel, in: index).isEmpty)
      #expect(Self.items(of: entry, .agreement, in: index).map(\.title) == label.agreements ?? [])
      Self.compareReports(Self.items(of: entry, .report, in: index), label.reports ?? [])
      // The wording is the examples' own; which decisions there were is not.
      let resolutions = Self.items(of: entry, .resolution, in: index)
      #expect(
        resolutions.map { $0.members["verb"]?.string } == label.resolutions?.map(\.verb) ?? [])
    }
  }

  private static func compareReports(_ reports: [Entry], _ labels: [GoldLabel.Report]) {
    #expect(reports.count == labels.count)
    for (report, label) in zip(reports, labels) {
      let presenters = report.members["presenters"]?.elements.compactMap(\.string) ?? []
      #expect(presenters == label.by)
      #expect(report.members["form"]?.string == label.form)
      #expect(report.members["document"]?["title"]?.string == label.document)
      #expect(report.members["document"]?["stage"]?.string == label.stage)
      if let subject = label.subject { #expect(report.members["subject"]?.string == subject) }
    }
  }

  private static func compareDocument(_ entry: Entry, _ label: GoldLabel) {
    #expect(entry.kind == .document)
    #expect(entry.bodies == label.issuer)
    for (name, value) in [("number", label.number), ("genre", label.genre)] {
      #expect(entry.members[name]?.string == value)
    }
    for (name, date) in label.dates ?? [:] { #expect(entry.members[name]?.string == date) }
    let paths = entry.members["sections"]?.elements.compactMap { $0["path"]?.string } ?? []
    #expect(paths.count { !$0.contains("/") } == label.sections)
    #expect(paths.count { $0.contains("/") } == label.subsections)
  }

  @Test(
    .enabled(
      if: SharedData.isThere,
      "the real records (../shared/data) stand beside the package where it is developed only"))
  func `the ordinances of Chongqing are those of the laws' headings`() throws {
    let file = try #require(try Self.files().first { $0.drafts.count > 80 })
    let archive = try Archives.found()
    _ = try archive.record(file.drafts)
    let index = try archive.index()
    var facts: [String: [String]] = [:]
    for entry in index.entries(of: index.search(Answers.query { $0.kinds = [.meeting] })) {
      let key = Self.key(
        entry.members["term"]?.integer, entry.members["ordinal"]?.integer, "\(entry.date)",
        entry.bodies[0])
      facts[key, default: []] += index.items(of: entry.accession).map(\.title)
    }
    let meetings = try LawMeeting.all().filter {
      facts[Self.key($0.term, $0.session, $0.date, $0.body)] != nil
    }
    #expect(meetings.count == file.drafts.count)
    for meeting in meetings {
      let titles = facts[Self.key(meeting.term, meeting.session, meeting.date, meeting.body)]
      #expect(titles.map(Set.init) == Set(meeting.items.map(\.law)))
    }
  }

  private static func key(_ term: Int?, _ ordinal: Int?, _ date: String, _ body: String) -> String {
    "\(term ?? 0) \(ordinal ?? 0) \(date) \(body)"
  }
}
