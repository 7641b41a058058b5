import EventStore
import Foundation
import TestSupport
import Testing

@testable import Archive

/// Whatever a page holds, its draft is minutes, and every field of it stands in the page.
@Suite struct RandomPageTests {
  @Test func `whatever a page holds, its draft is minutes`() {
    let problem = Seeds.firstProblem(of: 3000) { seed in
      var pages = RandomPages(seed: seed)
      let page = pages.page()
      return DraftCheck.problem(of: page, edition: seed % 3 == 0 ? nil : "2020-05-29").map {
        "\($0)\n\(page)"
      }
    }
    #expect(problem == nil)
  }

  @Test func `every quote stands in the page between its offsets`() {
    let problem = Seeds.firstProblem(of: 1500) { seed in
      var pages = RandomPages(seed: seed &+ 1_000_000)
      let page = pages.page()
      return DraftCheck.misplaced(in: page).map { "\($0)\n\(page)" }
    }
    #expect(problem == nil)
  }

  @Test func `two pages one below the other are drafted as each by itself`() {
    let problem = Seeds.firstProblem(of: 800) { seed in
      var pages = RandomPages(seed: seed &+ 2_000_000)
      let (one, two) = (pages.page(), pages.page())
      let apart = DraftCheck.contents(one) + DraftCheck.contents(two)
      let together = DraftCheck.contents(one + "\n\n---\n\n" + two)
      return apart == together ? nil : "\(apart)\n\(together)\n\(one)\n---\n\(two)"
    }
    #expect(problem == nil)
  }

  @Test func `the same page gives the same bytes`() {
    for seed: UInt64 in 0..<100 {
      var pages = RandomPages(seed: seed)
      let page = pages.page()
      let draft = Pages.draft(page)
      #expect(draft.json == Pages.draft(page).json)
      #expect(throws: Never.self) { try JSONDocument(draft.json) }
    }
  }
}
