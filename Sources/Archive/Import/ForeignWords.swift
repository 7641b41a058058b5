/// What other systems' words for actions, votes and attendance mean here.
///
/// Words are compared in lower case, by what stands in them; a word that nobody listed means nothing.
enum ForeignWords {
  /// What came of an action: by the words for it, or by whether it passed.
  static func outcome(of action: String, hasPassed: Bool? = nil) -> String? {
    let action = Array(action.lowercased().utf8)
    let found = outcomes.first { outcome in
      outcome.words.contains { ByteSearch.find($0, in: action, from: 0) != nil }
    }?.name
    guard let hasPassed else { return found }
    // What was moved and failed did not come about.
    if !hasPassed {
      return found == nil || found == "adopted" || found == "rejected" ? "rejected" : nil
    }
    return found ?? "adopted"
  }

  /// Whether an action lets something pass.
  static func isPassing(_ action: String) -> Bool { outcome(of: action) == "adopted" }

  // The first that fits counts: what denies stands in front of what it denies.
  private static let outcomes: [(name: String, words: [[UInt8]])] = [
    (
      "rejected",
      [
        "disapprov", "denied", "defeated", "failed", "reject", "not adopted", "not approved",
        "abgelehnt", "ablehn", "nicht beschlossen", "nicht zugestimmt", "nicht angenommen",
      ]
    ),
    (
      "deferred",
      [
        "laid over", "deferred", "postponed", "tabled", "continued", "held in", "vertagt",
        "zurückgestellt", "abgesetzt", "verschoben",
      ]
    ),
    ("referred", ["referred", "recommitted", "verwiesen", "überwiesen"]),
    (
      "adopted",
      [
        "approved", "adopted", "passed", "overridden", "enacted", "ordained", "confirmed",
        "ratified", "accepted", "beschlossen", "angenommen", "zugestimmt", "genehmigt",
        "zustimmung",
      ]
    ),
    (
      "noted",
      [
        "filed", "received", "rcvd", "noted", "zur kenntnis", "kenntnisnahme",
        "kenntnis genommen",
      ]
    ),
  ].map { ($0.0, $0.1.map { Array($0.utf8) }) }

  /// Whether an action says that something was heard.
  static func isHearing(_ action: String) -> Bool {
    let action = action.lowercased()
    return ["heard", "hearing held", "presented", "received", "rcvd"].contains {
      action.contains($0)
    }
  }

  /// The capacity in which somebody attended, by the word in a roll call.
  static func capacity(of word: String) -> String? {
    switch word.lowercased() {
    case "present", "late", "present (remote)", "remote", "in person", "arrived late": "present"
    case "absent": "absent"
    case "excused", "excused absence", "medical", "maternity", "paternity", "parental",
      "bereavement", "jury duty", "conflict", "vacation", "sick", "military leave":
      "excused"
    // Whoever has no vote attends without being a member.
    case "non-voting", "nonvoting", "ex officio", "ex-officio": "attending"
    default: nil
    }
  }

  /// The member of a vote that counts a word.
  static func vote(of word: String) -> String {
    switch word.lowercased() {
    case "affirmative", "aye", "ayes", "yes", "yea", "for", "in favor", "in favour", "y": "for"
    case "negative", "nay", "nays", "no", "against", "opposed", "n": "against"
    case "abstain", "abstained", "abstention", "abstaining": "abstain"
    case "absent": "absent"
    default: "notVoting"
    }
  }

  /// Whether a text says that a meeting was called off.
  static func isCancelled(_ text: String) -> Bool {
    let text = text.lowercased()
    guard !text.contains("not cancel") else { return false }
    return ["cancelled", "canceled", "cancellation", "abgesagt"].contains { text.contains($0) }
  }
}
