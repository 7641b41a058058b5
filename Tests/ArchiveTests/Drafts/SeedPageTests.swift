import Foundation
import TestSupport
import Testing

@testable import Archive

/// Real pages, which stand outside of this package, and what people labelled in them.
@Suite(
  .enabled(
    if: SeedPage.areThere,
    "the real pages (../shared/seeds) stand beside the package where it is developed only"))
struct SeedPageTests {
  @Test(arguments: try SeedPage.all())
  func `a page is drafted as people labelled it`(page: SeedPage) throws {
    let records = try Pages.draft(page.text, edition: page.edition).records.map {
      try DraftedMinutes($0)
    }
    #expect(records.map(\.title) == page.labels.map(\.title))
    for (record, label) in zip(records, page.labels) {
      label.record == "document" ? hold(document: record, label) : hold(meeting: record, label)
    }
  }

  private func hold(meeting: DraftedMinutes, _ label: GoldLabel) {
    let name = Comment(rawValue: label.title)
    #expect((meeting.body?.first ?? "") == (label.body ?? ""), name)
    #expect(meeting.term == label.term, name)
    #expect((meeting.series ?? "") == (label.series ?? ""), name)
    #expect(meeting.ordinal == label.ordinal, name)
    #expect(meeting.date == label.date, name)
    let people = { (capacity: String) in
      Set((meeting.attendance ?? []).filter { $0.capacity == capacity }.compactMap(\.person))
    }
    #expect(people("chair") == Set(label.chair ?? []), name)
    #expect(people("present") == Set(label.present ?? []), name)
    let items = meeting.items ?? []
    let reports = items.filter { $0.item == "report" }
    #expect(reports.map { $0.presenters ?? [] } == label.reports?.map(\.by) ?? [], name)
    #expect(reports.map { $0.form ?? "" } == label.reports?.map(\.form) ?? [], name)
    for (report, told) in zip(reports, label.reports ?? []) {
      if let subject = told.subject { #expect(report.subject == subject, name) }
      if let document = told.document {
        #expect(report.document?.title == document && report.document?.stage == told.stage, name)
      }
    }
    let resolutions = items.filter { $0.item == "resolution" }
    #expect(resolutions.count == label.resolutions?.count ?? 0, name)
    for told in label.resolutions ?? [] {
      // What is labelled may leave out the clauses behind, and stands in another order.
      let isThere = resolutions.contains { resolution in
        let text = resolution.title ?? resolution.text ?? ""
        return resolution.verb == told.verb && !text.isEmpty
          && (text.hasPrefix(told.text) || told.text.hasPrefix(text))
      }
      #expect(isThere, "\(label.title): \(told.verb)\(told.text)")
    }
    let agreements = items.filter { $0.item == "agreement" }
    #expect(agreements.compactMap(\.title) == label.agreements ?? [], name)
    #expect(items.allSatisfy { $0.item != "personnel" }, name)
  }

  private func hold(document: DraftedMinutes, _ label: GoldLabel) {
    #expect(document.number == label.number && document.genre == label.genre)
    #expect(document.issuers == label.issuer)
    #expect(document.signed == label.dates?["signed"] && document.issued == label.dates?["issued"])
    let paths = document.sections?.map(\.path) ?? []
    #expect(paths.count { !$0.contains("（") } == label.sections)
    #expect(paths.count { $0.contains("/（") } == label.subsections)
  }
}

/// A real page with its labels.
struct SeedPage: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  let labels: [GoldLabel]

  private static let folder = Places.package.deletingLastPathComponent().appending(
    path: "shared/seeds")

  static let areThere =
    SharedData.isThere && FileManager.default.fileExists(atPath: folder.path())

  var testDescription: String { name }

  /// The days after the meetings that the pages report.
  var edition: String { name.hasPrefix("000") ? "2020-09-21" : "2020-04-22" }

  static func all() throws -> [SeedPage] {
    guard areThere else { return [] }
    let labels = try GoldLabel.all()
    return try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted().map { name in
      SeedPage(
        name: name, text: try String(contentsOf: folder.appending(path: name), encoding: .utf8),
        labels: labels.filter { $0.seed == name })
    }
  }
}
